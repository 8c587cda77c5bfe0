"""Halves: what is too long to be asked for at once, as two parts."""

from restyle.text import sentences

_LEAST_WORDS = 40  # what is shorter is not cut


def halves(text: str) -> tuple[str, str] | None:
    """Return a text as two, cut between turns or else between sentences, near its middle.

    None where it is too short to be cut, or has no place for it.
    """
    if len(text.split()) < 2 * _LEAST_WORDS:
        return None
    places = [place + 2 for place in _all(text, "\n\n")]
    ends = [end for _, end in sentences.spans(text)[:-1]]
    for offered in (places, ends, [place + 1 for place in _all(text, " ")]):
        near = [place for place in offered if 0.25 < place / len(text) < 0.75]
        if near:
            middle = min(near, key=lambda place: abs(place - len(text) / 2))
            return text[:middle].strip(), text[middle:].strip()
    return None


def _all(text: str, mark: str) -> list[int]:
    places = []
    place = text.find(mark)
    while place >= 0:
        places.append(place)
        place = text.find(mark, place + 1)
    return places
