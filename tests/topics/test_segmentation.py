"""The exact search, beside all ways there are."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from restyle.topics import segmentation as module
from restyle.topics.segmentation import Talk, segmentation


def talk(count: int, seed: int = 0, most_tokens: int = 10_000) -> Talk:
    random = np.random.default_rng(seed)
    vectors = random.normal(size=(count, 8)).astype(np.float32)
    return Talk(
        vectors,
        np.full(count, 50.0),
        np.full(count, 70),
        random.normal(size=count),
        most_tokens,
    )


def worth(units: Talk, starts: tuple[int, ...]) -> float:
    """What a segmentation is worth, from its definition."""
    ends = (*starts[1:], len(units.words))
    walk = np.sqrt((units.vectors.astype(float) ** 2).sum() / len(starts))
    lengths = [
        np.linalg.norm(units.vectors[a:b].astype(float).sum(axis=0))
        for a, b in zip(starts, ends, strict=True)
    ]
    return float(sum(lengths) / walk + module._TRUST * sum(units.evidence[s] for s in starts[1:]))


def allowed(units: Talk, starts: tuple[int, ...]) -> bool:
    sizes = np.diff([*starts, len(units.words)]) / (len(units.words) / len(starts))
    least = [module._LEAST_FIRST, *[module._LEAST] * (len(starts) - 2), module._LEAST_LAST]
    return bool((sizes >= least).all() and (sizes <= module._MOST).all())


@given(st.integers(6, 12), st.integers(2, 4), st.integers(0, 1000))
def test_no_way_to_cut_is_worth_more(count: int, parts: int, seed: int) -> None:
    units = talk(count, seed)

    found = tuple(segmentation(units, parts))

    ways = [(0, *rest) for rest in combinations(range(1, count), parts - 1)]
    best = max(worth(units, way) for way in ways if allowed(units, way))
    assert worth(units, found) == pytest.approx(best, abs=1e-6)


def test_no_segment_is_longer_than_may_be_sent() -> None:
    found = segmentation(talk(60, most_tokens=350), 3)

    assert max(np.diff([*found, 60])) <= 5
    assert len(found) >= 12


def test_more_segments_than_units_are_not_asked_for() -> None:
    assert segmentation(talk(3), 9) == [0, 1, 2]


def test_beyond_a_block_the_search_goes_on_where_it_stopped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = segmentation(talk(300), 30)
    monkeypatch.setattr(module, "BLOCK", 100)

    found = segmentation(talk(300), 30)

    assert len(found) == 30
    assert found == sorted(set(found))
    assert found[0] == 0
    assert len(set(found) & set(whole)) >= 20
