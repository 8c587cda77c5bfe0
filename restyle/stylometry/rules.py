"""Measured habits as rules in words, and where the rules of a profile say something else."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from restyle.stylometry.habits import BY_NAME, Habit, Measured
from restyle.stylometry.nearness import Nearness, Off

_NO_PARAGRAPHS = 250  # words of one, from which on the samples mark none
_MANY = 35  # of a hundred, from which on one counts out of ten
_NUMBERS = "none one two three four five six seven eight nine ten".split()


@dataclass(frozen=True, slots=True)
class Rule:
    """What a voice does, or avoids, as an instruction, and the habits that it rests on."""

    text: str
    habits: tuple[str, ...]


def described(habit: Habit, value: float) -> str:
    """Return a habit's number as one says it: `12 questions in a hundred sentences`."""
    rounded = f"{value:.0f}" if value >= 10 or habit.per else f"{value:.1f}"
    if habit.per == "words":
        return f"{value:.1f} {habit.what} in a thousand words"
    if habit.per == "sentences":
        return f"{rounded} {habit.what} in a hundred"
    if habit.per == "blocks":
        return f"{rounded} {habit.what} in a hundred"
    return f"{habit.what}: {rounded} {habit.unit}".strip()


def told(off: Off) -> str:
    """Return a habit that is off in a sentence: in the text, in the voice, and where."""
    usual = f"{off.voice.mean:.0f}" if off.voice.mean >= 10 else f"{off.voice.mean:.1f}"
    where = f"; most of it in paragraph {off.block + 1}" if off.block is not None else ""
    return f"{described(off.habit, off.value)}, where the voice has {usual}{where}"


def likened(nearness: Nearness) -> str:
    """Return how near a text is to a voice in a few words, beside the voice's own texts."""
    own = nearness.own
    low, high = own.mean - own.spread, own.mean + own.spread
    return f"{nearness.likeness:.2f}, where its own texts are at {low:.2f} to {high:.2f}"


def do_rules(habits: Mapping[str, Measured]) -> tuple[Rule, ...]:
    """Return what the voice does, in words that a writer can follow."""
    return tuple(_do({name: one.mean for name, one in habits.items()}))


def avoid_rules(habits: Mapping[str, Measured]) -> tuple[Rule, ...]:
    """Return what the voice hardly ever does."""
    return tuple(_avoid({name: one.mean for name, one in habits.items()}))


def _do(mean: Mapping[str, float]) -> Iterator[Rule]:
    sentence, short, long = mean["sentence"], mean["short"], mean["long"]
    text = f"Sentences of {sentence:.0f} words on average"
    if short >= 8:
        text += f"; {_of_ten(short)} under eight words"
    if long >= 8:
        text += f"; {_of_ten(long)} over twenty-five"
    yield Rule(f"{text}.", ("sentence", "short", "long"))
    if mean["rhythm"] >= 60:
        yield Rule("Short and long sentences in turn, never three alike.", ("rhythm",))
    alone = mean["one-sentence"]
    text = f"Paragraphs of about {round(mean['paragraph'] / 5) * 5 or 5} words"
    if alone >= 15:
        text += f"; {_one_in(alone)} a single sentence"
    if mean["paragraph"] < _NO_PARAGRAPHS:
        yield Rule(f"{text}.", ("paragraph", "one-sentence"))
    yield from _often(mean)


def _often(mean: Mapping[str, float]) -> Iterator[Rule]:
    """What stands out in a voice because it does more of it than most."""
    for name, least, text in (
        ("question", 7, "Asks: {in} sentences a question."),
        ("exclamation", 4, "Exclaims: {in} sentences with an exclamation mark."),
        ("joined", 10, "Begins sentences with And, But or So: {in}."),
        ("i-first", 10, "Speaks as “I”: {in} sentences begin with it."),
        ("you", 15, "Speaks to the reader: “you” and “your” about {n} times in a hundred words."),
        ("we", 12, "Says “we”: about {n} times in a hundred words."),
        ("contraction", 15, "Contracts as one speaks (it's, don't): about {n} in a hundred words."),
        ("dash", 6, "Dashes: about {n} in three hundred words."),
        ("semicolon", 3, "Semicolons: about {n} in three hundred words."),
        ("colon", 8, "Colons: about {n} in three hundred words."),
        ("bracket", 6, "Asides in brackets: about {n} in three hundred words."),
        ("quotation", 8, "Quotes: about {n} quotations in three hundred words."),
        ("hedge", 10, "Says its doubts: about {n} hedges in three hundred words."),
        ("connective", 9, "Joins steps by because, however, although: {n} in three hundred words."),
        ("number", 15, "Counts: about {n} numbers in three hundred words."),
        ("list", 12, "Lists: {in} paragraphs are items of one."),
    ):
        if mean[name] >= least:
            per = 100 if "in a hundred words" in text else 300
            number = max(1, round(mean[name] * per / 1000))
            filled = text.replace("{in}", _one_in(mean[name])).replace("{n}", str(number))
            yield Rule(_upper(filled), (name,))
    if mean["grade"] <= 7:
        yield Rule("Plain words, most of them of one syllable.", ("grade", "letters"))
    elif mean["grade"] >= 13:
        yield Rule("Long, built sentences and learned words.", ("grade", "letters"))


def _avoid(mean: Mapping[str, float]) -> Iterator[Rule]:
    for name, most, text in (
        ("exclamation", 0.5, "Exclamation marks."),
        ("semicolon", 0.4, "Semicolons."),
        ("dash", 0.4, "Dashes."),
        ("bracket", 0.4, "Brackets."),
        ("question", 1.0, "Questions."),
        ("list", 1.0, "Lists."),
        ("contraction", 1.0, 'Contractions: "do not", not "don\'t".'),
        ("i", 1.0, "“I” and “my”."),
        ("you", 1.0, "“You”: the reader is not spoken to."),
        ("joined", 1.5, "Sentences that begin with And, But or So."),
        ("hedge", 1.5, "Hedges of its own."),
        ("long", 3.0, "Sentences of more than twenty-five words."),
        ("short", 2.0, "Sentences of fewer than eight words."),
    ):
        if mean[name] <= most:
            yield Rule(text, (name,))


# Words of a rule, the habit that they speak of, and the value on whose wrong side it contradicts.
_SPEAKS: tuple[tuple[str, str, float, bool], ...] = (
    (r"short sentences", "sentence", 24, True),
    (r"long sentences", "sentence", 10, False),
    (r"exclamation", "exclamation", 1, False),
    (r"semicolons?", "semicolon", 0.5, False),
    (r"dashes", "dash", 0.5, False),
    (r"contractions?", "contraction", 2, False),
    (r"questions?", "question", 1, False),
    (r"lists?|bullets?", "list", 2, False),
    (r"first person", "i", 1, False),
)
_FORBIDDEN: tuple[tuple[str, str, float], ...] = (
    (r"exclamation", "exclamation", 3),
    (r"semicolons?", "semicolon", 3),
    (r"dashes", "dash", 4),
    (r"contractions?", "contraction", 10),
    (r"lists?|bullets?", "list", 10),
    (r"brackets|parenthes[ei]s", "bracket", 4),
)


def contradictions(
    do: Sequence[str], avoid: Sequence[str], habits: Mapping[str, Measured]
) -> tuple[str, ...]:
    """Return what rules say and the measurements deny, a line each."""
    found = []
    for n, rule in enumerate(do, 1):
        for words, name, bound, above in _SPEAKS:
            if not re.search(rf"\b(?:{words})\b", rule, re.IGNORECASE) or name not in habits:
                continue
            if (habits[name].mean > bound) is above:
                found.append(f"voice.do {n} asks for {_named(words)}; {_has(name, habits)}")
    for n, rule in enumerate(avoid, 1):
        for words, name, bound in _FORBIDDEN:
            begins = re.match(rf"(?:no |any )?(?:{words})\b", rule, re.IGNORECASE)
            if begins and name in habits and habits[name].mean > bound:
                found.append(f"voice.avoid {n} forbids {_named(words)}; {_has(name, habits)}")
    return tuple(found)


def _has(name: str, habits: Mapping[str, Measured]) -> str:
    return f"its measured texts have {described(BY_NAME[name], habits[name].mean)}"


def _named(words: str) -> str:
    return words.partition("|")[0].replace("?", "").replace("exclamation", "exclamation marks")


def _of_ten(share: float) -> str:
    """A share of a hundred as one says it: `four of ten`."""
    return f"{_NUMBERS[max(1, min(10, round(share / 10)))]} of ten"


def _one_in(share: float) -> str:
    """A share of a hundred as one says it: `one of six`, `eight of ten`."""
    if share >= _MANY:
        return _of_ten(share)
    return f"one of {_number(max(2, round(100 / max(1.0, share))))}"


def _number(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
