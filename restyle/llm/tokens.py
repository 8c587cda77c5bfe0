"""Exact counts of tokens, for plans: from a model's own vocabulary, if it is at hand.

tiktoken fetches a vocabulary at its first use, without a time limit; here it has two seconds.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass

import tiktoken

from restyle.text.tokens import estimate

_PATIENCE = 2.0  # seconds
_DEFAULT = "o200k_base"  # what OpenAI's current models use; near enough for others


@dataclass(frozen=True, slots=True)
class Counter:
    """Counts tokens; `exact` says whether a vocabulary was at hand."""

    count: Callable[[str], int]
    exact: bool


def counter(model: str) -> Counter:
    """Return a counter for a model; one that estimates where its vocabulary does not come."""
    found: list[tiktoken.Encoding] = []
    thread = threading.Thread(target=_load, args=(model, found), daemon=True)
    thread.start()
    thread.join(_PATIENCE)
    if not found:
        return Counter(estimate, exact=False)
    vocabulary = found[0]
    return Counter(lambda text: len(vocabulary.encode(text, disallowed_special=())), exact=True)


def _load(model: str, found: list[tiktoken.Encoding]) -> None:
    try:
        found.append(tiktoken.get_encoding(_name(model)))
    except (OSError, ValueError):
        return  # no network, or a broken download: the estimate serves


def _name(model: str) -> str:
    try:
        return tiktoken.encoding_name_for_model(model)
    except KeyError:
        return _DEFAULT
