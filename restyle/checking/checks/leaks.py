"""Nothing of the prompt, and no obeyed order of the transcript, stands in a text."""

import re
from collections.abc import Iterator

from restyle.checking import CHECKS, Draft, abroad
from restyle.document.document import Finding
from restyle.grounding.align import Grounded
from restyle.grounding.evidence import Evidence
from restyle.text.english.quotations import quotations
from restyle.text.markdown.sentences import plain
from restyle.text.orders import commanded, obeys

# Words about the task instead of the subject.
_TASK = re.compile(
    r"""\bas\ an?\ (?:ai|artificial\ intelligence|(?:large\ )?language\ model|assistant)\b
    |\bi(?:'m|\ am)\ (?:just\ )?an?\ (?:ai|language\ model|assistant)\b
    |\bi\ (?:can't|cannot|can\ not|won't|will\ not|am\ unable\ to|'m\ unable\ to|
     must\ decline\ to)\ (?:help\ (?:you|with\ (?:this|that))|assist|comply
     |fulfill\ (?:this|that|your)
     |(?:continue|provide|write)\ (?:with\ )?(?:this|that|the\ (?:section|text|rest)))\b
    |\b(?:in|of|from|throughout|according\ to)\ (?:this|the|your)\ (?:transcript|segment|excerpt|
     source|prompt)\b
    |\b(?:the|this)\ (?:transcript|segment|excerpt|prompt|glossary|outline)\ (?:says|shows|
     states|mentions|contains|ends|begins|does|is)\b
    |\b(?:this|the\ (?:next|following|previous))\ section\ (?:will|covers|explores|discusses|
     looks|deals|describes)
    |\b(?:the\ )?previous\ section\b|\bin\ this\ section\b|\bas\ (?:requested|instructed|
     you\ asked)\b
    |\bhere\ is\ (?:the|your|a)\ (?:rewritten|rewrite|section|summary|revised|requested|text)
    |^(?:sure|certainly|of\ course|absolutely)[!,.]\ (?:here|i)\b
    |\b(?:ignoring|ignore|disregard(?:ing)?)\ (?:all\ |the\ |my\ |any\ )*(?:previous|prior|above|
     earlier)\ instructions\b
    |\bsystem\ (?:override|prompt)\b|\bword\ count\b|\b(?:as|per)\ (?:the|your)\ instructions\b
    |\blet\ me\ know\ if\ you\b|\b(?:i\ hope\ this\ helps|feel\ free\ to\ ask)\b
    |\bvisit\ (?:the\ link|https?:|www\.)|\bclick\ (?:here|the\ link)\b""",
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)
# Marks of templates and of the prompt's fences.
_MARKS = re.compile(
    r"</?(?:source|before|after|draft|plan|talk|words|said|example|section|here|takeaway)(?:-[\w-]*)?>|\{\{|\}\}|\{%|%\}"
    r"|<\|[^|\n]{1,40}\|>|\[/?INST\]|<</?SYS>>|\[#\d+[:\]]|</?think(?:ing)?>|^(?:system|assistant|user):\s",
    re.IGNORECASE | re.MULTILINE,
)
_MESSAGE = "this speaks of the task, not of the subject"
_OBEYED = "this obeys an order that somebody gave in the talk"


def check(draft: Draft) -> tuple[Finding, ...]:
    """Return the words that speak of the task, unless they were said, and obeyed orders."""
    said = draft.evidence.once(_everything)
    found = [
        Finding("leak", match[0].strip(), _MESSAGE)
        for paragraph in draft.paragraphs
        for pattern in (_TASK, _MARKS)
        for match in pattern.finditer(plain(paragraph).replace("’", "'"))
        if match[0].casefold().strip() not in said
    ]
    terms = " ".join(term.name for term in draft.brief.terms)
    words = [word for word in draft.evidence.once(_commanded) if word not in terms]
    return (*found, *(f for s in draft.sentences for f in _obeyed(s, words)))


def _everything(evidence: Evidence) -> str:
    return "\n".join(one.text.replace("’", "'").casefold() for one in evidence.said)


def _commanded(evidence: Evidence) -> list[str]:
    return commanded([one.text for one in evidence.said])


def _obeyed(sentence: Grounded, words: list[str]) -> Iterator[Finding]:
    """A word that somebody ordered to be written, where it is not reported as his."""
    quoted = " ".join(one.text for one in quotations(sentence.text))
    unquoted = [word for word in words if word not in quoted]
    if obeys(sentence.text, unquoted) and not _REPORTS.search(sentence.text):
        yield Finding("leak", sentence.text, _OBEYED)


_REPORTS = re.compile(
    r"\b(?:say|says|said|ask|asks|asked|tells?|told|orders?|ordered|reads?|writes?|wrote|demand\w*|"
    r"instruct\w*|command\w*|inject\w*|attack\w*|tries|tried|prompt\w*)\b",
    re.IGNORECASE,
)
CHECKS.add("leaks", abroad(check))
