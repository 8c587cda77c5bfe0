"""The search of a site: which episodes it finds, and when its index is made anew."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from restyle.archive.site.search_index import index_scripts, is_made_from, is_of_index
from restyle.archive.site.search_passages import FOLDER, SearchPassage, name_of, passages_in
from restyle.archive.site.state import SiteFolder
from restyle.document.write import sha256_of

INDEX = f"{FOLDER}/index.js"


@dataclass(frozen=True, slots=True)
class Searched:
    """The scripts with the passages of a site's episodes, by episode, and a digest of them all."""

    scripts: Mapping[str, str]
    digest: str

    @classmethod
    def on(cls, folder: SiteFolder, names: Sequence[str]) -> "Searched":
        """Return what is searched of these episodes: those whose pages were made for a search."""
        scripts = {name: name_of(name) for name in names if name_of(name) in folder.files}
        told = [(script, folder.files[script]) for script in scripts.values()]
        return cls(scripts, sha256_of(repr(told).encode()))

    def put_index(self, folder: SiteFolder) -> None:
        """Write the index, unless it is there as it was made from the same."""
        there = [name for name in folder.before if is_of_index(name)]
        if self._is_made(folder) and INDEX in there and all(map(folder.keep, there)):
            return
        for name, text in index_scripts(self._passages(folder), self.digest):
            folder.put(name, text)

    def _is_made(self, folder: SiteFolder) -> bool:
        index = folder.folder / INDEX
        return index.is_file() and is_made_from(index.read_text("utf-8"), self.digest)

    def _passages(self, folder: SiteFolder) -> Iterator[tuple[str, Sequence[SearchPassage]]]:
        for name, script in self.scripts.items():
            yield name, passages_in((folder.folder / script).read_text(encoding="utf-8"))
