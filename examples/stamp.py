"""Stamp a recording's answers with the prompts that they answer.

    python examples/stamp.py TRANSCRIPT RECORDING STYLE [TOPIC]

With TOPIC, the recording holds that topic alone. Run it after reading that every answer still
answers its prompt: a stamp says that somebody did.
"""

import re
import sys
from pathlib import Path

from restyle import ScriptedModel, Settings, rewrite, try_topic
from restyle.llm.providers.scripted import prompt_digest
from restyle.llm.request import Request


def main(transcript: str, recording: str, style: str, topic: str = "") -> None:
    """Replay the recording, and write each prompt's digest beside its answer."""
    model = ScriptedModel.load(recording)
    if topic:
        try_topic(transcript, topic=int(topic), model=model, settings=Settings(style=style))
    else:
        rewrite(transcript, style=style, model=model)
    path = Path(recording)
    text = path.read_text(encoding="utf-8")
    for request in model.requests:
        text = stamped(text, request)
    path.write_text(text, encoding="utf-8")


def stamped(text: str, request: Request) -> str:
    """Return the recording with the digest of one prompt in its place."""
    head = f'[[answers]]\nstage = "{request.origin.stage}"\n'
    head += f'style = "{request.origin.style}"\n' if request.origin.style else ""
    head += f"segment = {request.origin.segment}\n" if request.origin.segment is not None else ""
    old = re.compile(re.escape(head) + r'(?:prompt = "[0-9a-f]*"\n)?')
    return old.sub(lambda _: f'{head}prompt = "{prompt_digest(request.messages)}"\n', text)


if __name__ == "__main__":
    main(*sys.argv[1:5])
