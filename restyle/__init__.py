"""restyle turns hours of talk into a document worth reading."""

from importlib import import_module
from typing import TYPE_CHECKING

from restyle._version import __version__ as __version__

if TYPE_CHECKING:
    from restyle.api import (
        arewrite,
        compare,
        make_outline,
        rewrite,
        try_judge,
        try_topic,
    )
    from restyle.archive.plan import plan_archive
    from restyle.archive.start import run_archive as rewrite_archive
    from restyle.archive.wanted import ArchiveOptions as ArchiveOptions
    from restyle.checking.report import Report
    from restyle.checking.report import report as check
    from restyle.checking.voice import score_voice
    from restyle.document.document import Document, Finding, Paragraph, Section, Takeaway
    from restyle.document.load import load_document
    from restyle.document.write import render, write
    from restyle.errors import (
        BudgetError,
        ModelError,
        RestyleError,
        StyleError,
        TranscriptError,
        UsageError,
    )
    from restyle.events import Event
    from restyle.judging.article import Comparison
    from restyle.judging.trial import JudgeTrial
    from restyle.learn import learn_style
    from restyle.llm.budget import Budget
    from restyle.llm.providers.scripted import ScriptedModel
    from restyle.media.read import read
    from restyle.pipeline.estimate import Plan
    from restyle.pipeline.estimate import plan as estimate
    from restyle.pipeline.partial import PartialRewrite
    from restyle.settings import Settings
    from restyle.settings import load as load_settings
    from restyle.style.files import available as list_styles
    from restyle.style.files import load as load_style
    from restyle.style.profile import StyleProfile
    from restyle.topics.outline import Outline
    from restyle.topics.outline_file import load_outline
    from restyle.topics.split import split
    from restyle.transcript.transcript import Transcript, Turn
    from restyle.transcript.write import write_transcript


__all__ = [
    "ArchiveOptions",
    "Budget",
    "BudgetError",
    "Comparison",
    "Document",
    "Event",
    "Finding",
    "JudgeTrial",
    "ModelError",
    "Outline",
    "Paragraph",
    "PartialRewrite",
    "Plan",
    "Report",
    "RestyleError",
    "ScriptedModel",
    "Section",
    "Settings",
    "StyleError",
    "StyleProfile",
    "Takeaway",
    "Transcript",
    "TranscriptError",
    "Turn",
    "UsageError",
    "arewrite",
    "check",
    "compare",
    "estimate",
    "learn_style",
    "list_styles",
    "load_document",
    "load_outline",
    "load_settings",
    "load_style",
    "make_outline",
    "plan_archive",
    "read",
    "render",
    "rewrite",
    "rewrite_archive",
    "score_voice",
    "split",
    "try_judge",
    "try_topic",
    "write",
    "write_transcript",
]

# Where each name lives; it is imported when it is first used.
_HOMES = {
    "ArchiveOptions": "archive.wanted.ArchiveOptions",
    "Budget": "llm.budget.Budget",
    "BudgetError": "errors.BudgetError",
    "Comparison": "judging.article.Comparison",
    "Document": "document.document.Document",
    "Event": "events.Event",
    "Finding": "document.document.Finding",
    "JudgeTrial": "judging.trial.JudgeTrial",
    "ModelError": "errors.ModelError",
    "Outline": "topics.outline.Outline",
    "Paragraph": "document.document.Paragraph",
    "PartialRewrite": "pipeline.partial.PartialRewrite",
    "Plan": "pipeline.estimate.Plan",
    "Report": "checking.report.Report",
    "RestyleError": "errors.RestyleError",
    "ScriptedModel": "llm.providers.scripted.ScriptedModel",
    "Section": "document.document.Section",
    "Settings": "settings.Settings",
    "StyleError": "errors.StyleError",
    "StyleProfile": "style.profile.StyleProfile",
    "Takeaway": "document.document.Takeaway",
    "Transcript": "transcript.transcript.Transcript",
    "TranscriptError": "errors.TranscriptError",
    "Turn": "transcript.transcript.Turn",
    "UsageError": "errors.UsageError",
    "arewrite": "api.arewrite",
    "check": "checking.report.report",
    "compare": "api.compare",
    "estimate": "pipeline.estimate.plan",
    "learn_style": "learn.learn_style",
    "list_styles": "style.files.available",
    "load_document": "document.load.load_document",
    "load_outline": "topics.outline_file.load_outline",
    "load_settings": "settings.load",
    "load_style": "style.files.load",
    "make_outline": "api.make_outline",
    "plan_archive": "archive.plan.plan_archive",
    "read": "media.read.read",
    "render": "document.write.render",
    "rewrite": "api.rewrite",
    "rewrite_archive": "archive.start.run_archive",
    "score_voice": "checking.voice.score_voice",
    "split": "topics.split.split",
    "try_judge": "api.try_judge",
    "try_topic": "api.try_topic",
    "write": "document.write.write",
    "write_transcript": "transcript.write.write_transcript",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'restyle' has no attribute {name!r}")
    module, _, attribute = _HOMES[name].rpartition(".")
    return getattr(import_module(f"restyle.{module}"), attribute)


def __dir__() -> list[str]:
    return __all__
