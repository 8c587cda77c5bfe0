"""The index by which the search of a site ranks passages, as `restyle find` does, in scripts.

Words are spread over files by a hash, so that a question loads a few. Each has the passages that
it stands in, and the words most like it (static embeddings), so that the page needs no vectors.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from restyle.archive import search_candidates
from restyle.archive.search_index import THERE, WEIGHTS
from restyle.archive.site.search_passages import FOLDER, SearchPassage, script
from restyle.archive.site.search_words import COUNTED, Words, words_of
from restyle.search.ranking import ASKED, K1, LEAST, LIKE_FROM, B
from restyle.search.terms import ASKING, stopwords_for
from restyle.text.english.common_words import usual_words
from restyle.text.vectors import embed, unit

_OF_FILE, _MOST_FILES = 4000, 1024  # postings a file, files
_STEP, _STEPS, _FIRST = 4, 90, "#"  # a passage's length in steps of so many words, as a letter
_ALIKE, _MOST_ALIKE = 0.45, 8  # from which on two words are alike, and how many such a word has
_COMMON = 30_000  # words among which those like another are looked for
_ROWS = 1000  # words that are compared at once
_RANKING = {
    "k1": K1, "b": B, "own": WEIGHTS.own, "around": WEIGHTS.around, "like": WEIGHTS.like,
    "after": WEIGHTS.after, "before": WEIGHTS.before, "likeFrom": LIKE_FROM, "asked": ASKED,
    "there": THERE, "least": LEAST, "pool": search_candidates.POOL,
    "ranked": search_candidates.MOST, "ofEpisode": search_candidates.OF_EPISODE,
    "best": search_candidates.BEST, "counted": COUNTED, "step": _STEP, "first": ord(_FIRST),
}  # fmt: skip


def index_scripts(
    episodes: Iterable[tuple[str, Sequence[SearchPassage]]], made_from: str
) -> Iterator[tuple[str, str]]:
    """Return the files of the index of episodes' passages, by name on the site.

    The last one says what all were made from.
    """
    words = words_of(episodes)
    files = _files(sum(map(len, words.postings.values())))
    said = sorted(words.postings, key=lambda term: -len(words.postings[term]))
    unsaid = [word for word in usual_words() if word not in words.forms]
    alike = _alike({**{t: words.spelled[t] for t in said}, **{w: w for w in unsaid}}, said)
    forms: dict[int, list[list[str]]] = defaultdict(list)
    for form, term in words.forms.items():
        if form != term:
            forms[place(form, files)].append([form, term])
    terms: dict[int, list[str]] = defaultdict(list)
    for term in [*said, *(word for word in unsaid if word in alike)]:
        terms[place(term, files)].append(term)
    for number in range(files):
        rows = [(t, list(words.postings.get(t, ())), alike.get(t, [])) for t in terms[number]]
        shard = {"forms": forms[number], "terms": rows}
        yield f"{FOLDER}/words/{number}.js", script(f"words/{number}", shard)
    yield f"{FOLDER}/index.js", script("index", {**_facts(words), "files": files, "of": made_from})


def is_of_index(name: str) -> bool:
    """Return whether a file of a site is one of the index."""
    return name == f"{FOLDER}/index.js" or name.startswith(f"{FOLDER}/words/")


def is_made_from(index: str, made_from: str) -> bool:
    """Return whether the last file of an index says that it was made from this."""
    return index.endswith(script("", {"of": made_from}).partition("{")[2])


def place(word: str, files: int) -> int:
    """Return the number of the file that a word is in, as the page works it out."""
    found = 0
    for letter in word:
        found = (found * 31 + ord(letter)) % 65_521
    return found % files


def _facts(words: Words) -> dict[str, object]:
    """What the page is told of all passages; who speaks in most episodes says nothing of which."""
    few = {who: told for who, told in words.people.items() if 2 * len(told) <= len(words.episodes)}
    return {
        "episodes": words.episodes,
        "firsts": words.firsts,
        "lengths": "".join(map(_letter, words.lengths)),
        "people": sorted(few.items()),
        "asking": sorted(ASKING),
        "stopwords": sorted(stopwords_for(words.language)),
        "ranking": _RANKING,
    }


def _files(postings: int) -> int:
    files = 1
    while files < _MOST_FILES and postings / files > _OF_FILE:
        files *= 2
    return files


def _letter(length: int) -> str:
    """A passage's length as a letter, but for the one that a script would write as two."""
    return chr(ord(_FIRST) + min(length // _STEP, _STEPS)).replace("\\", "[")


def _alike(spelled: Mapping[str, str], said: Sequence[str]) -> dict[str, list[object]]:
    """For each term those most like it of the commonest that were said, which come first.

    Each is followed by its cosine in hundredths.
    """
    terms = list(spelled)
    vectors = unit(embed(list(spelled.values())))
    common = vectors[: min(len(said), _COMMON)]
    found: dict[str, list[object]] = {}
    for begin in range(0, len(terms), _ROWS):
        cosines = vectors[begin : begin + _ROWS] @ common.T
        for row, term in enumerate(terms[begin : begin + _ROWS]):
            if best := _nearest(cosines[row], begin + row):
                pairs = ((terms[n], round(100 * float(cosines[row][n]))) for n in best)
                found[term] = [part for pair in pairs for part in pair]
    return found


def _nearest(cosines: NDArray[np.float32], own: int) -> list[int]:
    over = np.flatnonzero(cosines >= _ALIKE)
    best = over[np.argsort(-cosines[over], kind="stable")]
    return [int(n) for n in best if n != own][:_MOST_ALIKE]
