"""Prices: what a model's tokens cost, from data that comes with genai-prices."""

from dataclasses import dataclass
from functools import cache

from restyle.llm.endpoints import SCRIPTED, Target
from restyle.llm.request import Usage
from restyle.plugins import deferred

# The data take a while to load, and a model on this machine needs none of them.
_counted = deferred("genai_prices", "Usage")
_calculated = deferred("genai_prices", "calc_price")
_MILLION = 1_000_000
_SUM = Usage(_MILLION, _MILLION, _MILLION // 2)


@dataclass(frozen=True, slots=True)
class Price:
    """What a model costs, in US dollars. A model on this machine costs nothing."""

    endpoint: str
    model: str
    free: bool

    def of(self, usage: Usage) -> float:
        """Return what so many tokens cost."""
        if self.free:
            return 0.0
        counted = _counted(
            input_tokens=usage.tokens_in,
            cache_read_tokens=min(usage.tokens_cached, usage.tokens_in),
            output_tokens=usage.tokens_out,
        )
        found = _calculated(counted, model_ref=self.model, provider_id=self.endpoint)
        return float(found.total_price)


def total(cost: float | None, more: float | None) -> float | None:
    """Return the sum of two costs; None where one is not known."""
    return None if cost is None or more is None else cost + more


def price_of(target: Target) -> Price | None:
    """Return the price of a target's model; None where nobody knows it."""
    return _known(target.endpoint, target.model, target.local or target.kind == SCRIPTED)


@cache
def _known(endpoint: str, model: str, free: bool) -> Price | None:
    price = Price(endpoint, model, free)
    try:
        price.of(_SUM)
    except (LookupError, ValueError):
        return None
    return price
