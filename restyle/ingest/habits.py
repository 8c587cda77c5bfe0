"""The habits by which people mark who speaks in text: one pattern each for the opening line."""

import re
from dataclasses import dataclass

from restyle.ingest.times import CLOCK

_CLOCK = rf"(?P<time>{CLOCK})"
_NAME = r"(?P<name>[^\W\d_<\"'(](?:[^:：*\[\]\n]{0,58}[^\s:：*\[\]\n,])?)"
_ANY_NAME = r"(?P<name>[^\s\d_#*>|(\[\"'-](?:[^:：*\[\]\n]{0,58}[^\s:：*\[\]\n,])?)"
_BRACKETED = rf"\\?[\[(]\s*{_CLOCK}\s*\\?[\])]"


@dataclass(frozen=True, slots=True)
class Habit:
    """A way to mark speakers; `strong` marks name a speaker even where he speaks once."""

    pattern: re.Pattern[str]
    strong: bool = True
    more: re.Pattern[str] | None = None  # a line that opens a piece of the same speaker


HABITS = (
    # **Name** (00:00:09): text | **Name** 0:34 | **Name** [0:34] text | **Name:** | **Name**: text
    Habit(
        re.compile(
            rf"^\s*(?:\*\*|__)\\?\[?{_NAME}\]?\s*[:：]?\s*(?:\*\*|__)\s*[:：]?"
            rf"(?:\s*(?:{_BRACKETED}|(?P<bare>{CLOCK}))\s*[:：]?)?(?P<text>(?:\s.*)?)$"
        ),
        more=re.compile(rf"^\s*\({_CLOCK}\)\s*[:：]?(?P<text>(?:\s.*)?)$"),
    ),
    # Name (00:00:15): | (00:02:20):
    Habit(
        re.compile(rf"^\s*{_NAME}\s*\({_CLOCK}\)\s*[:：]?(?P<text>(?:\s.*)?)$"),
        more=re.compile(rf"^\s*\({_CLOCK}\)\s*[:：]?(?P<text>(?:\s.*)?)$"),
    ),
    # Name: 00:00:20 | Name 00:00:20 | Name  0:34
    Habit(re.compile(rf"^\s*{_NAME}\s*[:：]?[ \t]+{_CLOCK}(?P<text>)\s*$")),
    # [Name] [00:12] text
    Habit(re.compile(rf"^\s*\\?\[{_NAME}\\?\]\s*{_BRACKETED}\s*[:：]?(?P<text>(?:\s.*)?)$")),
    # [00:00:12] Name: text | 00:00:12 Name: text
    Habit(re.compile(rf"^\s*(?:{_BRACKETED}|(?P<bare>{CLOCK}))\s*-?\s*{_NAME}[:：](?P<text>.*)$")),
    # [Speaker 1]: text
    Habit(re.compile(rf"^\s*\\?\[{_NAME}\\?\]\s*[:：](?P<text>.*)$")),
    # Name: text | Name: | Name：text
    Habit(
        re.compile(rf"^\s*(?:>\s*)?{_ANY_NAME}\s*(?::(?!//)(?=\s|$|[^\x00-\x7f])|：)(?P<text>.*)$"),
        strong=False,
    ),
    # 00:00:12 text
    Habit(re.compile(rf"^\s*\[?{_CLOCK}\]?\s+(?P<text>\S.*)$")),
)
