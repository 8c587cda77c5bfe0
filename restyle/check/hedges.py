"""No guess becomes a fact."""

from collections import Counter
from collections.abc import Iterator, Sequence, Set

from restyle.check import CHECKS, Draft
from restyle.domain import Finding
from restyle.language.hedges import Hedge, hedges, is_hedged

_CANDIDATE = 0.3  # of the best score: what a sentence may rest on
_LEAST = 0.6  # how well a doubt that was said must fit
_FADING = 0.85  # what a word that is made unsure weighs of the one before it
_MANY, _ENOUGH = 3, 2  # words that a claim shares with a doubt
_FITS, _FITS_WELL = 0.75, 0.8
_SHARED = 0.6
_CERTAIN = 0.9  # of the fit: what was said as well without the doubt


def check(draft: Draft) -> tuple[Finding, ...]:
    """Return the sentences that are surer than what they rest on."""
    if draft.evidence.language != "en" or draft.brief.sums_up:
        return ()
    return tuple(
        Finding(
            "hedge", sentence.text, f"this was said with a doubt: {doubt}", draft.spans(sentence)
        )
        for number, sentence in draft.claims()
        if sentence.bases and not sentence.text.rstrip().endswith("?")
        for doubt in list(_dropped(draft, number))[:1]
    )


def _dropped(draft: Draft, number: int) -> Iterator[str]:
    """The doubts that fit a sentence and that it does not have."""
    sentence, scores = draft.sentences[number], draft.scores[number]
    words = frozenset(sentence.words)
    heard = draft.evidence.each(hedges)
    least = _CANDIDATE * scores[sentence.bases[0]]
    for n in draft.within:
        if scores[n] < least:
            continue
        for hedge in heard[n]:
            shared = words & set(hedge.scope)
            if hedge.weak or len(shared) < _ENOUGH or is_hedged(sentence.text, shared):
                continue
            fit = _fit(hedge, words, float(scores[n]))
            if fit >= _LEAST and not _is_certain(draft, number, n, shared, fit):
                yield f"“{hedge.text}”"


def _fit(hedge: Hedge, words: Set[str], score: float) -> float:
    share = _share(hedge.scope, words)
    many = len(words & set(hedge.scope)) >= _MANY
    return share * max(score, _FITS_WELL if many else _FITS if share >= _SHARED else 0.0)


def _share(scope: Sequence[str], words: Set[str]) -> float:
    total = sum(_FADING**place for place in range(len(scope)))
    return sum(_FADING**place for place, word in enumerate(scope) if word in words) / total


def _is_certain(draft: Draft, number: int, doubted: int, shared: Set[str], fit: float) -> bool:
    """Whether the same is said without a doubt as well, there or in another sentence."""
    scores = draft.scores[number]
    words = Counter(draft.evidence.said[doubted].words)
    hedged = Counter(w for h in draft.evidence.each(hedges)[doubted] for w in h.scope)
    if all(words[word] > hedged[word] for word in shared):
        return True
    return any(
        scores[n] >= _CERTAIN * fit and shared <= set(draft.evidence.said[n].words)
        for n in draft.within
        if n != doubted and not any(shared & set(h.scope) for h in draft.evidence.each(hedges)[n])
    )


CHECKS.add("hedges", check)
