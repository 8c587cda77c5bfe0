"""What machines read of a site: a feed (Atom, RFC 4287), a sitemap, llms.txt, chapter lines."""

import re
import uuid
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from restyle.archive.site.episodes import FOLDER
from restyle.archive.site.facts import EpisodeFacts
from restyle.document.formats._zip import for_xml
from restyle.pages import part
from restyle.text.markdown.prose import escape

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LONG_AGO = "2000-01-01"
_IN_FEED = 100  # episodes

Episodes = Sequence[tuple[str, EpisodeFacts]]


def feed(episodes: Episodes, around: Mapping[str, object], theme: str) -> str:
    """Return the latest documents as an Atom feed; its links are the site's own."""
    latest = [
        {
            "name": name,
            "facts": facts,
            "id": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}",
            "updated": f"{_day(facts)}T00:00:00Z",
        }
        for name, facts in episodes[:_IN_FEED]
    ]
    newest = max((_day(facts) for _, facts in episodes), default=_LONG_AGO)
    identity = uuid.uuid5(uuid.NAMESPACE_URL, str(around["address"]) or str(around["site_title"]))
    values = {**around, "entries": latest, "updated": f"{newest}T00:00:00Z", "id": identity}
    return for_xml(part("site/feed.xml", values, theme))


def _day(facts: EpisodeFacts) -> str:
    return facts.date if _DAY.fullmatch(facts.date) else _LONG_AGO


def sitemap(pages: Sequence[str], address: str) -> str:
    """Return the sitemap (sitemaps.org 0.9) of a site that lies at an address."""
    places = "".join(f"<url><loc>{_xml(address + quote(page))}</loc></url>\n" for page in pages)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{places}</urlset>\n"
    )


def llms_txt(episodes: Episodes, title: str, about: str, address: str) -> str:
    """Return an overview for language models, which leads to the documents in Markdown."""
    lines = [f"# {_line(title)}", ""]
    if about:
        lines += [f"> {_line(about)}", ""]
    lines += ["## Episodes", ""]
    for name, facts in episodes:
        place = f"{address}{FOLDER}/{quote(name)}.md"
        summary = f": {_line(facts.summary)}" if facts.summary else ""
        lines.append(f"- [{_line(facts.title)}]({place}){summary}")
    return "\n".join(lines) + "\n"


def chapter_lines(names: Sequence[tuple[str, EpisodeFacts]], address: str) -> str:
    """Return, for each episode with chapters, the line that a podcast's feed takes for them."""
    kind = "application/json+chapters"
    return "".join(
        f"<!-- {_xml(' '.join(facts.title.split())).replace('--', '- -')} -->\n"
        f'<podcast:chapters url="{_xml(f"{address}{FOLDER}/{quote(name)}.chapters.json")}" '
        f'type="{kind}"/>\n\n'
        for name, facts in names
    )


def _line(text: str) -> str:
    """A text on one line of Markdown that shows exactly it."""
    return escape(" ".join(text.split()))


def _xml(text: str) -> str:
    return for_xml(text).replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
