"""Web addresses as text: what is one, how it is sent, and how it may be shown and kept."""

from urllib.parse import quote, urlsplit, urlunsplit

_SAFE = "%/:=&?~#+!$,;'@()*[]-._"


def is_url(source: str) -> bool:
    """Whether a source is a web address and not a file."""
    return source.lower().startswith(("http://", "https://"))


def in_ascii(url: str) -> str:
    """Return an address in ASCII: blanks and letters beyond it escaped, the host as IDNA has it."""
    parts = urlsplit(url.strip())
    try:
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except UnicodeError:
        host = parts.hostname or ""
    netloc = parts.netloc.replace(parts.hostname or "", host) if not parts.netloc.isascii() else ""
    quoted = (quote(part, safe=_SAFE) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, netloc or parts.netloc, *quoted))


def without_password(url: str) -> str:
    """Return an address without the name and password in it, as it may be shown and kept."""
    if "@" not in url or not is_url(url):
        return url
    try:
        parts = urlsplit(url)
    except ValueError:  # no address that anybody could open
        return ""
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
