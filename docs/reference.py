"""The reference page: every public name with its signature and its docstring.

python docs/reference.py > docs/reference.md
"""

import dataclasses
import inspect
import re
import sys

import restyle

_DEFAULT = re.compile(r"<(?:function|object|factory)[^<>]{0,80}>")


def page() -> str:
    """Return the page, as Markdown: functions first, then values, then errors."""
    names = sorted(restyle.__all__)
    found = {name: getattr(restyle, name) for name in names}
    errors = {n: one for n, one in found.items() if _is_error(one)}
    functions = {n: one for n, one in found.items() if inspect.isfunction(one)}
    values = {n: one for n, one in found.items() if n not in errors and n not in functions}
    lines = ["# Reference", "", "Every public name of `import restyle`, from its own docstring."]
    for title, group in (("Functions", functions), ("Values", values), ("Errors", errors)):
        lines += ["", f"## {title}"]
        for name, one in group.items():
            lines += ["", f"### {name}", "", *_entry(name, one)]
    return "\n".join(lines) + "\n"


def _entry(name: str, one: object) -> list[str]:
    doc = inspect.getdoc(one) or ""
    if inspect.isfunction(one):
        return ["```python", f"{name}{_signature(one)}", "```", "", doc]
    lines = [doc]
    if inspect.isclass(one) and dataclasses.is_dataclass(one):
        fields = ", ".join(f"`{field.name}`" for field in dataclasses.fields(one))
        lines += ["", f"Fields: {fields}."]
    members = [
        (member, value)
        for member, value in sorted(vars(one).items())
        if not member.startswith("_") and (inspect.isfunction(value) or isinstance(value, property))
    ]
    for member, value in members:
        first = (inspect.getdoc(value) or "").partition("\n")[0]
        lines += ["", f"- `{member}{'' if isinstance(value, property) else '()'}`: {first}"]
    return lines


def _signature(one: object) -> str:
    text = str(inspect.signature(one))  # type: ignore[arg-type]
    text = re.sub(r"\b(?:restyle|pathlib|collections\.abc)(?:\.\w+)*\.(?=[A-Z])", "", text)
    return _DEFAULT.sub("...", text)


def _is_error(one: object) -> bool:
    return inspect.isclass(one) and issubclass(one, BaseException)


if __name__ == "__main__":
    sys.stdout.write(page())
