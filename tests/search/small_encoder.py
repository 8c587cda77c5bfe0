"""A sentence encoder of a few words, as a folder that fastembed opens: words of one row are alike."""

import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

_SPECIAL = ("[PAD]", "[UNK]")
_WIDTH = 8


def small_encoder(folder: Path, *alike: str) -> Path:
    """Make one in a folder that knows the words of each text, whose vectors are the same."""
    folder.mkdir()
    words = [word for each in alike for word in each.split()]
    rows = [n for n, each in enumerate(alike) for _ in each.split()]
    table = np.zeros((len(_SPECIAL) + len(words), _WIDTH), dtype=np.float32)
    table[:, -1] = 0.02  # what all words have in common
    table[np.arange(len(words)) + len(_SPECIAL), rows] = 1
    vocabulary = {word: n for n, word in enumerate((*_SPECIAL, *words))}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    tells = {"model_max_length": 512, "pad_token": "[PAD]"}
    (folder / "tokenizer_config.json").write_text(json.dumps(tells))
    (folder / "config.json").write_text(json.dumps({"pad_token_id": 0}))
    (folder / "special_tokens_map.json").write_text(json.dumps({"pad_token": "[PAD]"}))
    onnx.save(_looked_up(table), folder / "model.onnx")
    return folder


def _looked_up(table: np.ndarray[tuple[int, int], np.dtype[np.float32]]) -> onnx.ModelProto:
    """The model that gives each token its row of a table."""
    ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["texts", "tokens"])
    mask = helper.make_tensor_value_info("attention_mask", TensorProto.INT64, ["texts", "tokens"])
    shape: list[str | int | None] = ["texts", "tokens", table.shape[1]]
    states = helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, shape)
    look_up = helper.make_node("Gather", ["table", "input_ids"], ["last_hidden_state"])
    graph = helper.make_graph(
        [look_up], "encoder", [ids, mask], [states], [numpy_helper.from_array(table, "table")]
    )
    opset = helper.make_opsetid("", 17)
    return helper.make_model(graph, opset_imports=[opset], ir_version=8)
