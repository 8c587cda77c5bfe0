"""How many planted faults the checks find, and how many they find where there are none.

    python -m benchmarks.check [TALKS] [--misses KIND]

Faithful sections of several talks lie in benchmarks/faithful, with their talks. Faults are
planted in two ways: by a program (benchmarks/faults.py), and by hand, as a careless model makes
them (NAME.faults.jsonl). TALKS is another folder of the same form.
"""

import argparse
import json
import time
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import restyle
from benchmarks.faults import Section as Plain
from benchmarks.faults import planted
from restyle.checking import Brief, Draft, draft, findings, suspicions
from restyle.checking.repetition import seams
from restyle.checking.verifier import Verifier
from restyle.document.document import Paragraph, Section
from restyle.grounding.evidence import Evidence
from restyle.style.files import load
from restyle.style.profile import StyleProfile
from restyle.text.vectors import embed
from restyle.topics.outline import Term
from restyle.transcript.transcript import Boundary, Segment

HERE = Path(__file__).parent / "faithful"
EXAMPLES = Path(__file__).parent.parent / "examples"
EACH = 2  # faults of a kind that the program plants in each section
OWN = {
    "number": "number",
    "number changed": "number",
    "unit": "number",
    "unit changed": "number",
    "quote": "quote",
    "quote altered": "quote",
    "quote invented": "quote",
    "name": "name",
    "name swapped": "name",
    "negation": "negation",
    "negation flipped": "negation",
    "hedge": "hedge",
    "hedge dropped": "hedge",
    "claim": "novelty",
    "claim added": "novelty",
    "foreign paragraph": "novelty",
    "order obeyed": "leak",
    "example repeated": "seam",
}


@dataclass(frozen=True)
class Talk:
    """A talk, its faithful sections, and the faults that somebody planted in them."""

    name: str
    transcript: restyle.Transcript
    evidence: Evidence
    terms: tuple[Term, ...]
    style: StyleProfile
    sections: list[dict[str, Any]]
    faults: list[dict[str, Any]]

    def segment(self, section: dict[str, Any]) -> Segment:
        begin, end = Boundary(*section["begin"]), Boundary(*section["end"])
        cut = self.transcript.cut(
            [Boundary(0), begin, end] if begin.turn or begin.start else [begin, end]
        )
        return cut[-2]

    def draft(self, section: dict[str, Any], text: str) -> Draft:
        paragraphs = [block for block in text.strip().split("\n\n") if block.strip()]
        brief = Brief(self.style, self.terms)
        return draft(paragraphs, brief, self.evidence, [self.segment(section)])


def talks(folder: Path) -> Iterator[Talk]:
    for path in sorted(folder.glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        places = (folder, EXAMPLES)
        source = next(p / data["transcript"] for p in places if (p / data["transcript"]).exists())
        transcript = restyle.read(str(source))
        faults = path.with_suffix(".faults.jsonl")
        lines = faults.read_text(encoding="utf-8").splitlines() if faults.exists() else []
        yield Talk(
            path.stem,
            transcript,
            Evidence(transcript),
            tuple(Term(**term) for term in data.get("glossary", [])),
            load(data["style"]),
            data["sections"],
            [json.loads(line) for line in lines],
        )


@dataclass
class Score:
    """Faults by kind: how many there are, found for certain, and found or suspected."""

    planted: Counter[str]
    found: Counter[str]
    suspected: Counter[str]

    def add(self, kind: str, found: Sequence[str], suspected: Sequence[str]) -> None:
        self.planted[kind] += 1
        self.found[kind] += bool(found)
        self.suspected[kind] += bool(found) or OWN[kind] in suspected


def score(
    talk: Talk, scores: tuple[Score, Score], clean: tuple[Counter[str], Counter[str]], misses: str
) -> None:
    by_program, by_hand = scores
    texts = [section["text"].strip() for section in talk.sections]
    drafts = [talk.draft(s, text) for s, text in zip(talk.sections, texts, strict=True)]
    clean[0].update(finding.kind for found in seams(drafts) for finding in found)
    for number, section in enumerate(talk.sections):
        known = {(f.kind, f.text) for f in findings(drafts[number])}
        doubted = {(f.kind, f.text) for f in suspicions(drafts[number])}
        clean[0].update(kind for kind, _ in known)
        clean[1].update(kind for kind, _ in doubted)
        others = [text for n, text in enumerate(texts) if n != number]
        plain = Plain(texts[number], others, talk.transcript.speakers[:4])
        hand = (f for f in talk.faults if f["section"] == number)
        edits = [
            (by_program, kind, edit.text, edit.words) for kind, edit in planted(plain, EACH, number)
        ]
        edits += [
            (by_hand, f["kind"], texts[number].replace(f["old"], f["new"], 1), f["new"])
            for f in hand
        ]
        for scored, kind, text, words in edits:
            changed = talk.draft(section, text)
            fresh = [f.kind for f in findings(changed) if (f.kind, f.text) not in known]
            raised = [f.kind for f in suspicions(changed) if (f.kind, f.text) not in doubted]
            scored.add(kind, fresh, raised)
            if kind == misses and not fresh:
                print(f"missed, {talk.name} {number}: {words[:160]!r} {raised}")
        repeat = next((p for p in others[number - 1].split("\n\n") if len(p.split()) > 25), "")
        if number and repeat:
            twice = [*drafts[:number], talk.draft(section, f"{texts[number]}\n\n{repeat}")]
            by_program.add("example repeated", [f.kind for f in seams(twice)[number]], ())


def seconds(talk: Talk) -> tuple[int, int, float]:
    """Words of the document and of the talk, and how long checking takes: the best of three."""
    made = [
        Section(
            section["heading"],
            tuple(Paragraph(text, ()) for text in section["text"].strip().split("\n\n")),
            talk.segment(section),
        )
        for section in talk.sections
    ]
    embed(["the weights are loaded"])
    taken = []
    for _ in range(3):
        began = time.perf_counter()
        Verifier(talk.transcript, Brief(talk.style, talk.terms)).sections(made)
        taken.append(time.perf_counter() - began)
    return sum(len(one.text.split()) for one in made), talk.transcript.words, min(taken)


def shown(title: str, scored: Score) -> None:
    print(f"\n{title:22} {'planted':>8} {'found':>8} {'or suspected':>13}")
    for kind, count in sorted(scored.planted.items()):
        found, suspected = scored.found[kind] / count, scored.suspected[kind] / count
        print(f"{kind:22} {count:8} {found:8.2f} {suspected:13.2f}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path, default=HERE)
    parser.add_argument("--misses", default="", help="print the faults of this kind not found")
    arguments = parser.parse_args()
    by_program, by_hand = (Score(Counter(), Counter(), Counter()) for _ in range(2))
    clean: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    sections, timed = 0, []
    for talk in talks(arguments.folder):
        sections += len(talk.sections)
        score(talk, (by_program, by_hand), clean, arguments.misses)
        timed.append((talk.name, *seconds(talk)))
    shown("by a program", by_program)
    shown("by hand", by_hand)
    for what, counted in zip(("findings", "suspicions"), clean, strict=True):
        kinds = {kind: round(count / sections, 3) for kind, count in counted.items()}
        print(f"{sections} clean sections, {counted.total() / sections:.2f} {what} each: {kinds}")
    for name, words, said, taken in timed:
        print(f"{name:12} {words:6,} words against {said:7,}: {taken:.2f} s")


if __name__ == "__main__":
    main()
