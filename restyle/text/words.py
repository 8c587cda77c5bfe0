"""Words, and which of them can carry a topic."""

import re

from restyle.text.stopwords import stopwords

WORD = re.compile(r"[^\W\d_](?:[\w'’+#-]*\w[+#]*)?|\d(?:[\w.,]*\w)?%?")

# Function words, and the words that any conversation is full of whatever its topic.
ENGLISH = stopwords("en")
_NOUNS_IN_LY = frozenset(
    (
        "ally",
        "anomaly",
        "assembly",
        "bully",
        "family",
        "italy",
        "july",
        "monopoly",
        "rally",
        "reply",
        "supply",
    )
)


def tokens(text: str) -> list[str]:
    """Return the words of `text`, as written, with one kind of apostrophe."""
    return [match[0].replace("’", "'") for match in WORD.finditer(text)]


def length(text: str) -> int:
    """Return how many words `text` has; a script without blanks has one to three letters."""
    return max(len(text.split()), len(text.encode("utf-8")) // 12)


def content(text: str) -> list[str]:
    """Return the words of `text` that can carry a topic in English, in small letters."""
    return [word for word in (token.casefold() for token in tokens(text)) if carries(word, ENGLISH)]


def carries(word: str, known: frozenset[str]) -> bool:
    """Whether a word, in small letters, can carry a topic; `known` are words that cannot."""
    if word in known or word[0].isdigit() or (len(word) < 3 and word.isascii()):
        return False
    return not word.endswith("ly") or word in _NOUNS_IN_LY
