"""Rate-limit headers, and the bucket that follows them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from restyle.llm.rate_headers import Bucket, Window, limits


def test_the_headers_tell_what_is_left_and_until_when() -> None:
    told = limits(
        {
            "x-ratelimit-limit-requests": "3000",
            "x-ratelimit-remaining-requests": "2999",
            "x-ratelimit-reset-requests": "20ms",
            "x-ratelimit-limit-tokens": "150000",
            "x-ratelimit-remaining-tokens": "149984",
            "x-ratelimit-reset-tokens": "6m0.5s",
        }
    )

    assert told.requests == Window(3000, 2999, 0.02)
    assert told.tokens == Window(150000, 149984, 360.5)


@pytest.mark.parametrize("value", ["", "many", "-1", "0"])
def test_headers_that_say_nothing_are_no_limit(value: str) -> None:
    told = limits({"x-ratelimit-limit-requests": value, "x-ratelimit-remaining-requests": "1"})

    assert told.requests is None


def test_a_bucket_that_was_told_nothing_holds_nothing_back() -> None:
    assert Bucket().wait(1_000_000, now=0.0) == 0.0


def test_a_bucket_fills_at_the_endpoints_rate() -> None:
    bucket = Bucket()
    bucket.learn(Window(600, 1, None), under_way=0, now=0.0)

    bucket.take(1, now=0.0)

    assert bucket.wait(1, now=0.0) == pytest.approx(0.1)
    assert bucket.wait(1, now=0.1) == pytest.approx(0.0)


def test_answers_that_were_counted_before_do_not_raise_the_level() -> None:
    bucket = Bucket()
    bucket.learn(Window(60, 10, None), under_way=0, now=0.0)
    for _ in range(10):
        bucket.take(1, now=0.0)

    bucket.learn(Window(60, 10, None), under_way=10, now=0.0)

    assert bucket.wait(1, now=0.0) == pytest.approx(1.0)


def test_a_slow_reset_slows_the_rate_and_more_than_a_limit_waits_for_a_full_bucket() -> None:
    bucket = Bucket()
    bucket.learn(Window(100, 0, 1000.0), under_way=0, now=0.0)

    assert bucket.wait(1, now=0.0) == pytest.approx(10.0)
    assert bucket.wait(5_000, now=0.0) == pytest.approx(1000.0)


@given(st.lists(st.floats(0, 3), min_size=1, max_size=60), st.integers(1, 20))
def test_no_more_is_taken_than_the_endpoint_would_grant(pauses: list[float], left: int) -> None:
    bucket, now, taken = Bucket(), 0.0, 0
    bucket.learn(Window(60, left, None), under_way=0, now=now)
    for pause in pauses:
        now += pause
        if bucket.wait(1, now) == 0.0:
            bucket.take(1, now)
            taken += 1

    assert taken <= left + now + 1e-6
