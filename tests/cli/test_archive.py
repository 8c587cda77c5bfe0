"""`restyle archive`, as a user meets it: run, run again, killed, changed, looked at."""

import hashlib
import json
import signal
import sqlite3
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self

import pytest

from restyle.archive.entry import State
from restyle.archive.ledger import FILE_NAME, Ledger
from tests.archive.talks import put, talk
from tests.conftest import Command, started
from tests.endpoint import Endpoint, Reply, refused
from tests.media.test_feed import FEED
from tests.writer_answers import answered

EXTRACTS = ("archive", "talks", "--no-model", "-o", "out")


@pytest.fixture
def talks(workdir: Path) -> Path:
    for number in range(3):
        put(workdir, f"talks/talk-{number}.txt", talk(number, turns=8))
    return workdir / "talks"


def connected(endpoint: Endpoint) -> tuple[str, ...]:
    return ("archive", "talks", "-o", "out", "--model", "m", "--base-url", endpoint.url)


def documents(folder: Path) -> dict[str, tuple[str, int]]:
    """The digest and the time of every document."""
    return {
        path.name: (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
        for path in sorted(folder.glob("*.md"))
    }


def test_an_archive_is_done_once_and_then_only_what_is_new(
    command: Command, talks: Path, workdir: Path, endpoint: Endpoint
) -> None:
    endpoint.answer = answered
    first = command(*connected(endpoint))
    written, asked = documents(workdir / "out"), len(endpoint.bodies)

    second = command(*connected(endpoint))

    assert (first.returncode, second.returncode) == (0, 0), first.stderr
    assert len(written) == 3
    assert documents(workdir / "out") == written
    assert len(endpoint.bodies) == asked
    assert "unchanged" in second.stdout

    put(talks, "talk-4.txt", talk(4))
    put(talks, "talk-0.txt", talk(9))
    plan = command(*connected(endpoint), "--plan")
    third = command(*connected(endpoint))

    assert "source changed" in plan.stdout
    assert "2 of 4 episodes to do" in plan.stdout
    now = documents(workdir / "out")
    assert third.returncode == 0
    changed = {name for name in now if now[name] != written.get(name)}
    assert changed == {"talk-0.karpathy.md", "talk-4.karpathy.md"}


def test_another_style_is_another_document_and_a_changed_one_a_reason(
    command: Command, talks: Path, workdir: Path, endpoint: Endpoint
) -> None:
    endpoint.answer = answered
    command(*connected(endpoint))
    command(*connected(endpoint), "--style", "plain-english")
    put(workdir, "styles/karpathy.toml", 'extends = "karpathy"\n[shape]\nlength = 0.4\n')

    plan = command(*connected(endpoint), "--plan", "--json")

    assert len(documents(workdir / "out")) == 6
    planned = json.loads(plan.stdout)
    assert {one["why"] for one in planned["episodes"]} == {"style changed"}
    assert planned["episodes"][0]["plan"]["calls"] > 1


def test_one_bad_episode_stops_no_other_and_is_tried_again(
    command: Command, talks: Path, workdir: Path
) -> None:
    put(talks, "broken.vtt", "")
    put(talks, "notes.json", '{"not": "a talk"}')

    first = command(*EXTRACTS, "--json-log", "log.jsonl")

    assert first.returncode == 3
    assert len(documents(workdir / "out")) == 3
    assert "broken.vtt: the file is empty" in first.stdout
    lines = [json.loads(line) for line in (workdir / "log.jsonl").read_text().splitlines()]
    assert lines[0]["event"] == "listed"
    assert lines[-1] | {"seconds": 0} == lines[-1] | {"done": 3, "failed": 1, "seconds": 0}
    assert lines[-1]["passed"] == 1

    put(
        talks,
        "broken.vtt",
        "WEBVTT\n\n00:01.000 --> 00:09.000\n<v Ann>" + talk(7).replace("\n", " "),
    )
    again = command("archive", "retry", "out")

    assert again.returncode == 0, again.stderr
    assert "1 episode" in again.stderr
    assert len(documents(workdir / "out")) == 4


def test_twins_and_clashes_are_said_and_nothing_is_lost(
    command: Command, talks: Path, workdir: Path
) -> None:
    put(talks, "more/talk-0.txt", talk(8))
    put(talks, "zz-talk-1-again.txt", talk(1, turns=8))

    done = command(*EXTRACTS, "--verbose")

    assert done.returncode == 0
    assert sorted(documents(workdir / "out")) == [
        "talk-0 (more).extract.md",
        "talk-0.extract.md",
        "talk-1.extract.md",
        "talk-2.extract.md",
    ]
    assert "zz-talk-1-again: the same talk as talk-1" in done.stdout
    assert "is written as talk-0 (more)" in done.stderr


def test_an_edited_document_is_not_replaced(command: Command, talks: Path, workdir: Path) -> None:
    command(*EXTRACTS)
    path = workdir / "out" / "talk-0.extract.md"
    path.write_text("mine", encoding="utf-8")
    put(talks, "talk-0.txt", talk(9))

    done = command(*EXTRACTS)

    assert done.returncode == 3
    assert "was changed since restyle wrote it" in done.stdout
    assert path.read_text(encoding="utf-8") == "mine"
    assert command(*EXTRACTS, "--force").returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is killed so there")
def test_a_killed_run_goes_on_where_it_was_and_pays_for_nothing_twice(
    command: Command, talks: Path, workdir: Path, endpoint: Endpoint
) -> None:
    endpoint.answer = lambda body: Reply(body=answered(body).body, delay=0.1)
    command(*connected(endpoint)[:3], "undisturbed", *connected(endpoint)[4:], "--no-cache")
    prompts = {json.dumps(body["messages"]) for body in endpoint.bodies}
    endpoint.bodies.clear()
    for seconds in (1.2, 1.6):
        run = started(*connected(endpoint), cwd=workdir)
        time.sleep(seconds)
        run.send_signal(signal.SIGKILL)
        run.communicate()

    last = command(*connected(endpoint))

    def digests(folder: str) -> dict[str, str]:
        return {name: digest for name, (digest, _) in documents(workdir / folder).items()}

    assert last.returncode == 0, last.stderr
    assert digests("out") == digests("undisturbed")
    assert {json.dumps(body["messages"]) for body in endpoint.bodies} == prompts
    assert len(endpoint.bodies) <= len(prompts) + 2 * endpoint.most_at_once


def test_a_second_run_at_once_says_who_holds_the_archive(
    command: Command, talks: Path, workdir: Path, endpoint: Endpoint
) -> None:
    endpoint.answer = lambda body: Reply(body=answered(body).body, delay=1.0)
    run = started(*connected(endpoint), cwd=workdir)
    try:
        until = time.monotonic() + 20
        while not endpoint.bodies and time.monotonic() < until:
            time.sleep(0.05)
        second = command(*connected(endpoint))
        status = command("archive", "status", "out")
    finally:
        run.send_signal(signal.SIGINT)
        _, told = run.communicate(timeout=30)

    assert second.returncode == 2
    assert f"is being worked on by process {run.pid}" in second.stderr
    assert "A run is under way" in status.stdout
    assert run.returncode == 130
    assert "Traceback" not in told


def test_a_spent_budget_ends_the_run_and_leaves_no_half_document(
    command: Command, talks: Path, workdir: Path, endpoint: Endpoint
) -> None:
    endpoint.answer = answered

    done = command(*connected(endpoint), "--max-tokens", 40_000, "--at-once", 1)

    assert done.returncode == 3
    assert "no more episodes are begun" in done.stderr
    assert len(documents(workdir / "out")) < 3
    assert "left waiting" in done.stdout
    rows = json.loads(command("archive", "status", "out", "--json").stdout)
    assert all(row["reason"] for row in rows if row["state"] == "waiting")
    assert not list((workdir / "out").glob(".*.md*"))
    assert command(*connected(endpoint)).returncode == 0


def test_an_endpoint_that_is_gone_ends_the_run(
    command: Command, talks: Path, endpoint: Endpoint
) -> None:
    endpoint.answer = lambda body: refused(401, "no such key")

    done = command(*connected(endpoint), "--at-once", 1)

    assert done.returncode == 3
    assert "3 episodes in a row failed at the endpoint" in done.stderr
    assert len(endpoint.bodies) == 3


def test_status_and_index_show_what_there_is(command: Command, talks: Path, workdir: Path) -> None:
    put(talks, "broken.vtt", "")
    command(*EXTRACTS)

    status = command("archive", "status", "out")
    rows = json.loads(command("archive", "status", "out", "--json").stdout)
    first = command("archive", "index", "out", "--title", "My [Show]")
    again = command("archive", "index", "out")

    assert "No run is under way" in status.stdout
    assert "broken.vtt: the file is empty" in " ".join(status.stdout.split())
    assert {row["state"] for row in rows} == {"done", "failed"}
    assert (first.returncode, again.returncode) == (0, 0)
    page = command("archive", "index", "out", "--title", "My [Show]", "-o", "-").stdout
    assert "# My \\[Show\\]" in page
    assert "[extract](talk-2.extract.md)" in page
    (workdir / "out" / "index.md").write_text("mine", encoding="utf-8")
    assert command("archive", "index", "out").returncode == 2


class Site:
    """A podcast's site on loopback: its feed and its transcripts, with their ETags."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        self.full: list[str] = []
        site = self

        class Pages(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                text = site.pages.get(self.path)
                if text is None:
                    self.send_error(404)
                    return
                tag = f'"{hashlib.sha256(text.encode()).hexdigest()[:8]}"'
                if self.headers.get("If-None-Match") == tag:
                    self.send_response(304)
                    self.end_headers()
                    return
                site.full.append(self.path)
                self.send_response(200)
                self.send_header("ETag", tag)
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, format: str, *args: object) -> None:
                """Print nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.01,), daemon=True
        )
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        yield site


def test_a_feed_is_followed_and_only_what_is_new_or_changed_is_done(
    command: Command, workdir: Path, site: Site
) -> None:
    feed = FEED.replace('<atom:link rel="next" href="feed2.xml"/>', "")
    bare = talk(1).replace("Ann: ", "").replace("Bob: ", "")
    site.pages = {
        "/feed.xml": feed,
        "/two.json": json.dumps({"segments": [{"start": 0, "end": 9, "text": bare}]}),
        "/two.vtt?a=1": "WEBVTT\n\n00:01.000 --> 00:09.000\n<v Ann Host>"
        + talk(1).replace("\n", " "),
    }
    run = ("archive", f"{site.url}/feed.xml", "--no-model", "-o", "out", "--front-matter")

    first = command(*run)

    assert first.returncode == 0, first.stderr
    (name,) = documents(workdir / "out")
    document = (workdir / "out" / name).read_text(encoding="utf-8")
    assert name == "2024-03-03 Second & last.extract.md"
    assert "title: Second & last" in document
    assert "date: '2024-03-03'" in document
    assert "- Bob Guest" in document
    assert "Ann Host" in document
    site.full.clear()

    second = command(*run)

    assert "unchanged" in second.stdout
    assert site.full == []

    site.pages["/two.vtt?a=1"] = site.pages["/two.vtt?a=1"].replace("bridge", "tunnel")
    site.pages["/two.json"] = site.pages["/two.json"].replace("bridge", "tunnel")
    third = command(*run)

    assert third.returncode == 0, third.stderr
    assert "1 section" in third.stderr
    index = command("archive", "index", "out", "-o", "-").stdout
    assert f"2024-03-03 · Bob Guest · [episode]({site.url}/two)" in index


def test_a_changed_transcript_is_seen_whatever_looked_at_it_before(
    command: Command, workdir: Path, site: Site
) -> None:
    site.pages = {"/talk.txt": talk(1)}
    run = ("archive", f"{site.url}/talk.txt", "--no-model", "-o", "out")
    command(*run)
    site.pages["/talk.txt"] = talk(2)

    plan = command(*run, "--plan")
    done = command(*run)

    assert "source changed" in plan.stdout
    assert "done" in done.stdout
    assert "unchanged" not in done.stdout


def test_a_site_that_is_away_undoes_nothing_that_is_done(
    command: Command, workdir: Path, site: Site
) -> None:
    site.pages = {"/talk.txt": talk(1), "/other.txt": talk(2)}
    put(workdir, "all.list", f"{site.url}/talk.txt\n{site.url}/other.txt\n")
    run = ("archive", "@all.list", "--no-model", "-o", "out")
    command(*run)
    del site.pages["/talk.txt"]

    done = command(*run)

    assert done.returncode == 0
    assert "answers 404 Not Found; what it gave last is taken" in done.stderr
    assert "unchanged" in done.stdout
    rows = json.loads(command("archive", "status", "out", "--json").stdout)
    assert [row["state"] for row in rows] == ["done", "done"]


def test_another_talk_of_one_name_that_failed_is_tried_again(
    command: Command, workdir: Path
) -> None:
    put(workdir, "talks/ep.txt", talk(1))
    put(workdir, "talks/ep.md", talk(2))
    first = command(*EXTRACTS)
    second = next((workdir / "out").glob("ep.*.extract.md"))
    second.unlink()

    again = command(*EXTRACTS)

    assert (first.returncode, again.returncode) == (0, 0)
    assert len(documents(workdir / "out")) == 2


def test_a_twin_becomes_a_talk_of_its_own_when_its_like_changes(
    command: Command, workdir: Path
) -> None:
    put(workdir, "talks/a.txt", talk(1))
    put(workdir, "talks/b.txt", talk(1))
    command(*EXTRACTS)
    put(workdir, "talks/a.txt", talk(2))

    done = command(*EXTRACTS)

    assert done.returncode == 0
    assert sorted(documents(workdir / "out")) == ["a.extract.md", "b.extract.md"]


def test_edits_are_kept_even_after_a_kill(command: Command, talks: Path, workdir: Path) -> None:
    command(*EXTRACTS)
    path = workdir / "out" / "talk-0.extract.md"
    path.write_text(path.read_text(encoding="utf-8") + "mine\n", encoding="utf-8")
    ledger = Ledger.at(workdir / "out")
    for entry in list(ledger.entries()):
        ledger.put(replace(entry, state=State.RUNNING))
    ledger.close()

    done = command(*EXTRACTS)

    assert done.returncode == 3
    assert path.read_text(encoding="utf-8").endswith("mine\n")


def test_long_names_get_files_of_their_own(command: Command, workdir: Path) -> None:
    for number in range(3):
        put(workdir, f"talks/{'long ' * 40}{number}.txt", talk(number))

    assert command(*EXTRACTS).returncode == 0
    assert len(documents(workdir / "out")) == 3


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("archive", "nothing"), "there is no such file or folder"),
        (("archive", "talks", "--since", "yesterday"), "expected a day, such as 2024-03-01"),
        (("archive", "talks", "--json"), "give --plan too"),
        (("archive", "status", "talks"), "no archive was written here"),
        (("archive", "retry", "talks"), "no archive was written here"),
        (("archive", "talks", "--no-model", "--model", "m"), "contradict each other"),
    ],
)
def test_what_cannot_be_is_one_line(
    command: Command, talks: Path, arguments: tuple[str, ...], complaint: str
) -> None:
    done = command(*arguments)

    assert done.returncode == 2
    assert complaint in done.stderr


@pytest.mark.parametrize("name", ["base_url", "openai_base_url"])
def test_retry_asks_no_endpoint_that_only_a_ledger_names(
    command: Command, talks: Path, workdir: Path, endpoint: Endpoint, name: str
) -> None:
    endpoint.answer = lambda body: refused(401, "no")
    command(*connected(endpoint))
    asked = len(endpoint.bodies)
    with closing(sqlite3.connect(workdir / "out" / FILE_NAME)) as ledger, ledger:
        ((kept,),) = ledger.execute("SELECT arguments FROM runs").fetchall()
        arguments = json.loads(kept)
        arguments["flags"] |= {"base_url": None, name: "http://models.example/v1"}
        ledger.execute("UPDATE runs SET arguments = ?", (json.dumps(arguments),))

    again = command("archive", "retry", "out")
    named = command("archive", "retry", "out", "--base-url", endpoint.url)

    reason = {"base_url": "which only the archive names", "openai_base_url": "no key for openai"}
    assert again.returncode == 2
    assert reason[name] in again.stderr
    assert named.returncode == 3, named.stderr
    assert len(endpoint.bodies) > asked


def test_no_password_of_an_endpoint_is_kept(
    command: Command, talks: Path, workdir: Path, endpoint: Endpoint
) -> None:
    endpoint.answer = answered
    url = endpoint.url.replace("http://", "http://ann:secret-77@")

    done = command("archive", "talks", "-o", "out", "--model", "m", "--base-url", url)

    assert done.returncode == 0, done.stderr
    kept = b"".join(path.read_bytes() for path in (workdir / "out").glob(".restyle-archive.*"))
    assert b"secret-77" not in kept
    assert "secret-77" not in done.stderr + done.stdout


def test_an_archive_that_has_moved_is_done_all_the_same(
    command: Command, talks: Path, workdir: Path, endpoint: Endpoint
) -> None:
    endpoint.answer = answered
    command(*connected(endpoint), "--no-cache")
    asked = len(endpoint.bodies)
    (workdir / "out").rename(workdir / "moved")

    again = command("archive", "resume", "moved")

    assert again.returncode == 0, again.stderr
    assert "unchanged" in again.stdout
    assert len(endpoint.bodies) == asked
