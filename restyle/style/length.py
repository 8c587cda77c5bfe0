"""How long a style wants a document and each of its sections, in words."""

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from restyle.settings import Settings
from restyle.style.profile import StyleProfile

LEAST, MOST = 120, 400  # words of a section of a form that chooses
_USUAL = 250  # words of one, when topics are cut
_CEILING = 1.35  # times what is asked for
_DRAFT = 1.2  # and of a draft, so that an editor has room
_SHARE = 0.8  # of what was said in a place, that a section has at the most
_COMPLETE = 1.5
_SCALES = {"short": 0.6, "long": 1.6}


def in_force(style: StyleProfile, settings: Settings) -> StyleProfile:
    """Return the style with documents as long, and as complete, as the settings want them.

    A length is a number of words, or `short` or `long`, which scale what the style has. A style
    that is made to keep every claim gets half as many words again.
    """
    shape, form = style.shape, style.form
    scale = _SCALES.get(str(settings.length), 1.0)
    if settings.complete and form.selective:
        form = replace(form, selection="complete")
        scale *= _COMPLETE
    most = round(shape.most_words * scale) if shape.most_words else None
    shape = replace(shape, length=shape.length * scale, most_words=most)
    if isinstance(settings.length, int):
        shape = replace(shape, words=settings.length, most_words=None)
    return replace(style, shape=shape, form=form)


def document_words(said: int, style: StyleProfile) -> float:
    """Return how many words a style makes of so many that were said."""
    shape = style.shape
    wanted = shape.words or said * shape.length
    return min(wanted, shape.most_words) if shape.most_words else wanted


def talk_words(said: int, style: StyleProfile) -> int | None:
    """Return the most words of talk a section may rest on; None where the talk decides.

    A form that chooses has sections that a reader takes in at once, however much was said.
    """
    if not style.form.selective:
        return None
    return round(_USUAL * said / max(1.0, document_words(said, style)))


def shares(said: Sequence[int], weights: Sequence[int], style: StyleProfile) -> tuple[int, ...]:
    """Return how many words each section is asked for, in tens.

    `said` is how many words were said in the place of each, `weights` what each is worth. A
    form that chooses shares its words out by weight, between `LEAST` and `MOST` a section and
    never more than most of what was said; a complete one by what was said.
    """
    total = document_words(sum(said), style)
    if not style.form.selective:
        ratio = total / max(1, sum(said))
        return tuple(rounded(words * ratio) for words in said)
    most = [min(MOST, _SHARE * words) for words in said]
    least = [min(LEAST, most[n], total / len(said)) for n in range(len(said))]
    return tuple(map(rounded, _dealt(total, worth(said, weights), least, most)))


def worth(said: Sequence[int], weights: Sequence[int]) -> list[float]:
    """Return what sections are worth; what nobody weighed counts as usual, or by its words."""
    known = [weight for weight in weights if weight]
    if not known:
        return [float(max(1, words)) for words in said]
    return [float(weight or median(known)) for weight in weights]


def ceiling(asked: int) -> int:
    """Return the most words of a section that was asked for `asked`, in tens."""
    return _in_tens(asked * _CEILING)


def draft_ceiling(asked: int) -> int:
    """Return the most words of its draft, which an editor may add to."""
    return _in_tens(asked * _DRAFT)


def _in_tens(words: float) -> int:
    return -(-round(words) // 10) * 10


def rounded(words: float) -> int:
    """Return a number of words as one asks for it: in tens, sixty at the least."""
    return max(6, round(words / 10)) * 10


def _dealt(
    total: float, weights: Sequence[float], least: Sequence[float], most: Sequence[float]
) -> list[float]:
    """The total by weight, within bounds: what a bound takes or leaves goes to the others."""
    dealt = [0.0] * len(weights)
    free = set(range(len(weights)))
    while free:
        left = total - sum(dealt[n] for n in range(len(dealt)) if n not in free)
        each = max(0.0, left) / sum(weights[n] for n in free)
        low = {n for n in free if weights[n] * each < least[n]}
        high = {n for n in free if weights[n] * each > most[n]}
        short = sum(least[n] - weights[n] * each for n in low)
        over = sum(weights[n] * each - most[n] for n in high)
        bound, at = (low, least) if short >= over else (high, most)
        for n in bound or free:
            dealt[n] = at[n] if bound else weights[n] * each
        free -= bound or free
    return dealt
