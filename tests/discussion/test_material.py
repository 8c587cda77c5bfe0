"""What a question's model is shown of a talk that is too long to be shown whole."""

from pathlib import Path

from restyle.discussion.material import Talks
from restyle.search.sentence_encoder import SentenceEncoder
from restyle.transcript.transcript import Cue, Source, Transcript, Turn
from tests.search.small_encoder import small_encoder

_FILLING = "The oven was hot, the bread rose, and the flour came from a mill nearby. " * 20


def test_an_encoder_finds_what_is_meant_in_a_talk_too_long_to_be_shown_whole(
    tmp_path: Path,
) -> None:
    said = [_FILLING] * 220
    said[170] = f"We were snazzled that year. {_FILLING}"
    turns = tuple(Turn(n, "Ann", (Cue(text),)) for n, text in enumerate(said))
    talk = Transcript("A talk", turns, Source("talk.txt"))
    encoder = SentenceEncoder(str(small_encoder(tmp_path / "encoder", "florp snazzled")))

    shown = Talks([talk], encoder=encoder).shown("did anybody florp", ())

    assert not shown.whole
    assert 170 in shown.turns
