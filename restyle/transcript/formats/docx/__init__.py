"""Word documents. The library behind it is loaded when one comes."""

from restyle.plugins import deferred
from restyle.transcript.formats import FORMATS, Format, Raw


def detect(raw: Raw) -> float:
    """Score how sure this is a `.docx`: a ZIP archive that names its document."""
    return 1.0 if raw.data.startswith(b"PK\x03\x04") and b"word/" in raw.data else 0.0


FORMATS.add("docx", Format(detect, deferred("restyle.transcript.formats.docx.document", "parse")))
