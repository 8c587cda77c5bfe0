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
# The same in German, French, Spanish, Italian, Portuguese and Dutch: an order, and what to write.
_FOREIGN = re.compile(
    r"""\b(?:ignorier\w*|ignore[rz]?|ignor[ae]\w*|missacht\w*|vergiss|vergesst
      |vergessen\ sie|oublie[rz]?|olvid[ae]\w*|dimentic\w*|esque[çc]\w*|negeer|vergeet)\b
     [^.!?]{0,60}\b(?:anweisung\w*|vorgabe\w*|regeln|instruc\w*|consigne\w*|istruzion\w*|instruç\w*
      |reglas|règles|regole|regras|instructies|regels|oben|ci-dessus|anterior\w*|precedent\w*)\b
    |\b(?:antworte\w*|schreib\w*|gib|geben\ sie|ersetz\w*|füge?n?|beginn\w*|beende\w*|wiederhol\w*
      |répond\w*|écri\w*|affiche\w*|remplace\w*|ajoute\w*|commence\w*|termine\w*|répète\w*
      |respond[ae]\w*|escrib\w*|imprim\w*|reemplaz\w*|añad\w*|empie\w*|termin[ae]\w*|repit\w*
      |rispond\w*|scriv\w*|stamp[ai]\w*|sostitu\w*|aggiung\w*|inizi[ao]\w*|ripet\w*
      |escrev\w*|substitu\w*|adicion\w*|acrescent\w*|comec\w*|antwoord\w*|schrijf\w*|vervang\w*|voeg)\b
     [^.!?]{0,60}\b(?:nur|ausschließlich|genau|stattdessen|wörtlich|jede[nmrs]?|das\ wort|den\ satz
      |seulement|uniquement|exactement|plutôt|chaque|le\ mot|la\ phrase|solo|sólo|únicamente
      |exactamente|cada|la\ palabra|la\ frase|soltanto|esattamente|ogni|la\ parola|apenas|somente
      |exatamente|a\ palavra|alleen|precies|elke?|het\ woord|de\ zin)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_WRITES = re.compile(
    r"""\b(?:respond|reply|output|print|write|title|type|append|echo|répond\w*|écri\w*|ajoute\w*
      |antworte\w*|schreib\w*|gib|füge|responde\w*|escrib\w*|añad\w*|rispond\w*|scriv\w*|aggiung\w*
      |escrev\w*|adicion\w*|antwoord\w*|schrijf\w*)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_QUOTED = re.compile(r"[\"“'‘`„«‹]\s?([^\"“”'‘’`„«»‹›\n]{3,80})[\"”'’`“»›]")
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
    if _ORDER.search(text) or _FOREIGN.search(text):
        codes += [match[1].strip() for match in _QUOTED.finditer(text)]
    elif not _WRITES.search(text):
        return ()
    return tuple(dict.fromkeys(codes))
