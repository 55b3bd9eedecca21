"""LICENSE, as the data set's descriptions quote it."""

from pathlib import Path

import pytest

from analysis import licence


def test_the_terms_are_those_of_the_file() -> None:
    terms, whole = licence.read(), " ".join(licence.FILE.read_text("utf-8").split())
    assert terms.title == "Creative Commons Attribution 4.0 International (CC BY 4.0)"
    assert terms.address == "https://creativecommons.org/licenses/by/4.0/legalcode"
    assert terms.articles.startswith("The articles") and terms.articles.endswith("is given.")
    assert f"{terms.title}: {terms.address}" in whole and terms.articles in whole


@pytest.mark.parametrize(
    ("old", "said"), [("Creative Commons", "Data and prose"), ("3. The articles", "3. The articles")]
)
def test_a_file_without_them(tmp_path: Path, old: str, said: str) -> None:
    path = tmp_path / "LICENSE"
    path.write_text(licence.FILE.read_text("utf-8").replace(old, "Other"), encoding="utf-8")
    with pytest.raises(ValueError, match=rf"LICENSE: expected .*{said}"):
        licence.read(path)
