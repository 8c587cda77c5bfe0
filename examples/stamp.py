"""Stamp a recording's answers with the prompts that they answer.

    python examples/stamp.py TRANSCRIPT RECORDING STYLE [TOPIC]

With TOPIC, the recording holds that topic alone; stamp it for the voice karpathy first. Run it
after reading that every answer still answers its prompt: a stamp says that somebody did.
"""

import re
import sys
from pathlib import Path

from restyle import Outline, ScriptedModel, Settings, make_outline, rewrite, try_topic
from restyle.llm.providers.scripted import prompt_digest
from restyle.llm.request import Request

FIRST = "karpathy"


def main(transcript: str, recording: str, style: str, topic: str = "") -> None:
    """Replay the recording, and write each prompt's digest beside its answer."""
    model = ScriptedModel.load(recording)
    if topic:
        outline = None if style == FIRST else _outline(transcript, recording)
        settings = Settings(style=style)
        try_topic(transcript, topic=int(topic), model=model, outline=outline, settings=settings)
    else:
        rewrite(transcript, style=style, model=model)
    path = Path(recording)
    text = path.read_text(encoding="utf-8")
    for request in model.requests:
        text = stamped(text, request)
    path.write_text(text, encoding="utf-8")


def _outline(transcript: str, recording: str) -> Outline:
    """The plan that all voices share: the one that the first asks for."""
    settings = Settings(style=FIRST, model=f"scripted/{recording}", cache=False)
    return make_outline(transcript, settings=settings, for_document=True)


def stamped(text: str, request: Request) -> str:
    """Return the recording with the digest of one prompt in its place."""
    head = f'[[answers]]\nstage = "{request.origin.stage}"\n'
    head += f'style = "{request.origin.style}"\n' if request.origin.style else ""
    head += f"segment = {request.origin.segment}\n" if request.origin.segment is not None else ""
    old = re.compile(re.escape(head) + r'(?:prompt = "[0-9a-f]*"\n)?')
    return old.sub(lambda _: f'{head}prompt = "{prompt_digest(request.messages)}"\n', text)


if __name__ == "__main__":
    main(*sys.argv[1:5])
