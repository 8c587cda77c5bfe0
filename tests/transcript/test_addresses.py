import pytest
from hypothesis import given
from hypothesis import strategies as st

from restyle.transcript.addresses import is_private, publishable


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://ada:secret@a.example/talk", "https://a.example/talk"),
        ("https://a.example/t?id=7&api_key=s3cret", "https://a.example/t?id=7"),
        ("https://a.example/t.mp3?token-time=1&token-hash=x%3D", "https://a.example/t.mp3"),
        (
            "https://s3.example/t?X-Amz-Signature=a&X-Amz-Credential=b&n=1",
            "https://s3.example/t?n=1",
        ),
        ("https://a.example/t?acc%65ss_token=x#part", "https://a.example/t#part"),
        ("http://[::1?key=1", ""),
    ],
)
def test_what_opens_a_door_is_not_published(address: str, shown: str) -> None:
    assert publishable(address) == shown
    assert is_private(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://youtube.com/watch?v=abc&t=3s",
        "https://a.example/?session=3&keynote=1&author=Ada",
        "https://a.example/@ada/talk",
        "HTTPS://A.example/x?",
        "talk.mp3",
        "",
    ],
)
def test_other_addresses_stay_as_they_are(address: str) -> None:
    assert publishable(address) == address
    assert not is_private(address)


@given(st.text())
def test_any_address_can_be_looked_at(text: str) -> None:
    assert "key=" not in publishable(f"https://a.example/?{text}&key=1").partition("#")[0][-5:]
