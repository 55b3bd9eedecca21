"""An article that attacks the book, in a book built with it: its words stay words, or it is refused."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup, Tag
from pybtex.database import parse_string

from analysis import articles, reviews
from analysis.articles import SEEDS
from analysis.yamlfile import BadFile
from tests.book import hostile
from tests.book.hostile import ADDRESSES, ALONE, CONF, FORMULAS, ID, NAMES, PAYLOADS, SECRET, SIGNS, dump

Record = Callable[[str, object], None]
FIELDS = 12
"""The text, quotation, translation, note, conflict, speaker, terms, what is counted, headline, evidence of
the date, why the window, what was settled: in each of them stands each payload."""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built pages, in a copy of the project that has the article."""
    project = hostile.project(tmp_path_factory.mktemp("hostile") / "project")
    environment = os.environ | {"PYTHONPATH": str(project), "PYTHONWARNINGS": "ignore"}

    def python(*words: str) -> str:
        command = [sys.executable, *words]
        done = subprocess.run(
            command, cwd=project, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    pages = json.loads(python(str(Path(hostile.__file__).with_name("hostile_pages.py"))))
    source = project.with_name("source")
    for name, text in pages.items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / f"{name}.md").write_text(text, encoding="utf-8")
    (source / "conf.py").write_text(CONF.format(root=str(project)), encoding="utf-8")
    out = project.with_name("html")
    python("-m", "sphinx", "-q", "-n", "-W", "--keep-going", "-b", "html", str(source), str(out))
    return out


@pytest.fixture(scope="module")
def pages(book: Path) -> dict[str, BeautifulSoup]:
    names = ["index", *(f"book/{path.stem}" for path in (book / "book").glob("*.html"))]
    return {n: BeautifulSoup((book / f"{n}.html").read_text(encoding="utf-8"), "html.parser") for n in names}


def body(soup: BeautifulSoup) -> Tag:
    found = soup.select_one("div.body")
    assert found is not None
    return found


def test_nothing_on_a_page_acts(pages: dict[str, BeautifulSoup], record_property: Record) -> None:
    """No script, style or frame but ours, no handler, no address but a page, an anchor or one on the web."""
    assert len(pages) > 8
    for name, soup in pages.items():
        forbidden = "script, iframe, object, embed, form, input, base, meta, link, math, foreignObject, img"
        found = body(soup).select(forbidden)
        foreign = [one for one in map(str, found) if "application/ld+json" not in one[:40]]
        assert foreign == [], name
        for style in body(soup).select("style"):
            assert style.find_parent("svg") is not None and "evil" not in style.get_text(), name
        for element in body(soup).find_all(True):
            for key, value in element.attrs.items():
                assert not key.startswith("on") and key not in ("srcdoc", "action", "autofocus"), (name, key)
                address = key in ("href", "src", "xlink:href", "data") and str(value)
                assert not address or re.match(r"#|https?://|[\w./-]+(#|$)", address), (name, address)
                assert key != "style" or "evil" not in str(value), (name, value)
    record_property("hostile inputs tried", len(PAYLOADS) * FIELDS + len(ALONE))


def flat(text: str) -> str:
    return " ".join(text.split())


def test_every_payload_can_be_read_as_it_is(pages: dict[str, BeautifulSoup]) -> None:
    evidence = body(pages["book/evidence"])
    for n, payload in enumerate(PAYLOADS):
        entry = evidence.find(id=f"s-905-{n:06x}")
        assert isinstance(entry, Tag)
        quote = entry.select_one("blockquote")
        assert quote and flat(quote.get_text()) == flat(hostile.words(n, payload))
        said = entry.select_one(".translation")
        assert said and flat(said.get_text()) == flat(f"Said: {payload}")
        assert flat(entry.get_text()).count(flat(f"Said: {payload}")) == 3, "translation, conflict and note"
    for n, long in enumerate(ALONE):
        entry = evidence.find(id=f"s-905-{len(PAYLOADS) + n:06x}")
        assert isinstance(entry, Tag) and long in entry.get_text()
    drawn = flat(hostile.DRAWN)
    for name in ("book/corpus", "book/bibliography", "book/comparison", "book/evidence", "book/charts"):
        assert drawn in flat(body(pages[name]).get_text()), name


def test_nothing_of_another_file_is_in_the_book(book: Path) -> None:
    for path in book.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert SECRET.encode() not in content and b"root:x:0" not in content, path
    assert not (book / "_downloads").exists()


def test_the_data_set_can_be_read_and_holds_no_formula(book: Path) -> None:
    data = book / "data"
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    assert {one["path"] for one in package["resources"]} < {path.name for path in data.iterdir()}
    for path in data.glob("*.csv"):
        rows = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8"), newline="")))
        assert {len(row) for row in rows} == {len(rows[0])}, path.name
        cells = {cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))}
        assert all(re.fullmatch(r"-\d+(\.\d+)?", cell) for cell in cells), (path.name, cells)
    lines = (data / "statements.jsonl").read_text(encoding="utf-8").split("\n")
    objects = {one["article"]: one for one in map(json.loads, filter(None, lines))}
    assert [s["quote"] for s in objects[ID]["statements"]] == [
        *(hostile.words(n, payload) for n, payload in enumerate(PAYLOADS)),
        *ALONE,
    ]
    entries = parse_string((data / "articles.bib").read_text(encoding="utf-8"), "bibtex").entries
    assert len(entries) == len(objects) and "evil" not in entries
    assert json.loads((data / "annotations.jsonld").read_text(encoding="utf-8"))["total"]


def test_the_description_for_search_engines_is_one_script(pages: dict[str, BeautifulSoup]) -> None:
    scripts = body(pages["book/data"]).select("script")
    assert len(scripts) == 1
    told = json.loads(scripts[0].get_text())
    report = told["isBasedOn"][-1]
    assert report["publisher"]["name"] == hostile.DRAWN and "</script>" in report["alternativeHeadline"]


def test_references_have_one_entry_each(pages: dict[str, BeautifulSoup]) -> None:
    """No name ends its line in the forms that go by lines."""
    for text in pages["book/evidence"].select("pre.cite-text[data-format=RIS]"):
        lines = text.get_text().strip().split("\n")
        assert lines[0].startswith("TY  - ") and lines[-1].startswith("ER  -")
        assert sum(line.startswith(("TY  -", "ER  -")) for line in lines) == 2


def test_the_search_index_is_data(book: Path) -> None:
    text = (book / "searchindex.js").read_text(encoding="utf-8")
    json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))


@pytest.fixture
def alone(tmp_path: Path) -> Path:
    """A folder with the hostile article and nothing else."""
    hostile.write(tmp_path, short=True)
    return tmp_path


def refusals(folder: Path, name: str = ID) -> list[str]:
    """What is said of the article: one line each, without a sign that does anything."""
    with pytest.raises(BadFile) as caught:
        reviews.load(articles.load_one(folder, name), folder=folder)
    said = [str(problem) for problem in caught.value.problems]
    assert all(len(one.splitlines()) == 1 and one.isprintable() for one in said), said
    return said


def changed(folder: Path, ending: str, change: Callable[[dict], None]) -> None:  # type: ignore[type-arg]
    path = folder / f"{ID}{ending}"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(data)
    dump(path, data)


def test_signs_that_steer_a_terminal_or_turn_a_line_are_refused(alone: Path, record_property: Record) -> None:
    tried = 0
    whole = {
        ending: (alone / f"{ID}{ending}").read_text(encoding="utf-8") for ending in (".yml", ".review.yml")
    }
    for sign in SIGNS:
        escaped = "".join(f"\\u{ord(letter):04x}" for letter in sign)
        for ending, old, field in (
            (".yml", "unwan (script)", "headline.transliterated"),
            (".review.yml", "Said: </style><style>*{display:none}</style>", "translation"),
        ):
            text = re.sub(
                rf"{field.rpartition('.')[2]}: .*{re.escape(old)}.*",
                lambda _, e=escaped, f=field: f'{f.rpartition(".")[2]}: "x{e}y"',
                whole[ending],
            )
            assert text != whole[ending]
            (alone / f"{ID}{ending}").write_text(text, encoding="utf-8")
            said = refusals(alone)
            assert len(said) == 1 and re.match(rf"{alone}/{ID}{ending}:\d+: ", said[0]), said
            assert field in said[0] or sign == "\ud800", said
            (alone / f"{ID}{ending}").write_text(whole[ending], encoding="utf-8")
            tried += 1
    record_property("hostile inputs tried", tried)


def test_formulas_are_refused_by_file_line_and_field(alone: Path, record_property: Record) -> None:
    for formula in FORMULAS:
        changed(alone, ".yml", lambda data, f=formula: data["headline"].update(en=f))
        changed(alone, ".review.yml", lambda data, f=formula: data["statements"][0].update(translation=f))
        said = refusals(alone)
        assert re.search(rf"{ID}\.yml:\d+: headline\.en: begins with ", said[0]), said
        changed(alone, ".yml", lambda data: data["headline"].update(en="x"))
        said = refusals(alone)
        assert len(said) == 1 and re.search(
            r"review\.yml:\d+: statements\.0\.\w*\.?translation: begins", said[0]
        )
    record_property("hostile inputs tried", 2 * len(FORMULAS))


def test_addresses_that_lead_anywhere_but_the_web_are_refused(alone: Path, record_property: Record) -> None:
    for address in ADDRESSES:
        changed(alone, ".yml", lambda data, a=address: data.update(url=a))
        said = refusals(alone)
        assert len(said) == 1 and re.search(rf"{ID}\.yml:\d+: url: ", said[0]), (address, said)
    record_property("hostile inputs tried", len(ADDRESSES))


def test_names_that_are_paths_or_markup_are_refused(tmp_path: Path, record_property: Record) -> None:
    for n, name in enumerate(NAMES):
        folder = tmp_path / str(n)
        folder.mkdir()
        if "/" not in name and name != "..":
            hostile.write(folder, name, short=True)
        said = refusals(folder, name)
        assert len(said) == 1 and "(file): expected a name of up to 100" in said[0], said
    record_property("hostile inputs tried", len(NAMES))


YAML = {
    "!!python/object/apply:os.system [touch ran]": "tag",
    "!!python/name:os.system": "tag",
    "!!binary AAAA": "tag",
    "&a [x, *a]": "alias",
    "[" * 60 + "]" * 60: "too many levels",
    "{? [a] : b}": "more than one word",
    "\x00": "not YAML",
    "x: [": "not YAML",
}


def test_yaml_that_is_more_than_data_is_refused(alone: Path, record_property: Record) -> None:
    for ending in (".yml", ".review.yml"):
        path = alone / f"{ID}{ending}"
        whole = path.read_text(encoding="utf-8")
        for value, reason in YAML.items():
            path.write_text(f"extra: {value}\n{whole}", encoding="utf-8")
            said = refusals(alone)
            assert len(said) == 1 and said[0].startswith(f"{path}:") and reason in said[0], (value, said)
        path.write_text(whole, encoding="utf-8")
    assert not Path("ran").exists()
    record_property("hostile inputs tried", 2 * len(YAML))


def test_a_review_may_not_name_what_is_not_there(alone: Path, record_property: Record) -> None:
    tricks = {
        "id": "../../x",
        "event": "../x",
        "kind": "<script>",
        "quote": "not in the text",
        "by": ["../x"],
        "target": "<b>",
        "target_type": "{{ x }}",
        "status": "$x$",
        "scope": "=1",
    }
    path = alone / f"{ID}.review.yml"
    whole = path.read_text(encoding="utf-8")
    for field, value in tricks.items():
        changed(alone, ".review.yml", lambda data, f=field, v=value: data["statements"][0].update({f: v}))
        said = refusals(alone)
        assert any(re.search(rf"review\.yml:\d+: statements\.0\.(\w+\.)?{field}", one) for one in said), (
            field,
            said,
        )
        path.write_text(whole, encoding="utf-8")
    record_property("hostile inputs tried", len(tricks))


def test_the_seeds_are_as_they_were() -> None:
    """What is allowed has not shut out what is there."""
    assert len(articles.load(SEEDS)) >= 5
