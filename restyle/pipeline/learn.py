"""Learning a voice from samples of writing: measured by code, described by a model if there is one.

What the samples say is data: it is measured, shown to the model behind marks, and, unless that
is asked for, no run of their words gets into the profile.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

from restyle.document.samples import Sample
from restyle.errors import AnswerError
from restyle.events import Notice, Observer
from restyle.style.learned import LearnedProfile, LearnedRule, as_toml
from restyle.stylometry.background import background, likeness
from restyle.stylometry.habits import BY_NAME
from restyle.stylometry.prose import Block, pieces_of
from restyle.stylometry.rules import Rule, avoid_rules, described, do_rules
from restyle.stylometry.voiceprint import Voiceprint, voiceprint_of
from restyle.writing.ask import Asker
from restyle.writing.learn import Pair, VoiceInWords, example
from restyle.writing.learn import described as in_words

_MOST_WORDS = 12_000  # of the samples, that a model is shown
_EXAMPLES = 2
_EXAMPLE_WORDS = (60, 220)
_RUN = 6  # words in a row that are a quotation
_MOST_NAMED = 4  # samples, and passages
_I = 8.0  # in a thousand words, from which a writer says "I"
_MEASURED_DO = 6  # rules of the measured part beside a model's
_WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True)
class LearnedVoice:
    """A voice that was learned: the text of its profile, and what was measured of it."""

    profile: str
    voiceprint: Voiceprint


async def learned(
    name: str,
    samples: Sequence[Sample],
    asker: Asker | None,
    observe: Observer,
    *,
    quote_samples: bool = False,
) -> LearnedVoice:
    """Return a voice learned from samples; by code alone where there is nobody to ask.

    Raises StyleError where the samples have too few words to be measured.
    """
    print_ = voiceprint_of([sample.blocks for sample in samples])
    do = [_counted(rule, print_) for rule in do_rules(print_.habits)]
    avoid = [_counted(rule, print_) for rule in avoid_rules(print_.habits)]
    says_i = print_.habits["i"].mean >= _I
    told = _Told(samples, quote_samples, observe)
    voice = await _described(asker, told, print_) if asker else None
    pairs = await _examples(asker, told, voice, print_) if asker and voice else ()
    profile = LearnedProfile(
        name=name,
        words=print_.words,
        samples=_named([sample.name for sample in samples]),
        description=voice.description if voice else f"Learned from {len(samples)} texts.",
        brief=voice.brief if voice else _brief(print_, says_i=says_i),
        narrator="guest" if says_i else "neutral",
        do=[*told.rules(voice), *(do[:_MEASURED_DO] if voice else do)],
        avoid=[*(LearnedRule(one.rule, "by the model") for one in voice.avoid), *avoid]
        if voice
        else avoid,
        lists=print_.habits["list"].mean >= 1,
        examples=[(pair.source, pair.rewrite) for pair in pairs],
        by_model=voice is not None,
    )
    return LearnedVoice(as_toml(profile), print_)


class _Told:
    """What a model is shown of samples, and what of its answers may stand in a profile."""

    def __init__(self, samples: Sequence[Sample], quote: bool, observe: Observer) -> None:
        self.quote = quote
        self._observe = observe
        self._runs = (
            set() if quote else {r for one in samples for b in one.blocks for r in _runs(b)}
        )
        self._places = list(_chosen(samples))
        self.passages = [block.text for _, _, block in self._places]
        self.pieces = [p for sample in samples for p in pieces_of(sample.blocks, _EXAMPLE_WORDS[0])]

    def is_free(self, text: str) -> bool:
        """Whether a text quotes no sample, or may."""
        words = [word.lower() for word in _WORD.findall(text)]
        return not any(tuple(words[n : n + _RUN]) in self._runs for n in range(len(words)))

    def freed(self, voice: VoiceInWords) -> VoiceInWords:
        """The voice without rules that quote a sample; raises AnswerError where the brief does."""
        if not self.is_free(voice.brief):
            raise AnswerError("its brief quotes the samples")
        kept = tuple(one for one in voice.do if self.is_free(one.rule))
        avoid = tuple(one for one in voice.avoid if self.is_free(one.rule))
        if lost := len(voice.do) + len(voice.avoid) - len(kept) - len(avoid):
            self._observe(Notice(f"{lost} rules quote the samples and are left out"))
        description = voice.description if self.is_free(voice.description) else ""
        return VoiceInWords(description, voice.brief, kept, avoid)

    def rules(self, voice: VoiceInWords | None) -> Iterator[LearnedRule]:
        """The model's rules with the passages that show them."""
        for one in voice.do if voice else ():
            places = [self._places[n] for n in one.shown[:_MOST_NAMED]]
            where = "; ".join(f"{name}, passage {number}" for name, number, _ in places)
            as_in = f" As in: “{places[0][2].sentences[0]}”" if self.quote else ""
            yield LearnedRule(f"{one.rule}{as_in}", f"shown by {where}")


async def _described(asker: Asker, told: _Told, known: Voiceprint) -> VoiceInWords | None:
    counted = [described(BY_NAME[name], one.mean) for name, one in known.habits.items()]
    try:
        voice = await in_words(asker, told.passages, counted, quote=told.quote)
        return told.freed(voice)
    except AnswerError as error:
        asker.observe(Notice(f"{error}; the voice is what was measured alone"))
        return None


async def _examples(
    asker: Asker, told: _Told, voice: VoiceInWords, known: Voiceprint
) -> tuple[Pair, ...]:
    """Pairs of talk and rewrite, made from the passages that are most like the whole."""
    found = []
    for piece in _typical(told.pieces, known)[:_EXAMPLES]:
        passage = "\n\n".join(block.text for block in piece)
        try:
            pair = await example(asker, passage, voice.brief, quote=told.quote)
        except AnswerError as error:
            asker.observe(Notice(f"an example is missing: {error}"))
            continue
        if told.is_free(pair.rewrite) and told.is_free(pair.source):
            found.append(pair)
        else:
            asker.observe(Notice("an example quotes the samples and is left out"))
    return tuple(found)


def _typical(pieces: Iterable[tuple[Block, ...]], known: Voiceprint) -> list[tuple[Block, ...]]:
    least, most = _EXAMPLE_WORDS
    fitting = [one for one in pieces if least <= sum(block.words for block in one) <= most]
    seen = background()
    return sorted(fitting, key=lambda one: -likeness(seen.seen(seen.rates(one)), known.seen))


def _chosen(samples: Sequence[Sample]) -> Iterator[tuple[str, int, Block]]:
    """Passages of all samples, evenly, as many as a model is shown: where each stands, and it."""
    share = min(1.0, _MOST_WORDS / max(1, sum(sample.words for sample in samples)))
    for sample in samples:
        room = share * sample.words
        blocks = [block for piece in pieces_of(sample.blocks) for block in piece]
        for number, block in enumerate(blocks, 1):
            if room <= 0:
                break
            yield sample.name, number, block
            room -= block.words


def _runs(block: Block) -> Iterator[tuple[str, ...]]:
    words = [word.lower() for word in _WORD.findall(block.text)]
    for n in range(len(words) - _RUN + 1):
        yield tuple(words[n : n + _RUN])


def _counted(rule: Rule, known: Voiceprint) -> LearnedRule:
    numbers = [described(BY_NAME[name], known.habits[name].mean) for name in rule.habits]
    return LearnedRule(rule.text, f"counted: {'; '.join(numbers)}")


def _brief(known: Voiceprint, *, says_i: bool) -> str:
    """A brief that says no more than was measured."""
    grade = known.habits["grade"].mean
    reader = "anybody" if grade < 8 else "an adult with time" if grade < 12 else "a trained reader"
    person = "in the first person" if says_i else "without saying “I”"
    pace = fmean([known.habits["short"].mean, 100 - known.habits["long"].mean])
    gait = "quick" if pace >= 60 else "unhurried" if pace <= 48 else "even"
    return (
        f"Somebody who writes {person}, at an {gait} pace, for {reader}. The rules below were "
        "counted in this writer's own texts; keep to the numbers, and let the matter lead. Write "
        "as this person would explain it to a reader who was not there."
    ).replace("an quick", "a quick")


def _named(names: Sequence[str]) -> list[str]:
    if len(names) <= _MOST_NAMED:
        return list(names)
    return [*names[:_MOST_NAMED], f"and {len(names) - _MOST_NAMED} more"]
