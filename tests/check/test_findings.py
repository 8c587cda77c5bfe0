import pytest

from restyle.check import Draft, findings
from restyle.domain import Span

SAID = (
    "So, um, the queue was about forty percent shorter, I think, in 2009. "
    "People say that ideas are cheap and execution is everything. "
    "It costs five thousand dollars."
)


def draft(text: str, said: str = SAID) -> Draft:
    return Draft(text, said, (Span(0, 0, len(said)),))


@pytest.mark.parametrize(
    "text",
    [
        "The queue was about 40 percent shorter in 2009, she thinks. It costs $5,000.",
        "She says “ideas are cheap and execution is everything”.",
        'She says "The queue was about forty percent shorter".',
        "The “zipper merge” has two parts:\n\n1. One.\n2. Two.\n3. Three.",
    ],
)
def test_a_faithful_section_has_no_findings(text: str) -> None:
    assert findings(draft(text)) == ()


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("The queue was 45 percent shorter.", "number", "45"),
        ("It was in 2010.", "number", "2010"),
        ("It costs fifty thousand dollars.", "number", "fifty thousand"),
        ("As an AI, I think so.", "leak", "As an AI"),
        ("In this transcript the queue is short.", "leak", "In this transcript"),
        (
            "“The queue is a thing of beauty and joy”, she says.",
            "quote",
            "The queue is a thing of beauty and joy",
        ),
    ],
)
def test_what_was_not_said_is_a_finding(text: str, kind: str, words: str) -> None:
    found = findings(draft(text))

    assert [(f.kind, f.text) for f in found] == [(kind, words)]


def test_a_quote_with_a_changed_word_names_the_exact_words() -> None:
    (found,) = findings(draft("“People say that ideas are cheap and effort is everything.”"))

    assert found.fix == "People say that ideas are cheap and execution is everything."


def test_a_leak_that_was_said_is_speech() -> None:
    assert findings(draft("It said: as an AI.", said="It said, as an AI, that it would.")) == ()
