"""Write the gallery of voices: one topic of the example, as it was said and in every voice.

    python -m examples.gallery > examples/voices.md

The sections are the recorded answers in recordings/voices.toml, checked like any other.
"""

import sys
from pathlib import Path

import restyle
from restyle.pipeline.trial import Trial

HERE = Path(__file__).parent
TALK = HERE / "bitcoin-core-24.md"
RECORDING = HERE / "recordings" / "voices.toml"
TOPIC = 2
FIRST = ("karpathy", "plain-english")  # the others follow by name

HEAD = """\
# The voices, side by side

One topic of one talk, in every voice that comes with restyle. The talk is the example beside \
this page, an episode on Bitcoin Core 24.0 (its licence: [LICENSE-transcripts]\
(LICENSE-transcripts)). Each text passes every check against what was said. To see a voice on a \
talk of your own:

    restyle styles try skeptic talk.txt --topic 2 --style karpathy
"""


def page() -> str:
    """Return the gallery in Markdown."""
    parts = [HEAD]
    names = [*FIRST, *(name for name in restyle.list_styles() if name not in FIRST)]
    outline = restyle.make_outline(TALK, settings=settings(FIRST[0]), for_document=True)
    trials = {name: tried(name, outline) for name in names}
    for name, trial in trials.items():
        profile = restyle.load_style(name)
        about = f"`--style {name}` · form: {profile.form.name} · {words(trial.section.text)} words"
        parts += [f"## {profile.title[0].upper()}{profile.title[1:]}", profile.description, about]
        parts += [f"### {trial.section.heading}", trial.section.text]
    said = trials[FIRST[0]].source
    parts += [f"## What was said\n\n{words(said)} words.", quoted(said)]
    return "\n\n".join(parts) + "\n"


def settings(name: str) -> restyle.Settings:
    """Return settings that answer from the recording, in a voice."""
    return restyle.Settings(style=name, model=f"scripted/{RECORDING}", cache=False)


def tried(name: str, outline: restyle.Outline) -> Trial:
    """Return the recorded section of a voice; a finding or a stale answer ends the program."""
    notes: list[restyle.Event] = []
    trial = restyle.try_topic(
        TALK, topic=TOPIC, outline=outline, settings=settings(name), observe=notes.append
    )
    stale = [str(note) for note in notes if "older prompt" in str(note)]
    found = [f"{one.kind}: {one.text!r}: {one.message}" for one in trial.section.findings]
    for problem in (*stale, *found):
        sys.exit(f"{name}: {problem}")
    return trial


def quoted(text: str) -> str:
    """Return a text as a block quote, its Markdown shown as it stands."""
    return "\n>\n".join(f"> {line}" for line in text.split("\n\n"))


def words(text: str) -> int:
    """Return how many words a text has."""
    return len(text.split())


if __name__ == "__main__":
    sys.stdout.write(page())
