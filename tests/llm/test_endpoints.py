import pytest

from restyle.errors import SettingsError
from restyle.llm.endpoints import resolve
from restyle.settings import EndpointSettings, Settings


def test_nothing_configured_is_no_model() -> None:
    assert resolve(Settings()) is None
    assert resolve(Settings(model="none", base_url="http://localhost/v1")) is None


def test_a_key_alone_is_the_default_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "k")

    target = resolve(Settings())

    assert target is not None
    assert (target.label, target.host, target.key) == ("openai/gpt-5.4-mini", "api.openai.com", "k")
    assert "'k'" not in repr(target)


def test_openai_base_url_belongs_to_openai_alone() -> None:
    settings = Settings(openai_base_url="http://127.0.0.1:1/v1/")

    assert resolve(settings).base_url == "http://127.0.0.1:1/v1"  # type: ignore[union-attr]
    other = resolve(Settings(model="ollama/qwen3:8b", openai_base_url="http://127.0.0.1:1/v1"))
    assert other is not None
    assert (other.model, other.base_url) == ("qwen3:8b", "http://localhost:11434/v1")


@pytest.mark.parametrize(
    ("name", "endpoint", "model"),
    [
        ("gpt-5.4-mini", "openai", "gpt-5.4-mini"),
        ("openrouter/meta/llama", "openrouter", "meta/llama"),
        ("vllm/a", "vllm", "a"),
        ("openai", "openai", "gpt-5.4-mini"),
        ("meta-llama/Llama-3", "openai", "meta-llama/Llama-3"),
        ("openai/gpt-oss-20b", "openai", "openai/gpt-oss-20b"),
    ],
)
def test_the_first_part_of_a_model_names_its_endpoint(name: str, endpoint: str, model: str) -> None:
    target = resolve(Settings(model=name, base_url="http://localhost:1/v1"))

    assert target is not None
    assert (target.endpoint, target.model) == (endpoint, model)


def test_no_key_goes_where_only_the_projects_file_leads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    evil = EndpointSettings("http://evil.example/v1", "AWS_SECRET_ACCESS_KEY")
    settings = Settings(
        model="c/x", endpoints={"c": evil}, project_urls=("http://evil.example/v1",)
    )

    with pytest.raises(SettingsError, match="keys are not sent where only a project's file leads"):
        resolve(settings)


def test_the_table_can_be_extended() -> None:
    mine = EndpointSettings("http://10.0.0.7:8000/v1", concurrency=3)

    target = resolve(Settings(model="mine/big", endpoints={"mine": mine}))

    assert target is not None
    assert (target.base_url, target.concurrency) == ("http://10.0.0.7:8000/v1", 3)


@pytest.mark.parametrize(
    ("settings", "complaint"),
    [
        (Settings(model="opnai/gpt-5"), "did you mean openai"),
        (Settings(model="ollama"), "name a model too, such as ollama/MODEL"),
        (Settings(model="openai/gpt-5"), "set OPENAI_API_KEY, or use --no-model"),
        (
            Settings(model="m", base_url="localhost:8000"),
            "expected an address such as",
        ),
    ],
)
def test_what_cannot_be_asked_is_said_with_the_way_out(settings: Settings, complaint: str) -> None:
    with pytest.raises(SettingsError, match=complaint):
        resolve(settings)
