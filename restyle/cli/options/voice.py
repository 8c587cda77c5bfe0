"""The options that say in which voice, in which language and by which prompts one writes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, TypeAlias

import typer

import restyle as library
from restyle.cli.terminal import say
from restyle.errors import UsageError
from restyle.llm.endpoints import resolve as find_model
from restyle.pipeline.style_review import examine as examine_style

Styles: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--style", "-s", help="The voice: a name, or a .toml file. Several give a document each."
    ),
]
LanguageName: TypeAlias = Annotated[
    str | None,
    typer.Option("--language", help="Write in this language, such as de; else in the talk's own."),
]
PromptsFolder: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--prompts", metavar="DIR", help="Prompt templates of your own, before the bundled ones."
    ),
]


@dataclass(frozen=True, slots=True)
class Voicing:
    """The settings of one voice of several."""

    style: str
    settings: "library.Settings"


def name_stranger(settings: "library.Settings") -> None:
    """Say where the talk goes, whatever else is kept quiet, if only this folder's file names it."""
    target = find_model(settings)
    if target and any(place.base_url in settings.project_urls for place in target.places):
        say(f"restyle: the talk is sent to {target.hosts}, which only the restyle.toml here names")


def voicings(styles: Sequence[str] | None, settings: "library.Settings") -> tuple[Voicing, ...]:
    """Return the settings for each voice, which cut a talk alike: the first says how finely.

    Without a model all voices are the same extract, so one is enough. Raises UsageError where
    several would go to one file, and where a template of the user's own does not render, before
    anything is sent.
    """
    names = list(dict.fromkeys(styles or [settings.style]))
    for name in names:
        library.load_style(name)
    if find_model(settings) is None:
        names = names[:1]
    elif settings.prompts:
        for name in names:
            examine_style(name, settings)
    if len(names) > 1 and settings.output == "-":
        raise UsageError("--output - takes one document; name a folder for several voices")
    words = library.load_style(names[0]).shape.section_words if len(names) > 1 else None
    shared = replace(settings, section_words=settings.section_words or words)
    return tuple(Voicing(name, replace(shared, style=name)) for name in names)
