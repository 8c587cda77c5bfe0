import importlib.util

from tests.conftest import ROOT


def test_the_reference_page_is_made_of_the_docstrings() -> None:
    spec = importlib.util.spec_from_file_location("reference", ROOT / "docs" / "reference.py")
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)

    kept = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    assert made.page() == kept, "python docs/reference.py > docs/reference.md"
