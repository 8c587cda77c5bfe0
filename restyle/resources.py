"""Where the bundled prompts and styles lie: in a wheel, or beside the package."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def bundled(folder: str) -> Path:
    """Return the folder of bundled files of that name: `prompts` or `styles`."""
    installed = _PACKAGE / "_data" / folder
    return installed if installed.is_dir() else _PACKAGE.parent / folder
