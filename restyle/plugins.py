"""A seam: a folder of implementations, each in a file of its own, found by name.

A file ends with `FORMATS.add("srt", ...)`; nothing is imported before it is asked for. Other
packages add to a seam through an entry point in the group that the registry is given.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.metadata import entry_points
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import Any, Generic, TypeVar

from restyle.errors import UsageError, unknown

T = TypeVar("T")


class Registry(Generic[T]):
    """The implementations of one seam, by name.

    A file named as what it registers is imported alone; else the whole folder is looked at.
    """

    def __init__(self, package: str, noun: str) -> None:
        self._package = package
        self._noun = noun
        self._items: dict[str, T] = {}
        self._complete = False

    def add(self, name: str, item: T) -> None:
        """Register `item` under `name`; raises ValueError where the name is taken."""
        if self._items.get(name, item) is not item:
            raise ValueError(f"{self._noun} {name!r} is registered twice")
        self._items[name] = item

    def __getitem__(self, name: str) -> T:
        """Return the item of that name; raises UsageError with the nearest names."""
        known = name.isidentifier() and name not in self._items
        if known and find_spec(f"{self._package}.{name}"):
            import_module(f"{self._package}.{name}")
        if name not in self._items:
            self._load_all()
        if name not in self._items:
            raise UsageError(unknown(self._noun, name, sorted(self._items)))
        return self._items[name]

    def __iter__(self) -> Iterator[str]:
        """Iterate over all names, sorted."""
        self._load_all()
        return iter(sorted(self._items))

    def items(self) -> list[tuple[str, T]]:
        """All names with their items, sorted by name."""
        return [(name, self._items[name]) for name in self]

    def _load_all(self) -> None:
        if self._complete:
            return
        package = import_module(self._package)
        for module in iter_modules(package.__path__):
            import_module(f"{self._package}.{module.name}")
        for entry_point in entry_points(group=self._package):
            entry_point.load()
        self._complete = True


def deferred(module: str, name: str) -> Callable[..., Any]:
    """Return a function that imports `module` when it is called, and calls its `name`.

    For what is slow to load and seldom needed.
    """

    def call(*arguments: Any, **named: Any) -> Any:
        return getattr(import_module(module), name)(*arguments, **named)

    return call
