from decimal import Decimal

import pytest

from restyle.text.english.numbers import numbers


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("about 700,000 blocks", [700_000]),
        ("fifty thousand headers", [50_000]),
        ("a $100 billion cluster", [100_000_000_000]),
        ("three hundred and twenty-five", [325]),
        ("five to twenty years", [5, 20]),
        ("3.2 million", [3_200_000]),
        ("two thousand twenty", [2020]),
        ("nobody knows", []),
    ],
)
def test_numbers_in_words_and_digits_have_one_value(text: str, values: list[int]) -> None:
    assert [number.values for number in numbers(text)] == [{Decimal(value)} for value in values]


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("two and a half", "2.5"),
        ("one and a half million", "1500000"),
        ("half of them", "50"),
        ("the twenty-first", "21"),
        ("nineteen eighty-four", "1984"),
        ("5 to 7 million", "5000000"),
        ("a $100B cluster", "100000000000"),
        ("5 m", "5"),
        ("the nineties", "1990"),
        ("the eighteen-seventies", "1870"),
        ("1½ cups", "1.5"),
        ("250 grand", "250000"),
        ("7 Grand Slams", "7"),
    ],
)
def test_every_reading_of_a_number_is_given(text: str, reading: str) -> None:
    assert Decimal(reading) in {value for number in numbers(text) for value in number.values}
