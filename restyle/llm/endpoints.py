"""Endpoints: which server a model's name stands for, and with which key it is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from urllib.parse import parse_qsl, urlsplit

from restyle.errors import SettingsError, unknown
from restyle.settings import NO_MODEL, EndpointSettings, Settings, secret, user_file

DEFAULT = "openai"
_KNOWN = {
    "openai": EndpointSettings("https://api.openai.com/v1", "OPENAI_API_KEY", "gpt-5.4-mini", 64),
    "openrouter": EndpointSettings("https://openrouter.ai/api/v1", "OPENROUTER_API_KEY", "", 32),
    "groq": EndpointSettings("https://api.groq.com/openai/v1", "GROQ_API_KEY", "", 8),
    "mistral": EndpointSettings("https://api.mistral.ai/v1", "MISTRAL_API_KEY", "", 8),
    "deepseek": EndpointSettings("https://api.deepseek.com/v1", "DEEPSEEK_API_KEY", "", 32),
    "together": EndpointSettings("https://api.together.xyz/v1", "TOGETHER_API_KEY", "", 32),
    "ollama": EndpointSettings("http://localhost:11434/v1", "", "", 2),
    "lmstudio": EndpointSettings("http://localhost:1234/v1", "", "", 2),
    "anthropic": EndpointSettings("https://api.anthropic.com/v1", "ANTHROPIC_API_KEY", "", 8),
    "gemini": EndpointSettings(
        "https://generativelanguage.googleapis.com/v1beta/openai", "GEMINI_API_KEY", "", 8
    ),
    "whisper": EndpointSettings("http://localhost:8000/v1", "", "", 1),
    "vllm": EndpointSettings("http://localhost:8000/v1", "VLLM_API_KEY", "", 32),
}
SCRIPTED = "scripted"
_CALL = "/chat/completions"
_SILENCE = 300.0  # seconds
_SILENCE_LOCAL = 1800.0  # a model on this machine may read a long prompt for as long
_REPLAYED_AT_ONCE = 64
NO_KEY = "none"  # servers that want no key still want the header
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Target:
    """A model at an endpoint. `kind` names the implementation; the key is never shown.

    `timeout` is how many seconds of silence end a call, `patience` how many of waiting; `query`
    is sent with every call. `others` are more addresses of the same model; the first is the one
    by which answers are kept.
    """

    kind: str
    endpoint: str
    model: str
    base_url: str
    key: str = field(repr=False)
    concurrency: int
    timeout: float
    patience: float = 600.0
    query: tuple[tuple[str, str], ...] = ()
    others: tuple[str, ...] = ()

    @property
    def places(self) -> "tuple[Target, ...]":
        """The model at each of its addresses."""
        alone = replace(self, others=())
        return (alone, *(replace(alone, base_url=one) for one in self.others))

    @property
    def hosts(self) -> str:
        """The hosts that are asked."""
        return ", ".join(dict.fromkeys(place.host for place in self.places))

    @property
    def host(self) -> str:
        """The host that is asked, with its port where it has one."""
        return urlsplit(self.base_url).netloc.rpartition("@")[2] or self.base_url

    @property
    def local(self) -> bool:
        """Whether the host is this machine."""
        return urlsplit(self.base_url).hostname in LOCAL

    @property
    def exposed(self) -> bool:
        """Whether a key would be sent over plain http to another machine."""
        plain = urlsplit(self.base_url).scheme == "http"
        return plain and not self.local and self.key != NO_KEY

    @property
    def label(self) -> str:
        """The model as a document names it: `openai/gpt-5.4-mini`; a recording by its file."""
        name = PurePath(self.model).name if self.kind == SCRIPTED else self.model
        return name if name.startswith(f"{self.endpoint}/") else f"{self.endpoint}/{name}"


def resolve(settings: Settings) -> Target | None:
    """Return the model that the settings ask for; None where they name none.

    A key or a base URL alone stands for the default model. Raises SettingsError for an
    unknown endpoint or a missing key.
    """
    return _resolved(settings, option="--base-url")


def _resolved(settings: Settings, *, option: str = "") -> Target | None:
    """The model that is asked for; `option` is what names its address, where one does."""
    table = {**_KNOWN, **settings.endpoints}
    name = settings.model or _implied(settings)
    if name in ("", NO_MODEL):
        return None
    if name.startswith(f"{SCRIPTED}/"):
        path = name.removeprefix(f"{SCRIPTED}/")
        return Target(SCRIPTED, SCRIPTED, path, "", "", _REPLAYED_AT_ONCE, _SILENCE)
    endpoint, model = _parts(name, table, named_server=bool(settings.base_url))
    known = table[endpoint]
    named = settings.base_url or _openai_base(settings, endpoint) or known.base_url
    first, *others = named.split() or [named]
    base_url, query = _checked(first)
    local = urlsplit(base_url).hostname in LOCAL
    for address in (first, *others):
        _refuse_leading(known, address, settings, option)
    keys = [_key(endpoint, known, address, settings) for address in (first, *others)]
    return Target(
        kind="openai",
        endpoint=endpoint,
        model=model,
        base_url=base_url,
        key=keys[0],
        concurrency=settings.concurrency or known.concurrency,
        timeout=settings.timeout or (_SILENCE_LOCAL if local else _SILENCE),
        patience=settings.patience,
        query=query,
        others=tuple(_checked(one)[0] for one in others),
    )


def transcriber_of(settings: Settings) -> Target | None:
    """Return the model that transcribes; None where the settings name none. Raises as `resolve`.

    The address that is named for the writing model is not its own.
    """
    if settings.transcriber in ("", NO_MODEL):
        return None
    target = _resolved(replace(settings, model=settings.transcriber, base_url=""))
    if target and target.kind == SCRIPTED:
        raise SettingsError(f"--transcriber {settings.transcriber}: a recording of answers is deaf")
    return target


def _implied(settings: Settings) -> str:
    default = f"{DEFAULT}/{_KNOWN[DEFAULT].default_model}"
    asked = settings.base_url or settings.openai_base_url or secret(_KNOWN[DEFAULT].key_variable)
    return default if asked else ""


def _parts(
    name: str, table: Mapping[str, EndpointSettings], *, named_server: bool
) -> tuple[str, str]:
    endpoint, slash, model = name.partition("/")
    if not slash:
        if name in table and table[name].default_model:
            return name, table[name].default_model
        if name in table:
            raise SettingsError(f"model {name!r}: name a model too, such as {name}/MODEL")
        return DEFAULT, name
    if named_server and (endpoint == DEFAULT or endpoint not in table):
        return DEFAULT, name  # a server's own names have strokes, such as openai/gpt-oss-20b
    if endpoint not in table:
        raise SettingsError(f"model {name!r}: {unknown('endpoint', endpoint, sorted(table))}")
    if not model and not table[endpoint].default_model:
        raise SettingsError(f"model {name!r}: name a model too, such as {endpoint}/MODEL")
    return endpoint, model or table[endpoint].default_model


def _openai_base(settings: Settings, endpoint: str) -> str:
    return settings.openai_base_url if endpoint == DEFAULT else ""


def _checked(base_url: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The address without its query, which is apart; raises SettingsError where it is none.

    The address of the call itself is taken for that of the endpoint.
    """
    try:
        parts = urlsplit(base_url)
        valid = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        valid = False
    if not valid:
        raise SettingsError(
            f"base URL {base_url!r}: expected an address such as http://localhost:8000/v1"
        )
    address = base_url.partition("#")[0].partition("?")[0].rstrip("/")
    address = address.removesuffix(_CALL).rstrip("/")
    return address, tuple(parse_qsl(parts.query, keep_blank_values=True))


def _refuse_leading(
    known: EndpointSettings, base_url: str, settings: Settings, option: str
) -> None:
    """Refuse to send a key to an address that only a project's file names."""
    if known.key_variable and secret(known.key_variable) and base_url in settings.project_urls:
        host = urlsplit(base_url).netloc
        way_out = f"name it with {option}, or in" if option else "name it in"
        raise SettingsError(
            f"restyle.toml names {host}, and keys are not sent where only a project's file leads; "
            f"{way_out} {user_file()}"
        )


def _key(endpoint: str, known: EndpointSettings, base_url: str, settings: Settings) -> str:
    key = secret(known.key_variable) if known.key_variable else ""
    if key and not (key.isascii() and key.isprintable()):
        raise SettingsError(f"{known.key_variable}: holds letters that no key has")
    if key:
        return key
    local = urlsplit(base_url).hostname in LOCAL
    if known.key_variable and base_url == known.base_url and not local and not settings.dry:
        raise SettingsError(f"no key for {endpoint}: set {known.key_variable}, or use --no-model")
    return NO_KEY
