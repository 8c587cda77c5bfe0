"""Sentence vectors, offline: the static embeddings of WordLlama, whose wheel holds the weights.

The files are opened directly, since the package's own loader imports an HTTP client and
copies the weights, which takes three times as long. The weights decide the segments, and so
the cache keys: another release may need another cache.
"""

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from restyle.errors import RestyleError

Vectors = NDArray[np.float32]

_TOKENIZER = "tokenizers/l2_supercat_tokenizer_config.json"
_WEIGHTS = "weights/l2_supercat_256.safetensors"


def embed(texts: Sequence[str]) -> Vectors:
    """Return one row of 256 numbers a text: the mean of its tokens' vectors, zeros if empty."""
    tokenizer, weights = _model()
    encoded = tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
    vectors: Vectors = np.zeros((len(encoded), weights.shape[1]), dtype=np.float32)
    single = [row for row, encoding in enumerate(encoded) if len(encoding.ids) == 1]
    vectors[single] = weights[[encoded[row].ids[0] for row in single]]  # many a word is one token
    for row, encoding in enumerate(encoded):
        if len(encoding.ids) > 1:
            vectors[row] = weights[encoding.ids].astype(np.float32).mean(axis=0)
    return vectors


def unit(vectors: Vectors) -> Vectors:
    """Return the rows scaled to length 1; rows of zeros stay."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.where(lengths > 0, lengths, 1)).astype(np.float32)


def centred(vectors: Vectors, weights: NDArray[np.float64] | None = None) -> Vectors:
    """Return the rows without their (weighted) mean: what is common to all says nothing."""
    if len(vectors) < 2:
        return vectors
    centre = np.average(vectors, axis=0, weights=weights)
    return (vectors - centre).astype(np.float32)


@cache
def pieces() -> frozenset[str]:
    """Return all that the tokenizer knows: words, with `▁` before the first letter, and parts."""
    return frozenset(_model()[0].get_vocab())


@cache
def _model() -> tuple[Tokenizer, NDArray[np.float16]]:
    spec = find_spec("wordllama")
    if spec is None or spec.origin is None:
        raise RestyleError("the package wordllama is missing; install restyle again")
    folder = Path(spec.origin).parent
    tokenizer = Tokenizer.from_file(str(folder / _TOKENIZER))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer, load_file(str(folder / _WEIGHTS))["embedding.weight"]
