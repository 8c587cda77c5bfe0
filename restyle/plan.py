"""`plan`: what a run would send and get back, without sending anything."""

import asyncio
from dataclasses import dataclass

from restyle.domain import Transcript
from restyle.errors import SettingsError
from restyle.events import ignore
from restyle.llm.endpoints import resolve
from restyle.llm.rehearsal import RehearsedModel
from restyle.pipeline import rewrite
from restyle.prompts import Prompts
from restyle.settings import Settings
from restyle.styles import load as load_style
from restyle.topics.sizes import wanted
from restyle.vocabulary import counter
from restyle.writers.model import ModelWriter


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run would ask of a model.

    `calls` are those that are made in any case, `repairs` those that are added if the checks
    find something in every section; tokens are of `calls`, and `exact` if counted with the
    model's vocabulary.
    """

    model: str
    host: str
    calls: int
    repairs: int
    tokens_in: int
    tokens_out: int
    exact: bool


def plan(transcript: Transcript, settings: Settings) -> Plan:
    """Return what rewriting a transcript would take; raises SettingsError without a model."""
    target = resolve(settings)
    if target is None:
        raise SettingsError("there is nothing to plan without a model; name one with --model")
    model = RehearsedModel()
    writer = ModelWriter(model, target.base_url, target.label, Prompts())
    asyncio.run(
        rewrite(transcript, load_style(settings.style), writer, ignore, sizes=wanted(settings))
    )
    tokens = counter(target.model)
    sent = sum(tokens.count(m.content) for request, _ in model.exchanges for m in request.messages)
    stages = [request.origin.stage for request, _ in model.exchanges]
    return Plan(
        model=target.label,
        host=target.host,
        calls=len(stages),
        repairs=stages.count("section"),
        tokens_in=sent,
        tokens_out=sum(tokens.count(text) for _, text in model.exchanges),
        exact=tokens.exact,
    )
