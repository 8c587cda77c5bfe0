"""Settings: flags > environment > ./restyle.toml > the user's file > defaults.

The only module that reads environment variables and configuration files.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from platformdirs import user_cache_path, user_config_path
from pydantic import Field, PositiveInt, TypeAdapter, ValidationError

from restyle import _toml as toml_file
from restyle.errors import SettingsError, unknown

FILE_NAME = "restyle.toml"
NO_MODEL = "none"
_WEEK = 7 * 24 * 3600.0
Seconds: TypeAlias = Annotated[float, Field(gt=0, le=_WEEK, allow_inf_nan=False)]


@dataclass(frozen=True, slots=True)
class EndpointSettings:
    """What `[endpoints.NAME]` says of a server that speaks OpenAI's protocol."""

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid"}

    base_url: str
    key_variable: str = ""
    default_model: str = ""
    concurrency: PositiveInt = 8


@dataclass(frozen=True, slots=True)
class Settings:
    """What is in force. `model` is empty where none is named, `none` where none is wanted.

    `judge` is the model that holds what was written against the talk: the writing one where it
    is empty, nobody where it is `none`.

    `base_url` is the address of the model, or several with blanks between them.

    `via` says how a model is asked: at once, by the Batch API, or by files for another runner;
    `batch_poll` after how many seconds a batch is looked after.

    `transcriber` is the model that recordings are sent to, such as `openai/whisper-1`; without
    one, none is. `language_spoken` is the language of recordings and of videos, such as `de`.

    `encoder` is the sentence encoder that searches ask beside the words; none where it is empty.

    `format` names the output format, or several with commas between them.

    `project_urls` are the addresses that only `./restyle.toml` names. Such a file comes with a
    folder that somebody else may have made, so no key is sent there. `dry` says that nothing
    will be sent, so that no key is needed.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid"}

    style: str = "karpathy"
    language: str = ""
    prompts: str = ""
    model: str = ""
    judge: str = ""
    via: Literal["", "batch", "batch-file"] = ""
    batch_poll: Seconds = 10.0
    transcriber: str = ""
    language_spoken: str = ""
    encoder: str = ""
    base_url: str = ""
    openai_base_url: str = ""
    output: str = "outputs"
    format: str = "markdown"
    front_matter: bool = False
    length: Annotated[int, Field(ge=100)] | Literal["", "short", "long"] = ""
    complete: bool = False
    sections_per_call: PositiveInt = 24
    edit: bool = True
    topics: PositiveInt | None = None
    section_words: PositiveInt | None = None
    headings: bool = True
    cache: bool = True
    cache_dir: str = field(default_factory=lambda: str(user_cache_path("restyle") / "answers"))
    concurrency: PositiveInt | None = None
    timeout: Seconds | None = None
    patience: Seconds = 600.0
    refresh: bool = False
    max_cost: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = None
    max_tokens: PositiveInt | None = None
    project_urls: tuple[str, ...] = ()
    dry: bool = False
    endpoints: Mapping[str, EndpointSettings] = field(default_factory=dict)

    @property
    def formats(self) -> tuple[str, ...]:
        """The output formats, in the order in which they are named."""
        return tuple(dict.fromkeys(self.format.split(",")))


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a setting comes from: `default`, a flag, a variable's name or a file's path."""

    setting: str
    value: object
    where: Literal["default"] | str


_OWN = ("project_urls", "dry")  # settings that nobody sets in a file
_PATHS = ("output", "prompts", "cache_dir", "style", "encoder")
_WRITTEN = ("output", "cache_dir")  # settings that say where something is written
_ALIASES = {"md": "markdown", "htm": "html", "notes": "show-notes"}
_VARIABLES = {
    "style": "RESTYLE_STYLE",
    "language": "RESTYLE_LANGUAGE",
    "prompts": "RESTYLE_PROMPTS",
    "model": "RESTYLE_MODEL",
    "judge": "RESTYLE_JUDGE",
    "via": "RESTYLE_VIA",
    "batch_poll": "RESTYLE_BATCH_POLL",
    "transcriber": "RESTYLE_TRANSCRIBER",
    "language_spoken": "RESTYLE_LANGUAGE_SPOKEN",
    "encoder": "RESTYLE_ENCODER",
    "base_url": "RESTYLE_BASE_URL",
    "openai_base_url": "OPENAI_BASE_URL",
    "output": "RESTYLE_OUTPUT",
    "format": "RESTYLE_FORMAT",
    "cache_dir": "RESTYLE_CACHE_DIR",
    "concurrency": "RESTYLE_CONCURRENCY",
    "timeout": "RESTYLE_TIMEOUT",
    "patience": "RESTYLE_PATIENCE",
}


def load(flags: Mapping[str, object] | None = None) -> tuple[Settings, tuple[Origin, ...]]:
    """Return the settings in force, and where each comes from.

    `flags` holds what the command line gave; values of None were not given. Raises
    SettingsError that names the file or variable, the key and what was expected.
    """
    values: dict[str, object] = {}
    where: dict[str, str] = {}
    for origin, layer in _layers(flags or {}):
        for name, value in layer.items():
            values[name] = value
            where[name] = origin
    values["project_urls"] = _project_urls(values, where)
    _refuse_places_outside(values, where)
    values |= {name: _expanded(values[name]) for name in _PATHS if name in values}
    values["format"] = _joined_formats(values.get("format"))
    values["base_url"] = _joined_addresses(values.get("base_url"))
    values = {name: value for name, value in values.items() if value is not None}
    settings = _validated(values, where)
    origins = tuple(
        Origin(known.name, getattr(settings, known.name), where.get(known.name, "default"))
        for known in fields(Settings)
        if known.name not in _OWN
    )
    return settings, origins


def _refuse_places_outside(values: Mapping[str, object], where: Mapping[str, str]) -> None:
    """Refuse a folder's own file, which anybody may have made, that leads out of the folder."""
    here = Path.cwd().resolve()
    for name in _WRITTEN:
        value = values.get(name)
        if where.get(name) == FILE_NAME and isinstance(value, str) and value != "-":
            place = (here / Path(value).expanduser()).resolve()
            if not place.is_relative_to(here):
                way_out = f"name it with {_VARIABLES[name]}, or in {user_file()}"
                raise SettingsError(
                    f"{FILE_NAME}: {name}: {value} leads out of the folder; {way_out}"
                )


def _joined_formats(value: object) -> object:
    """Formats by their full names, from a name, several with commas, or a list of them."""
    if isinstance(value, list):
        value = ",".join(map(str, value))
    if not isinstance(value, str):
        return value
    names = (name.strip().casefold() for name in value.split(","))
    return ",".join(_ALIASES.get(name, name) for name in names if name)


def _joined_addresses(value: object) -> object:
    """Addresses with blanks between them, from one, several with blanks, or a list of them."""
    return " ".join(map(str, value)) if isinstance(value, list) else value


def _expanded(path: object) -> object:
    """A path whose `~` is the home directory, as a shell has it."""
    return str(Path(path).expanduser()) if isinstance(path, str) and path[:1] == "~" else path


def secret(variable: str) -> str:
    """Return the value of the environment variable that holds a key; empty if it is not set."""
    return os.environ.get(variable, "").strip()


def user_file() -> Path:
    """Return the user's own settings file, which need not exist."""
    return user_config_path("restyle") / FILE_NAME


def user_styles() -> Path:
    """Return the folder of the user's own styles."""
    return user_config_path("restyle") / "styles"


def _layers(flags: Mapping[str, object]) -> list[tuple[str, Mapping[str, object]]]:
    """Every layer with its name, the weakest first."""
    files = (user_file(), Path(FILE_NAME))
    layers: list[tuple[str, Mapping[str, object]]] = [
        (str(path), toml_file.table(path, SettingsError)) for path in files if path.is_file()
    ]
    for name, variable in _VARIABLES.items():
        if value := os.environ.get(variable, "").strip():
            layers.append((variable, {name: value}))
    layers.append(("flag", {name: value for name, value in flags.items() if value is not None}))
    return layers


def _project_urls(values: Mapping[str, object], where: Mapping[str, str]) -> tuple[str, ...]:
    named = ("base_url", "openai_base_url")
    urls = [values[name] for name in named if where.get(name) == FILE_NAME]
    endpoints = values.get("endpoints")
    if where.get("endpoints") == FILE_NAME and isinstance(endpoints, Mapping):
        urls += [e.get("base_url") for e in endpoints.values() if isinstance(e, Mapping)]
    return tuple(one for url in urls for one in (str(url), *str(url).split()))


@cache
def _adapter() -> TypeAdapter[Settings]:
    return TypeAdapter(Settings)


def _validated(values: Mapping[str, object], where: Mapping[str, str]) -> Settings:
    known = [item.name for item in fields(Settings)]
    for name in where:
        if name not in known or name in _OWN:
            raise SettingsError(f"{where[name]}: {unknown('setting', name, known)}")
    try:
        return _adapter().validate_python(dict(values))
    except ValidationError as error:
        first: Any = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        source = where[str(first["loc"][0])]
        raise SettingsError(f"{source}: {place}: {first['msg']}, not {first['input']!r}") from error
