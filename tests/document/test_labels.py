"""The words that restyle itself puts into a document."""

import re
import tomllib
from pathlib import Path

import pytest

from restyle.document import labels

KNOWN = tomllib.loads(Path(labels.__file__).with_name("labels.toml").read_text(encoding="utf-8"))
LANGUAGES = sorted(set(KNOWN) - {"any"})


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_label_with_its_places(language: str) -> None:
    assert set(KNOWN[language]) >= set(KNOWN["de"])
    for english, line in KNOWN[language].items():
        assert set(re.findall(r"{\w+}", line)) == set(re.findall(r"{\w+}", english)), english


def test_what_is_not_known_stays_english() -> None:
    assert labels.label("Key Takeaways", "xx") == "Key Takeaways"
    assert labels.filled("{first} and {last}", first="{last}", last="Bo") == "{last} and Bo"
