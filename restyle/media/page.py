"""A page about an episode: what its head says, as far as that leads to the show's feed."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

_FEED_TYPES = ("application/rss+xml", "application/xml+rss")
_APPLE = re.compile(r"(?:/itunes|/id)(\d{6,12})\b")
_MOST_TEXT = 2_000_000  # letters of a page that are looked at


@dataclass(slots=True)
class Page:
    """What a page says: its titles, feeds that it names, sound on it, shows at Apple's."""

    titles: list[str] = field(default_factory=list)
    feeds: list[str] = field(default_factory=list)
    sounds: list[str] = field(default_factory=list)
    shows: list[str] = field(default_factory=list)
    canonical: str = ""


def page_of(text: str, url: str) -> Page:
    """Return what a page says; addresses are whole."""
    reader = _Reader(url)
    reader.feed(text[:_MOST_TEXT])
    page = reader.page
    page.feeds, page.sounds = list(filter(None, page.feeds)), list(filter(None, page.sounds))
    page.titles = list(dict.fromkeys(" ".join(one.split()) for one in page.titles if one.strip()))
    return page


class _Reader(HTMLParser):
    def __init__(self, url: str) -> None:
        super().__init__(convert_charrefs=True)
        self._url = url
        self._in_title = False
        self.page = Page()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take what a tag says of the page."""
        fields = {name: value or "" for name, value in attrs}
        match tag:
            case "title":
                self._in_title = True
            case "meta":
                self._meta(fields.get("property") or fields.get("name", ""), fields)
            case "link":
                self._link(fields)
            case "audio" | "source" if fields.get("src"):
                self.page.sounds.append(self._whole(fields["src"]))
            case "a":
                self._anchor(fields.get("href", ""))

    def handle_endtag(self, tag: str) -> None:
        """Leave the title."""
        self._in_title = self._in_title and tag != "title"

    def handle_data(self, data: str) -> None:
        """Take the words of the title."""
        if self._in_title:
            self.page.titles.append(data)

    def _whole(self, address: str) -> str:
        """An address as a whole; empty for one that is none."""
        try:
            whole = urljoin(self._url, address)
            return whole if urlsplit(whole).hostname else ""
        except ValueError:
            return ""

    def _meta(self, name: str, fields: dict[str, str]) -> None:
        content = fields.get("content", "")
        if name in ("og:title", "twitter:title", "og:description"):
            self.page.titles.append(content)
        elif name in ("og:audio", "twitter:player:stream") and content:
            self.page.sounds.append(self._whole(content))

    def _link(self, fields: dict[str, str]) -> None:
        href = fields.get("href", "")
        if fields.get("type") in _FEED_TYPES and href:
            self.page.feeds.append(self._whole(href))
        elif fields.get("rel") == "canonical" and href:
            self.page.canonical = self._whole(href)

    def _anchor(self, href: str) -> None:
        if "itunes" in href or "podcasts.apple.com" in href:
            self.page.shows += _APPLE.findall(href)
