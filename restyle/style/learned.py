"""A learned voice as the text of its profile."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_HEAD = """\
# The voice "{name}", learned from {words:,} words of writing ({samples}).
# Numbers behind a rule were counted; {shown}
#
#     restyle styles check {name}
#     restyle styles try {name} TRANSCRIPT
#     restyle styles score TEXT --style {name}

title = {title}
description = {description}

[voice]
brief = {brief}
narrator = {narrator}
"""


@dataclass(frozen=True, slots=True)
class LearnedRule:
    """A rule of a profile, and what it rests on, in a few words."""

    text: str
    ground: str


@dataclass(frozen=True, slots=True)
class LearnedProfile:
    """What a learned profile says."""

    name: str
    words: int
    samples: Sequence[str]
    description: str
    brief: str
    narrator: str
    do: Sequence[LearnedRule]
    avoid: Sequence[LearnedRule]
    lists: bool
    examples: Sequence[tuple[str, str]] = ()
    by_model: bool = False


def as_toml(profile: LearnedProfile) -> str:
    """Return the text of a profile, each rule behind what it rests on."""
    return "\n".join(_lines(profile)) + "\n"


def _lines(profile: LearnedProfile) -> Iterator[str]:
    title = profile.name.replace("-", " ").replace("_", " ").title()
    names = ", ".join(_commented(name) for name in profile.samples)
    shown = (
        "the others name passages that show them."
        if profile.by_model
        else "with a model, brief and rules are written from the samples, too."
    )
    yield _HEAD.format(
        name=profile.name,
        words=profile.words,
        samples=names,
        shown=shown,
        title=_quoted(title),
        description=_quoted(profile.description),
        brief=_quoted(profile.brief),
        narrator=_quoted(profile.narrator),
    ).rstrip()
    for key, rules in (("do", profile.do), ("avoid", profile.avoid)):
        yield f"{key} = ["
        for rule in rules:
            yield f"  # {_commented(rule.ground)}"
            yield f"  {_quoted(rule.text)},"
        yield "]"
    yield f"\n[shape]\nlists = {str(profile.lists).lower()}"
    for source, rewrite in profile.examples:
        yield f"\n[[examples]]\nsource = {_quoted(source)}\nrewrite = {_quoted(rewrite)}"


def _quoted(text: str) -> str:
    """A basic string of TOML, which takes all that JSON escapes."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _commented(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable())
