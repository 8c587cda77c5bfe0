"""Orders: what somebody in a talk tells a reader, an assistant or a model to write."""

import re
from collections.abc import Sequence
from itertools import pairwise

_LONG = 120  # letters of a sentence that may end an order
_TELLING = 5  # letters of a word that is known in small letters too
_ORDER = re.compile(
    r"""\b(?:ignore|disregard|forget|override)\b[^.!?]{0,60}\b(?:instructions?|prompts?|rules?|above|guidelines?|context)\b
    |\b(?:respond|reply|answer|output|print|write|say|return|append|include|insert|add|begin|start|end|repeat|type|translate|use|put|replace|rate|give)\b
     [^.!?]{0,60}\b(?:only|exactly|instead|verbatim|nothing\ else|the\ (?:word|words|phrase|text|
      line|string|sentence|code)|every\ (?:paragraph|section|sentence))\b
    |\b(?:must|shall|has\ to|have\ to)\ (?:\w+\ )?(?:be\ (?:re)?written|begin\ with|end\ with|
     contain|include|output|say\ only)\b
    |\b(?:you\ are\ (?:now|an?\ (?:ai|assistant|model))|new\ (?:instructions?|task|
     system\ prompt)|system\ (?:prompt|override|message)|(?:dear|attention|note\ to)\ (?:ai|
     model|assistant|llm|summari[sz]er))\b""",
    re.IGNORECASE | re.VERBOSE,
)
_WRITES = re.compile(
    r"\b(?:respond|reply|répond\w*|output|print|write|title|type|append|echo)\b", re.IGNORECASE
)
_QUOTED = re.compile(r"[\"“'‘`]([^\"“”'‘’`\n]{3,80})[\"”'’`]")
_CODE = re.compile(r"\b(?:[A-Z]{3,}(?:[-_][A-Z0-9]+)*|[A-Z0-9]+(?:[-_][A-Z0-9]+)+)\b")
_PLAIN = frozenset(
    """
    SYSTEM USER ASSISTANT INSTRUCTIONS IGNORE ALL PREVIOUS NOTE IMPORTANT STOP END NEW THE JSON HTML
    """.split()
)


def commanded(sentences: Sequence[str]) -> list[str]:
    """Return the words that somebody orders to be written and that nobody says otherwise.

    An order may go on in the next sentence, whoever says it.
    """
    ordered = [orders(one) for one in sentences]
    ordered += [orders(f"{one} {two}") for one, two in pairwise(sentences) if len(two) < _LONG]
    idle = zip(sentences, ordered[: len(sentences)], strict=True)
    plain = "\n".join(text for text, order in idle if not order).casefold()
    words = dict.fromkeys(word for order in ordered for word in order)
    return [word for word in words if plain.count(word.casefold()) == 0]


def obeys(text: str, words: Sequence[str]) -> bool:
    """Return whether a text has one of the words, in whatever letters."""
    lowered = text.casefold()
    return any(
        word in text or (len(word) > _TELLING and word.casefold() in lowered) for word in words
    )


def orders(text: str) -> tuple[str, ...]:
    """Return the words that a sentence orders to be written: in quotation marks or capitals.

    Empty for a sentence that orders nothing.
    """
    codes = [match[0] for match in _CODE.finditer(text) if match[0] not in _PLAIN]
    if _ORDER.search(text):
        codes += [match[1].strip() for match in _QUOTED.finditer(text)]
    elif not _WRITES.search(text):
        return ()
    return tuple(dict.fromkeys(codes))
