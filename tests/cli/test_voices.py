"""Voices, languages and prompts, as a user meets them."""

import json
from collections import Counter
from pathlib import Path

import pytest

from examples.gallery import page
from tests.conftest import EXAMPLE, ROOT, Command
from tests.endpoint import Body, Endpoint, Reply, said
from tests.writer_answers import answered

VOICES = ROOT / "examples" / "recordings" / "voices.toml"
TALK = """\
Ann: How do you test a bridge before anybody drives on it?

Bob: We load it with forty trucks, and then we wait for two days and measure how far it bends.

Ann: And if it bends too far?

Bob: Then I might be the one who has to say it. It happened once, in 1998, with a small bridge.

Ann: What did you do with the small bridge in the end?

Bob: We took it down again, and we built another one, which has stood there ever since.
"""


@pytest.fixture
def talk(workdir: Path) -> Path:
    path = workdir / "talk.txt"
    path.write_text(TALK, encoding="utf-8")
    return path


def stages(endpoint: Endpoint) -> Counter[str]:
    """How often each stage was asked for."""
    return Counter(_stage(body) for body in endpoint.bodies)


def _stage(body: Body) -> str:
    prompt = body["messages"][1]["content"]
    if "Return the JSON object: a title" in prompt:
        return "outline"
    if "Return the JSON object with what you found" in prompt:
        return "judge"
    if "Return the JSON object with" in prompt:
        return "takeaways"
    return "sections" if "# The plan\n" in prompt else "section"


def connected(endpoint: Endpoint) -> tuple[str, ...]:
    return ("--model", "m", "--base-url", endpoint.url)


def test_several_voices_pay_for_one_outline(
    command: Command, talk: Path, workdir: Path, endpoint: Endpoint
) -> None:
    endpoint.answer = answered
    voices = ("-s", "karpathy", "-s", "plain-english", "-s", "study-notes")

    done = command(
        "talk.txt", *voices, *connected(endpoint), "--no-repair", "--topics", 1, "--no-cache"
    )

    assert done.returncode == 0, done.stderr
    names = sorted(path.name for path in (workdir / "outputs").glob("*.md"))
    assert names == ["talk.karpathy.md", "talk.plain-english.md", "talk.study-notes.md"]
    assert stages(endpoint) == {"outline": 1, "sections": 3, "judge": 6, "takeaways": 3}


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("-s", "karpathy", "-s", "minutes", "-o", "one.md"), "both karpathy and minutes go there"),
        (("-s", "karpathy", "-s", "minutes", "-o", "-"), "name a folder for several voices"),
        (("-s", "karpathy", "-s", "minutes", "--only", "1"), "name one --style"),
        (
            (
                "-s",
                "karpaty",
            ),
            "did you mean karpathy",
        ),
        (("--language", "klingon"), "unknown language 'klingon'"),
        (("--prompts", "nowhere"), "nowhere: is no folder of prompt templates"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_sent(
    command: Command, talk: Path, endpoint: Endpoint, arguments: tuple[str, ...], complaint: str
) -> None:
    done = command("talk.txt", *connected(endpoint), *arguments)

    assert done.returncode != 0
    assert complaint in done.stderr
    assert endpoint.bodies == []


def test_without_a_model_nothing_is_translated(command: Command, talk: Path) -> None:
    done = command("talk.txt", "--language", "de")

    assert done.returncode == 2
    assert "without a model nothing is translated" in done.stderr


def german(body: Body) -> Reply:
    """The answers of a model that writes German."""
    match _stage(body):
        case "outline":
            topic = {"begins": 1, "name": "Brücken", "summary": "", "kind": "talk"}
            return said(json.dumps({"title": "Brücken", "topics": [topic], "glossary": []}))
        case "takeaways":
            item = {"claim": "Man wartet.", "why": "Zwei Tage lang.", "sections": [1]}
            return said(json.dumps({"takeaways": [item]}))
    return said("Man belädt die Brücke mit 40 Lastwagen. „Wir warten zwei Tage“, sagt Bob.")


def test_another_language_is_asked_for_and_marked(
    command: Command, talk: Path, workdir: Path, endpoint: Endpoint
) -> None:
    endpoint.answer = german

    done = command("talk.txt", *connected(endpoint), "--language", "de", "--topics", 1, "--strict")

    assert done.returncode == 0, done.stderr
    document = (workdir / "outputs" / "talk.karpathy.de.md").read_text(encoding="utf-8")
    assert "# Brücken — Neu geschrieben: Karpathy Style" in document
    assert "Aus einem Gespräch mit Ann und Bob. Zitate sind aus" in document
    assert "## Brücken" in document
    assert "## Das Wichtigste" in document
    for body in endpoint.bodies:
        assert "German" in body["messages"][1]["content"]


def test_a_number_that_a_translation_changes_is_found(
    command: Command, talk: Path, workdir: Path, endpoint: Endpoint
) -> None:
    def wrong(body: Body) -> Reply:
        answer = german(body)
        text = json.dumps(answer.body).replace("40 Last", "50 Last")
        return Reply(body=json.loads(text))

    endpoint.answer = wrong
    options = ("--language", "de", "--topics", 1, "--strict", "-o", "d.md")

    done = command("talk.txt", *connected(endpoint), *options)

    assert done.returncode == 3
    assert "this figure was not said: “50”" in done.stderr
    again = command("check", "d.md")
    assert "this figure was not said" in again.stdout


def test_a_form_with_groups_puts_them_first(
    command: Command, talk: Path, workdir: Path, endpoint: Endpoint
) -> None:
    def minutes(body: Body) -> Reply:
        if _stage(body) != "takeaways":
            return answered(body)
        items = [
            {"kind": "open", "claim": "Who says it if it bends?", "why": "", "sections": [1]},
            {
                "kind": "decision",
                "claim": "The small bridge came down.",
                "why": "",
                "sections": [1],
            },
        ]
        return said(json.dumps({"takeaways": items}))

    endpoint.answer = minutes
    options = ("-s", "minutes", "--topics", 1, "--no-check", "-o", "m.md")

    done = command("talk.txt", *connected(endpoint), *options)

    document = (workdir / "m.md").read_text(encoding="utf-8")
    assert done.returncode == 0, done.stderr
    order = [line for line in document.splitlines() if line.startswith("#")]
    assert order == ["# A Title — Minutes", "## Decisions", "## Open Questions", "## Topic A"]
    assert command("check", "m.md").returncode == 0


def test_what_is_shown_of_a_prompt_is_what_is_sent(
    command: Command, talk: Path, endpoint: Endpoint
) -> None:
    endpoint.answer = answered
    options = ("--style", "socratic", "--topics", 1, *connected(endpoint))
    command("talk.txt", *options, "--no-repair")

    shown = command("prompts", "show", "sections", "talk.txt", *options)

    sent = next(body for body in endpoint.bodies if _stage(body) == "sections")
    for message in sent["messages"]:
        assert message["content"] in shown.stdout
    assert shown.stderr == ""


def test_a_prompt_is_shown_before_anything_is_sent_and_says_what_is_made_up(
    command: Command, talk: Path, endpoint: Endpoint
) -> None:
    shown = command("prompts", "show", "sections", "talk.txt", *connected(endpoint))

    assert "forty trucks" in shown.stdout
    assert "not in the cache, so made up here: the answers for outline" in shown.stderr
    assert endpoint.bodies == []


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("show", "voice", "talk.txt", "--model", "x/y"), "unknown prompt 'voice'"),
        (("show", "nothing"), "there is no prompt 'nothing'"),
        (("show", "section", "talk.txt", "--topic", 9), "topic 9: the talk has 1 of them"),
    ],
)
def test_a_prompt_that_is_not_there_is_named(
    command: Command, talk: Path, endpoint: Endpoint, arguments: tuple[str, ...], complaint: str
) -> None:
    done = command("prompts", *arguments, "--base-url", endpoint.url)

    assert done.returncode != 0
    assert complaint in done.stderr


def test_a_prompt_of_ones_own_is_sent(
    command: Command, talk: Path, workdir: Path, endpoint: Endpoint
) -> None:
    (workdir / "mine").mkdir()
    (workdir / "mine" / "sections.md.jinja").write_text(
        '{% extends "bundled/sections.md.jinja" %}'
        "{% block user %}{{ super() }} Be brief.{% endblock %}",
        encoding="utf-8",
    )
    endpoint.answer = answered

    command("talk.txt", *connected(endpoint), "--prompts", "mine", "--topics", 1, "--no-repair")

    sent = [body for body in endpoint.bodies if _stage(body) == "sections"]
    assert all(body["messages"][1]["content"].endswith("Be brief.") for body in sent)
    assert "mine" in command("prompts", "--prompts", "mine").stdout


def test_a_voice_is_made_checked_and_listed(command: Command, workdir: Path) -> None:
    made = command("styles", "new", "feynman", "--extends", "karpathy")
    twice = command("styles", "new", "feynman")
    checked = command("styles", "check")
    listed = command("styles")

    assert (made.returncode, twice.returncode, checked.returncode) == (0, 2, 0)
    assert "feynman.toml: is there" in twice.stderr
    assert "feynman is valid; 6 prompts render" in checked.stdout
    assert "tokens" in checked.stdout
    assert "./styles, extends karpathy" in listed.stdout


def test_a_faulty_voice_is_checked_to_its_last_line(command: Command, workdir: Path) -> None:
    command("styles", "new", "mine")
    path = workdir / "styles" / "mine.toml"
    text = path.read_text(encoding="utf-8").replace('form = "essay"', 'form = "essay"\nlenght = 1')
    path.write_text(text.replace('narrator = "neutral"', 'narrator = "me"'), encoding="utf-8")

    done = command("styles", "check", "mine")

    assert done.returncode == 2
    assert "did you mean length?" in done.stderr
    assert "voice.narrator: Input should be" in done.stderr
    assert done.stderr.count("styles/mine.toml: line ") == 2


def test_a_topic_is_tried_in_several_voices(command: Command, workdir: Path) -> None:
    done = command(
        "styles", "try", "karpathy", EXAMPLE, "--topic", 2, "--style", "skeptic",
        "--model", f"scripted/{VOICES}", "--no-cache", COLUMNS="160",
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert "Topic 2 of 11" in done.stdout
    assert "A Billion Fake Headers Could Fill Disks" in done.stdout
    assert "Defender" in done.stdout
    head = next(line for line in done.stdout.splitlines() if "what was said" in line)
    assert "karpathy" in head
    assert "skeptic" in head


def test_the_gallery_shows_what_the_recordings_hold() -> None:
    assert page() == (ROOT / "examples" / "voices.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [("talk.txt",), ("archive", "talk.txt", "-o", "out")])
def test_a_talk_goes_nowhere_unsaid_where_only_a_folder_names_it(
    command: Command, talk: Path, workdir: Path, endpoint: Endpoint, words: tuple[str, ...]
) -> None:
    endpoint.answer = answered
    text = f'model = "m"\nbase_url = "{endpoint.url}"\n'
    (workdir / "restyle.toml").write_text(text, encoding="utf-8")

    done = command(*words, "--quiet")

    host = endpoint.url.removeprefix("http://").removesuffix("/v1")
    assert f"the talk is sent to {host}, which only the restyle.toml here names" in done.stderr
