"""The habits by which people mark who speaks in text: one pattern each for the opening line.

Lines come without blanks at their ends and with single blanks within.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from restyle.text.placeholders import numbered
from restyle.transcript.speaker_labels import accepted, again, is_name, plausible, possible
from restyle.transcript.spellings import key
from restyle.transcript.times import CLOCK, of_noon, seconds

_CLOCK = rf"(?P<time>{CLOCK})"
_NOON = r"(?: ?(?P<noon>[AaPp]\. ?[Mm]\.?|[AaPp][Mm]\b))?"
# What stands in brackets before a name, [HR] Ada, and behind it, ADA [WHISPERS].
_BEFORE = r"(?:~ ?)?(?:[\[(][^\[\]()\n:]{1,20}[\])] ?)?"
_BEHIND = r"(?: \[[^\[\]\n:]{1,30}\])?"
_NAME = (
    rf"(?P<name>{_BEFORE}[^\s_<\"'(#*>|\[\]:：~–—-]"
    r"(?:[^:：*\[\]\n]{0,78}[^\s:：*\[\]\n,])?)"
)
_ANY_NAME = (
    rf"(?P<name>{_BEFORE}[^\s_#*>|(\[\"'~-]"
    rf"(?:[^:：*\[\]\n]{{0,78}}[^\s:：*\[\]\n,])?{_BEHIND})"
)
_BRACKETED = rf"\\?[\[(]\s?{_CLOCK}\s?\\?[\])]"
_EARLIER = rf"(?:\\?[\[(]?(?P<earlier>{CLOCK})\\?[\])]?\s?(?:[-–—]\s)?)?"
_BULLET = r"(?:[-*+•] |\d{1,3}[.)] )?"
_TEXT = r"(?P<text>(?:\s.*)?)$"
_DATE = r"(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}[ -][A-Z][a-z]{2,8}[ -]\d{2,4})"
_DAY = rf"(?:(?:[Tt]oday|[Yy]esterday|{_DATE}),?(?: at)? )?"
# What stands between a name and a time: Ada - 0:12, Ada — Today at 9:05
_TAIL = re.compile(r"(?: ?[-–—] ?| )(?:(?:today|yesterday),?(?: at)?)?$", re.IGNORECASE)
# From Ada to Everyone, as chats of meetings have it.
_FROM = re.compile(r"From (?P<name>\S.{0,60}?)(?: to .{1,60})?")
_COLON = r"(?::(?!//)(?=\s|$|[^\x00-\x7f])|：)"
_SOME = 0.3
_MOSTLY = 0.6  # of the lines of a shape, that must bear speakers' labels
_CLOCKS = ("time", "bare", "earlier", "within")  # the groups of patterns that hold a time


@dataclass(frozen=True, slots=True)
class Habit:
    """A way to mark speakers.

    `strong` marks name a speaker even where he speaks once; of others a label must come again.
    `alone` says that the label fills its line, so that one that comes once must be a name.
    `recurring` says that other things look the same, such as headings and lists, so that as
    large a share of such lines must have labels that come again, and where not `once`, each of
    them must. `exact` says that nothing else looks the same. `of_day` are times that a clock
    shows.
    """

    pattern: re.Pattern[str]
    strong: bool = True
    more: re.Pattern[str] | None = None  # a line that opens a piece of the same speaker
    alone: bool = False
    recurring: float = 0.0
    once: bool = True
    exact: bool = False
    of_day: bool = False

    @property
    def names(self) -> bool:
        """Whether it names anybody, or only tells times."""
        return "name" in self.pattern.groupindex

    def name(self, line: str) -> str:
        """Return the label that the line begins with, empty where there is none."""
        match = self.pattern.match(line) if self.names else None
        return label_of(match) if match else ""

    def shown(self, speakers: frozenset[str]) -> dict[str, str]:
        """Return each label as it is shown: without the employer that call recorders add to it.

        It stays where it tells two `speakers` apart.
        """
        bases = {label: self._unemployed(label) for label in speakers}
        counts = Counter(bases.values())
        return {label: base if counts[base] == 1 else label for label, base in bases.items()}

    def _unemployed(self, label: str) -> str:
        base, _, part = label.removesuffix(")").rpartition(" (")
        employed = self.recurring and label.endswith(")") and " " in base and not part.isdigit()
        return base if employed else label

    def labels(self, lines: Sequence[str]) -> Counter[str]:
        """Return the labels that lines begin with, each with how often it does."""
        return Counter(name for line in lines if (name := self.name(line)))

    def speakers(self, labels: Counter[str], known: frozenset[str], lines: int) -> frozenset[str]:
        """Return which of the labels in a file of so many lines are speakers; `known` names are."""
        if self.exact:
            return frozenset(label for label, n in labels.items() if n > 1)
        if self.recurring:
            return _recurring(labels, known, least=self.recurring, once=self.once)
        if not self.strong:
            return accepted(labels, known, lines)
        counts = again(labels)
        twice = {label for label in labels if counts[label] >= 2 and possible(label)}
        short = {label for label in labels if possible(label) and len(label.split()) < 4}
        mostly = 2 * sum(labels[label] for label in twice) > sum(labels.values())
        sure = {label for label in labels if self._likely(label)}
        return frozenset(sure | twice | (short if mostly else set()))

    def _likely(self, label: str) -> bool:
        return is_name(label) or numbered(label) or (plausible(label) and not self.alone)

    def time(self, match: re.Match[str]) -> float | None:
        """Return the seconds of the time in a line that matched."""
        groups = match.re.groupindex
        found = next((match[g] for g in _CLOCKS if g in groups and match[g]), "")
        if not found:
            return None
        noon = match["noon"].casefold() if "noon" in groups and match["noon"] else ""
        of_day = self.of_day or bool(noon)
        whole = f"{found}:00" if of_day and found.count(":") == 1 else found
        return of_noon(seconds(whole), noon)


def label_of(match: re.Match[str]) -> str:
    """Return the label in a line that matched, without what a layout writes around it."""
    name = _TAIL.sub("", match["name"].strip()).strip("`")
    sent = _FROM.fullmatch(name)
    return sent["name"] if sent else name


def _recurring(
    labels: Counter[str], known: frozenset[str], *, least: float, once: bool
) -> frozenset[str]:
    """Labels that come again, or are known; of the others of such a file, those like names."""
    counts = again(labels)
    names = {key(name) for name in known}
    twice = {
        label
        for label in labels
        if (counts[label] >= 2 and possible(label)) or numbered(label) or key(label) in names
    }
    if sum(labels[label] for label in twice) <= least * sum(labels.values()):
        return frozenset()
    return frozenset(twice | (set(filter(is_name, labels)) if once else set()))


HABITS = (
    # **Name** (00:00:09): text | **Name** 0:34 | **[0:34] Name:** text | [0:34] **Name**: text
    Habit(
        re.compile(
            rf"^{_EARLIER}(?:\*\*\*?|__)(?:\\?\[?(?P<within>{CLOCK})\\?\]?\s)?"
            rf"\\?\[?{_NAME}\]?\s?[:：]?\s?(?:\*\*\*?|__)\s?[:：]?"
            rf"(?:\s?(?:{_BRACKETED}|(?P<bare>{CLOCK}))\s?[:：]?)?{_TEXT}"
        ),
        more=re.compile(rf"^\({_CLOCK}\)\s?[:：]?{_TEXT}"),
    ),
    # *Name:* text | _Name_: text | - **Name:** text
    Habit(
        re.compile(
            rf"^{_BULLET}{_EARLIER}[*_]{{1,2}}{_NAME}\s?"
            rf"(?:[:：]\s?[*_]{{1,2}}|[*_]{{1,2}}\s?[:：]){_TEXT}"
        ),
        recurring=_MOSTLY,
    ),
    # Name (00:00:15): | Name [0:15] text | (00:02:20):
    Habit(
        re.compile(rf"^{_NAME}:?\s?{_BRACKETED}\s?[:：]?{_TEXT}"),
        more=re.compile(rf"^\({_CLOCK}\)\s?[:：]?{_TEXT}"),
    ),
    # Name: 00:00:20 | Name 00:00:20 | Name - 0:34 | Name 9:00 AM | Name — Today at 9:00 AM
    Habit(
        re.compile(rf"^{_NAME}\s?[:：]?[ \t](?:[-–—] ?)?{_DAY}{_CLOCK}{_NOON}(?P<text>)$"),
        alone=True,
    ),
    # [Name] [00:12] text | [Name] 00:12 text
    Habit(re.compile(rf"^\\?\[{_NAME}\\?\]\s?(?:{_BRACKETED}|(?P<bare>{CLOCK}))\s?[:：]?{_TEXT}")),
    # [12/03/2024, 09:00:16] Name: text | 12/03/24, 9:00 PM - Name: text
    Habit(
        re.compile(rf"^\[?{_DATE},? {_CLOCK}{_NOON}\]?\s?(?:[-–]\s?)?{_NAME}{_COLON}(?P<text>.*)$"),
        of_day=True,
    ),
    # [12-Mar-24 09:00 AM] Name
    Habit(
        re.compile(rf"^\[{_DATE},? {_CLOCK}{_NOON}\] {_NAME}(?P<text>)$"),
        recurring=_SOME,
        of_day=True,
    ),
    # 19:00 <name> text | [19:00:02] <name> text | 2024-03-12 19:00 <name> text | <name> text
    Habit(
        re.compile(
            rf"^(?:(?:{_DATE} )?(?:{_BRACKETED}|(?P<bare>{CLOCK}))\s?)?"
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
    # [00:00:12] Name: text | 00:00:12 Name: text | - 00:00:12 - Name: text
    Habit(
        re.compile(
            rf"^{_BULLET}(?:{_BRACKETED}|(?P<bare>{CLOCK})){_NOON}\s?[-–—]?\s?"
            rf"{_NAME}\s?(?::(?!//)|：)(?P<text>.*)$"
        )
    ),
    # 0:00 - Name | [00:00:00.330] - Name | 00:00:00 Speaker 1
    Habit(
        re.compile(
            rf"^(?:{_BRACKETED}|(?P<bare>{CLOCK})){_NOON}\s?(?:[-–—]\s?)?"
            r"(?P<name>[^\W_<\"'(](?:[^:：*\[\]\n?!]{0,58}[^\s:：*\[\]\n,.?!])?)(?P<text>)$"
        ),
        recurring=_SOME,
    ),
    # ## Name | ### Name (0:12)
    Habit(
        re.compile(
            r"^#{1,6} (?:\*\*)?(?P<name>[^\W_][^*:：#\n]{0,58}?)"
            rf"(?:\s?[-–—]?\s?[\[(]?(?P<bare>{CLOCK})[\])]?)?[:：]?(?:\*\*)?[ #]{{0,9}}(?P<text>)$"
        ),
        recurring=_MOSTLY,
        once=False,
    ),
    # [Speaker 1]: text | [[Name]]: text
    Habit(re.compile(rf"^{_BULLET}\\?\[{_NAME}\\?\]\s?[:：](?P<text>.*)$")),
    # Speaker 1
    Habit(
        re.compile(
            r"^(?P<name>(?:[Ss]peaker|SPEAKER|[Ss]precher|[Ii]nterviewer)[ _]?\d{0,3})(?P<text>)$"
        ),
        recurring=_MOSTLY,
    ),
    # Q. text | A. text
    Habit(re.compile(r"^(?P<name>[QA])\.(?P<text>\s.*)$"), exact=True),
    # Name: text | Name: | Name：text | - Name: text
    Habit(
        re.compile(rf"^(?:>\s?)?{_BULLET}{_ANY_NAME}\s?{_COLON}(?P<text>.*)$"),
        strong=False,
    ),
)
# 12/3/24, 9:02 PM - Messages are encrypted: a line of a chat that nobody has written
DATED = Habit(
    re.compile(rf"^\[?{_DATE},? {_CLOCK}{_NOON}\]?\s?(?:[-–]\s?)?(?P<text>\S.*)$"),
    of_day=True,
)
# 00:00:12 text | [0:12] text
TIMED = Habit(re.compile(rf"^\[?{_CLOCK}\]?{_NOON}\s(?P<text>(?![AaPp]\.?[Mm]\.?$)\S.*)$"))
