"""The search index of an archive: what is kept, made anew, shared, and in which language."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from restyle.archive.search_index import ArchiveIndex
from restyle.archive.search_store import FILE_NAME
from restyle.search.sentence_encoder import SentenceEncoder
from restyle.text.vectors import Vectors
from tests.archive.talks import put, talk
from tests.conftest import Command
from tests.search.small_encoder import small_encoder

_OVEN = "Ann: How is the oven?\n\nBob: The oven is hot and the bread is brown, I would say.\n\n"
_GERMAN = (
    "Ann: Und wohin springen die Kapitelmarken, wenn man auf sie drückt?\n\n"
    "Bob: Die Kapitelmarken springen an die Stelle, an der das Gespräch sich ändert, und das ist "
    "eine Veröffentlichung wert, weil sie nicht so einfach zu finden sind.\n\n"
)
_CHINESE = "安：机器人公司在硅谷很多，你觉得怎么样？\n\n鲍：我觉得机器人很有意思，也很难做。\n\n"


def archived(command: Command, talks: dict[str, str]) -> None:
    for name, text in talks.items():
        put(Path("talks"), name, text)
    done = command("archive", "talks", "--no-model", "-o", "out")
    assert done.returncode == 0, done.stderr


def said(command: Command, question: str, *options: object) -> list[str]:
    found = command("find", "out", question, "--json", *options)
    return [str(one["said"]) for one in json.loads(found.stdout)]


@pytest.mark.parametrize("encoded", [False, True])
@pytest.mark.parametrize("name", ["first.txt", "last.txt"])  # whose numbers are given anew
def test_an_episode_that_changed_is_found_by_its_new_words_alone(
    command: Command, workdir: Path, encoded: bool, name: str
) -> None:
    folder = small_encoder(workdir / "encoder", "oven", "bridge")
    how = ("--encoder", folder) if encoded else ()
    archived(command, {name: _OVEN * 3, "middle.txt": talk(1)})
    assert "oven" in said(command, "oven", *how)[0]

    archived(command, {name: _OVEN.replace("oven", "bridge").replace("bread", "iron") * 3})

    assert "bridge" in said(command, "bridge", *how)[0]
    assert not any("oven" in one for one in said(command, "oven", *how))


def test_several_searches_at_once_wait_for_one_another(command: Command, workdir: Path) -> None:
    archived(command, {f"{n}.txt": talk(n) for n in range(6)} | {"oven.txt": _OVEN * 3})
    (workdir / "out" / FILE_NAME).unlink(missing_ok=True)
    words = [sys.executable, "-m", "restyle", "find", "out", "hot oven", "--json"]
    running = [
        subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    ended = [one.communicate(timeout=120) for one in running]

    assert [one.returncode for one in running] == [0] * 4, ended
    assert len({out for out, _ in ended}) == 1
    assert "oven" in ended[0][0]


def _cut(index: Path) -> None:
    index.write_bytes(index.read_bytes()[:6000])


def _noise(index: Path) -> None:
    index.write_bytes(b"no database at all" * 400)


def _without_a_table(index: Path) -> None:
    database = sqlite3.connect(index)
    database.execute("DROP TABLE passages")
    database.close()


@pytest.mark.parametrize("harm", [_cut, _noise, _without_a_table])
def test_a_damaged_index_is_made_anew(command: Command, workdir: Path, harm: object) -> None:
    archived(command, {"oven.txt": _OVEN * 3, "other.txt": talk(1)})
    before = said(command, "hot oven")

    assert callable(harm)
    harm(workdir / "out" / FILE_NAME)
    put(Path("talks"), "third.txt", talk(2))  # something to take in
    command("archive", "talks", "--no-model", "-o", "out")

    assert said(command, "hot oven") == before


def test_each_episode_is_found_in_its_own_language(command: Command, workdir: Path) -> None:
    archived(
        command,
        {f"{n}.txt": talk(n) for n in range(4)} | {"de.txt": _GERMAN * 4, "zh.txt": _CHINESE * 9},
    )

    assert "Kapitelmarken" in said(command, "Kapitelmarken")[0]
    assert "Kapitelmarken" in said(command, "Kapitelmarke")[0]
    assert "Veröffentlichung" in said(command, "Vero\u0308ffentlichung")[0]  # decomposed
    assert "机器人" in said(command, "机器人")[0]


def test_of_many_passages_the_one_that_means_it_is_found(command: Command, workdir: Path) -> None:
    folder = small_encoder(workdir / "encoder", "florp snazzled", "gribbet wumpus")
    talks = {f"{n}.txt": talk(n, turns=60) for n in range(12)}
    talks["last.txt"] = f"{talk(99)}\n\nAnn: We were snazzled.\n\n{talk(98)}"
    archived(command, talks)

    assert "snazzled" in said(command, "florp", "--encoder", folder)[0]
    assert said(command, "wumpus", "--encoder", folder) == []
    assert said(command, "florp") == []


def test_an_index_that_is_open_goes_on_while_another_encoder_is_asked(
    command: Command, workdir: Path
) -> None:
    one = SentenceEncoder(str(small_encoder(workdir / "a", "florp oven", "x y")))
    other = SentenceEncoder(str(small_encoder(workdir / "b", "florp bread", "x y")))
    archived(command, {"oven.txt": _OVEN * 3, "other.txt": talk(1)})
    first, _ = ArchiveIndex.up_to_date(workdir / "out", encoder=one)
    second, _ = ArchiveIndex.up_to_date(workdir / "out", encoder=other)
    put(Path("talks"), "third.txt", _OVEN.replace("hot", "cold") * 3)
    command("archive", "talks", "--no-model", "-o", "out")
    command("find", "out", "oven")  # takes the third episode in, without an encoder

    assert "oven" in first.find("florp")[0].passage.text
    assert second.find("florp")
    first.close()
    second.close()


class Slow(SentenceEncoder):
    """An encoder during whose work another command takes in anew what it reads."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        if any("oven" in text for text in texts):
            other = sqlite3.connect(Path("out") / FILE_NAME)
            other.execute("UPDATE episodes SET stamp = 'new' WHERE speakers LIKE '%Carla%'")
            other.commit()
            other.close()
        return super().embed(texts)


def test_vectors_of_what_changed_meanwhile_are_not_kept(command: Command, workdir: Path) -> None:
    folder = small_encoder(workdir / "encoder", "oven", "bridge")
    archived(command, {"oven.txt": _OVEN.replace("Bob", "Carla") * 3, "other.txt": talk(1)})
    index, _ = ArchiveIndex.up_to_date(workdir / "out", encoder=Slow(str(folder)))
    index.close()

    database = sqlite3.connect(workdir / "out" / FILE_NAME)
    kept = database.execute("SELECT count(*) FROM meanings").fetchone()
    database.close()
    assert kept == (1,)  # the other's
