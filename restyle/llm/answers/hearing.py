"""What is heard of an answer while it comes: words, silence, its end, or that it never ends."""

import time

from restyle.llm.answers.bodies import decoded, is_last, piece_of

_SHOWN_EVERY = 0.2  # seconds
_LETTERS_A_TOKEN = 12  # more than any vocabulary has, so that a longer answer runs on
_RAN_ON = b'\n\ndata: {"choices": [{"delta": {}, "finish_reason": "length"}]}\n\n'


class Heard:
    """What has come so far. Bytes that say nothing, such as pings, are silence."""

    def __init__(self, silence: float, most_tokens: int) -> None:
        self.words = 0
        self._pieces: list[str] = []
        self._ended = False
        self._letters = 0
        self._silence = silence
        self._most = most_tokens * _LETTERS_A_TOKEN
        self._line = b""
        self._shown = self._last = time.monotonic()

    def take(self, chunk: bytes) -> None:
        """Take the bytes that came."""
        *lines, self._line = (self._line + chunk).split(b"\n")
        if not lines and not self._line.startswith((b"data:", b":")):
            self._last = time.monotonic()  # a body that is no stream
        for line in map(decoded, lines):
            piece, says_anything = piece_of(line)
            self.words += len(piece.split())
            self._pieces.append(piece)
            self._letters += len(piece)
            self._ended = self._ended or is_last(line)
            if says_anything:
                self._last = time.monotonic()

    @property
    def text(self) -> str:
        """What has come of the answer so far."""
        self._pieces = ["".join(self._pieces)]
        return self._pieces[0]

    def is_over(self) -> bool:
        """Whether no more need be read: it has ended, or is longer than it may be.

        Raises TimeoutError where nothing was said for as long as silence may last.
        """
        if time.monotonic() - self._last > self._silence:
            raise TimeoutError(f"nothing was said for {self._silence:g} s")
        return self._ended or self._letters > self._most

    @property
    def ending(self) -> bytes:
        """What is put behind an answer that runs on, to say that it was cut off."""
        return _RAN_ON if self._letters > self._most else b""

    def is_news(self) -> bool:
        """Whether it is time to tell of the words that came."""
        if not self.words or time.monotonic() - self._shown < _SHOWN_EVERY:
            return False
        self._shown = time.monotonic()
        return True
