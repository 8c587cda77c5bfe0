"""Recordings, transcribed by a server on loopback that hears tones as words."""

import asyncio
import base64
import json
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from restyle.errors import BudgetError, EndpointError, TranscriptError, UsageError
from restyle.events import Event
from restyle.llm.budget import Budget
from restyle.llm.connect import CachePolicy
from restyle.llm.endpoints import Target
from restyle.media.recording import Recording, recording_at
from restyle.media.transcribe import Transcriber, Transcribing, planned, transcribe
from restyle.transcript.read import parse
from tests.endpoint import Body, Endpoint, Reply, refused
from tests.media.sites import Pages, serving
from tests.media.sounds import Line, hear, record

SECOND = 100  # of the words, from which on they are the second speaker's
LINES = tuple(
    Line("AB"[n % 2], tuple(SECOND * (n % 2) + (7 * n + k) % 90 for k in range(4 + n % 5)))
    for n in range(24)
)
SAID = [word for line in LINES for word in line.words]


@pytest.fixture(scope="session")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Recording:
    """A conversation of two, a minute long."""
    found = recording_at(record(tmp_path_factory.mktemp("sound") / "talk.wav", LINES))
    assert found is not None
    return found


@pytest.fixture
def by(endpoint: Endpoint, tmp_path: Path) -> Transcriber:
    """Who transcribes, in parts of at most 20 seconds."""
    target = Target("openai", "openai", "whisper-1", endpoint.url, "key", 4, 10.0)
    return Transcriber(target, keeping=CachePolicy(tmp_path / "kept"), longest=20.0)


def heard(body: Body, speakers: bool = False) -> Body:
    """What a server answers about a sound, a sentence a word."""
    found = [{"start": a, "end": b, "text": f"w{w}."} for w, a, b in hear(body["file"])]
    if speakers:
        names = _names(body)
        for one in found:
            voice = int(str(one["text"])[1:-1]) >= SECOND
            names.setdefault(voice, f"{chr(65 + len(names))}")
            one["speaker"] = names[voice]
    return {"text": " ".join(str(one["text"]) for one in found), "segments": found}


def _names(body: Body) -> dict[bool, str]:
    """The names that the request gives the voices in its clips."""
    known = zip(
        body.get("known_speaker_names", []), body.get("known_speaker_references", []), strict=True
    )
    return {
        hear(base64.b64decode(clip.partition(",")[2]))[0][0] >= SECOND: name for name, clip in known
    }


def words(data: bytes) -> list[int]:
    found = parse(data, "talk.json")
    return [int(word[1:-1]) for turn in found.turns for word in turn.text.split()]


def speakers(data: bytes) -> dict[str, set[bool]]:
    """Which of the two voices each speaker has."""
    voices: dict[str, set[bool]] = {}
    for turn in parse(data, "talk.json").turns:
        for word in turn.text.split():
            voices.setdefault(turn.speaker, set()).add(int(word[1:-1]) >= SECOND)
    return voices


async def test_parts_lose_and_double_no_word(
    talk: Recording, by: Transcriber, endpoint: Endpoint
) -> None:
    endpoint.answer = lambda body: Reply(body=heard(body))
    assert words(await transcribe(talk, by)) == SAID
    assert len(endpoint.bodies) > 3
    assert endpoint.bodies[0]["response_format"] == "verbose_json"


@pytest.mark.parametrize("seed", range(6))
async def test_any_cuts_lose_no_word(
    talk: Recording, by: Transcriber, endpoint: Endpoint, seed: int
) -> None:
    endpoint.answer = lambda body: Reply(body=heard(body))
    longest = random.Random(seed).uniform(6, 40)
    assert words(await transcribe(talk, replace(by, longest=longest))) == SAID


async def test_what_was_answered_is_not_asked_again(
    talk: Recording, by: Transcriber, endpoint: Endpoint
) -> None:
    asked = 0

    def answer(body: Body) -> Reply:
        nonlocal asked
        asked += 1
        return Reply(body=heard(body)) if asked <= 2 else refused(401, "no such key")

    endpoint.answer = answer
    with pytest.raises(EndpointError):
        await transcribe(talk, by)
    endpoint.answer = lambda body: Reply(body=heard(body))
    before = len(endpoint.bodies)
    events: list[Event] = []
    assert words(await transcribe(talk, by, events.append)) == SAID
    announced = next(one for one in events if isinstance(one, Transcribing))
    assert len(endpoint.bodies) - before == announced.calls
    before = len(endpoint.bodies)
    assert words(await transcribe(talk, by)) == SAID
    assert len(endpoint.bodies) == before
    assert await planned(talk, by) is None


@pytest.mark.parametrize("model", ["gpt-4o-transcribe-diarize", "whisper-1"])
async def test_speakers_stay_the_same_across_parts(
    talk: Recording, by: Transcriber, endpoint: Endpoint, model: str
) -> None:
    """By clips of their voices where the model takes them, else by a stretch that parts share."""
    endpoint.answer = lambda body: Reply(body=heard(body, speakers=True))
    by = replace(by, target=replace(by.target, model=model), longest=30.0)
    data = await transcribe(talk, by)
    assert words(data) == SAID
    assert speakers(data) == {"Speaker 1": {False}, "Speaker 2": {True}}
    last = endpoint.bodies[-1]
    if "diarize" in model:
        assert last["response_format"] == "diarized_json"
        assert last["chunking_strategy"] == "auto"
        assert last["known_speaker_names"] == ["Speaker 1", "Speaker 2"]
    else:
        assert "known_speaker_names" not in last


async def test_mistral_is_asked_to_tell_speakers_apart(
    talk: Recording, by: Transcriber, endpoint: Endpoint
) -> None:
    endpoint.answer = lambda body: Reply(body=heard(body))
    await transcribe(talk, replace(by, target=replace(by.target, endpoint="mistral")))
    assert endpoint.bodies[0]["diarize"] == "true"
    assert endpoint.bodies[0]["timestamp_granularities"] == ["segment"]


def _only_json(body: Body) -> Reply:
    if body.get("response_format", "json") != "json":
        return refused(400, "response_format 'verbose_json' is not compatible with model")
    return Reply(body={"text": heard(body)["text"], "usage": {"type": "tokens"}})


def _plain_text(body: Body) -> Reply:
    if "response_format" in body:
        return refused(422, "Extra inputs are not permitted")
    return Reply(body=str(heard(body)["text"]))


def _subtitles(body: Body) -> Reply:
    def clock(seconds: float) -> str:
        return f"{seconds // 3600:02.0f}:{seconds // 60 % 60:02.0f}:{seconds % 60:06.3f}"

    cues = [
        f"{clock(one['start'])} --> {clock(one['end'])}\n{one['text']}\n"
        for one in heard(body)["segments"]
    ]
    return Reply(body="WEBVTT\n\n" + "\n".join(cues))


def _too_long(body: Body) -> Reply:
    found = heard(body)
    if found["segments"][-1]["end"] > 12:
        return refused(400, "audio duration 19.1 seconds is longer than 12 seconds")
    return Reply(body=found)


def _too_large(body: Body) -> Reply:
    if len(body["file"]) > 90_000:
        return Reply(413, "<html><title>413 Request Entity Too Large</title></html>")
    return Reply(body=heard(body))


@pytest.mark.parametrize("answer", [_only_json, _plain_text, _subtitles, _too_long, _too_large])
async def test_servers_that_differ_are_read(
    monkeypatch: pytest.MonkeyPatch,
    talk: Recording,
    by: Transcriber,
    endpoint: Endpoint,
    answer: Callable[[Body], Reply],
) -> None:
    monkeypatch.setattr("restyle.media.transcribe.SHORTEST_PART", 3.0)
    endpoint.answer = answer
    assert words(await transcribe(talk, by)) == SAID


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (refused(404, "no such route"), "are the model's name and the base URL right?"),
        (Reply(body="<html><title>Welcome</title></html>"), "is no transcription"),
        (Reply(body={"error": {"message": "model is loading"}}), "model is loading"),
        (Reply(body={"text": "", "segments": []}), "nothing is said in it"),
    ],
)
async def test_what_is_no_transcription_is_told(
    talk: Recording, by: Transcriber, endpoint: Endpoint, reply: Reply, said: str
) -> None:
    endpoint.replies(reply)
    with pytest.raises((EndpointError, TranscriptError), match=said):
        await transcribe(talk, by)


async def test_a_busy_server_is_asked_again(
    talk: Recording, by: Transcriber, endpoint: Endpoint
) -> None:
    left = [refused(503, "overloaded", headers={"retry-after": "0"}), Reply(status=None)]
    endpoint.answer = lambda body: left.pop() if left else Reply(body=heard(body))
    assert words(await transcribe(talk, by)) == SAID


async def test_a_budget_holds(talk: Recording, by: Transcriber, endpoint: Endpoint) -> None:
    target = replace(by.target, base_url=endpoint.url.replace("127.0.0.1", "127.0.0.2"))
    endpoint.answer = lambda body: Reply(body=heard(body))
    with pytest.raises(BudgetError, match=r"budget of \$0\.0001"):
        await transcribe(talk, replace(by, target=target, budget=Budget(max_cost=0.0001)))
    assert not endpoint.bodies


async def test_without_ffmpeg_a_small_recording_goes_as_it_is(
    monkeypatch: pytest.MonkeyPatch, talk: Recording, by: Transcriber, endpoint: Endpoint
) -> None:
    monkeypatch.setattr("restyle.media.parts.program", lambda: "")
    monkeypatch.setattr("restyle.media.ffmpeg.program", lambda: "")
    endpoint.answer = lambda body: Reply(body=heard(body))
    assert words(await transcribe(talk, replace(by, longest=1200.0))) == SAID
    assert endpoint.bodies[0]["file"] == talk.path.read_bytes()
    monkeypatch.setattr("restyle.media.parts._LARGEST", 1000)
    with pytest.raises(UsageError, match=r"install ffmpeg, or: pip install 'restyle\[media\]'"):
        await transcribe(talk, replace(by, longest=1200.0, keeping=None))


def test_a_recording_becomes_a_document(
    command: Any, talk: Recording, endpoint: Endpoint, workdir: Path
) -> None:
    endpoint.answer = lambda body: Reply(body=heard(body, speakers=True))
    where = {"OPENAI_BASE_URL": endpoint.url, "OPENAI_API_KEY": "key"}
    named = ("--transcriber", "openai/gpt-4o-transcribe-diarize", "--no-model")
    refused_ = command(talk.path, "--no-model", **where)
    assert refused_.returncode == 2
    assert "--transcriber names who transcribes it" in refused_.stderr
    plan = command(talk.path, *named[:2], "--plan", "--json", **where)
    assert json.loads(plan.stdout)[str(talk.path)]["transcription"]["calls"] == 1
    assert not endpoint.bodies
    done = command(talk.path, *named, "--keep-transcript", "vtt", **where)
    assert done.returncode == 0, done.stderr
    assert "listen  talk.wav to openai/gpt-4o-transcribe-diarize at 127.0.0.1" in done.stderr
    kept = (workdir / "outputs" / "talk.transcript.vtt").read_text()
    assert kept.startswith("WEBVTT")
    assert "<v Speaker 2>w107." in kept
    again = command(talk.path, *named, "--keep-transcript", "vtt", **where)
    assert again.returncode == 0
    assert len(endpoint.bodies) == 1


def test_an_archive_of_recordings_is_transcribed_once(
    command: Any, endpoint: Endpoint, workdir: Path
) -> None:
    folder = workdir / "show"
    folder.mkdir()
    for number in range(3):
        lines = [
            Line("AB"[n % 2], tuple((31 * number + 7 * n + k) % 90 for k in range(6)))
            for n in range(9)
        ]
        record(folder / f"episode-{number}.wav", lines)
    endpoint.answer = lambda body: Reply(body=heard(body))
    where = {"OPENAI_BASE_URL": endpoint.url, "OPENAI_API_KEY": "key"}
    passed = command("archive", folder, "--no-model", "--verbose", **where)
    assert "a recording; --transcriber names who transcribes it" in passed.stderr
    named = ("archive", folder, "--no-model", "--transcriber", "openai/whisper-1")
    plan = command(*named, "--plan", **where)
    assert "3 recordings to transcribe" in plan.stdout
    assert not endpoint.bodies
    done = command(*named, **where)
    assert done.returncode == 0, done.stderr
    assert len(list((workdir / "outputs").glob("episode-*.extract.md"))) == 3
    assert len(list((workdir / "outputs" / ".transcripts").rglob("*.json"))) == 3
    again = command(*named, **where)
    assert again.returncode == 0
    assert len(endpoint.bodies) == 3


async def test_music_at_the_beginning_costs_no_speaker(
    talk: Recording, by: Transcriber, endpoint: Endpoint
) -> None:
    def answer(body: Body) -> Reply:
        if len(endpoint.bodies) == 1:
            return Reply(body={"text": "", "segments": []})
        return Reply(body=heard(body, speakers=True))

    endpoint.answer = answer
    target = replace(by.target, model="gpt-4o-transcribe-diarize")
    data = await transcribe(talk, replace(by, target=target, longest=25.0))
    assert set(speakers(data)) == {"Speaker 1", "Speaker 2"}


async def test_segments_stand_in_the_order_in_which_they_were_said(
    talk: Recording, by: Transcriber, endpoint: Endpoint
) -> None:
    def answer(body: Body) -> Reply:
        found = heard(body)
        return Reply(body={**found, "segments": found["segments"][::-1]})

    endpoint.answer = answer
    assert words(await transcribe(talk, by)) == SAID


@pytest.mark.parametrize("beginning", ["caffeine is", "OggS is", "ID3 is"])
def test_a_text_is_no_recording(workdir: Path, beginning: str) -> None:
    path = workdir / "talk.txt"
    path.write_text(f"Ann: {beginning} a thing.\nBob: So it is.\n"[5:])
    assert recording_at(path) is None


def test_what_cannot_be_written_is_refused_before_it_is_paid_for(
    command: Any, talk: Recording, endpoint: Endpoint
) -> None:
    endpoint.answer = lambda body: Reply(body=heard(body))
    where = {"OPENAI_BASE_URL": endpoint.url, "OPENAI_API_KEY": "key"}
    named = (talk.path, "--transcriber", "openai/whisper-1")
    assert command("read", *named, "-f", "bogus", **where).returncode == 2
    out = ("--no-model", "-o", "-", "--keep-transcript", "vtt")
    assert command(*named, *out, **where).returncode == 2
    assert not endpoint.bodies


def test_copies_of_a_recording_are_sent_once(
    command: Any, talk: Recording, endpoint: Endpoint, workdir: Path
) -> None:
    folder = workdir / "show"
    folder.mkdir()
    for number in range(3):
        (folder / f"copy-{number}.wav").write_bytes(talk.path.read_bytes())
    endpoint.answer = lambda body: Reply(body=heard(body), delay=0.2)
    where = {"OPENAI_BASE_URL": endpoint.url, "OPENAI_API_KEY": "key"}
    done = command("archive", folder, "--no-model", "--transcriber", "openai/whisper-1", **where)
    assert done.returncode == 0, done.stderr
    assert len(endpoint.bodies) == 1


def test_a_recording_is_read_from_standard_input(
    command: Any, talk: Recording, endpoint: Endpoint
) -> None:
    endpoint.answer = lambda body: Reply(body=heard(body))
    where = {"OPENAI_BASE_URL": endpoint.url, "OPENAI_API_KEY": "key"}
    named = ("read", "-", "--transcriber", "openai/whisper-1")
    done = command(*named, stdin=talk.path.read_bytes(), **where)
    assert done.returncode == 0, done.stderr
    assert "w107." in done.stdout


def test_what_is_named_amiss_is_known_by_its_first_bytes(
    command: Any, talk: Recording, endpoint: Endpoint, workdir: Path
) -> None:
    folder = workdir / "show"
    folder.mkdir()
    (folder / "sound.vtt").write_bytes(talk.path.read_bytes())
    (folder / "text.mp3").write_text("Ann: So it is.\nBob: Is it?\n" * 9)
    endpoint.answer = lambda body: Reply(body=heard(body))
    where = {"OPENAI_BASE_URL": endpoint.url, "OPENAI_API_KEY": "key"}
    alone = command("archive", folder, "--no-model", "--verbose", **where)
    assert "a recording; --transcriber names who" in alone.stderr
    assert "named as a recording, and is none" in alone.stderr
    named = ("archive", folder / "text.mp3", folder, "--no-model")
    done = command(*named, "--transcriber", "openai/whisper-1", **where)
    assert done.returncode == 0, done.stderr
    assert "w171" in (workdir / "outputs" / "sound.extract.md").read_text()
    assert (workdir / "outputs" / "text.extract.md").is_file()


def test_a_plan_says_what_recordings_of_an_archive_take(
    command: Any, talk: Recording, endpoint: Endpoint
) -> None:
    where = {"OPENAI_BASE_URL": endpoint.url, "OPENAI_API_KEY": "key"}
    named = ("archive", talk.path.parent, "--no-model", "--transcriber", "openai/whisper-1")
    (planned,) = json.loads(command(*named, "--plan", "--json", **where).stdout)["episodes"]
    assert planned["why"] == "new"
    assert planned["transcription"]["calls"] == 1
    assert "1 recording to transcribe: 1 call, $0.00" in command(*named, "--plan", **where).stdout


def test_a_recording_of_answers_is_no_transcriber(command: Any, talk: Recording) -> None:
    done = command("read", talk.path, "--transcriber", "scripted/answers.toml")
    assert done.returncode == 2
    assert "a recording of answers is deaf" in done.stderr


@pytest.mark.parametrize("offered", ["<html><p>404</p></html>", None])
def test_an_episode_whose_transcript_is_broken_is_heard(
    command: Any, talk: Recording, endpoint: Endpoint, workdir: Path, offered: str | None
) -> None:
    pages: Pages = {"/talk.wav": talk.path.read_bytes()}
    if offered:
        pages["/one.vtt"] = offered
    endpoint.answer = lambda body: Reply(body=heard(body))
    where = {"OPENAI_BASE_URL": endpoint.url, "OPENAI_API_KEY": "key"}
    with serving(pages) as url:
        pages["/feed.xml"] = (
            '<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel>'
            "<item><title>One</title><guid>1</guid><pubDate>Sat, 02 Mar 2024 10:00:00 GMT</pubDate>"
            f'<enclosure url="{url}/talk.wav" type="audio/wav" length="1"/>'
            f'<podcast:transcript url="{url}/one.vtt" type="text/vtt"/></item></channel></rss>'
        )
        named = ("archive", f"{url}/feed.xml", "--no-model", "--transcriber", "openai/whisper-1")
        plan = command(*named, "--plan", **where).stdout
        assert offered or "1 recording to transcribe" in plan  # without a model, none is read
        done = command(*named, **where)
        assert done.returncode == 0, done.stderr
        assert "its sound is transcribed, for" in done.stderr
        again = command(*named, **where)
    assert again.returncode == 0, again.stderr
    assert len(list((workdir / "outputs").glob("*.extract.md"))) == 1
    assert len(endpoint.bodies) == 1


async def test_what_another_process_is_asking_is_waited_for(
    talk: Recording, by: Transcriber, endpoint: Endpoint
) -> None:
    endpoint.answer = lambda body: Reply(body=heard(body), delay=0.2)
    told: list[Event] = []
    first = asyncio.create_task(transcribe(talk, by))
    await asyncio.sleep(0.1)
    second = asyncio.create_task(transcribe(talk, by, told.append))
    assert await first == await second
    assert len(endpoint.bodies) == len({body["file"] for body in endpoint.bodies})
    assert any("another process transcribes it" in str(one) for one in told)
