"""The real command, in a subprocess."""

import json
import shutil
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import EXAMPLE, RECORDING, Command, short_talk, started
from tests.endpoint import Body, Endpoint, Reply, refused, said
from tests.writer_answers import answered, outline, section


@pytest.fixture
def talk(workdir: Path) -> Path:
    return Path(shutil.copy(EXAMPLE, workdir / "talk.md"))


@pytest.fixture
def short(workdir: Path) -> Path:
    return short_talk(workdir / "talk.md")


def test_a_transcript_alone_becomes_an_extract(command: Command, talk: Path, workdir: Path) -> None:
    done = command("talk.md")

    document = (workdir / "outputs" / "talk.extract.md").read_text(encoding="utf-8")
    assert done.returncode == 0
    assert done.stdout == ""
    assert document.splitlines()[0] == "# Bitcoin Core 24.0 — Extract Made Without a Model"
    assert "made without a model" in document.splitlines()[2]
    assert "2 speakers" in done.stderr
    assert "12 topics" in done.stderr
    assert "OPENAI_API_KEY" in done.stderr


def test_the_recording_gives_the_voice(command: Command, talk: Path, workdir: Path) -> None:
    done = command("talk.md", "--style", "karpathy", "--model", f"scripted/{RECORDING}")

    document = (workdir / "outputs" / "talk.karpathy.md").read_text(encoding="utf-8")
    assert done.returncode == 0
    assert "## A Checkpoint Can Overrule the Longest Chain" in document
    assert (
        document.rstrip()
        .splitlines()[-1]
        .startswith("*Source: `talk.md` · Style: karpathy · Model: `scripted/")
    )


def test_only_the_document_goes_to_standard_output(command: Command, talk: Path) -> None:
    done = command("talk.md", "--output", "-")

    assert done.stdout.startswith("# Bitcoin Core 24.0")
    assert done.stdout.endswith("\n")
    assert "read" in done.stderr


def test_quiet_prints_nothing(command: Command, talk: Path) -> None:
    done = command("talk.md", "--quiet")

    assert (done.stdout, done.stderr) == ("", "")


def test_standard_input_and_a_title(command: Command, talk: Path, workdir: Path) -> None:
    done = command("-", "--title", "My Talk", stdin=talk.read_text(encoding="utf-8"))

    assert done.returncode == 0
    assert (
        (workdir / "outputs" / "My Talk.extract.md")
        .read_text(encoding="utf-8")
        .startswith("# My Talk — ")
    )


@pytest.mark.parametrize(
    ("arguments", "file", "beginning"),
    [
        (["--output", "a.html"], "a.html", "<!doctype html>"),
        (["--output", "folder/", "--format", "json"], "folder/talk.extract.json", "{"),
        (["--output", "b.md", "--front-matter"], "b.md", "---\ntitle: Bitcoin Core 24.0"),
    ],
)
def test_the_document_goes_where_and_as_it_is_wanted(
    command: Command, short: Path, workdir: Path, arguments: list[str], file: str, beginning: str
) -> None:
    done = command("talk.md", *arguments)

    assert done.returncode == 0, done.stderr
    assert (workdir / file).read_text(encoding="utf-8").startswith(beginning)


def test_several_files_go_on_after_a_bad_one(command: Command, talk: Path, workdir: Path) -> None:
    (workdir / "empty.txt").write_text("")

    done = command("talk.md", "empty.txt")

    assert done.returncode == 3
    assert "restyle: empty.txt: the file is empty" in done.stderr
    assert (workdir / "outputs" / "talk.extract.md").exists()


def test_two_files_of_one_name_are_refused_before_anything_is_done(
    command: Command, workdir: Path
) -> None:
    for folder in ("a", "b"):
        (workdir / folder).mkdir()
        shutil.copy(EXAMPLE, workdir / folder / "talk.md")

    done = command("a/talk.md", "b/talk.md")

    assert done.returncode == 2
    assert "both go to" in done.stderr
    assert not (workdir / "outputs").exists()


def test_a_document_of_another_transcript_is_not_replaced(
    command: Command, short: Path, workdir: Path
) -> None:
    (workdir / "other").mkdir()
    shutil.copy(EXAMPLE, workdir / "other" / "talk.md")
    command("talk.md")

    done = command("other/talk.md")

    assert done.returncode == 2
    assert "was made of" in done.stderr


def test_an_extract_does_not_replace_a_models_document(
    command: Command, talk: Path, workdir: Path
) -> None:
    command("talk.md", "-o", "a.md", "--model", f"scripted/{RECORDING}")

    done = command("talk.md", "-o", "a.md")

    assert done.returncode == 2
    assert "was written with a model" in done.stderr
    assert "Karpathy" in (workdir / "a.md").read_text(encoding="utf-8")


def test_what_the_checks_find_is_named_and_recorded(
    command: Command, short: Path, workdir: Path, endpoint: Endpoint
) -> None:
    def answer(body: Body) -> Reply:
        prompt = body["messages"][1]["content"]
        written = "Write section " in prompt or "What the check found" in prompt
        return said(f"{section(prompt)}\n\nIt took 98765.") if written else answered(body)

    endpoint.answer = answer

    done = command("talk.md", "-m", "m", "--base-url", endpoint.url, "--complete")

    record = json.loads(
        (workdir / "outputs" / "talk.karpathy.md.run.json").read_text(encoding="utf-8")
    )
    document = (workdir / "outputs" / "talk.karpathy.md").read_text(encoding="utf-8")
    assert "Topic A: this number was not said: “98765”" in done.stderr
    assert [f["text"] for f in record["findings"]] == ["98765"] * 6
    assert "6 places differ from the source" in document
    again = ("--complete", "--strict", "--report")
    strict = command("talk.md", "-m", "m", "--base-url", endpoint.url, *again)
    assert strict.returncode == 3
    report = workdir / "outputs" / "talk.karpathy.md.report.md"
    assert "**number** “98765”: this number was not said." in report.read_text(encoding="utf-8")


def test_a_takeaway_that_was_not_said_is_left_out(
    command: Command, short: Path, workdir: Path, endpoint: Endpoint
) -> None:
    def answer(body: Body) -> Reply:
        if "Return the JSON object with" in str(body["messages"]):
            claims = [{"claim": "It rose by 98765.", "why": "", "sections": [1]}]
            claims.append(
                {"claim": "It is <b>so</b>.", "why": "![x](http://evil.example/x)", "sections": [1]}
            )
            return said(json.dumps({"takeaways": claims}))
        return answered(body)

    endpoint.answer = answer

    done = command("talk.md", "-m", "m", "--base-url", endpoint.url)

    document = (workdir / "outputs" / "talk.karpathy.md").read_text(encoding="utf-8")
    assert "a takeaway was left out: '98765'" in done.stderr
    assert "98765" not in document
    assert "evil.example" not in document
    assert "<b>" not in document


def test_a_useless_answer_is_not_kept_for_the_next_run(
    command: Command, short: Path, endpoint: Endpoint
) -> None:
    endpoint.replies(said("No outline today."))
    first = command("talk.md", "-m", "m", "--base-url", endpoint.url)
    endpoint.answer = answered

    second = command("talk.md", "-m", "m", "--base-url", endpoint.url)

    assert (first.returncode, second.returncode) == (3, 0)


def test_a_document_that_was_edited_is_not_replaced(
    command: Command, short: Path, workdir: Path
) -> None:
    command("talk.md")
    document = workdir / "outputs" / "talk.extract.md"
    again = command("talk.md")
    document.write_text("my edit", encoding="utf-8")

    refusal = command("talk.md")

    assert again.returncode == 0
    assert refusal.returncode == 2
    assert "was changed since restyle wrote it; --force replaces it" in refusal.stderr
    assert document.read_text(encoding="utf-8") == "my edit"
    assert command("talk.md", "--force").returncode == 0


@pytest.mark.parametrize("arguments", [["--output", "talk.md"], ["--output", "talk.md", "--force"]])
def test_the_transcript_itself_is_never_replaced(
    command: Command, talk: Path, arguments: list[str]
) -> None:
    before = talk.read_bytes()

    done = command("talk.md", *arguments)

    assert done.returncode == 2
    assert talk.read_bytes() == before


BAD = {
    "missing file": (["gone.txt"], 2, "gone.txt: there is no such file"),
    "folder": (["."], 2, ".: is a folder"),
    "unknown style": (["talk.md", "--style", "karpaty"], 2, "did you mean karpathy"),
    "unknown format": (["talk.md", "--format", "pdf"], 2, "unknown output format 'pdf'"),
    "format and file at odds": (["talk.md", "-o", "a.html", "-f", "json"], 2, "ends as html"),
    "unknown ending": (["talk.md", "-o", "a.pdf"], 2, ".pdf is no known format"),
    "front matter of HTML": (["talk.md", "--front-matter", "-f", "html"], 2, "goes with markdown"),
    "folder under a file": (["talk.md", "-o", "talk.md/x/"], 2, "talk.md: is a file, not a folder"),
    "long name": (["talk.md", "-o", "x" * 300 + ".md"], 2, "name is too long"),
    "misspelt command": (["spilt", "talk.md"], 2, "did you mean split?"),
    "broken base URL": (
        ["talk.md", "-m", "m", "--base-url", "http://[::1/v1"],
        2,
        "expected an address",
    ),
    "no such concurrency": (["talk.md"], 2, "RESTYLE_CONCURRENCY"),
    "unknown endpoint": (["talk.md", "--model", "opnai/x"], 2, "did you mean openai"),
    "no key": (["talk.md", "--model", "openai/x"], 2, "set OPENAI_API_KEY"),
    "endpoint down": (
        ["talk.md", "--model", "m", "--base-url", "http://127.0.0.1:9/v1"],
        1,
        "cannot be reached",
    ),
    "contradiction": (["talk.md", "--model", "m", "--no-model"], 2, "contradict"),
    "no recording": (
        ["talk.md", "--model", "scripted/no.toml"],
        2,
        "no.toml: the recording cannot be read",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_gets_one_clear_line(
    command: Command, talk: Path, workdir: Path, case: str
) -> None:
    arguments, code, line = BAD[case]

    env = {"RESTYLE_CONCURRENCY": "0"} if case == "no such concurrency" else {}
    done = command(*arguments, "--quiet", **env)

    assert done.returncode == code
    assert line in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("restyle: ")
    assert done.stdout == ""
    assert not (workdir / "outputs").exists()


def test_takeaways_that_cannot_be_used_are_named_and_cost_nothing_else(
    command: Command, short: Path, workdir: Path, endpoint: Endpoint
) -> None:
    endpoint.replies(said("I would rather talk about the weather."))

    done = command("talk.md", "--quiet", "--model", "m", "--base-url", endpoint.url)

    assert done.returncode == 3
    assert "restyle: talk.md: not written: the takeaways" in done.stderr
    assert list((workdir / "outputs").glob("*.karpathy.md"))


def test_an_unknown_model_is_said_as_the_server_says_it(
    command: Command, short: Path, endpoint: Endpoint
) -> None:
    endpoint.replies(refused(404, "The model `gpt-9` does not exist"))

    done = command("talk.md", "--quiet", "--model", "gpt-9", "--base-url", endpoint.url)

    assert done.returncode == 1
    assert (
        "404: The model `gpt-9` does not exist; are the model's name and the base URL right?"
        in done.stderr
    )


def test_debug_shows_the_traceback(process: Command, workdir: Path) -> None:
    done = process("gone.txt", "--debug")

    assert "Traceback" in done.stderr


def test_calls_and_cache_are_counted(
    command: Command, short: Path, workdir: Path, endpoint: Endpoint
) -> None:
    endpoint.answer = answered
    arguments = ("talk.md", "--model", "m", "--base-url", endpoint.url, "--complete", "--no-judge")

    first = command(*arguments)
    second = command(*arguments)
    third = command(*arguments, "--no-cache")

    assert "8 calls · 240,040 tokens" in first.stderr
    assert "8 calls, 8 from cache · 0 tokens" in second.stderr
    assert "8 calls · 240,040 tokens" in third.stderr
    record = json.loads(
        (workdir / "outputs" / "talk.karpathy.md.run.json").read_text(encoding="utf-8")
    )
    assert (record["calls"], record["tokens_in"]) == (8, 240_000)


def test_a_key_is_sent_and_never_shown(
    process: Command, short: Path, workdir: Path, endpoint: Endpoint
) -> None:
    endpoint.replies(refused(401, "Bad key."))

    done = process(
        "talk.md", "--debug", "--verbose", "--base-url", endpoint.url, OPENAI_API_KEY="sk-secret-1"
    )
    shown = process("config", OPENAI_API_KEY="sk-secret-1")

    assert endpoint.headers[0]["authorization"] == "Bearer sk-secret-1"
    assert "sk-secret-1" not in done.stderr + done.stdout + shown.stdout + shown.stderr


def test_config_says_where_each_value_comes_from(command: Command, workdir: Path) -> None:
    (workdir / "restyle.toml").write_text('style = "plain-english"\n')

    done = command("config", RESTYLE_MODEL="ollama/x", COLUMNS="200")

    rows = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines() if line.split()}
    assert rows["style"] == ["plain-english", "restyle.toml"]
    assert rows["model"] == ["ollama/x", "RESTYLE_MODEL"]
    assert rows["format"] == ["markdown", "default"]
    assert "ollama/x at localhost:11434" in done.stdout


def test_styles_lists_and_shows(command: Command, workdir: Path) -> None:
    listing = command("styles")
    shown = command("styles", "show", "karpathy")
    unknown = command("styles", "show", "karpaty")

    assert "karpathy" in listing.stdout
    assert "plain-english" in listing.stdout
    assert "Karpathy Style" in shown.stdout
    assert (unknown.returncode, "did you mean karpathy" in unknown.stderr) == (2, True)


def test_a_faulty_style_does_not_hide_the_others(command: Command, workdir: Path) -> None:
    (workdir / "styles").mkdir()
    (workdir / "styles" / "bad.toml").write_text("title = 1\n")

    done = command("styles")

    assert "karpathy" in done.stdout
    assert done.returncode == 2
    assert "bad.toml" in done.stderr


def test_split_shows_the_topics(command: Command, talk: Path) -> None:
    done = command("split", "talk.md")

    assert done.returncode == 0
    assert "14 topics" in done.stdout
    assert "Descriptor Wallet Migration" in done.stdout
    assert "given" in done.stdout
    assert done.stderr == ""


def test_split_says_how_sure_it_is_and_cuts_as_often_as_it_is_told(
    command: Command, talk: Path
) -> None:
    done = command("split", "talk.md", "--ignore-headings", "--topics", "5", "--json")

    topics = json.loads(done.stdout)["topics"]
    assert len(topics) == 5
    assert topics[0]["start"] == 20.0
    assert [a["end"] for a in topics[:-1]] == [b["start"] for b in topics[1:]]
    assert all(0 < topic["strength"] < 1 for topic in topics[1:])
    assert sum(sum(topic["speakers"].values()) for topic in topics) == 7329
    assert all(topic["key_phrases"] for topic in topics)


def test_split_writes_chapters_and_replaces_no_file(
    command: Command, talk: Path, workdir: Path
) -> None:
    first = command("split", "talk.md", "--chapters", "talk.txt")
    second = command("split", "talk.md", "--chapters", "talk.txt")

    lines = (workdir / "talk.txt").read_text(encoding="utf-8").splitlines()
    assert (first.returncode, first.stdout) == (0, "")
    assert lines[:2] == ["0:00 What does it mean", "2:51 Release Candidate"]
    assert second.returncode == 2
    assert second.stderr == "restyle: talk.txt: is there; --force replaces it\n"


def test_split_lets_a_model_refine_the_topics(
    command: Command, short: Path, endpoint: Endpoint
) -> None:
    endpoint.replies(said(outline([1, 5, 9])))

    done = command(
        *("split", "talk.md", "--ignore-headings", "--topics", "3", "--json"),
        *("--refine", "--model", "m", "--base-url", endpoint.url),
    )
    without = command("split", "talk.md", "--refine")

    assert [topic["name"] for topic in json.loads(done.stdout)["topics"]] == [
        "Topic A",
        "Topic E",
        "Topic I",
    ]
    assert len(endpoint.bodies) == 1
    assert without.returncode == 2
    assert "--refine asks a model, and none is connected" in without.stderr


def test_an_outline_that_cannot_be_used_leaves_the_topics_to_code(
    command: Command, talk: Path, endpoint: Endpoint
) -> None:
    endpoint.replies(said("I would rather talk about the weather."))

    done = command("split", "talk.md", "--refine", "--model", "m", "--base-url", endpoint.url)

    assert done.returncode == 0
    assert "Descriptor Wallet Migration" in done.stdout
    assert "topics are cut and named without the model" in " ".join(done.stderr.split())


def test_split_reads_as_it_is_told(command: Command, talk: Path) -> None:
    done = command("split", "talk.md", "--input-format", "srt")

    assert done.returncode != 0
    assert done.stderr.startswith("restyle: talk.md: ")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [["--help"], ["-h"]])
def test_help_names_every_command(command: Command, arguments: list[str]) -> None:
    done = command(*arguments)

    assert done.returncode == 0
    for name in ("rewrite", "split", "styles", "config"):
        assert f"\n  {name}" in done.stdout


def test_no_arguments_are_a_usage_error_with_help(command: Command) -> None:
    done = command()

    assert done.returncode == 2
    assert "Usage: restyle" in done.stdout


def test_version(command: Command) -> None:
    assert command("--version").stdout.startswith("restyle 0.")


@pytest.mark.skipif(sys.platform == "win32", reason="no POSIX signals")
def test_an_interrupted_run_says_so_and_leaves_nothing_half_written(
    short: Path, workdir: Path, endpoint: Endpoint
) -> None:
    endpoint.replies(Reply(delay=1))
    run = started("talk.md", "--model", "m", "--base-url", endpoint.url, cwd=workdir)
    while not endpoint.bodies:
        time.sleep(0.02)

    run.send_signal(signal.SIGINT)
    _, stderr = run.communicate(timeout=20)

    assert run.returncode == 130
    assert "interrupted" in stderr
    assert "Traceback" not in stderr
    assert not (workdir / "outputs").exists()


def test_a_plan_needs_no_key(command: Command, short: Path) -> None:
    done = command("talk.md", "--plan", "--model", "openai/gpt-5.4-mini")

    assert done.returncode == 0, done.stderr
    assert "$" in done.stdout
    assert "Nothing was sent." in done.stdout


def test_help_is_a_command_too(command: Command) -> None:
    assert command("help").stdout == command("--help").stdout
    assert "SOURCE" in command("help", "archive").stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_completes_commands_options_and_voices(command: Command, shell: str) -> None:
    script = command("completion", shell).stdout

    assert all(word in script for word in ("archive", "section-words", "karpathy"))


def test_turns_are_printed_with_the_numbers_that_outlines_name(
    command: Command, short: Path
) -> None:
    lines = command("read", "talk.md", "--turns").stdout.splitlines()

    numbered = [line.split()[0] for line in lines if line[:4].strip().isdigit()]
    assert numbered[:3] == ["1", "2", "3"]


def test_the_next_run_asks_for_what_failed_alone(
    command: Command, short: Path, endpoint: Endpoint
) -> None:
    flagged: list[str] = []
    mended = False

    def answer(body: Body) -> Reply:
        prompt = str(body["messages"])
        if "response_format" not in body and not flagged:
            flagged.append(prompt)
        if prompt in flagged and not mended:
            return refused(403, "Input was flagged by moderation")
        return answered(body)

    endpoint.answer = answer
    run = (
        "talk.md",
        "-m",
        "m",
        "--base-url",
        endpoint.url,
        "--topics",
        "3",
        "--no-repair",
        "--complete",
    )
    first = command(*run)
    sent, mended = len(endpoint.bodies), True

    second = command(*run)

    asked = [str(body["messages"]) for body in endpoint.bodies[sent:]]
    assert (first.returncode, second.returncode) == (3, 0)
    assert "(as it was said)" in first.stderr
    assert asked[0] == flagged[0]
    assert len(asked) <= 3, "the section, and the takeaways of all"
