import pytest

from restyle.text.english.fillers import is_filler


@pytest.mark.parametrize("word", ["um", "Umm", "uhhh", "er", "ah", "hmm", "mhm", "mhmm", "eh"])
def test_sounds_of_thinking_are_fillers(word: str) -> None:
    assert is_filler(word)


@pytest.mark.parametrize("word", ["her", "humid", "a", "error", "umbrella", "m"])
def test_words_are_none(word: str) -> None:
    assert not is_filler(word)
