"""Prompts: a Jinja template and values in, messages out. Jinja lives here only.

A template has two blocks: `system`, the same for every call of a stage, so that providers'
prefix caches hit, and `user`. Text of a transcript is a value, never a template, and stands
between marks that it cannot contain (`| fenced`).
"""

import hashlib
import re
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateSyntaxError,
    meta,
)
from jinja2.runtime import Context

from restyle.errors import PromptError, unknown
from restyle.llm.request import Message
from restyle.resources import bundled
from restyle.writing.sandbox import Sandbox, begin, joined

_SUFFIX = ".md.jinja"
Role: TypeAlias = Literal["system", "user"]
_LARGEST = 1_000_000  # bytes of a template
_BLOCKS: tuple[Role, ...] = ("system", "user")
_BLANK_LINES = re.compile(r"\n{3,}")
_SPECIAL = re.compile(r"<\|(?=[^\n]{1,40}\|>)")  # tokens with which chat templates mark roles


@dataclass(frozen=True, slots=True)
class PromptFile:
    """A template and where it lies; `place` is `bundled`, or the folder that it comes from."""

    path: Path
    place: str


class Prompts:
    """The templates in force: those in `folder`, and the bundled ones behind them.

    A template of one's own may extend the one that it hides: `{% extends
    "bundled/section.md.jinja" %}`. Raises PromptError where the folder is none.
    """

    def __init__(self, folder: str | Path = "") -> None:
        self._folders = [Path(folder)] if folder else []
        for path in self._folders:
            if not path.is_dir():
                raise PromptError(f"{path}: is no folder of prompt templates")
            _refuse_strangers(path)
        own = [_Folder(str(path)) for path in self._folders]
        bundle = _Folder(str(bundled("prompts")))
        self._environment = Sandbox(
            loader=ChoiceLoader([*own, bundle, PrefixLoader({"bundled": bundle})]),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=False,
        )
        self._environment.filters["fenced"] = fenced
        self._digests: dict[str, str] = {}

    def render(self, name: str, values: Mapping[str, object]) -> tuple[Message, ...]:
        """Return the messages of the prompt `name`; raises PromptError that names the place."""
        begin()
        with _told(name):
            template = self._environment.get_template(f"{name}{_SUFFIX}")
            for block in template.blocks:
                if block not in _BLOCKS:
                    known = " and ".join(_BLOCKS)
                    raise PromptError(f"{template.filename}: block {block!r}: there are {known}")
            context = template.new_context(dict(values))
            # Reading a template through gathers the blocks of those that it extends.
            for _ in template.root_render_func(context):
                pass
            return tuple(_message(name, role, context) for role in _BLOCKS)

    def digest(self, name: str) -> str:
        """Return the digest of the template's text and of all that it includes."""
        if name not in self._digests:
            with _told(name):
                sources = sorted(_sources(self._environment, f"{name}{_SUFFIX}").items())
            text = "\0".join(part for pair in sources for part in pair)
            self._digests[name] = hashlib.sha256(text.encode()).hexdigest()
        return self._digests[name]

    def files(self) -> dict[str, PromptFile]:
        """Return every template in force by its name, and where it comes from."""
        found = {name: PromptFile(path, "bundled") for name, path in _templates(bundled("prompts"))}
        for folder in self._folders:
            found |= {name: PromptFile(path, str(folder)) for name, path in _templates(folder)}
        return dict(sorted(found.items()))


class _Folder(FileSystemLoader):
    """Templates of one folder: files named like one that lie in it, wherever a link leads."""

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """Return a template's text; raises PromptError for whatever is none."""
        folder = Path(self.searchpath[0]).resolve()
        path = folder / template
        if path.exists() and not path.is_file():
            raise PromptError(f"{path}: is no regular file")
        found = super().get_source(environment, template)
        if not template.endswith(_SUFFIX) or folder not in Path(found[1]).resolve().parents:
            raise PromptError(f"{template}: is no template of {folder}")
        return found


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Whatever a template can do wrong, told with its file and line."""
    try:
        yield
    except PromptError as error:
        raise PromptError(_placed(name, error)) from error
    except MemoryError as error:
        raise PromptError(f"prompt {name}: needs more memory than there is") from error
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, OSError) as error:
        raise PromptError(_complaint(name, error)) from error
    except RecursionError as error:
        raise PromptError(
            f"prompt {name}: extends or includes itself; the one that it hides is called "
            f"bundled/{name}{_SUFFIX}"
        ) from error


def _placed(name: str, error: PromptError) -> str:
    """What is wrong, behind its file and line where it happened within a template."""
    message = str(error)
    told = message.startswith(("prompt ", "/")) or ".jinja" in message
    return message if told else _complaint(name, error)


def _message(name: str, role: Role, context: Context) -> Message:
    if role not in context.blocks:
        raise PromptError(f"prompt {name}: has no block named {role}")
    text = joined(context.blocks[role][0](context))
    return Message(role, _BLANK_LINES.sub("\n\n", text).strip())


def _templates(folder: Path) -> list[tuple[str, Path]]:
    return [(path.name.removesuffix(_SUFFIX), path) for path in folder.glob(f"*{_SUFFIX}")]


def _refuse_strangers(folder: Path) -> None:
    """A file that is named like no template of ours and that no other names is a slip."""
    for path in folder.glob(f"*{_SUFFIX}"):
        if not path.is_file() or path.stat().st_size > _LARGEST:
            raise PromptError(f"{path}: is no template: no regular file, or larger than 1 MB")
    own = dict(_templates(folder))
    if not own:
        raise PromptError(f"{folder}: has no template, such as section{_SUFFIX}")
    known = [name for name, _ in _templates(bundled("prompts"))]
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in own.values()]
    for name, path in own.items():
        if name not in known and not any(f"{name}{_SUFFIX}" in text for text in texts):
            raise PromptError(f"{path}: {unknown('prompt', name, known)}")


def _complaint(name: str, error: Exception) -> str:
    """What is wrong with a template: the file and the line, as far as they are known."""
    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename or f'prompt {name}'}: line {error.lineno}: {error.message}"
    for frame, line in reversed(list(traceback.walk_tb(error.__traceback__))):
        template = frame.f_globals.get("__jinja_template__")
        if isinstance(template, Template):
            place = f"{template.filename}: line {template.get_corresponding_lineno(line)}"
            return f"{place}: {error}"
    if isinstance(error, UnicodeDecodeError):
        return f"prompt {name}: is no text in UTF-8"
    return f"prompt {name}: {error}"


def fenced(text: str, name: str) -> str:
    """Return `text` between marks with 96 bits of its digest: no text can be made to hold them."""
    plain = _SPECIAL.sub("< |", text)
    mark = f"{name}-{hashlib.sha256(plain.encode('utf-8', 'surrogatepass')).hexdigest()[:24]}"
    return f"<{mark}>\n{plain}\n</{mark}>"


def _sources(environment: Environment, name: str) -> dict[str, str]:
    """The text of a template and of everything that it names, by file name."""
    found: dict[str, str] = {}
    waiting = [name]
    while waiting:
        current = waiting.pop()
        if current in found or environment.loader is None:
            continue
        found[current] = environment.loader.get_source(environment, current)[0]
        named = meta.find_referenced_templates(environment.parse(found[current]))
        waiting += [other for other in named if other]
    return found
