"""What a judge finds of planted faults, beside what code finds, and what each cries wolf at.

    python -m benchmarks.judge [--texts FILE...] [--language CODE]
                               [--model MODEL [--base-url URL]] [--record FILE]

Without a model, answers are replayed that independent writers gave to the judge's prompts, each
seeing its prompt alone (benchmarks/judge_answers.json, by the digest of the prompt); where a
prompt has changed since, its answer is missing and its texts count as not judged. --record
keeps a model's answers in a file of that form. --texts takes others than those that come with
restyle; benchmarks/judged holds five more sets, of lost doubts above all from the third on, and the
last of these in German (--texts benchmarks/judged/german.json --language de).
"""

import argparse
import asyncio
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import restyle
from restyle.checking import Brief, draft, findings, suspicions
from restyle.errors import AnswerError
from restyle.grounding.evidence import Evidence
from restyle.judging.judge import Judge
from restyle.judging.trial import JudgeTrial, TrialText, evidence_of, trial_texts, tried
from restyle.llm import Model
from restyle.llm.providers.scripted import prompt_digest
from restyle.llm.request import Completion, Request, Usage
from restyle.style.files import load
from restyle.text.languages import Language, named
from restyle.transcript.transcript import Boundary
from restyle.writing.ask import Asker
from restyle.writing.prompts import Prompts

ANSWERS = Path(__file__).with_name("judge_answers.json")


class Replayed:
    """A model whose answers are found by the digest of the prompt."""

    def __init__(self, answers: dict[str, str]) -> None:
        self._answers = answers

    async def complete(self, request: Request) -> Completion:
        text = self._answers.get(prompt_digest(request.messages))
        if text is None:
            raise AnswerError("no recorded answer to this prompt")
        return Completion(text, Usage(request.estimated_tokens, len(text) // 4))

    async def forget(self, request: Request) -> None: ...

    def stop(self) -> None: ...

    async def close(self) -> None: ...


class Recording:
    """A model whose answers are kept by the digest of the prompt."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self.answers: dict[str, str] = {}

    async def complete(self, request: Request) -> Completion:
        answer = await self._model.complete(request)
        self.answers[prompt_digest(request.messages)] = answer.text
        return answer

    async def forget(self, request: Request) -> None:
        await self._model.forget(request)

    def stop(self) -> None:
        self._model.stop()

    async def close(self) -> None:
        await self._model.close()


def code(texts: Sequence[TrialText]) -> tuple[Counter[str], Counter[str], int, int]:
    """Faults that code is certain of, and that it at least suspects; and both in clean texts."""
    certain: Counter[str] = Counter()
    suspected: Counter[str] = Counter()
    clean = [0, 0]
    for one in texts:
        evidence = evidence_of(one)
        before = _raised(evidence, one.text)
        clean[0] += len(before[0])
        clean[1] += len(before[1])
        for fault in one.faults:
            after = _raised(evidence, one.text.replace(fault.old, fault.new, 1))
            found = bool(after[0] - before[0])
            certain[fault.kind] += found
            suspected[fault.kind] += found or bool(after[1] - before[1])
    return certain, suspected, clean[0], clean[1]


def _raised(evidence: Evidence, text: str) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    segments = evidence.transcript.cut([Boundary(0)])
    made = draft(text.split("\n\n"), Brief(load("plain-english")), evidence, segments)
    return (
        {(found.kind, found.text) for found in findings(made)},
        {(found.kind, found.text) for found in suspicions(made)},
    )


def show(texts: Sequence[TrialText], judged: JudgeTrial) -> None:
    certain, suspected, sure, doubted = code(texts)
    print(f"{'fault':14}{'planted':>9}{'certain':>9}{'suspected':>11}{'judge':>8}")
    for kind, count in judged.planted.items():
        shares = (certain[kind] / count, suspected[kind] / count, judged.found[kind] / count)
        print(f"{kind:14}{count:9}{shares[0]:9.2f}{shares[1]:11.2f}{shares[2]:8.2f}")
    total = sum(judged.planted.values())
    shares = (certain.total() / total, suspected.total() / total, judged.recall)
    print(f"{'all':14}{total:9}{shares[0]:9.2f}{shares[1]:11.2f}{shares[2]:8.2f}")
    clean = len(texts)
    print(f"in {clean} clean texts: code {sure} findings, {doubted} suspicions")
    print(
        f"judge: {len(judged.false_alarms)} false alarms in {judged.sentences} sound sentences "
        f"of {judged.texts} texts; {judged.rejected} verdicts fell, {judged.unjudged} texts open"
    )
    for line in judged.false_alarms:
        print(f"  cried wolf at {line}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", default="")
    parser.add_argument("--base-url", default="")
    parser.add_argument("--record", type=Path)
    parser.add_argument("--texts", type=Path, nargs="+")
    parser.add_argument("--language", type=named, help="of texts that are translations")
    arguments = parser.parse_args()
    sets = [trial_texts(one) for one in arguments.texts] if arguments.texts else [trial_texts()]
    texts = tuple(text for one in sets for text in one)
    if not arguments.model:
        model: Model = Replayed(json.loads(ANSWERS.read_text(encoding="utf-8")))
        judge = Judge(Asker(model, "", "recorded", Prompts()))
        language = arguments.language
        show(texts, _together([asyncio.run(tried(judge, one, language)) for one in sets]))
        return
    settings = restyle.Settings(
        model=arguments.model, base_url=arguments.base_url, timeout=7200.0, patience=7200.0
    )
    judged, answers = asyncio.run(_live(settings, texts, arguments.language))
    show(texts, judged)
    if arguments.record:
        text = json.dumps(answers, ensure_ascii=False, indent=1)
        arguments.record.write_text(f"{text}\n", "utf-8")


def _together(trials: Sequence[JudgeTrial]) -> JudgeTrial:
    """The trials on several sets, each judged by itself, as one."""
    planted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for one in trials:
        planted.update(one.planted)
        found.update(one.found)
    return replace(
        trials[0],
        planted=dict(planted),
        found=dict(found),
        sentences=sum(one.sentences for one in trials),
        false_alarms=tuple(line for one in trials for line in one.false_alarms),
        texts=sum(one.texts for one in trials),
        unjudged=sum(one.unjudged for one in trials),
        rejected=sum(one.rejected for one in trials),
    )


async def _live(
    settings: restyle.Settings, texts: Sequence[TrialText], language: Language | None
) -> tuple[JudgeTrial, dict[str, str]]:
    from restyle.llm.connect import connect  # noqa: PLC0415 - only a live run needs it
    from restyle.llm.endpoints import resolve  # noqa: PLC0415

    target = resolve(settings)
    if target is None:
        raise SystemExit("name a model")
    model = Recording(connect(target))
    try:
        judged = await tried(
            Judge(Asker(model, "", target.label, Prompts())), tuple(texts), language
        )
    finally:
        await model.close()
    return judged, model.answers


if __name__ == "__main__":
    main()
