"""Every sentence of a text rests on something that was said in its place."""

from restyle.checking import CHECKS, Draft
from restyle.document.document import Finding
from restyle.grounding.align import Grounded
from restyle.text.stopwords import UNSPACED, language_of

_NEW = 0.51
_FULL_WEIGHT = 25.0  # of the words of a sentence; one that says less is judged more mildly
_FEW = 2  # words that say something; with fewer there is nothing to judge
_ELSEWHERE = 0.15  # what it weighs that a sentence rests on another part of the talk


def check(draft: Draft) -> tuple[Finding, ...]:
    """Return the sentences that nobody said anything like, and those that belong elsewhere."""
    if not _comparable(draft):
        return ()
    return tuple(
        Finding("novelty", sentence.text, _message(sentence), draft.spans(sentence), certain=False)
        for _, sentence in draft.claims()
        if not sentence.text.rstrip("*_ ").endswith((":", "?"))
        and _novelty(sentence, sums_up=draft.brief.sums_up) >= _NEW
    )


def _comparable(draft: Draft) -> bool:
    """Whether text and talk are in one language, and one whose words are told apart."""
    language = draft.evidence.language
    text = draft.text
    return language != UNSPACED and language_of(text) in ("", language)


def _novelty(sentence: Grounded, *, sums_up: bool) -> float:
    """How much of what a sentence says nobody said, from 0 to about 1."""
    if len(set(sentence.words)) < _FEW:
        return 0.0
    said = sentence.spread if sums_up else (sentence.support + sentence.spread) / 2
    outside = max(0.0, sentence.elsewhere - sentence.support)
    return (1 - said) * min(1.0, sentence.weight / _FULL_WEIGHT) + (
        0 if sums_up else _ELSEWHERE
    ) * outside


def _message(sentence: Grounded) -> str:
    if sentence.elsewhere > 2 * sentence.support:
        return "this was said in another part of the talk, not here"
    return "nothing like this was said"


CHECKS.add("novelty", check)
