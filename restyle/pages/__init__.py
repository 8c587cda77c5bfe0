"""Pages: HTML from Jinja templates, one file each that needs nothing else.

Every value is escaped. A page's stylesheets and scripts stand in it, and its policy lets those
run by their digests and forbids everything else.
"""

import base64
import hashlib
import re
from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from restyle.errors import ThemeError

_HERE = Path(__file__).parent
_COMMENT = re.compile(r"/\*(?:[^*]|\*(?!/))*+\*/|[ \t]//[ \t][^\n]*+")
_KINDS = (".jinja", ".css", ".js")


def page(name: str, values: Mapping[str, object], theme: str = "") -> str:
    """Return the page that a template makes of values.

    A folder named by `theme` hides the templates, stylesheets and scripts of this one, file by
    file.
    """
    return _rendered(f"{name}.html.jinja", values, theme)


def part(name: str, values: Mapping[str, object], theme: str = "") -> str:
    """Return what the template of a file, such as a book's package, makes of values."""
    return _rendered(f"{name}.jinja", values, theme)


def _rendered(name: str, values: Mapping[str, object], theme: str) -> str:
    """What a template makes of values; raises ThemeError where a folder's own cannot be used."""
    try:
        return _environment(theme).get_template(name).render(values)
    except TemplateSyntaxError as error:
        if not theme:
            raise
        raise ThemeError(f"{error.filename}:{error.lineno}: {error.message}") from error
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        if not theme:
            raise
        raise ThemeError(f"{theme}: a template of {name} cannot be used: {error}") from error


@cache
def digest_of_templates(theme: str = "") -> str:
    """Return a digest of all templates, stylesheets and scripts, and of those that hide them."""
    folders = [_HERE, Path(theme)] if theme else [_HERE]
    found = hashlib.sha256()
    for folder in folders:
        for file in sorted(one for one in folder.rglob("*") if one.is_file()):
            if file.suffix in _KINDS:
                found.update(f"{file.relative_to(folder).as_posix()}\n".encode())
                found.update(file.read_bytes())
    return found.hexdigest()


@cache
def _environment(theme: str) -> SandboxedEnvironment:
    folders = [Path(theme), _HERE] if theme else [_HERE]
    loader = ChoiceLoader([FileSystemLoader(folder) for folder in folders])
    environment = SandboxedEnvironment(
        loader=loader,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=True,
        keep_trailing_newline=True,
    )

    environment.globals["joined"] = cache(partial(_joined, environment, loader))
    environment.filters["digest"] = _digest
    return environment


def _joined(environment: Environment, loader: BaseLoader, *names: str) -> Markup:
    """The files of these names, one after another; they are ours or the user's own."""
    sources = (_lean(loader.get_source(environment, name)[0]) for name in names)
    return Markup("\n".join(["", *sources, ""]))  # noqa: S704 - no value stands in it


def _lean(source: str) -> str:
    """A stylesheet or a script without comments, indents and blank lines."""
    lines = (line.strip() for line in _COMMENT.sub("", source).splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("// "))


def _digest(text: str) -> str:
    """The digest by which a Content-Security-Policy knows a script or a stylesheet (CSP 3)."""
    found = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"sha256-{found}"
