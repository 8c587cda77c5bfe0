"""Templates that somebody else may have written: no reach into Python, and no end of work.

Jinja's sandbox keeps a template from everything but its values. What it does not bound is how
often loops run and how large a text grows, so that is bounded here.
"""

from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from typing import Any

from jinja2 import nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from restyle.errors import PromptError

_MOST_STEPS = 1_000_000  # of all loops of a prompt together
_MOST_LETTERS = 20_000_000  # of a prompt
_MOST_DIGITS = 4_000  # of a power
_COUNTED = "restyle_counted"
_steps: ContextVar[int] = ContextVar("steps", default=0)


class Sandbox(ImmutableSandboxedEnvironment):
    """The sandbox, which takes the public parts of our own values for safe at once."""

    intercepted_binops = frozenset({"*", "**"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.globals[_COUNTED] = _counted

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Return whether a template may read an attribute."""
        plain = type(obj) is LoopContext or "__dataclass_fields__" in type(obj).__dict__
        return (plain and not attr.startswith("_")) or super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Return a product or a power; raises PromptError for one that fills the memory."""
        if operator == "*":
            sizes = [len(one) for one in (left, right) if hasattr(one, "__len__")]
            times = [one for one in (left, right) if isinstance(one, int)]
            if sizes and times and sizes[0] * abs(times[0]) > _MOST_LETTERS:
                raise PromptError("a text is repeated too often")
        whole = isinstance(left, int) and isinstance(right, int)
        if operator == "**" and whole and abs(right) * left.bit_length() > 4 * _MOST_DIGITS:
            raise PromptError("a power is too large")
        return super().call_binop(context, operator, left, right)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        parsed: nodes.Template = _Counting().visit(super()._parse(source, name, filename))
        return parsed


def begin() -> None:
    """Count the loops of a prompt from nothing."""
    _steps.set(0)


def joined(parts: Iterable[str]) -> str:
    """Return the text of a block; raises PromptError for one that has no end."""
    found: list[str] = []
    letters = 0
    for part in parts:
        letters += len(part)
        if letters > _MOST_LETTERS:
            raise PromptError(f"the prompt has more than {_MOST_LETTERS:,} letters")
        found.append(part)
    return "".join(found)


class _Counting(NodeTransformer):
    """Puts a count round what every loop goes through."""

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802 - the name is Jinja's
        self.generic_visit(node)
        counted = nodes.Name(_COUNTED, "load", lineno=node.lineno)
        node.iter = nodes.Call(counted, [node.iter], [], None, None, lineno=node.lineno)
        return node


def _counted(values: Iterable[object]) -> Iterator[object]:
    for value in values:
        steps = _steps.get() + 1
        if steps > _MOST_STEPS:
            raise PromptError(f"its loops run more than {_MOST_STEPS:,} times")
        _steps.set(steps)
        yield value
