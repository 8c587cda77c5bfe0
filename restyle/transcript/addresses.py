"""Web addresses as text: what is one, how it is sent, and how it may be shown and kept."""

import re
from urllib.parse import quote, unquote, urlsplit, urlunsplit

# Parts of a query that let whoever holds the address in: keys, and what signs it for a while.
_CREDENTIALS = frozenset(
    "key apikey accesskey token accesstoken authtoken auth authorization sig signature secret "
    "password passwd pwd credential policy hdnts hmac jwt sessionid".split()
)
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


def publishable(url: str) -> str:
    """Return an address without what opens a door: a password, or a key in its query."""
    shown = without_password(url)
    if not is_url(shown):
        return shown
    try:
        parts = urlsplit(shown)
    except ValueError:  # no address that anybody could open
        return ""
    fields = parts.query.split("&")
    kept = [one for one in fields if not _opens(one)]
    if kept == fields:
        return shown
    return urlunsplit(parts._replace(query="&".join(kept)))


def _opens(field: str) -> bool:
    """Whether a field of a query is named as a key or a signature is."""
    name = unquote(field.partition("=")[0]).lower()
    return not _CREDENTIALS.isdisjoint(re.split(r"[-_.]", name))


def is_private(url: str) -> bool:
    """Return whether an address holds a password or a key, so that it is its owner's alone."""
    return publishable(url) != url
