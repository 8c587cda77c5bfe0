"""The options that say how a transcript is read, the same for every command that reads one."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Annotated, TypeAlias

import typer

import restyle as library
from restyle.cli.listening import ListeningNotes
from restyle.errors import UsageError
from restyle.events import Observer
from restyle.transcript.marking import talk_alone
from restyle.transcript.people import is_part
from restyle.transcript.speakers import names_from, names_in
from restyle.transcript.transcript import Transcript

_option = partial(typer.Option, rich_help_panel="Reading the transcript")

InputFormat: TypeAlias = Annotated[
    str,
    _option(
        "--input-format",
        help="What the file is, if its content misleads: srt, text, …",
    ),
]
Encoding: TypeAlias = Annotated[str, _option(help="The file's encoding, such as cp1255.")]
Rename: TypeAlias = Annotated[
    list[str] | None,
    _option(help='Name a speaker: "SPEAKER_00=Ada Lovelace". Repeatable.'),
]
Speakers: TypeAlias = Annotated[
    str,
    _option(
        help="A file of such names, one on each line: SPEAKER_00 = Ada Lovelace",
    ),
]
Host: TypeAlias = Annotated[str, _option(help="Who asks, if the guess is wrong.")]
Guest: TypeAlias = Annotated[str, _option(help="Who answers, and is “I” in some voices.")]
KeepAds: TypeAlias = Annotated[
    bool,
    _option("--keep-ads", help="Take adverts, teasers and introductions for part of the talk."),
]
AllowPrivate: TypeAlias = Annotated[
    bool,
    _option(
        "--allow-private",
        help="Let a web address lead into a private network.",
    ),
]


TranscriberName: TypeAlias = Annotated[
    str | None,
    _option(
        "--transcriber",
        help="Who transcribes a recording, such as openai/gpt-4o-transcribe-diarize.",
    ),
]
LanguageSpoken: TypeAlias = Annotated[
    str | None,
    _option("--language-spoken", help="The language of a recording or a video, such as de."),
]


@dataclass(frozen=True, slots=True)
class Reader:
    """How to read a transcript, as the options say.

    `settings` say who transcribes a recording; without them, the environment and the files do.
    """

    input_format: str
    encoding: str
    rename: list[str] | None
    speakers: str
    host: str
    guest: str
    keep_ads: bool
    allow_private: bool
    settings: "library.Settings | None" = None

    def by(self, transcriber: str | None, language_spoken: str | None) -> "Reader":
        """Return the same, with who transcribes a recording, and the language that is spoken."""
        flags = {"transcriber": transcriber, "language_spoken": language_spoken}
        return replace(self, settings=library.load_settings(flags)[0])

    def talk(
        self,
        source: str,
        budget: "library.Budget | None" = None,
        observe: Observer | None = None,
    ) -> Transcript:
        """Return the transcript as it is written from: what is not the talk in turns of its own."""
        return talk_alone(self.read(source, budget, observe))

    def read(
        self,
        source: str,
        budget: "library.Budget | None" = None,
        observe: Observer | None = None,
    ) -> Transcript:
        """Return the transcript, with the names and parts that were given."""
        listed = names_in(self.speakers) if self.speakers else {}
        talk = library.read(
            source,
            format=self.input_format,
            encoding=self.encoding,
            names={**listed, **names_from(self.rename or [])},
            keep_ads=self.keep_ads,
            allow_private=self.allow_private,
            settings=self.settings,
            budget=budget,
            observe=observe or ListeningNotes(),
        )
        return self._with_cast(talk)

    def _with_cast(self, talk: Transcript) -> Transcript:
        known = talk.metadata
        host, guest = _speaker(self.host, talk), _speaker(self.guest, talk)
        metadata = replace(known, host=host or known.host, guest=guest or known.guest)
        return replace(talk, metadata=metadata)


def _speaker(name: str, talk: Transcript) -> str:
    """The speaker of a name, or of a part of one that he alone has; raises UsageError for none."""
    if not name or name in talk.speakers:
        return name
    called = [one for one in talk.speakers if is_part(name, one)]
    if len(called) != 1:
        there = ", ".join(talk.speakers[:12]) or "nobody is named"
        raise UsageError(f"{talk.source.name}: no speaker {name!r}; there are: {there}")
    return called[0]
