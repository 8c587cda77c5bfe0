"""Twins: one talk under two names."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from restyle.archive.duplicates import Known, is_related, is_same, likeness, signature
from restyle.archive.reading import ReadOptions, own_key, read_episode
from restyle.archive.sources import Episode
from restyle.transcript.read import parse
from tests.archive.talks import put, talk


def sign(text: str) -> bytes:
    return signature(parse(text.encode(), "talk.txt"))


def test_a_talk_is_like_itself_with_small_changes_and_like_no_other() -> None:
    one = talk(1, turns=60)
    changed = (
        one.replace("bridge", "Bridge,").replace("Ann:", "Anna:").replace("kettle7", "kettle8")
    )

    assert is_same(likeness(sign(one), sign(changed)))
    assert not is_related(likeness(sign(one), sign(talk(2, turns=60))))


@given(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=80), st.integers(0, 40))
def test_likeness_is_symmetric_and_whole_for_the_same(words: list[str], cut: int) -> None:
    one, other = (sign(f"Ann: {' '.join(part)} so it is.") for part in (words, words[cut:]))

    assert likeness(one, one) == 1
    assert likeness(one, other) == likeness(other, one)


def test_signs_are_compared_where_words_have_no_blanks() -> None:
    one = "甲：今天我们谈谈桥梁的建造和维护，以及它们为什么会倒塌。乙：桥梁需要很多钢铁。"

    assert is_same(likeness(sign(one), sign(one.replace("，", "\n").replace("。", " "))))


def test_the_nearest_of_many_is_found() -> None:
    known = Known()
    assert known.nearest(sign(talk(1))) == ("", 0.0)
    for number in range(5):
        known.add(f"talk {number}", sign(talk(number)))

    assert known.nearest(sign(talk(3))) == ("talk 3", 1.0)


VTT = "WEBVTT\n\n00:01.000 --> 00:09.000\n{}\n"


def test_of_several_formats_the_one_that_names_speakers_is_read(tmp_path: Path) -> None:
    text = talk(1)
    bare = put(
        tmp_path,
        "a.vtt",
        VTT.format(text.replace("Ann: ", "").replace("Bob: ", "").replace("\n\n", " ")),
    )
    named = put(tmp_path, "a.txt", text)

    (read,) = read_episode(Episode("a", "a", (str(bare), str(named))), ReadOptions({}))

    assert read.place == str(named)
    assert read.others == (str(bare),)


def test_another_talk_of_the_same_name_is_kept_apart(tmp_path: Path) -> None:
    one, other = put(tmp_path, "a.txt", talk(1)), put(tmp_path, "a.md", talk(2))

    first, second = read_episode(Episode(str(one), "a", (str(one), str(other))), ReadOptions({}))

    assert {first.episode.name, second.episode.name} == {"a", Path(second.place).name}
    assert second.episode.key == own_key(second.place)
    assert "holds another talk" in second.notes[0]


def test_one_format_that_cannot_be_read_leaves_the_others(tmp_path: Path) -> None:
    broken, sound = put(tmp_path, "a.vtt", ""), put(tmp_path, "a.txt", talk(1))

    (read,) = read_episode(Episode("a", "a", (str(broken), str(sound))), ReadOptions({}))

    assert read.place == str(sound)
    assert "the file is empty" in read.notes[0]


def test_what_the_feed_says_goes_before_what_the_file_says(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", talk(1))
    episode = Episode(
        "k", "n", (str(path),), "The Title", "2024-03-02", "https://x/1", ("Ann",), ("Bob",)
    )

    (read,) = read_episode(episode, ReadOptions({"Bob": "Bob Guest"}))

    talked = read.transcript
    assert (talked.title, talked.metadata.date, talked.metadata.url) == (
        "The Title",
        "2024-03-02",
        "https://x/1",
    )
    assert talked.metadata.host == "Ann"
    assert "Bob Guest" in talked.speakers
