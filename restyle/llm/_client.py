"""OpenAI's client for a target: it retries nothing and follows no redirect."""

from urllib.parse import urlsplit

import openai

from restyle.errors import BusyError, EndpointError, ModelError
from restyle.llm.endpoints import Target

RAW = {"X-Stainless-Raw-Response": "stream"}  # has the client hand over the body unread
_OPENAI = "api.openai.com"


def client_for(target: Target) -> openai.AsyncOpenAI:
    """Return the client; use it in one event loop, and close it there."""
    # Azure's own servers take the key under another name.
    own_headers = {"api-key": target.key} if target.query else {}
    client = openai.AsyncOpenAI(
        api_key=target.key,
        base_url=target.base_url,
        timeout=target.timeout,
        max_retries=0,  # the gate retries, so that every attempt is counted
        default_query=dict(target.query),
        default_headers=own_headers,
        # A redirect would hand the talk to an address that nobody named.
        http_client=openai.DefaultAsyncHttpxClient(follow_redirects=False),
    )
    if urlsplit(target.base_url).hostname != _OPENAI:
        # They are read from the environment, and say nothing to anybody else.
        client.organization = client.project = None
        client._custom_headers = own_headers  # noqa: SLF001 - those of OPENAI_CUSTOM_HEADERS
    return client


def place_of(target: Target) -> str:
    """Return how messages name a target."""
    return f"{target.label} at {target.host}"


def silent(target: Target) -> BusyError:
    """Return the error that silence is."""
    return BusyError(
        f"{place_of(target)}: no word for {target.timeout:g} s; --timeout waits longer"
    )


def unreached(target: Target, error: openai.APIError) -> ModelError:
    """Return what it means that no answer came."""
    if isinstance(error, openai.APITimeoutError):
        return silent(target)
    if isinstance(error, openai.APIConnectionError):
        cause = str(error.__cause__ or error)
        return BusyError(f"{place_of(target)}: cannot be reached ({cause}); is it running?")
    return EndpointError(f"{place_of(target)}: {error.message}")
