"""How many of the turns that answer a question are in the first passages that are found?

    python -m benchmarks.find TALKS [--part dev|test] [--encoder NAME]
        [--archive FOLDER | --site FOLDER]

TALKS is the folder that the paths in `benchmarks/questions.json` start from: 144 questions over 12
talks with the turns that answer them, written by people who knew no code. Beside the ranking
stand BM25 alone and vectors alone. The weights were chosen on the questions of the talks with odd
numbers (`dev`). FOLDER is an archive made of the same talks among others
(`restyle archive TALKS --no-model --output FOLDER`), in which the questions are asked without
saying which talk they are about; `--site` asks the search page of a site made of it
(`restyle archive site FOLDER`) in a browser. `--encoder` is as for `restyle find`;
`--questions benchmarks/questions_later.json` asks 48 more over three other talks, written when
all was chosen.
"""

import argparse
import json
import shutil
import statistics
import time
from pathlib import Path

from restyle.archive.search_index import ArchiveIndex
from restyle.search.meaning import Encoder
from restyle.search.passages import Passage
from restyle.search.ranking import Weights
from restyle.search.sentence_encoder import SentenceEncoder
from restyle.search.talk_index import TalkIndex
from restyle.transcript.read import read

QUESTIONS = Path(__file__).with_name("questions.json")
WAYS = {
    "restyle": Weights(),
    "BM25 alone": Weights(own=9, around=0, like=0, whole=0, speaker=0, time=0),
    "vectors alone": Weights(own=0, around=0, like=0, whole=9, speaker=0, time=0),
}
WITH_ENCODER = {
    "restyle, encoder": Weights(),
    "encoder alone": Weights(said=0, meant=9, meant_after=0, meant_before=0, speaker=0, time=0),
}
MOST = 8


def load(part: str = "", questions: Path = QUESTIONS) -> dict[str, list[tuple[str, set[int]]]]:
    """Return the questions of each talk with the turns that answer them, from 0."""
    data = json.loads(questions.read_text())
    kept = [
        (n, talk)
        for n, talk in enumerate(data["talks"], 1)
        if not part or (n % 2 == 1) is (part == "dev")
    ]
    return {
        talk["path"]: [
            (one["question"], {t - 1 for t in one["turns"]}) for one in talk["questions"]
        ]
        for _, talk in kept
    }


def recalls(
    indexes: dict[str, TalkIndex],
    asked: dict[str, list[tuple[str, set[int]]]],
    *,
    beside: bool = False,
) -> list[float]:
    """Return for each question the share of its turns that the first passages hold.

    With those `beside` them, as a discussion is shown, the passages are no neighbours.
    """
    found = []
    for path, questions in asked.items():
        for question, turns in questions:
            hits = indexes[path].find(question, MOST, apart=beside)
            shown = [hit.passage for hit in hits]
            if beside:
                shown += [one for hit in hits for one in indexes[path].beside(hit) if one]
            held = {turn for passage in shown for turn in passage.turns}
            found.append(len(turns & held) / len(turns))
    return found


def in_archive(
    folder: Path,
    talks: Path,
    asked: dict[str, list[tuple[str, set[int]]]],
    encoder: Encoder | None = None,
) -> list[tuple[float, float]]:
    """Return for each question the share of its turns found, alone and with those beside them.

    An episode may have been read from another file of the same talk, and its turns be cut
    otherwise, so that they are known by their words.
    """
    index, _ = ArchiveIndex.up_to_date(folder, encoder=encoder)
    found = []
    for path, questions in asked.items():
        said = [" ".join(turn.text.split()) for turn in read(talks / path).turns]
        for question, turns in questions:
            hits = index.find(question, MOST)
            beside = [one for hit in hits for one in index.beside(hit) if one]
            shown = [hit.passage for hit in hits]
            shares = (_share(said, turns, shown), _share(said, turns, [*shown, *beside]))
            found.append(shares)
    index.close()
    return found


def on_site(folder: Path, talks: Path, asked: dict[str, list[tuple[str, set[int]]]]) -> list[float]:
    """Return for each question the share of its turns that the search page of a site finds.

    The page finds documents, too; what is counted are the first passages of talks.
    """
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    found = []
    with sync_playwright() as player:
        page = player.chromium.launch(executable_path=shutil.which("chromium")).new_page()
        page.goto((folder / "search.html").resolve().as_uri())
        for path, questions in asked.items():
            said = [" ".join(turn.text.split()) for turn in read(talks / path).turns]
            for question, turns in questions:
                hits = page.evaluate(
                    "async (words) => (await best(words, await index)).hits", question
                )
                rows = [one["lines"] for one in hits if one["lines"][0][0].startswith("t")]
                shown = [Passage((), (), "\n".join(text for *_, text in row)) for row in rows]
                found.append(_share(said, turns, shown[:MOST]))
    return found


def _share(said: list[str], turns: set[int], shown: list[Passage]) -> float:
    """The share of turns of which a passage has a line of some words."""
    lines = [line for one in shown for line in one.text.split("\n") if line.count(" ") >= 4]
    held = [turn for turn in turns if any(line in said[turn] for line in lines)]
    return len(held) / len(turns)


def main() -> None:
    """Print the recall of each way, and how long a search takes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("talks", type=Path)
    parser.add_argument("--part", choices=("dev", "test"), default="")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--site", type=Path)
    parser.add_argument("--encoder", default="")
    parser.add_argument("--questions", type=Path, default=QUESTIONS)
    options = parser.parse_args()
    asked = load(options.part, options.questions)
    encoder = SentenceEncoder(options.encoder, told=print) if options.encoder else None
    if options.archive:
        shares = in_archive(options.archive, options.talks, asked, encoder)
        alone, beside = (statistics.fmean(each) for each in zip(*shares, strict=True))
        print(f"in the archive, recall at {MOST}: {alone:.3f}, with those beside: {beside:.3f}")
        return
    if options.site:
        found = on_site(options.site, options.talks, asked)
        print(f"on the site, recall at {MOST}: {statistics.fmean(found):.3f}")
        return
    _talk_by_talk(options, asked, encoder)


def _talk_by_talk(
    options: argparse.Namespace,
    asked: dict[str, list[tuple[str, set[int]]]],
    encoder: Encoder | None,
) -> None:
    talks = {path: read(options.talks / path) for path in asked}
    ways: list[tuple[str, Weights, Encoder | None]] = [(*each, None) for each in WAYS.items()]
    if encoder:
        ways += [(*each, encoder) for each in WITH_ENCODER.items()]
    for name, weights, asked_too in ways:
        began = time.perf_counter()
        indexes = {path: TalkIndex([talk], weights, asked_too) for path, talk in talks.items()}
        loaded = time.perf_counter() - began
        found = recalls(indexes, asked)
        whole = sum(one == 1 for one in found)
        print(
            f"{name:16} recall at {MOST}: {statistics.fmean(found):.3f}; "
            f"all turns found for {whole} of {len(found)} questions; {loaded:.1f} s to load"
        )
        around = recalls(indexes, asked, beside=True)
        print(f"   with the passages beside them: {statistics.fmean(around):.3f}")
        if name.startswith("restyle"):
            _time(indexes, asked)
        if options.misses and name.startswith("restyle"):
            _misses(found, asked)


def _misses(found: list[float], asked: dict[str, list[tuple[str, set[int]]]]) -> None:
    questions = [(path, *one) for path, each in asked.items() for one in each]
    for share, (path, question, turns) in zip(found, questions, strict=True):
        if share < 1:
            print(f"   {share:.2f} {path} {sorted(t + 1 for t in turns)} {question}")


def _time(indexes: dict[str, TalkIndex], asked: dict[str, list[tuple[str, set[int]]]]) -> None:
    for path, index in indexes.items():
        began = time.perf_counter()
        for question, _ in asked[path]:
            index.find(question)
        took = (time.perf_counter() - began) / len(asked[path])
        words = sum(talk.words for talk in index.talks)
        print(f"   {words:7,} words: {1000 * took:.1f} ms a question")


if __name__ == "__main__":
    main()
