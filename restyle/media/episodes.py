"""What a feed tells of an episode."""

from restyle.media.feed import Item
from restyle.media.told import Told
from restyle.transcript.people import Person


def told_of(item: Item) -> Told:
    """Return what the feed tells of an item."""
    hosts = (Person(name, "host") for name in item.hosts)
    guests = (Person(name, "guest") for name in item.guests)
    return Told(item.title, item.date, item.link, item.media, (*hosts, *guests))
