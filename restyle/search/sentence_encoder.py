"""A sentence encoder: vectors of what is meant, not of which words are used.

A transformer trained to give texts of like meaning like vectors (Reimers and Gurevych,
"Sentence-BERT", EMNLP 2019). fastembed, of the extra `encoder`, runs it on the processor and
fetches its weights once; nothing of a talk leaves the machine.
"""

from collections.abc import Callable, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from restyle.errors import RestyleError, UsageError
from restyle.text.vectors import Vectors, unit

if TYPE_CHECKING:
    from fastembed import TextEmbedding

_NAMES = {
    "minilm": "sentence-transformers/all-MiniLM-L6-v2",
    "multilingual": "sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2",
}
_MODEL = "model.onnx"
_AT_ONCE = 32  # texts; they are padded to the longest of them


class SentenceEncoder:
    """A sentence encoder by its name, opened when it is first asked.

    `minilm` reads English, `multilingual` some fifty languages; other names are fastembed's, or a
    folder with `model.onnx` and the files of its tokenizer, whose token vectors are averaged.
    `weights` is the folder into which they are fetched, `vectors` the one in which those of talks
    are kept. `told` is given a line before anything is fetched.
    """

    def __init__(
        self,
        name: str,
        weights: Path | None = None,
        vectors: Path | None = None,
        told: Callable[[str], None] = lambda _: None,
    ) -> None:
        if find_spec("fastembed") is None:
            raise UsageError(
                f"the encoder {name} needs the extra encoder: pip install 'restyle[encoder]'"
            )
        self.name, self.vectors = f"{name} {version('fastembed')}{_made(Path(name))}", vectors
        self._asked, self._weights = name, weights
        self._told = told
        self._model: TextEmbedding | None = None

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one row of length 1 a text; raises RestyleError where the model is not to be had.

        Texts of like length are read together, which takes a quarter less time.
        """
        if self._model is None:
            self._model = self._opened()
        order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
        try:
            rows = list(self._model.embed([texts[n] for n in order], batch_size=_AT_ONCE))
        except Exception as error:  # of the runtime: the model in a folder wants something else
            raise self._failed("read the talk", error) from error
        found = np.zeros((len(rows), len(rows[0]) if rows else 0), dtype=np.float32)
        found[order] = rows
        return unit(found)

    def _opened(self) -> "TextEmbedding":
        from loguru import logger  # noqa: PLC0415  # of an extra, as fastembed is

        logger.disable("fastembed")  # what goes wrong is said here, in one line
        if self._asked not in _NAMES and Path(self._asked).is_dir():
            if not (Path(self._asked) / _MODEL).is_file():
                raise UsageError(f"the encoder {self._asked} is a folder without {_MODEL}")
            return self._load(_NAMES["minilm"], specific_model_path=self._asked)
        full = _NAMES.get(self._asked, self._asked)
        self._refuse_unknown(full)
        try:
            return self._load(full, cache_dir=self._weights, local_files_only=True)
        except RestyleError:
            self._told(f"fetching the encoder {full}, once")
            return self._load(full, cache_dir=self._weights)

    def _load(self, full: str, **where: Any) -> "TextEmbedding":
        from fastembed import TextEmbedding  # noqa: PLC0415  # an extra that few need

        try:
            return TextEmbedding(full, **where)
        except Exception as error:  # of the hub, of the runtime, of the file system
            raise self._failed("be opened", error) from error

    def _failed(self, what: str, error: Exception) -> RestyleError:
        why = " ".join(str(error).split())[:200]
        return RestyleError(
            f"the encoder {self._asked} cannot {what} ({why}); name a folder that has it, "
            "or search without one"
        )

    def _refuse_unknown(self, full: str) -> None:
        from fastembed import TextEmbedding  # noqa: PLC0415

        known = {str(one["model"]).casefold() for one in TextEmbedding.list_supported_models()}
        if full.casefold() not in known:
            raise UsageError(
                f"the encoder {self._asked} is none that fastembed knows, and no folder; "
                f"there are {', '.join(_NAMES)} and fastembed's own names"
            )


def _made(folder: Path) -> str:
    """What changes when the model in a folder does; empty where there is none."""
    files = [folder / name for name in (_MODEL, "tokenizer.json")]
    facts = [file.stat() for file in files if file.is_file()]
    return "".join(f" {one.st_size}.{one.st_mtime_ns}" for one in facts)
