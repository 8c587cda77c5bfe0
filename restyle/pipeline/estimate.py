"""`plan`: what a run would send and get back, without sending anything; and why."""

import asyncio
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from restyle.errors import SettingsError
from restyle.events import ignore
from restyle.llm.dry_run import FillerModel
from restyle.llm.endpoints import Target, resolve
from restyle.llm.prices import Price, price_of
from restyle.llm.request import Completion, Request, Usage
from restyle.llm.store import Store, Stored, at
from restyle.llm.tokens import Counter, counter
from restyle.pipeline.rewrite import RewriteOptions, rewrite
from restyle.pipeline.session import judge_of, language_for, rehearsed
from restyle.settings import Settings
from restyle.style.files import load as load_style
from restyle.style.length import in_force
from restyle.topics.sizes import wanted
from restyle.transcript.transcript import Transcript
from restyle.writing.ask import FREELY, WRITING

Exchange = tuple[Request, Completion]

_FAST, _SLOW = 120.0, 30.0  # tokens that models write a second
_LEAST_KEPT = 1024  # tokens of a beginning that endpoints keep
_TOKENS_A_WORD = 1.4
_RULES = 2000  # tokens of a repair's prompt beside the talk and the draft
_OVERHEAD = 1.0  # seconds that a call takes beside


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run would ask of a model.

    `calls` are those that are made in any case, of which `cached` are answered on disk;
    `repairs` those that are added if the checks find something in every section. Tokens are of
    what is sent, and `exact` if counted with the model's vocabulary. `cost` is in dollars,
    without any repair and with all, None where no price is known; `seconds` likewise, with a
    fast model and a slow one.
    """

    model: str
    host: str
    calls: int
    cached: int
    repairs: int
    tokens_in: int
    tokens_out: int
    exact: bool
    tokens_again: int
    cost: tuple[float, float] | None
    cost_kept: tuple[float, float] | None
    seconds: tuple[float, float]

    def as_dict(self) -> dict[str, object]:
        """Return the plan as JSON holds it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class CacheExplanation:
    """Whether a call would be answered from disk, and if not, what differs from the nearest.

    `differs` names parts: template, style, outline, segment, talk, model, or settings where
    all of these are the same; it is empty where no such call was ever stored. `open` says
    that the call rests on an outline which is not stored, so that nobody knows it yet.
    """

    stage: str
    segment: int | None
    cached: bool
    open: bool
    differs: tuple[str, ...]


def plan(transcript: Transcript, settings: Settings, *, outlined: bool = False) -> Plan:
    """Return what rewriting a transcript would take; raises SettingsError without a model.

    `outlined` says that its outline is there already, as with the second of several voices.
    """
    target, exchanges = _rehearsed(transcript, settings)
    if outlined:
        exchanges = [(r, a) for r, a in exchanges if not r.origin.stage.startswith("outline")]
    tokens = counter(target.model)
    sent = [(request, answer) for request, answer in exchanges if not answer.cached]
    kept = _usages([request for request, _ in sent], [answer for _, answer in sent], tokens)
    usages = [replace(usage, tokens_cached=0) for usage in kept]
    by_stage = [(r, u) for (r, _), u in zip(sent, usages, strict=True)]
    sections = [usage for request, usage in by_stage if request.origin.stage in WRITING]
    alone = [usage for request, usage in by_stage if request.origin.stage not in WRITING]
    mendable = [(r, u) for r, u in by_stage if r.origin.stage in WRITING and not _is_second(r)]
    repairs = _repairs(mendable, transcript)
    judging = [request.origin.stage.startswith("judge") for request, _ in sent]
    price = _Prices(price_of(target), _judges_price(settings, target), tuple(judging))
    return Plan(
        model=target.label,
        host=target.hosts,
        calls=len(exchanges),
        cached=len(exchanges) - len(sent),
        repairs=len(repairs),
        tokens_in=sum(usage.tokens_in for usage in usages),
        tokens_out=sum(usage.tokens_out for usage in usages),
        exact=tokens.exact,
        tokens_again=sum(usage.tokens_cached for usage in kept),
        cost=price.range(usages, repairs),
        cost_kept=price.range(kept, repairs),
        seconds=_seconds(alone, sections, target.concurrency),
    )


def _usages(
    requests: Sequence[Request], answers: Sequence[Completion], tokens: Counter
) -> list[Usage]:
    """What each call takes; kept is what it begins with as one before it began.

    Endpoints keep the beginnings of prompts of some length only.
    """
    found: list[Usage] = []
    before: list[str] = []
    for request, answer in zip(requests, answers, strict=True):
        text = "\n".join(message.content for message in request.messages)
        again = tokens.count(text[: max((_same(text, other) for other in before), default=0)])
        sent = sum(tokens.count(message.content) for message in request.messages)
        kept = again if again >= _LEAST_KEPT else 0
        found.append(Usage(sent, tokens.count(answer.text), kept))
        before.append(text)
    return found


def _same(text: str, other: str) -> int:
    """How many letters two texts begin with alike."""
    low, high = 0, min(len(text), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if text[:middle] == other[:middle] else (low, middle - 1)
    return low


def _is_second(request: Request) -> bool:
    """Whether a request is for a second draft, of which no section is mended by itself."""
    return request.origin.stage == FREELY


def _repairs(written: Sequence[tuple[Request, Usage]], transcript: Transcript) -> list[Usage]:
    """What mending every section takes: its own part of the talk, its rules, and its draft."""
    sections = sum(request.origin.count for request, _ in written)
    said = round(transcript.words * _TOKENS_A_WORD / max(1, sections))
    return [
        Usage(said + _RULES + usage.tokens_out // count, usage.tokens_out // count)
        for request, usage in written
        for count in [request.origin.count]
        for _ in range(count)
    ]


def explain(transcript: Transcript, settings: Settings) -> tuple[CacheExplanation, ...]:
    """Return for each call of a run whether it is stored, and if not, why not."""
    _, exchanges = _rehearsed(transcript, settings)
    stored = _stored(settings)
    planned = all(a.cached for r, a in exchanges if r.origin.stage == "outline")
    written = all(a.cached for r, a in exchanges if r.origin.stage in WRITING)
    return tuple(
        CacheExplanation(
            stage=request.origin.stage,
            segment=request.origin.segment,
            cached=answer.cached,
            open=_rests_on_filler(request, planned=planned, written=written),
            differs=() if answer.cached else _differences(request, stored),
        )
        for request, answer in exchanges
    )


def _rehearsed(transcript: Transcript, settings: Settings) -> tuple[Target, list[Exchange]]:
    """The calls of a run, repairs left out, each with its stored answer or with filler.

    Only where every section is stored is it worth repairing them: the takeaways rest on what a
    stored repair made of them, and filler would find no mercy.
    """
    target = resolve(settings)
    if target is None:
        raise SettingsError("there is nothing to plan without a model; name one with --model")
    store = None if settings.refresh else _store(settings)
    try:
        exchanges = _exchanged(transcript, settings, target, store, repair=False)
        if all(answer.cached for request, answer in exchanges if request.origin.stage in WRITING):
            exchanges = _exchanged(transcript, settings, target, store, repair=True)
    finally:
        if store:
            store.close()
    return target, [e for e in exchanges if "repair" not in e[0].origin.stage]


def _exchanged(
    transcript: Transcript,
    settings: Settings,
    target: Target,
    store: Store | None,
    *,
    repair: bool,
) -> list[Exchange]:
    model = FillerModel(store)
    session = rehearsed(model, target, settings)(ignore)
    language = language_for(settings, by_model=True)
    sizes, judge = wanted(settings), session.judge
    edit = settings.edit
    options = RewriteOptions(sizes=sizes, language=language, edit=edit, repair=repair, judge=judge)
    style = in_force(load_style(settings.style), settings)
    asyncio.run(rewrite(transcript, style, session.writer, ignore, options))
    return model.exchanges


def _store(settings: Settings) -> Store | None:
    return at(Path(settings.cache_dir)) if settings.cache else None


def _stored(settings: Settings) -> list[Stored]:
    store = _store(settings)
    if store is None:
        return []
    try:
        return [answer for _, answer in store]
    finally:
        store.close()


def _rests_on_filler(request: Request, *, planned: bool, written: bool) -> bool:
    stage = request.origin.stage
    return (stage != "outline" and not planned) or (stage == "takeaways" and not written)


def _differences(request: Request, stored: Sequence[Stored]) -> tuple[str, ...]:
    """The parts in which the nearest stored call of the same stage differs."""
    mine = dict(request.origin.digests)
    best: tuple[str, ...] | None = None
    for other in stored:
        if other.origin.stage != request.origin.stage:
            continue
        theirs = dict(other.origin.digests)
        parts = tuple(name for name in mine if mine[name] != theirs.get(name))
        if best is None or len(parts) < len(best):
            best = parts
    return () if best is None else best or ("settings",)


def _judges_price(settings: Settings, target: Target) -> Price | None:
    """The price of the model that judges; the writing one's where that is the same, or nobody."""
    return price_of(judge_of(settings, target) or target)


@dataclass(frozen=True, slots=True)
class _Prices:
    """The price of the model that writes and of the one that judges, and which calls judge."""

    writer: Price | None
    judge: Price | None
    judging: tuple[bool, ...]

    def range(
        self, usages: Sequence[Usage], repairs: Sequence[Usage]
    ) -> tuple[float, float] | None:
        """Return what calls cost, without repairs and with all; None where a price is unknown."""
        if self.writer is None or self.judge is None:
            return None
        pairs = zip(usages, self.judging, strict=True)
        least = sum((self.judge if judges else self.writer).of(usage) for usage, judges in pairs)
        return least, least + sum(self.writer.of(usage) for usage in repairs)


def _seconds(
    others: Sequence[Usage], sections: Sequence[Usage], concurrency: int
) -> tuple[float, float]:
    """How long the calls take: the sections in rounds of `concurrency`, the others in turn."""
    alone = [usage.tokens_out for usage in others]
    rounds = -(-len(sections) // concurrency)
    longest = max((usage.tokens_out for usage in sections), default=0)
    fast = sum(_OVERHEAD + out / _FAST for out in alone) + rounds * (_OVERHEAD + longest / _FAST)
    slow = sum(_OVERHEAD + out / _SLOW for out in alone)
    return fast, slow + 2 * rounds * (_OVERHEAD + longest / _SLOW)
