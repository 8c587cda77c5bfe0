"""The index by which the search of a site ranks passages, as `restyle find` does, in scripts.

Words are spread over files by a hash, so that a question loads a few. Each has the passages that
it stands in, and the words most like it (static embeddings), so that the page needs no vectors.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from restyle.archive.site.search_passages import FOLDER, SearchPassage, script
from restyle.search.terms import ASKING, dull, terms_of
from restyle.text.english.common_words import is_common, usual_words
from restyle.text.stopwords import language_of
from restyle.text.vectors import embed, unit

_OF_FILE, _MOST_FILES = 4000, 1024  # postings a file, files
_MOST_COUNTED = 7  # how often a word stands in a passage: three bits
_LENGTH, _MOST_LENGTH = 4, 90  # words a step, steps: one letter for each passage
_LIKE, _MOST_LIKE = 0.45, 8  # from which on two words are alike, and how many such a word has
_COMMON = 30_000  # words among which those like another are looked for
_ROWS = 1000  # words that are compared at once
_WORD = re.compile(r"[^\W\d_]+")
_OPENING = 4000  # letters that tell a language


@dataclass(slots=True)
class _Words:
    """What is known of the words of all passages."""

    postings: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    spelled: dict[str, str] = field(default_factory=dict)
    forms: dict[str, str] = field(default_factory=dict)
    lengths: list[int] = field(default_factory=list)
    languages: Counter[str] = field(default_factory=Counter)


def index_scripts(episodes: Mapping[str, Sequence[SearchPassage]]) -> Iterator[tuple[str, str]]:
    """Return the files of the index of episodes' passages, by name on the site."""
    words = _words_of(episodes)
    files = _files(sum(map(len, words.postings.values())))
    firsts = np.cumsum([0, *(len(passages) for passages in episodes.values())])
    yield f"{FOLDER}/index.js", script("index", {
        "episodes": list(episodes),
        "firsts": firsts.tolist(),
        "lengths": "".join(map(_letter, words.lengths)),
        "files": files,
        "asking": sorted(ASKING),
        "people": sorted(_people(episodes).items()),
        "dull": sorted(dull(words.languages.most_common(1)[0][0])),
    })  # fmt: skip
    said = sorted(words.postings, key=lambda term: -len(words.postings[term]))
    spelled = [words.spelled[term] for term in said]
    unsaid = [word for word in usual_words() if word not in words.forms]
    alike = _alike(dict(zip([*said, *unsaid], [*spelled, *unsaid], strict=True)), said[:_COMMON])
    forms: dict[int, list[list[str]]] = defaultdict(list)
    for form, term in words.forms.items():
        if form != term:
            forms[place(form, files)].append([form, term])
    terms: dict[int, list[Sequence[object]]] = defaultdict(list)
    for term in [*said, *(word for word in unsaid if word in alike)]:
        facts: Sequence[object] = (term, words.postings.get(term, []), alike.get(term, []))
        terms[place(term, files)].append(facts)
    for number in range(files):
        shard = {"forms": forms[number], "terms": terms[number]}
        yield f"{FOLDER}/words/{number}.js", script(f"words/{number}", shard)


def is_of_index(name: str) -> bool:
    """Return whether a file of a site is one of the index."""
    return name == f"{FOLDER}/index.js" or name.startswith(f"{FOLDER}/words/")


def place(word: str, files: int) -> int:
    """Return the number of the file that a word is in, as the page works it out."""
    found = 0
    for letter in word:
        found = (found * 31 + ord(letter)) % 65_521
    return found % files


def _words_of(episodes: Mapping[str, Sequence[SearchPassage]]) -> _Words:
    words = _Words()
    last: dict[str, int] = {}
    number = 0
    for passages in episodes.values():
        opening = " ".join(one.text for one in passages[-20:])[:_OPENING]
        language = language_of(opening)
        words.languages[language] += len(passages)
        for one in passages:
            pairs = terms_of(one.text, language)
            words.lengths.append(len(pairs))
            for term, word in pairs:
                words.spelled[term] = word
                words.forms.setdefault(word, term)
            for term, count in Counter(term for term, _ in pairs).items():
                since = number - last.get(term, 0)
                words.postings[term].append(since * 8 + min(count, _MOST_COUNTED))
                last[term] = number
            number += 1
    return words


def _people(episodes: Mapping[str, Sequence[SearchPassage]]) -> dict[str, list[int]]:
    """The words of speakers' names that name somebody by themselves, with their episodes.

    Who speaks in most episodes says nothing of which are meant.
    """
    found: dict[str, list[int]] = defaultdict(list)
    for number, passages in enumerate(episodes.values()):
        names = {who for one in passages for _, who, _ in one.lines if who}
        for word in {word.casefold() for name in names for word in _WORD.findall(name)}:
            if len(word) > 2 and not is_common(word):
                found[word].append(number)
    return {word: told for word, told in found.items() if 2 * len(told) <= len(episodes)}


def _files(postings: int) -> int:
    files = 1
    while files < _MOST_FILES and postings / files > _OF_FILE:
        files *= 2
    return files


def _letter(length: int) -> str:
    """A passage's length as a letter from `#` on, without the one that a script would escape."""
    return chr(ord("#") + min(length // _LENGTH, _MOST_LENGTH)).replace("\\", "[")


def _alike(spelled: Mapping[str, str], common: Sequence[str]) -> dict[str, list[object]]:
    """For each term those of the first, common ones that are most like it, each with its cosine.

    Cosines are in hundredths.
    """
    terms = list(spelled)
    vectors = unit(embed(list(spelled.values())))
    others = vectors[: len(common)]
    found: dict[str, list[object]] = {}
    for begin in range(0, len(terms), _ROWS):
        cosines = vectors[begin : begin + _ROWS] @ others.T
        for row, term in enumerate(terms[begin : begin + _ROWS]):
            if best := _nearest(cosines[row], begin + row):
                pairs = ((common[n], _hundredths(cosines[row][n])) for n in best)
                found[term] = [part for pair in pairs for part in pair]
    return found


def _nearest(cosines: NDArray[np.float32], own: int) -> list[int]:
    over = np.flatnonzero(cosines >= _LIKE)
    best = over[np.argsort(-cosines[over], kind="stable")]
    return [int(n) for n in best if n != own][:_MOST_LIKE]


def _hundredths(cosine: float) -> int:
    return round(100 * float(cosine))
