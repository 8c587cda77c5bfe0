"""Pages: HTML from Jinja templates, one file each that needs nothing else.

Every value is escaped; a page's stylesheet stands in it, and its policy forbids the rest.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_HERE = Path(__file__).parent


def page(name: str, values: Mapping[str, object]) -> str:
    """Return the page that a template of this folder makes of values."""
    return _environment().get_template(f"{name}.html.jinja").render(values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=True,
        keep_trailing_newline=True,
    )
    environment.globals["style"] = (_HERE / "page.css").read_text(encoding="utf-8")
    return environment
