"""Prompts: a Jinja template and values in, messages out. Jinja lives here only.

A template has two blocks: `system`, the same for every call of a stage, so that providers'
prefix caches hit, and `user`. Text of a transcript is a value, never a template, and stands
between marks that it cannot contain (`| fenced`).
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, TemplateError, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment

from restyle.chat import Message
from restyle.errors import PromptError
from restyle.resources import bundled

_SUFFIX = ".md.jinja"
_BLANK_LINES = re.compile(r"\n{3,}")
_SPECIAL = re.compile(r"<\|(?=[^\n]{1,40}\|>)")  # tokens with which chat templates mark roles


class Prompts:
    """The templates in force: the bundled ones, behind those in `folders`."""

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        paths = [str(folder) for folder in (*folders, bundled("prompts"))]
        self._environment = ImmutableSandboxedEnvironment(
            loader=FileSystemLoader(paths),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=False,
        )
        self._environment.filters["fenced"] = fenced
        self._digests: dict[str, str] = {}

    def render(self, name: str, values: Mapping[str, object]) -> tuple[Message, ...]:
        """Return the messages of the prompt `name`; raises PromptError that names the place."""
        template = self._template(name)
        context = template.new_context(dict(values))
        try:
            # Reading a template through gathers the blocks of those that it extends.
            for _ in template.root_render_func(context):
                pass
        except TemplateError as error:
            raise PromptError(f"prompt {name}: {error}") from error
        messages = []
        for role in ("system", "user"):
            if role not in context.blocks:
                raise PromptError(f"prompt {name}: has no block named {role}")
            text = "".join(context.blocks[role][0](context))
            messages.append(Message(role, _BLANK_LINES.sub("\n\n", text).strip()))
        return tuple(messages)

    def digest(self, name: str) -> str:
        """Return the digest of the template's text and of all that it includes."""
        if name not in self._digests:
            sources = sorted(_sources(self._environment, f"{name}{_SUFFIX}").items())
            text = "\0".join(part for pair in sources for part in pair)
            self._digests[name] = hashlib.sha256(text.encode()).hexdigest()
        return self._digests[name]

    def _template(self, name: str) -> Template:
        try:
            return self._environment.get_template(f"{name}{_SUFFIX}")
        except TemplateError as error:
            raise PromptError(f"prompt {name}: {error}") from error


def fenced(text: str, name: str) -> str:
    """Return `text` between marks with its digest, so that it cannot close them itself."""
    plain = _SPECIAL.sub("< |", text)
    mark = f"{name}-{hashlib.sha256(plain.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
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
