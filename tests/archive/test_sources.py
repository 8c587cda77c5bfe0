"""What is found of an archive: folders, patterns, lists, feeds."""

from pathlib import Path

import pytest

from restyle.archive.choice import Choice
from restyle.archive.sources import Found, find
from restyle.errors import TranscriptError, UsageError
from tests.archive.talks import put, talk
from tests.media.test_feed import FEED


def found(
    *sources: object, choice: Choice | None = None, pages: dict[str, str] | None = None
) -> Found:
    def get(url: str) -> bytes:
        return (pages or {})[url].encode()

    return find([str(one) for one in sources], choice or Choice(), get, Path("out"))


def names(result: Found) -> list[str]:
    return [episode.name for episode in result.episodes]


def test_a_folder_is_searched_to_any_depth_and_what_is_no_transcript_passed_over(
    workdir: Path,
) -> None:
    for name in ("b.vtt", "a.txt", "deep/er/c.srt", "deep/55-no-ending", "out/mine.txt"):
        put(workdir, name, talk(1))
    for name in (".hidden.txt", ".git/x.txt", "README.md", "pic.png", "x.md", "x.md.run.json"):
        put(workdir, name, talk(2))

    result = found(".")

    assert names(result) == ["a", "b", "55-no-ending", "c"]
    reasons = {Path(place).name: reason for place, reason in result.passed}
    assert reasons == {
        ".hidden.txt": "hidden",
        ".git": "hidden",
        "README.md": "not about a talk, by its name",
        "pic.png": "no transcript is a .png",
        "x.md": "written by restyle",
        "x.md.run.json": "written by restyle",
    }


def test_files_of_one_name_are_one_episode(workdir: Path) -> None:
    for name in ("a.vtt", "a.json", "b.txt", "deep/a.txt"):
        put(workdir, name, talk(1))

    result = found(".")

    assert [len(episode.places) for episode in result.episodes] == [2, 1, 1]


def test_lists_and_patterns_are_followed_and_nothing_is_taken_twice(workdir: Path) -> None:
    for name in ("x/a.txt", "x/b.txt", "y/c.txt"):
        put(workdir, name, talk(1))
    put(workdir, "lists/all.txt", "# mine\n\n../x/*.txt\n../y\n../x/a.txt\n")

    assert names(found("@lists/all.txt", "x")) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("nothing", "there is no such file or folder"),
        ("*.xyz", "nothing is named like this"),
        ("@nothing", "the list cannot be read"),
        ("@list", r"list: line 2: .*missing.txt: there is no such file"),
    ],
)
def test_a_source_that_is_not_there_is_named(workdir: Path, source: str, complaint: str) -> None:
    put(workdir, "list", "# one\nmissing.txt\n")

    with pytest.raises(UsageError, match=complaint):
        found(source)


def test_a_feeds_items_are_taken_through_all_its_pages_the_oldest_first() -> None:
    second = FEED.replace("feed2.xml", "feed.xml").replace("two", "zero").replace("2024", "2023")
    pages = {"https://p/feed.xml": FEED, "https://p/feed2.xml": second}

    result = found("https://p/feed.xml", pages=pages)

    assert names(result) == ["2023-03-03 Second & last", "2024-03-03 Second & last"]
    assert result.episodes[0].key == "https://p/feed.xml#zero"
    assert result.episodes[0].guests == ("Bob Guest",)
    assert result.passed == [("First", "no transcript in the feed")] * 2


def test_items_that_share_a_guid_are_all_taken() -> None:
    item = FEED[FEED.index("<item>") : FEED.index("</item>") + len("</item>")]
    other = item.replace("two.", "too.")
    feed = FEED.replace(item, item + other).replace('<atom:link rel="next" href="feed2.xml"/>', "")

    assert len(found("https://p/f", pages={"https://p/f": feed}).episodes) == 2


def test_a_feed_leads_to_no_file_and_into_no_private_network() -> None:
    feed = FEED.replace('<atom:link rel="next" href="feed2.xml"/>', "")
    local = feed.replace('url="two', 'url="file:///etc/two')
    inside = feed.replace('url="two', 'url="http://127.0.0.1:9/two')
    pages = {"https://p/local": local, "https://p/inside": inside}

    assert found("https://p/local", pages=pages).episodes == []
    result = found("https://p/inside", pages=pages)
    assert result.episodes == []
    assert any("a private address" in reason for _, reason in result.passed)
    allowed = found("https://p/inside", pages=pages, choice=Choice(allow_private=True))
    assert len(allowed.episodes) == 1


def test_an_address_that_gives_nothing_leaves_the_others(workdir: Path) -> None:
    put(workdir, "a.txt", talk(1))

    def get(url: str) -> bytes:
        raise TranscriptError(f"{url}: the server answers 404")

    result = find(["https://p/gone", "a.txt"], Choice(), get, Path("out"))

    assert names(result) == ["a"]
    assert result.lost == [("https://p/gone", "https://p/gone: the server answers 404")]


def test_a_list_that_names_itself_is_refused(workdir: Path) -> None:
    put(workdir, "all.list", "@all.list\n")

    with pytest.raises(UsageError, match="the list names itself"):
        found("@all.list")


@pytest.mark.parametrize(
    ("choice", "count"),
    [
        (Choice(title="second"), 1),
        (Choice(title="third"), 0),
        (Choice(since="2024-03-03"), 1),
        (Choice(since="2024-03-04"), 0),
        (Choice(latest=1), 1),
    ],
)
def test_episodes_of_a_feed_are_chosen(choice: Choice, count: int) -> None:
    pages = {"https://p/f": FEED.replace('<atom:link rel="next" href="feed2.xml"/>', "")}

    assert len(found("https://p/f", choice=choice, pages=pages).episodes) == count


def test_a_pattern_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match=r"--feed-title-match \(: missing"):
        found("x", choice=Choice(title="("))


def test_a_feed_in_a_file_is_followed_and_one_in_a_folder_passed_over(workdir: Path) -> None:
    put(workdir, "feed.xml", FEED.replace('url="two', 'url="https://pod.example/two'))

    assert names(found("feed.xml", choice=Choice(allow_private=True))) == [
        "2024-03-03 Second & last"
    ]
    assert found(".").passed == [("feed.xml", "a feed; name it itself")]


@pytest.mark.parametrize("page", ["<html><p>Not here</p></html>", "<rss><channel>", ""])
def test_a_further_page_that_is_no_feed_costs_no_other(page: str) -> None:
    result = found("https://p/f", pages={"https://p/f": FEED, "https://p/feed2.xml": page})

    assert len(result.episodes) == 1
    assert any("a further page of the feed is left out" in note for note in result.notes)


def test_an_address_that_leads_where_it_must_not_leaves_the_others(workdir: Path) -> None:
    put(workdir, "a.txt", talk(1))

    def get(url: str) -> bytes:
        raise UsageError(f"{url}: redirects to the private address http://10.0.0.1/")

    result = find(["https://p/moved", "a.txt"], Choice(), get, Path("out"))

    assert len(result.episodes) == 1
    assert result.lost[0][0] == "https://p/moved"
