"""Arabic in a built book carries its language and direction, and is never markup."""

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from tests.book import small

CONF = """
bibtex_bibfiles = ["refs.bib"]
myst_enable_extensions = ["colon_fence"]
"""

REFS = "@misc{awsat, author={{الشرق الأوسط}}, title={الحرب المفتوحة}, year={2021}}"

INDEX = """
# The base (عين الأسد)

Bare words هدنة in prose, [linked قاعدة words](other.md), [أربيل](other.md), and `code هدنة`.

قال *نعم* [ثم](other.md) لا. So it says.

{ar}`<script>alert("قال")</script>`

```{arabic}
:source: Asharq al-Awsat, {cite}`awsat`, [more](other.md)

وخلال 24 ساعة، *نحو* [14](x) <b>صاروخاً</b> {fact}`x` من نوع «غراد».

وقال: "نعم".
```

> استهدفت طائرة مسيرة مفخخة مطار أربيل الدولي.

> An English quotation of هدنة.

## الهدنة الجديدة

| Site | Name |
|---|---|
| Erbil | مطار أربيل الدولي. |

```{figure} dot.png
:name: dot
:alt: عين الأسد

The caption has صاروخ in it.
```

Cited {cite}`awsat`; {numref}`dot`.

```python
name = "هدنة"
```

```{toctree}
other
notebook
```
"""

OTHER = """
# الأسماء

Words.

```{bibliography}
```
"""

NOTEBOOK = {
    "nbformat": 4,
    "nbformat_minor": 5,
    "metadata": {"kernelspec": {"name": "python3", "display_name": "Python", "language": "python"}},
    "cells": [
        {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# Notebook\n\nA cell with هدنة."},
        {
            "cell_type": "code", "id": "b", "metadata": {}, "source": "1", "execution_count": 1,
            "outputs": [{
                "output_type": "display_data", "metadata": {},
                "data": {"text/markdown": "Output with <b>صاروخ</b> and قصف."},
            }],
        },
    ],
}

DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
    "3a7e9b550000000a49444154789c63600000000200010e5f3a3a0000000049454e44ae426082"
)


def build(project: Path, builder: str) -> Path:
    """Build the sample project; the folder of what came out."""
    done = small.build(project, builder)
    assert (done.returncode, done.stderr) == (0, "")
    return project / "_build" / builder


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    texts = {"refs.bib": REFS, "index.md": INDEX, "other.md": OTHER, "notebook.ipynb": json.dumps(NOTEBOOK)}
    (folder / "dot.png").write_bytes(DOT)
    return small.write(folder, texts, ["sphinxcontrib.bibtex", "sphinx_design", "arabic"], CONF)


@pytest.fixture(scope="module")
def html(project: Path) -> Path:
    return build(project, "html")


def body(page: Path) -> Tag:
    found = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").find(role="main")
    assert isinstance(found, Tag)
    return found


def marked(element: Tag) -> list[str]:
    """The words of every marked run, each with both language and direction."""
    runs = element.select("span[lang], span[dir]")
    assert all((run.get("lang"), run.get("dir")) == ("ar", "rtl") for run in runs)
    return [run.get_text() for run in runs]


def test_bare_words_are_marked_where_they_stand(html: Path) -> None:
    page = body(html / "index.html")
    assert marked(page.select("h1")[0]) == ["عين الأسد"]
    assert marked(page.select("h2")[0]) == ["الهدنة الجديدة"]
    assert marked(page.select("section > p")[0]) == ["هدنة", "قاعدة", "أربيل"]
    assert marked(page.select("tbody")[0]) == ["مطار أربيل الدولي."]
    assert marked(page.select("figcaption")[0]) == ["صاروخ"]
    assert marked(page.select("blockquote:not([lang])")[0]) == ["هدنة"]


def test_a_run_goes_across_links_and_emphasis(html: Path) -> None:
    run = body(html / "index.html").select("section > p")[1].select("span[lang]")
    assert [words.get_text() for words in run] == ["قال نعم ثم لا."]
    assert run[0].em is not None and run[0].a is not None and run[0].a["href"] == "other.html"


def test_links_and_citations_still_lead_somewhere(html: Path) -> None:
    page = body(html / "index.html")
    links = {link.get_text(): str(link["href"]) for link in page.select("p a.reference")}
    assert links["أربيل"] == "other.html"
    assert links["linked قاعدة words"] == "other.html"
    source = page.select(".quotation > p.source")[0]
    assert [link["href"] for link in source.select("a")][1] == "other.html"
    assert "الشرق الأوسط" in "".join(marked(body(html / "other.html")))


def test_code_is_left_alone(html: Path) -> None:
    page = body(html / "index.html")
    code = page.select("code, pre")
    assert len(code) == 2 and all("هدنة" in element.get_text() for element in code)
    assert not page.select("code [lang], pre [lang], span[lang] [lang], blockquote[lang] [lang]")


def test_quotations_are_blocks_from_right_to_left(html: Path) -> None:
    quotations = body(html / "index.html").select('blockquote[lang="ar"][dir="rtl"]')
    assert [[p.get_text() for p in quotation.select("p")] for quotation in quotations] == [
        ["وخلال 24 ساعة، *نحو* [14](x) <b>صاروخاً</b> {fact}`x` من نوع «غراد».", 'وقال: "نعم".'],
        ["استهدفت طائرة مسيرة مفخخة مطار أربيل الدولي."],
    ]
    assert quotations[0].parent is not None and "quotation" in quotations[0].parent["class"]


def test_words_of_an_article_are_never_markup(html: Path) -> None:
    page = body(html / "index.html")
    assert '<script>alert("قال")</script>' in marked(page)
    assert not page.select("p script, blockquote b, blockquote a, blockquote em")


def test_notebooks_are_marked_too(html: Path) -> None:
    page = body(html / "notebook.html")
    assert marked(page)[0] == "هدنة" and marked(page)[-1] == "قصف"


def test_titles_and_search_keep_plain_words(html: Path) -> None:
    soup = BeautifulSoup((html / "index.html").read_text(encoding="utf-8"), "html.parser")
    assert soup.title is not None and soup.title.get_text().startswith("The base (عين الأسد)")
    index = (html / "searchindex.js").read_text(encoding="utf-8")
    search = json.loads(index.removeprefix("Search.setIndex(").removesuffix(")"))
    assert search["titles"] == ["The base (عين الأسد)", "Notebook", "الأسماء"]
    assert {"هدنة", "غراد"} <= set(search["terms"]) and "الهدنة" in search["titleterms"]


def test_lists_of_contents_are_marked(html: Path) -> None:
    soup = BeautifulSoup((html / "index.html").read_text(encoding="utf-8"), "html.parser")
    contents = soup.select(".toctree-wrapper a[href='other.html'] span[lang=ar]")
    assert [words.get_text() for words in contents] == ["الأسماء"]


def test_the_single_page_is_marked_alike(project: Path, html: Path) -> None:
    single = body(build(project, "singlehtml") / "index.html")
    pages = [body(html / name) for name in ("index.html", "other.html", "notebook.html")]
    for contents in [element for page in [single, *pages] for element in page.select(".toctree-wrapper ul")]:
        contents.decompose()
    assert sorted(marked(single)) == sorted(words for page in pages for words in marked(page))
    assert len(single.select('blockquote[lang="ar"][dir="rtl"]')) == 2


def test_other_formats_get_the_words(project: Path) -> None:
    text = (build(project, "text") / "index.txt").read_text(encoding="utf-8")
    assert "Bare words هدنة in prose" in text and '<script>alert("قال")</script>' in text
