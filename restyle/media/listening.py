"""Listening: a recording, sent to whom the settings name; or what that would take."""

import asyncio
from pathlib import Path

from restyle.errors import SettingsError, UsageError
from restyle.events import Observer
from restyle.llm.budget import Budget
from restyle.llm.connect import CachePolicy
from restyle.llm.endpoints import Target, transcriber_of
from restyle.llm.speech import speech_price
from restyle.media.ffmpeg import Facts, facts, program
from restyle.media.recording import Recording
from restyle.media.transcribe import Transcriber, Transcribing, planned, transcribe
from restyle.settings import Settings

SUCH_AS = "such as openai/gpt-4o-transcribe-diarize"


class NotTranscribedError(UsageError):
    """A recording that is not transcribed yet, where nothing is to be sent.

    `takes` says what the transcription would take.
    """

    def __init__(self, takes: Transcribing) -> None:
        super().__init__(f"is not transcribed yet: {takes.line}")
        self.takes = takes


async def listened(
    recording: Recording, settings: Settings, budget: Budget | None, observe: Observer
) -> tuple[bytes, Facts]:
    """Return the transcript of a recording as Podcasting 2.0 JSON, and what it says of itself.

    Raises UsageError where nobody is named who transcribes, NotTranscribedError in a dry run.
    """
    target = transcriber_of(settings)
    if target is None:
        raise UsageError(
            f"{recording.name}: is a recording; --transcriber names who transcribes it, {SUCH_AS}"
        )
    _refuse_without_price(settings, target)
    keeping = CachePolicy(Path(settings.cache_dir), settings.refresh) if settings.cache else None
    limit = budget or Budget.within(settings.max_cost, settings.max_tokens)
    by = Transcriber(target, settings.language_spoken, keeping, limit)
    if settings.dry and (takes := await planned(recording, by)):
        raise NotTranscribedError(takes)
    data = await transcribe(recording, by, observe)
    told = await asyncio.to_thread(facts, recording.path, recording.demuxer) if program() else None
    return data, told or Facts()


def _refuse_without_price(settings: Settings, target: Target) -> None:
    if settings.max_cost is not None and speech_price(target) is None:
        way_out = "leave --max-cost out, or name another --transcriber"
        raise SettingsError(f"the price of {target.label} is not known; {way_out}")
