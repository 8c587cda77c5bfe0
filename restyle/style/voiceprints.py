"""Where the voiceprint of a style lies: beside its profile."""

from collections.abc import Iterable
from pathlib import Path

from restyle.errors import StyleError
from restyle.style.files import available, load, path_of
from restyle.stylometry.voiceprint import SUFFIX, Voiceprint, load_voiceprint


def voiceprint_path(profile: Path) -> Path:
    """Return the path of the voiceprint that belongs to a profile."""
    return profile.with_name(profile.name.removesuffix(".toml") + SUFFIX)


def voiceprint(style: str | Path) -> Voiceprint | None:
    """Return what was measured of a style; None where nothing was, or there is no such style.

    Raises StyleError where the file beside its profile holds no voiceprint.
    """
    path = voiceprint_path(profile) if (profile := path_of(style)) else None
    return load_voiceprint(path) if path and path.is_file() else None


def voiceprints(styles: Iterable[str] = ()) -> dict[str, Voiceprint]:
    """Return the voiceprints of styles by name; without names, of every style that has one.

    Raises StyleError for a style that is named and has none.
    """
    found = {}
    named = tuple(styles)
    for style in named or available():
        if path_of(style) is None:
            load(style)  # says which names there are
        if (known := voiceprint(style)) is not None:
            found[Path(style).stem if style.endswith(".toml") else style] = known
        elif named:
            raise StyleError(
                f"{style}: nothing was measured of this voice; `restyle styles learn` measures one"
            )
    return found
