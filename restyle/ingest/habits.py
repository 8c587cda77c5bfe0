"""The habits by which people mark who speaks in text: one pattern each for the opening line.

Lines come without blanks at their ends and with single blanks within.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from restyle.ingest.labels import accepted, key, plausible, possible
from restyle.ingest.times import CLOCK, seconds
from restyle.language.placeholders import numbered

_CLOCK = rf"(?P<time>{CLOCK})"
_NAME = r"(?P<name>[^\W_<\"'(](?:[^:：*\[\]\n]{0,58}[^\s:：*\[\]\n,])?)"
_ANY_NAME = r"(?P<name>[^\s_#*>|(\[\"'-](?:[^:：*\[\]\n]{0,58}[^\s:：*\[\]\n,])?)"
_BRACKETED = rf"\\?[\[(]\s?{_CLOCK}\s?\\?[\])]"
_BULLET = r"(?:[-*+•] |\d{1,3}[.)] )?"
_TEXT = r"(?P<text>(?:\s.*)?)$"
_DATE = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
_COLON = r"(?::(?!//)(?=\s|$|[^\x00-\x7f])|：)"
_MOSTLY = 0.6  # of the lines of a shape, that must bear speakers' labels


@dataclass(frozen=True, slots=True)
class Habit:
    """A way to mark speakers.

    `strong` marks name a speaker even where he speaks once; of others a label must come again.
    `recurring` says that other things look the same, such as headings and lists, so that most
    such lines must have labels that come again, and where not `once`, each of them must.
    `of_day` are times that a clock shows.
    """

    pattern: re.Pattern[str]
    strong: bool = True
    more: re.Pattern[str] | None = None  # a line that opens a piece of the same speaker
    recurring: bool = False
    once: bool = True
    of_day: bool = False

    @property
    def names(self) -> bool:
        """Whether it names anybody, or only tells times."""
        return "name" in self.pattern.groupindex

    def name(self, line: str) -> str:
        """Return the label that the line begins with, empty where there is none."""
        match = self.pattern.match(line) if self.names else None
        return match["name"].strip() if match else ""

    def speaker(self, match: re.Match[str]) -> str:
        """Return who speaks: the label, without the employer that call recorders add to it."""
        name = match["name"].strip()
        base, _, part = name.removesuffix(")").rpartition(" (")
        employed = self.recurring and name.endswith(")") and " " in base and not part.isdigit()
        return base if employed else name

    def labels(self, lines: Sequence[str]) -> Counter[str]:
        """Return the labels that lines begin with, each with how often it does."""
        return Counter(name for line in lines if (name := self.name(line)))

    def speakers(self, labels: Counter[str], known: frozenset[str], lines: int) -> frozenset[str]:
        """Return which of the labels in a file of so many lines are speakers; `known` names are."""
        if self.recurring:
            return _recurring(labels, known, once=self.once)
        if not self.strong:
            return accepted(labels, known, lines)
        again = {label for label, n in labels.items() if n >= 2 and possible(label)}
        short = {label for label in labels if possible(label) and len(label.split()) < 4}
        mostly = 2 * sum(labels[label] for label in again) > sum(labels.values())
        sure = {label for label in labels if plausible(label)}
        return frozenset(sure | again | (short if mostly else set()))

    def time(self, match: re.Match[str]) -> float | None:
        """Return the seconds of the time in a line that matched."""
        groups = match.re.groupindex
        found = next((match[g] for g in ("time", "bare") if g in groups and match[g]), "")
        if not found:
            return None
        noon = match["noon"].casefold() if "noon" in groups and match["noon"] else ""
        of_day = self.of_day or bool(noon)
        whole = f"{found}:00" if of_day and found.count(":") == 1 else found
        return _of_day(seconds(whole), noon)


def _of_day(found: float, noon: str) -> float:
    """Seconds since midnight of a time such as `9:05 PM`; without a word, as it stands."""
    if noon.startswith("p") and found < 12 * 3600:
        return found + 12 * 3600
    return found - 12 * 3600 if noon.startswith("a") and found >= 12 * 3600 else found


def _recurring(labels: Counter[str], known: frozenset[str], *, once: bool) -> frozenset[str]:
    """Labels that come again, or are known; of the others of such a file, those like names."""
    counts: Counter[str] = Counter()
    for label, n in labels.items():
        counts[key(label)] += n
    names = {key(name) for name in known}
    again = {
        label
        for label in labels
        if (counts[key(label)] >= 2 and possible(label)) or numbered(label) or key(label) in names
    }
    if sum(labels[label] for label in again) <= _MOSTLY * sum(labels.values()):
        return frozenset()
    single = {label for label in labels if plausible(label) and len(label.split()) < 4}
    return frozenset(again | single if once else again)


HABITS = (
    # **Name** (00:00:09): text | **Name** 0:34 | **Name** [0:34] text | **Name:** | **Name**: text
    Habit(
        re.compile(
            rf"^(?:\*\*|__)\\?\[?{_NAME}\]?\s?[:：]?\s?(?:\*\*|__)\s?[:：]?"
            rf"(?:\s?(?:{_BRACKETED}|(?P<bare>{CLOCK}))\s?[:：]?)?{_TEXT}"
        ),
        more=re.compile(rf"^\({_CLOCK}\)\s?[:：]?{_TEXT}"),
    ),
    # *Name:* text | _Name_: text | - **Name:** text
    Habit(
        re.compile(
            rf"^{_BULLET}[*_]{{1,2}}{_NAME}\s?(?:[:：]\s?[*_]{{1,2}}|[*_]{{1,2}}\s?[:：]){_TEXT}"
        ),
        recurring=True,
    ),
    # Name (00:00:15): | Name [0:15] text | (00:02:20):
    Habit(
        re.compile(rf"^{_NAME}:?\s?{_BRACKETED}\s?[:：]?{_TEXT}"),
        more=re.compile(rf"^\({_CLOCK}\)\s?[:：]?{_TEXT}"),
    ),
    # Name: 00:00:20 | Name 00:00:20 | Name 0:34 | Name 9:00 AM
    Habit(
        re.compile(rf"^{_NAME}\s?[:：]?[ \t]{_CLOCK}(?: (?P<noon>[AaPp]\.?[Mm]\.?))?(?P<text>)$")
    ),
    # [Name] [00:12] text
    Habit(re.compile(rf"^\\?\[{_NAME}\\?\]\s?{_BRACKETED}\s?[:：]?{_TEXT}")),
    # [12/03/2024, 09:00:16] Name: text | 12/03/24, 9:00 PM - Name: text
    Habit(
        re.compile(
            rf"^\[?{_DATE},? {_CLOCK}\s?(?P<noon>[AaPp]\.?[Mm]\.?)?\]?\s?(?:[-–]\s?)?"
            rf"{_NAME}{_COLON}(?P<text>.*)$"
        ),
        of_day=True,
    ),
    # 19:00 <name> text | [19:00:02] <name> text | <name> text
    Habit(
        re.compile(
            rf"^(?:(?:{_BRACKETED}|(?P<bare>{CLOCK}))\s?)?"
            rf"<[@+% ]?(?P<name>[^\s<>:/]{{1,40}})>{_TEXT}"
        ),
        of_day=True,
    ),
    # 00:00:12 <v Name>text
    Habit(
        re.compile(
            rf"^(?:{_BRACKETED}|(?P<bare>{CLOCK}))\s?<v(?:\.[^\s>]{{0,40}})?\s"
            r"(?P<name>[^<>]{1,60})>(?P<text>.*)$"
        ),
    ),
    # [00:00:12] Name: text | 00:00:12 Name: text | 00:00:12 - Name: text
    Habit(
        re.compile(
            rf"^(?:{_BRACKETED}|(?P<bare>{CLOCK}))\s?[-–]?\s?{_NAME}(?::(?!//)|：)(?P<text>.*)$"
        )
    ),
    # 0:00 - Name | [00:00:00.330] - Name | 00:00:00 Speaker 1
    Habit(
        re.compile(
            rf"^(?:{_BRACKETED}|(?P<bare>{CLOCK}))\s?(?:[-–—]\s?)?"
            r"(?P<name>[^\W_<\"'(](?:[^:：*\[\]\n.?!]{0,58}[^\s:：*\[\]\n,.?!])?)(?P<text>)$"
        ),
        recurring=True,
    ),
    # ## Name
    Habit(
        re.compile(
            r"^#{1,6} (?:\*\*)?(?P<name>[^\W_][^*:：#\n]{0,58})[:：]?(?:\*\*)?"
            r"[ #]{0,9}(?P<text>)$"
        ),
        recurring=True,
        once=False,
    ),
    # [Speaker 1]: text | [[Name]]: text
    Habit(re.compile(rf"^\\?\[{_NAME}\\?\]\s?[:：](?P<text>.*)$")),
    # Speaker 1
    Habit(
        re.compile(
            r"^(?P<name>(?:[Ss]peaker|SPEAKER|[Ss]precher|[Ii]nterviewer)[ _]?\d{0,3})(?P<text>)$"
        ),
        recurring=True,
    ),
    # Name: text | Name: | Name：text
    Habit(
        re.compile(rf"^(?:>\s?)?(?:[-•]\s)?{_ANY_NAME}\s?{_COLON}(?P<text>.*)$"),
        strong=False,
    ),
)
# 12/3/24, 9:02 PM - Messages are encrypted: a line of a chat that nobody has written
DATED = Habit(
    re.compile(
        rf"^\[?{_DATE},? {_CLOCK}\s?(?P<noon>[AaPp]\.?[Mm]\.?)?\]?\s?(?:[-–]\s?)?(?P<text>\S.*)$"
    ),
    of_day=True,
)
# 00:00:12 text | [0:12] text
TIMED = Habit(re.compile(rf"^\[?{_CLOCK}\]?\s(?P<text>\S.*)$"))
