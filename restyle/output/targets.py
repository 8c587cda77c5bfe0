"""Which file each transcript's document goes to, settled before anything is paid for."""

from collections.abc import Sequence
from pathlib import Path, PurePath

from restyle.errors import OutputError
from restyle.output import RENDERERS
from restyle.output.files import refuse, slug

STANDARD_OUTPUT = "-"


def targets(
    sources: Sequence[str], output: str, format: str, voice: str, *, title: str, force: bool
) -> dict[str, Path | None]:
    """Return the file for each source, None for standard output.

    `output` is a file if it ends as one of a known format, else a folder. Raises OutputError
    where two documents would go to one file, or a file is in the way.
    """
    found: dict[str, Path | None] = {}
    for source in dict.fromkeys(sources):
        path = _target(source, output, format, voice, title)
        if path is not None:
            twin = next((s for s, other in found.items() if other == path), None)
            if twin is not None:
                raise OutputError(f"{twin} and {source}: both go to {path}; give each its --output")
            if source != "-" and path.exists() and Path(source).exists() and path.samefile(source):
                raise OutputError(
                    f"{path}: is the transcript itself; name another file with --output"
                )
            refuse(path, force=force)
        found[source] = path
    return found


def _target(source: str, output: str, format: str, voice: str, title: str) -> Path | None:
    if output == STANDARD_OUTPUT:
        return None
    endings = tuple(e for _, renderer in RENDERERS.items() for e in renderer.endings)
    path = Path(output)
    if output.lower().endswith(endings) and not path.is_dir():
        return path
    stem = (title or "stdin") if source == "-" else PurePath(source).stem
    return path / f"{slug(stem)}.{slug(voice)}{RENDERERS[format].endings[0]}"
