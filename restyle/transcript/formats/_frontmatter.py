"""YAML front matter: what a Markdown file says of itself before the talk."""

import re
from collections.abc import Mapping

import yaml

from restyle.transcript.encoding import clean
from restyle.transcript.transcript import Metadata

_BLOCK = re.compile(r"\A\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_MOST = 20_000  # letters; longer front matter is not one


def split(text: str) -> tuple[str, Metadata, str, tuple[str, ...]]:
    """Return title, metadata, the text after the front matter, and warnings.

    What cannot be read as YAML is passed over with a warning, never taken for speech.
    """
    block = _BLOCK.match(text)
    if not block or len(block[1]) > _MOST or not re.search(r"^[\w-]+\s*:", block[1], re.MULTILINE):
        return "", Metadata(), text, ()
    rest = text[block.end() :]
    if re.search(r":\s*&|^\s*-\s*&|!!", block[1], re.MULTILINE):
        return "", Metadata(), rest, ("front matter with YAML anchors or tags was passed over",)
    try:
        fields = yaml.safe_load(block[1])
    except (yaml.YAMLError, ValueError, RecursionError):
        return "", Metadata(), rest, ("front matter that is not YAML was passed over",)
    if not isinstance(fields, Mapping):
        return "", Metadata(), rest, ()
    metadata = Metadata(
        date=_text(fields, "date", "publish_date", "published"),
        url=_text(fields, "url", "media", "youtube_url", "link"),
        speakers=_names(fields, "speakers", "guests", "guest", "host", "hosts"),
        media=_text(fields, "media_url", "audio", "audio_url", "enclosure", "mp3", "mp3_url"),
    )
    return _text(fields, "title"), metadata, rest, ()


def _text(fields: Mapping[object, object], *keys: str) -> str:
    value = next((fields[key] for key in keys if fields.get(key)), "")
    return (
        " ".join(clean(str(value)).split()) if isinstance(value, str | int) or _dated(value) else ""
    )


def _dated(value: object) -> bool:
    return hasattr(value, "isoformat")


def _names(fields: Mapping[object, object], *keys: str) -> tuple[str, ...]:
    names: list[str] = []
    for key in keys:
        value = fields.get(key)
        found = value if isinstance(value, list) else [value]
        names += [" ".join(clean(name).split()) for name in found if isinstance(name, str)]
    return tuple(dict.fromkeys(names))
