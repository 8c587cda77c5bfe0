"""A sentence encoder beside the words: what it finds, what is kept, what is said where it fails."""

import importlib.util
import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import save_file

from restyle.errors import UsageError
from restyle.search import meaning
from restyle.search.meaning import kept_windows_of, windows_of
from restyle.search.sentence_encoder import SentenceEncoder
from restyle.search.talk_index import TalkIndex
from restyle.text.vectors import Vectors
from restyle.transcript.transcript import Cue, Source, Transcript, Turn
from tests.conftest import ROOT, Command
from tests.search.small_encoder import small_encoder

_ALIKE = ("florp snazzled", "gribbet wumpus")
_FILLING = "The oven was hot, the bread rose, and the flour came from a mill nearby. " * 20


@pytest.fixture
def encoder(tmp_path: Path) -> Path:
    return small_encoder(tmp_path / "encoder", *_ALIKE)


def talk(*said: str) -> Transcript:
    turns = tuple(Turn(n, "Ann", (Cue(text),)) for n, text in enumerate(said))
    return Transcript("A talk", turns, Source("talk.txt"))


_MATTERS = ("Trains ran late. ", "Old ships sank. ", "Cats slept long. ", "Snow fell. ")
BAKERY = talk(_FILLING, f"We were snazzled that year. {_FILLING}", _FILLING, _FILLING)


def test_what_is_meant_is_found_where_no_word_is_the_same(encoder: Path) -> None:
    asked = "did anybody florp"
    assert not any("snazzled" in hit.passage.text for hit in TalkIndex([BAKERY]).find(asked, 1))
    with_it = TalkIndex([BAKERY], encoder=SentenceEncoder(str(encoder)))
    assert "snazzled" in with_it.find(asked, 1)[0].passage.text


def test_a_question_that_means_nothing_of_what_was_said_finds_nothing(encoder: Path) -> None:
    index = TalkIndex([BAKERY], encoder=SentenceEncoder(str(encoder)))
    assert index.find("gribbet wumpus") == ()


class Dull:
    """An encoder to which all questions are a little like all texts."""

    name, vectors = "dull", None

    def embed(self, texts: Sequence[str]) -> Vectors:
        question = len(texts) == 1 and len(texts[0]) < 40
        row = [1.0, 0.0] if question else [0.12, 0.99]
        return np.array([row] * len(texts), dtype=np.float32)


def test_what_is_a_little_like_anything_answers_nothing() -> None:
    assert TalkIndex([BAKERY], encoder=Dull()).find("gribbet wumpus") == ()


class Counting(SentenceEncoder):
    """An encoder that counts the texts that it read."""

    read = 0

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.read += len(texts)
        return super().embed(texts)


def test_vectors_of_a_talk_are_made_once_and_again_where_their_file_is_damaged(
    encoder: Path, tmp_path: Path
) -> None:
    one = Counting(str(encoder), vectors=tmp_path / "vectors")
    texts = ["We baked bread.", "And then we were snazzled."]
    made = kept_windows_of(texts, one)
    again = kept_windows_of(texts, one)
    assert one.read == 2
    assert [each.shape for each in again] == [each.shape for each in made]
    (file,) = (tmp_path / "vectors").iterdir()
    file.write_bytes(b"no vectors")
    kept_windows_of(texts, one)
    assert one.read == 4
    kept_windows_of(["We baked bread."], one)  # another talk
    assert len(list((tmp_path / "vectors").iterdir())) == 2


def test_vectors_that_cannot_be_kept_are_used_all_the_same(encoder: Path, tmp_path: Path) -> None:
    (tmp_path / "vectors").write_text("a file where the folder should be")
    one = SentenceEncoder(str(encoder), vectors=tmp_path / "vectors")
    assert len(kept_windows_of(["bread", "flour"], one)) == 2


@given(st.lists(st.integers(0, 400), max_size=6))
def test_windows_hold_every_word_of_their_passage(lengths: list[int]) -> None:
    passages = [" ".join(f"w{n}" for n in range(length)) for length in lengths]
    for passage in passages:
        windows = meaning._windows(passage)
        assert all(len(each.split()) <= 75 for each in windows)
        assert {word for each in windows for word in each.split()} == set(passage.split())


def test_each_passage_has_its_own_windows(encoder: Path) -> None:
    texts = ["bread " * 200, "", "flour"]
    assert [len(each) for each in windows_of(texts, SentenceEncoder(str(encoder)))] == [4, 0, 1]


def test_a_command_asks_the_encoder_that_is_named_or_set(
    command: Command, workdir: Path, encoder: Path
) -> None:
    said = "\n\n".join(f"Ann: {turn.text}" for turn in BAKERY.turns)
    (workdir / "talk.txt").write_text(said)
    asked = ("find", "talk.txt", "did anybody florp", "-n", "1")
    assert "snazzled" in command(*asked, "--encoder", encoder).stdout
    assert "snazzled" in command(*asked, RESTYLE_ENCODER=str(encoder)).stdout
    none = command(*asked, "--encoder", "none", RESTYLE_ENCODER=str(encoder))
    assert "snazzled" not in none.stdout


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("nobody/knows-it", "nobody/knows-it is none that fastembed knows, and no folder"),
        (".", "the encoder . is a folder without model.onnx"),
    ],
)
def test_an_encoder_that_is_not_there_is_told_in_a_line(
    command: Command, workdir: Path, named: str, told: str
) -> None:
    (workdir / "talk.txt").write_text("Ann: We baked bread.\n\nBob: With flour.\n")
    ended = command("find", "talk.txt", "flour", "--encoder", named)
    assert ended.returncode != 0
    assert told in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_weights_that_cannot_be_fetched_are_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text("Ann: We baked bread.\n\nBob: With flour.\n")
    ended = subprocess.run(
        [sys.executable, "-m", "restyle", "find", "talk.txt", "flour", "--encoder", "minilm"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
        env={**os.environ, "HF_HUB_OFFLINE": "1", "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert ended.returncode == 1
    first, second = ended.stderr.splitlines()
    assert first == "fetching the encoder sentence-transformers/all-MiniLM-L6-v2, once"
    assert second.startswith("restyle: the encoder minilm cannot be opened")


def test_without_the_extra_a_line_says_how_to_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(
        "restyle.search.sentence_encoder.find_spec",
        lambda name: None if name == "fastembed" else found(name),
    )
    with pytest.raises(UsageError, match=r"pip install 'restyle\[encoder\]'"):
        SentenceEncoder("minilm")


def test_an_archive_keeps_the_vectors_of_its_episodes(
    command: Command, workdir: Path, encoder: Path
) -> None:
    (workdir / "talks").mkdir()
    for n, turn in enumerate(BAKERY.turns):
        said = f"Ann: {turn.text}\n\nBob: {_MATTERS[n] * 20}\n"
        (workdir / "talks" / f"talk-{n}.txt").write_text(said)
    command("archive", "talks", "--no-model", "--output", "show")
    asked = ("find", "show", "did anybody florp", "-n", "1", "--encoder")
    first = command(*asked, encoder)
    assert "snazzled" in first.stdout
    made = _encoded(workdir)
    again = command(*asked, encoder)
    assert "reading" not in again.stderr
    assert _encoded(workdir) == made
    other = small_encoder(workdir / "other", "florp nothing", *_ALIKE[1:])
    assert "snazzled" not in command(*asked, other).stdout
    assert {name for _, name in _encoded(workdir)} != {name for _, name in made}


def _encoded(workdir: Path) -> list[tuple[int, str]]:
    index = sqlite3.connect(workdir / "show" / ".restyle-search.db")
    found = index.execute("SELECT episode, encoder FROM meanings").fetchall()
    index.close()
    return found


def test_each_encoder_has_its_own_vectors(encoder: Path, tmp_path: Path) -> None:
    texts = ["We were snazzled."]
    folder = tmp_path / "vectors"
    other = small_encoder(tmp_path / "other", *_ALIKE)
    kept_windows_of(texts, SentenceEncoder(str(encoder), vectors=folder))
    kept_windows_of(texts, SentenceEncoder(str(other), vectors=folder))
    assert len(list(folder.iterdir())) == 2
    (encoder / "tokenizer.json").write_text((encoder / "tokenizer.json").read_text() + " ")
    kept_windows_of(texts, SentenceEncoder(str(encoder), vectors=folder))
    assert len(list(folder.iterdir())) == 3
    assert folder.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("rows", "counts"),
    [
        (np.full((2, 8), np.nan, np.float16), [1, 1]),
        (np.zeros((2, 8), np.float16), [1, 1]),
        (np.eye(2, 8, dtype=np.float16), [3, -1]),
        (np.ones(2, np.float16), [1, 1]),
        (np.eye(2, 8, dtype=np.float16), [1.0, 1.0]),
    ],
)
def test_vectors_that_cannot_be_right_are_made_again(
    encoder: Path, tmp_path: Path, rows: np.ndarray, counts: list[int]
) -> None:
    one = SentenceEncoder(str(encoder), vectors=tmp_path / "vectors")
    right = kept_windows_of(["We baked bread.", "We were snazzled."], one)
    (file,) = (tmp_path / "vectors").iterdir()
    save_file({"rows": rows, "counts": np.array(counts)}, file)
    found = kept_windows_of(["We baked bread.", "We were snazzled."], one)
    assert [each.shape for each in found] == [each.shape for each in right]
    assert np.isfinite(np.concatenate(found)).all()


def test_a_speakers_name_alone_asks_for_what_he_says_not_for_what_it_means(tmp_path: Path) -> None:
    folder = small_encoder(tmp_path / "encoder", "carla snazzled")
    turns = [("Ann", f"We were snazzled. {_FILLING}"), ("Carla", _FILLING), ("Ann", _FILLING)]
    made = tuple(Turn(n, who, (Cue(text),)) for n, (who, text) in enumerate(turns))
    index = TalkIndex(
        [Transcript("A talk", made, Source("talk.txt"))], encoder=SentenceEncoder(str(folder))
    )
    assert index.find("Carla")[0].passage.speakers == ("Carla",)


def test_a_question_of_small_words_is_asked_by_what_it_means(tmp_path: Path) -> None:
    folder = small_encoder(tmp_path / "encoder", "him snazzled")
    index = TalkIndex([BAKERY], encoder=SentenceEncoder(str(folder)))
    assert "snazzled" in index.find("was it him")[0].passage.text
    assert TalkIndex([BAKERY]).find("was it him") == ()


def test_a_script_without_blanks_is_cut_into_windows_too() -> None:
    text = "机器人公司在硅谷很多" * 60
    windows = meaning._windows(text)
    assert len(windows) > 3
    assert all(len(each) <= 150 for each in windows)
    assert windows[0] + windows[1][30:] == text[: len(windows[0]) + len(windows[1]) - 30]


def test_nothing_is_kept_where_nothing_is_to_be(
    command: Command, workdir: Path, encoder: Path, empty_home: Path
) -> None:
    (workdir / "talk.txt").write_text("Ann: We baked bread.\n\nBob: With flour.\n")
    (workdir / "restyle.toml").write_text("cache = false\n")
    assert command("find", "talk.txt", "flour", "--encoder", encoder).returncode == 0
    assert not list(empty_home.rglob("*.safetensors"))


def test_the_cache_tells_and_drops_vectors(
    command: Command, workdir: Path, encoder: Path, empty_home: Path
) -> None:
    (workdir / "talk.txt").write_text("Ann: We baked bread.\n\nBob: With flour.\n")
    asked = ("find", "talk.txt", "flour", "--encoder", encoder)
    command(*asked)
    assert "vectors of 1 talk" in command("cache", "info").stdout
    command("cache", "prune", "--older-than", "1d")
    (file,) = empty_home.rglob("*.safetensors")
    os.utime(file, (1, 1))
    pruned = command("cache", "prune", "--older-than", "1d").stderr
    assert "and the vectors of 1 talk" in pruned
    command(*asked)
    assert "the vectors of 1 talk" in command("cache", "clear", "--yes").stderr
    assert "nothing is kept yet" in command("cache", "info").stderr
