"""Zip containers whose bytes depend on nothing but what is in them."""

import io
import re
import zipfile
from collections.abc import Mapping

_WHEN = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file can say
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2


def packed(parts: Mapping[str, str | bytes], *, first_as_it_is: bool = False) -> bytes:
    """Return a zip file of parts by name, in order; the first uncompressed if it is to be."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number, (name, part) in enumerate(parts.items()):
            entry = zipfile.ZipInfo(name, _WHEN)
            stored = first_as_it_is and number == 0
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, part if isinstance(part, bytes) else part.encode())
    return file.getvalue()


def repacked(data: bytes) -> bytes:
    """Return a zip file with the same parts, in the same order, and no times."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return packed({name: archive.read(name) for name in archive.namelist()})


def for_xml(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return _NO_XML.sub("", text)
