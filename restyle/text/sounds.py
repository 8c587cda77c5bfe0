"""What captions write in brackets and nobody says: laughter, music, an inaudible word."""

import re

SOUNDS = (
    r"laugh(?:s|ter|ing|ed)?|chuckl(?:es?|ing)|giggl(?:es?|ing)|music|musique|musik|música|applause|"
    r"applaudissements|applaus|aplausos|rires|risas|lachen|gelächter|cross-?talk|inaudible|"
    r"unintelligible|indistinct|silence|pause|coughs?|coughing|sighs?|sighing|gasps?|gasping|sobs?|"
    r"sobbing|noise|beep|beeping|sound|clapping|claps|cheers|cheering|booing|groans?|whistles?|"
    r"exhales?|inhales?|sniffs?|sniffles?|foreign|sic|blank_audio"
)
# [Music] Ada: words
_BEFORE = re.compile(r"([\[(][^\[\]()\n:]{1,40}[\])]) (?=[^\s:：][^:：\n]{0,60}[:：](?:\s|$))")
_SOUND = re.compile(rf"\b(?:{SOUNDS})\b", re.IGNORECASE)
_BESIDE = 20  # letters that may stand before and after a sound: `upbeat music`
_LONGEST = 70


def is_sound(words: str) -> bool:
    """Whether words that stand in brackets name a sound and no speaker: `upbeat music`."""
    words = words.strip()
    if len(words) > _LONGEST or any(mark in words for mark in "])\n"):
        return False
    return any(
        found.start() <= _BESIDE and len(words) - found.end() <= _BESIDE
        for found in _SOUND.finditer(words)
    )


def before_label(line: str) -> str:
    """Return the sound in brackets that stands before a label, as in `[Music] Ada: words`."""
    found = _BEFORE.match(line)
    return found[1] if found and is_sound(found[1][1:-1]) else ""
