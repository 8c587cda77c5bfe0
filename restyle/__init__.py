"""restyle turns hours of talk into a document worth reading."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from restyle.again import Again
    from restyle.api import arestyle, make_outline, restyle, targets, try_topic
    from restyle.chat import Completion, Message, Request, Usage
    from restyle.domain import Document, Segment, Transcript
    from restyle.errors import RestyleError
    from restyle.events import Event
    from restyle.examine import Examined
    from restyle.examine import examine as examine_style
    from restyle.ingest.marking import talk_alone
    from restyle.ingest.read import read
    from restyle.ingest.speakers import names_from, names_in
    from restyle.language.cast import cast
    from restyle.language.keyphrases import keyphrases
    from restyle.llm.budget import Budget
    from restyle.llm.endpoints import resolve as find_model
    from restyle.llm.prices import Price, price_of
    from restyle.llm.scripted import ScriptedModel
    from restyle.llm.store import at as open_store
    from restyle.new_style import new_style as new_profile
    from restyle.outline import Outline
    from restyle.outline_file import load_outline, render_outline
    from restyle.output.citations import Citing
    from restyle.output.files import render, write, write_chapters, write_new
    from restyle.output.saved import load_document, manner_of
    from restyle.output.transcripts import write_transcript
    from restyle.plan import Explained, Plan, explain
    from restyle.plan import plan as make_plan
    from restyle.preview import Preview
    from restyle.preview import preview as preview_prompt
    from restyle.profile import StyleProfile
    from restyle.prompts import Prompts
    from restyle.report import Report, SectionReport, is_report
    from restyle.report import as_markdown as report_as_markdown
    from restyle.report import report as make_report
    from restyle.settings import Settings, user_styles
    from restyle.settings import load as load_settings
    from restyle.styles import StyleFile, lineage
    from restyle.styles import available as list_styles
    from restyle.styles import faults_of as style_faults
    from restyle.styles import forms as list_forms
    from restyle.styles import load as load_style
    from restyle.topics.facts import topic_facts
    from restyle.topics.sizes import Sizes
    from restyle.topics.split import split
    from restyle.trial import Trial
    from restyle.writing import budget_of

__version__ = "0.1.0"

__all__ = [
    "Again",
    "Budget",
    "Citing",
    "Completion",
    "Document",
    "Event",
    "Examined",
    "Explained",
    "Message",
    "Outline",
    "Plan",
    "Preview",
    "Price",
    "Prompts",
    "Report",
    "Request",
    "RestyleError",
    "ScriptedModel",
    "SectionReport",
    "Segment",
    "Settings",
    "Sizes",
    "StyleFile",
    "StyleProfile",
    "Transcript",
    "Trial",
    "Usage",
    "arestyle",
    "budget_of",
    "cast",
    "examine_style",
    "explain",
    "find_model",
    "is_report",
    "keyphrases",
    "lineage",
    "list_forms",
    "list_styles",
    "load_document",
    "load_outline",
    "load_settings",
    "load_style",
    "make_outline",
    "make_plan",
    "make_report",
    "manner_of",
    "names_from",
    "names_in",
    "new_profile",
    "open_store",
    "preview_prompt",
    "price_of",
    "read",
    "render",
    "render_outline",
    "report_as_markdown",
    "restyle",
    "split",
    "style_faults",
    "talk_alone",
    "targets",
    "topic_facts",
    "try_topic",
    "user_styles",
    "write",
    "write_chapters",
    "write_new",
    "write_transcript",
]

# Where each name lives; it is imported when it is first used.
_HOMES = {
    "Again": "again.Again",
    "Budget": "llm.budget.Budget",
    "Citing": "output.citations.Citing",
    "Completion": "chat.Completion",
    "Document": "domain.Document",
    "Event": "events.Event",
    "Examined": "examine.Examined",
    "Explained": "plan.Explained",
    "Message": "chat.Message",
    "Outline": "outline.Outline",
    "Plan": "plan.Plan",
    "Preview": "preview.Preview",
    "Price": "llm.prices.Price",
    "Prompts": "prompts.Prompts",
    "Report": "report.Report",
    "Request": "chat.Request",
    "RestyleError": "errors.RestyleError",
    "ScriptedModel": "llm.scripted.ScriptedModel",
    "SectionReport": "report.SectionReport",
    "Segment": "domain.Segment",
    "Settings": "settings.Settings",
    "Sizes": "topics.sizes.Sizes",
    "StyleFile": "styles.StyleFile",
    "StyleProfile": "profile.StyleProfile",
    "Transcript": "domain.Transcript",
    "Trial": "trial.Trial",
    "Usage": "chat.Usage",
    "arestyle": "api.arestyle",
    "budget_of": "writing.budget_of",
    "cast": "language.cast.cast",
    "examine_style": "examine.examine",
    "explain": "plan.explain",
    "find_model": "llm.endpoints.resolve",
    "is_report": "report.is_report",
    "keyphrases": "language.keyphrases.keyphrases",
    "lineage": "styles.lineage",
    "list_forms": "styles.forms",
    "list_styles": "styles.available",
    "load_document": "output.saved.load_document",
    "load_outline": "outline_file.load_outline",
    "load_settings": "settings.load",
    "load_style": "styles.load",
    "make_outline": "api.make_outline",
    "make_plan": "plan.plan",
    "make_report": "report.report",
    "manner_of": "output.saved.manner_of",
    "names_from": "ingest.speakers.names_from",
    "names_in": "ingest.speakers.names_in",
    "new_profile": "new_style.new_style",
    "open_store": "llm.store.at",
    "preview_prompt": "preview.preview",
    "price_of": "llm.prices.price_of",
    "read": "ingest.read.read",
    "render": "output.files.render",
    "render_outline": "outline_file.render_outline",
    "report_as_markdown": "report.as_markdown",
    "restyle": "api.restyle",
    "split": "topics.split.split",
    "style_faults": "styles.faults_of",
    "talk_alone": "ingest.marking.talk_alone",
    "targets": "api.targets",
    "topic_facts": "topics.facts.topic_facts",
    "try_topic": "api.try_topic",
    "user_styles": "settings.user_styles",
    "write": "output.files.write",
    "write_chapters": "output.files.write_chapters",
    "write_new": "output.files.write_new",
    "write_transcript": "output.transcripts.write_transcript",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'restyle' has no attribute {name!r}")
    module, _, attribute = _HOMES[name].rpartition(".")
    return getattr(import_module(f"restyle.{module}"), attribute)


def __dir__() -> list[str]:
    return __all__
