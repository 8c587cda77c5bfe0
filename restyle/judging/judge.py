"""A model is asked which sentences of a text the talk does not bear out, a few texts a call."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from restyle.checking import findings
from restyle.checking.checker import Checker
from restyle.checking.verifier import Verifier, is_unwritten
from restyle.concurrency import all_of
from restyle.document.document import Finding, Judgement, Paragraph, Section, Takeaway
from restyle.errors import BudgetError, ModelError
from restyle.events import Notice
from restyle.judging import source
from restyle.judging.answers import SCHEMA, Verdict, parse_verdicts
from restyle.judging.cases import Case, Setting, last_number, together
from restyle.judging.held import Held, held
from restyle.llm.events import ModelChosen
from restyle.llm.request import Sampling
from restyle.text.markdown.numbered import numbered
from restyle.text.markdown.sentences import plain
from restyle.topics.outline import Outline
from restyle.writing import Job
from restyle.writing.ask import TOKENS_A_WORD, Asker
from restyle.writing.off_voice import habits_off

STAGE = "judge"
CLOSING = "judge-closing"
_RULES = 1200  # tokens of a prompt beside what is judged
_TOKENS_EACH = 10  # of an answer, for a sentence: few are reported


class Judge:
    """Has texts judged by a model, and puts what stands of it into them."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker

    @property
    def model(self) -> str:
        """The model's name."""
        return self._asker.name

    async def sections(
        self, job: Job, sections: Mapping[int, Section], checker: Checker
    ) -> dict[int, Section]:
        """Return sections, by their numbers from 0, with what is not borne out put right.

        Short ones are judged together. What cannot be judged, which is said, stays as it is.
        What was changed is to be checked again, beside all other sections.
        """
        chosen = {n: one for n, one in sections.items() if not is_unwritten(one)}
        cases = await checker.with_verifier(_cases, chosen, job.style.name)
        verdicts = await self.verdicts(Setting.of(job), cases, job)
        ruled = await checker.with_verifier(_ruled, chosen, verdicts, self.model)
        return {**sections, **ruled}

    async def closing(
        self, job: Job, takeaways: Sequence[Takeaway], sections: Sequence[Section], checker: Checker
    ) -> tuple[Outline, tuple[Takeaway, ...], Judgement]:
        """Return title, summary (in the outline) and takeaways, judged and put right.

        A takeaway of which a sentence is not borne out and could not be mended is left out.
        """
        texts = (job.outline.title, job.outline.summary, *(one.text for one in takeaways))
        rests_on = {n for one in takeaways for n in one.sections}
        of = tuple(sections[n] for n in sorted(rests_on)) or tuple(sections)
        case = await checker.with_verifier(_closing_case, texts, of)
        found = await self._asked(Setting.of(job), {0: case}, job, CLOSING)
        if 0 not in found:
            return job.outline, tuple(takeaways), Judgement(self.model)
        ruled = await checker.with_verifier(_ruled_closing, texts, of, found[0], self.model)
        title, summary, *others = ruled.paragraphs
        left = {one.text for one in ruled.left}
        kept = tuple(
            replace(one, text=text)
            for one, text in zip(takeaways, others, strict=True)
            if text and not any(words in plain(text) for words in left)
        )
        for one in ruled.left:
            self._asker.observe(Notice(f"not borne out: {one.text!r}: {one.message}"))
        outline = replace(job.outline, title=title or texts[0], summary=summary)
        return outline, kept, Judgement(self.model, ruled.judged, ruled.mended, ruled.rejected)

    async def verdicts(
        self, setting: Setting, cases: Mapping[int, Case], job: Job | None = None
    ) -> dict[int, dict[int, Verdict]]:
        """Return the verdicts on texts, by text and by sentence, from 0; short ones in one call.

        What the model gave no usable answer about, which is said, is not in it.
        """
        groups = list(together(cases))
        if groups:
            tokens = round(sum(one.words for one in cases.values()) * TOKENS_A_WORD)
            tokens = round(tokens + len(groups) * _RULES, -3)
            asked = ModelChosen(self.model, self._asker.host, len(groups), tokens, judges=True)
            self._asker.observe(asked)
        answers = await all_of(self._asked(setting, group, job, STAGE) for group in groups)
        return {n: one for answer in answers for n, one in answer.items()}

    async def _asked(
        self, setting: Setting, cases: Mapping[int, Case], job: Job | None, stage: str
    ) -> dict[int, dict[int, Verdict]]:
        shown = list(cases.values())
        asked = self._asker.request(
            stage,
            setting.values(shown),
            SCHEMA,
            job=job,
            segments=range(min(cases), max(cases) + 1) if stage == STAGE else None,
        ).expecting(_TOKENS_EACH * last_number(shown))
        try:
            found = await self._asker.parsed(replace(asked, sampling=Sampling()), parse_verdicts)
        except (BudgetError, ModelError) as error:
            what = f"sections {min(cases) + 1} to {max(cases) + 1}"
            what = what if stage == STAGE else "the takeaways"
            self._asker.observe(Notice(f"{what} were not judged: {error}"))
            return {}
        return {
            n: {
                one.number - case.first: one
                for one in found
                if 0 <= one.number - case.first < len(case.sentences)
            }
            for n, case in cases.items()
        }


def _cases(verifier: Verifier, sections: Mapping[int, Section], style: str) -> dict[int, Case]:
    return {
        n: replace(_case(verifier, section), far=habits_off(style, section))
        for n, section in sections.items()
    }


def _case(verifier: Verifier, section: Section) -> Case:
    draft = verifier.draft(section)
    texts = [paragraph.text for paragraph in section.paragraphs]
    heading, own, other = section.heading, source.own_part(draft), source.elsewhere(draft)
    return Case(heading, own, other, numbered(texts), section.findings)


def _closing_case(
    verifier: Verifier, texts: tuple[str, ...], sections: tuple[Section, ...]
) -> Case:
    draft = verifier.summary(texts, sections)
    shown = source.around(draft)
    said = source.excerpt(draft.evidence, shown)
    return Case("", said, "", numbered(texts), findings(draft))


def _ruled(
    verifier: Verifier,
    sections: Mapping[int, Section],
    verdicts: Mapping[int, Mapping[int, Verdict]],
    judge: str,
) -> dict[int, Section]:
    """The sections that were judged, by number, with what stands of the verdicts on them."""
    return {n: _mended(verifier, sections[n], one, judge) for n, one in verdicts.items()}


def _mended(
    verifier: Verifier, section: Section, verdicts: Mapping[int, Verdict], judge: str
) -> Section:
    def faults(paragraphs: tuple[str, ...]) -> Sequence[Finding]:
        return verifier.findings(_rewritten(section, paragraphs))

    texts = [paragraph.text for paragraph in section.paragraphs]
    result = held(texts, verdicts, verifier.evidence, faults, judge)
    return replace(
        _rewritten(section, result.paragraphs),
        findings=(*section.findings, *result.left),
        mended=(*section.mended, *result.mended),
        rejected=result.rejected,
        judged=result.judged,
    )


def _ruled_closing(
    verifier: Verifier,
    texts: tuple[str, ...],
    sections: tuple[Section, ...],
    verdicts: Mapping[int, Verdict],
    judge: str,
) -> Held:
    def faults(paragraphs: tuple[str, ...]) -> Sequence[Finding]:
        return findings(verifier.summary(paragraphs, sections))

    return held(texts, verdicts, verifier.evidence, faults, judge)


def _rewritten(section: Section, texts: Sequence[str]) -> Section:
    blocks = tuple(Paragraph(text, section.segment.spans) for text in texts if text)
    return replace(section, paragraphs=blocks)
