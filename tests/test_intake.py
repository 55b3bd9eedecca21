"""`add` as a person meets it: pages in several styles go in, a text and a sidecar that hold come out."""

import datetime as dt
import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from analysis import articles
from analysis.__main__ import main
from analysis.articles import SEEDS, Article
from analysis.intake import published
from analysis.intake.published import Claim

PAGES = Path(__file__).parent / "pages"
WORDPRESS = (PAGES / "wordpress.html").read_text("utf-8")
Add = Callable[..., Result]


@pytest.fixture
def add(seeds: Path) -> Add:
    """Runs `add` on a copy of the seeds."""

    def run(*words: str | Path) -> Result:
        return CliRunner().invoke(main, ["add", "--seeds", str(seeds), *map(str, words)])

    return run


def new(seeds: Path) -> list[Article]:
    """What was added, read as the book reads it."""
    return articles.load(seeds)[5:]


def sidecar(seeds: Path, article: Article) -> dict[str, object]:
    found = yaml.safe_load((seeds / f"{article.id}.yml").read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def test_a_page_with_tags_and_json_ld(add: Add, seeds: Path) -> None:
    done = add(PAGES / "wordpress.html")
    assert (done.exit_code, done.stderr) == (0, "")
    [article] = new(seeds)
    assert article.headline_ar == "فصيل يعلن وقف الهجمات على قاعدة السنديان"
    assert (article.outlet, article.outlet_ar) == (None, "وكالة النخيل الخيالية")
    assert article.url == "https://nakheel.example/2018/03/14/truce-sindiyan/"
    when = article.published
    assert when and when.first == when.last == dt.date(2018, 3, 14)
    assert when.basis == "inferred" and when.evidence and "prints no date" in when.evidence
    for place in ("article:published_time", "JSON-LD datePublished", "the address", "printed above the text"):
        assert place in when.evidence and place in done.stdout
    assert "2018-03-16" not in when.evidence and "not used: a change" in done.stdout
    paragraphs = article.text.strip().split("\n")
    assert len(paragraphs) == 5 and all(f"<p>{p}</p>" in WORDPRESS for p in paragraphs)
    assert "702 characters in 5 paragraphs" in done.stdout and "مهرجان التمر" in done.stdout


def test_an_old_page_in_a_table_in_windows_1256(add: Add, seeds: Path, tmp_path: Path) -> None:
    page = tmp_path / "old.htm"
    page.write_bytes((PAGES / "table.html").read_text("utf-8").encode("cp1256"))
    done = add(page)
    assert (done.exit_code, done.stderr) == (0, "")
    [article] = new(seeds)
    assert (article.headline_ar, article.outlet_ar, article.outlet, article.url) == (None, None, None, None)
    assert "windows-1256, as declared" in done.stdout
    assert article.text.startswith(
        "صواريخ تسقط قرب معسكر الصنوبر\nالثلاثاء 9 كانون الثاني 2018\nمدينة المرجان"
    )
    assert "|" not in article.text and "بريد القراء" not in article.text
    when = article.published
    assert when and (when.basis, when.words) == ("stated", "الثلاثاء 9 كانون الثاني 2018")


def test_an_amp_page_dated_on_another_clock(add: Add, seeds: Path) -> None:
    """Twenty to ten at night in London is the next day in Iraq, as the page prints it: they agree."""
    done = add(PAGES / "amp.html")
    [article] = new(seeds)
    when = article.published
    assert when and (when.first, when.last, when.basis) == (
        dt.date(2018, 5, 3),
        dt.date(2018, 5, 3),
        "stated",
    )
    assert when.words == "3 مايو 2018" and "2018-05-02 or, on the clock of Iraq, 2018-05-03" in done.stdout


def test_a_live_page_that_disagrees_with_itself(add: Add, seeds: Path) -> None:
    done = add(PAGES / "liveblog.html")
    [article] = new(seeds)
    when = article.published
    assert "DISAGREES" in done.stdout
    assert when and (when.first, when.last) == (dt.date(2018, 6, 20), dt.date(2018, 6, 21))
    assert when.basis == "inferred" and when.evidence and "disagrees with itself" in when.evidence
    assert "أنصار الفجر البعيد" in article.text and "بلدية اللؤلؤ" not in article.text


def test_a_page_that_no_date_stands_on(add: Add, seeds: Path, tmp_path: Path) -> None:
    page = tmp_path / "undated.html"
    head, _, body = WORDPRESS.partition("<body")
    title = re.search(r"<title>.*?</title>", head)
    assert title
    plain = f"<html><head>{title[0]}</head><body{body}".replace("14 آذار 2018", "")
    page.write_text(re.sub(r"\d آذار 2018", "", plain), encoding="utf-8")
    done = add(page)
    [article] = new(seeds)
    assert article.published is None and sidecar(seeds, article)["published"] is None
    assert "not found; a person must find out" in done.stdout


def test_a_plain_text_is_taken_as_it_is(add: Add, seeds: Path, tmp_path: Path) -> None:
    text = "بلدة الزعفران – 5 شباط 2019\n\n  سقط صاروخ قرب معسكر الصنوبر فجر أمس.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    done = add(tmp_path / "a.txt")
    [article] = new(seeds)
    assert article.text == text and done.exit_code == 0
    assert article.published and article.published.first == dt.date(2019, 2, 5)
    assert article.id == f"005_{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def mhtml() -> bytes:
    message = EmailMessage()
    message["Snapshot-Content-Location"] = "https://saved.example/a"
    message.make_related()
    page, frame = EmailMessage(), EmailMessage()
    page.set_content(WORDPRESS.encode("cp1256", "ignore"), "text", "html", cte="quoted-printable")
    page.replace_header("Content-Type", 'text/html; charset="windows-1256"')
    page["Content-Location"] = "https://saved.example/a"
    frame.set_content("<p>إطار فيه إعلان</p>", "html")
    for part in (page, frame):
        message.attach(part)
    return message.as_bytes()


def warc(pages: dict[str, str], packed: bool = True, kind: str = "text/html; charset=utf-8") -> bytes:
    out = BytesIO()
    writer = WARCWriter(out, gzip=packed)
    for url, page in pages.items():
        headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
        body = BytesIO(page.encode())
        writer.write_record(writer.create_warc_record(url, "response", payload=body, http_headers=headers))
    return out.getvalue()


def test_a_page_as_browsers_save_it(add: Add, seeds: Path, tmp_path: Path) -> None:
    (tmp_path / "a.mhtml").write_bytes(mhtml())
    done = add(tmp_path / "a.mhtml")
    assert (done.exit_code, done.stderr) == (0, "")
    [article] = new(seeds)
    assert article.url == "https://saved.example/a" and article.text.startswith("أعلن فصيل يسمي نفسه «كتيبة")
    assert "windows-1256" in done.stdout


@pytest.mark.parametrize("packed", [True, False])
def test_a_web_archive_with_more_than_one_page(add: Add, seeds: Path, tmp_path: Path, packed: bool) -> None:
    pages = {"https://a.example/1": WORDPRESS, "https://b.example/2": (PAGES / "amp.html").read_text("utf-8")}
    file = tmp_path / ("a.warc.gz" if packed else "a.warc")
    file.write_bytes(warc(pages, packed))
    done = add(file)
    assert (done.exit_code, done.stderr) == (0, "")
    assert [a.url for a in new(seeds)] == list(pages)
    assert len(list((seeds.parent / "originals").iterdir())) == 1, "one file came in"


def test_a_folder_and_the_next_free_number(add: Add, seeds: Path, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for name in ("amp", "wordpress"):
        (folder / f"{name}.html").write_bytes((PAGES / f"{name}.html").read_bytes())
    (folder / "picture.png").write_bytes(b"x")
    (folder / "wordpress_files").mkdir()
    (folder / "wordpress_files" / "frame.html").write_text("<p>x</p>")
    (seeds / "007_0123456789abcdef.review.yml").touch()
    assert add(folder).exit_code == 0
    numbers = [path.name[:3] for path in sorted(seeds.glob("*.txt"))]
    assert numbers == ["000", "001", "002", "003", "004", "008", "009"]


def test_the_original_is_kept_and_named(add: Add, seeds: Path) -> None:
    add(PAGES / "wordpress.html")
    raw = (PAGES / "wordpress.html").read_bytes()
    [kept] = (seeds.parent / "originals").iterdir()
    assert kept.name == f"{hashlib.sha256(raw).hexdigest()}.html" and kept.read_bytes() == raw
    [article] = new(seeds)
    assert sidecar(seeds, article)["original"] == kept.name


def test_the_originals_are_no_part_of_the_book() -> None:
    from book.build import INPUTS

    assert not any("originals".startswith(name) for name in INPUTS)
    ignored = (SEEDS.parent / ".gitignore").read_text("utf-8").splitlines()
    assert "originals/" in ignored


def test_chrome_in_the_text_is_marked_and_found_again(add: Add, seeds: Path, tmp_path: Path) -> None:
    story = "\n".join(re.findall(r"<p>(.*?)</p>", WORDPRESS)[1:])
    text = f"{story}\nاقرأ أيضا: تقرير عن أسعار الورق\nتابعونا على فيسبوك\nجميع الحقوق محفوظة © 2018\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    done = add(tmp_path / "a.txt")
    [article] = new(seeds)
    marked = [article.text[c.start : c.end] for c in article.chrome]
    assert marked and all(words in text.split(story)[1] for words in marked)
    assert "جميع الحقوق محفوظة © 2018" in "".join(marked)
    assert "marked as footer" in done.stdout


def test_an_outlet_that_the_lexicon_has(add: Add, seeds: Path, tmp_path: Path) -> None:
    page = WORDPRESS.replace("وكالة النخيل الخيالية", "ارم نيوز")
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    add(tmp_path / "a.html")
    [article] = new(seeds)
    assert (article.outlet, article.outlet_ar) == ("Erem News", "إرم نيوز")


def test_an_interrupted_run_is_taken_up_again(add: Add, seeds: Path) -> None:
    """The sidecar is there, the text isn't: the same page fills the gap instead of taking another number."""
    add(PAGES / "wordpress.html")
    [article] = new(seeds)
    (seeds / f"{article.id}.txt").unlink()
    (seeds / ".new-left").write_text("half")
    written = (seeds / f"{article.id}.yml").read_text("utf-8") + "# a person was here\n"
    (seeds / f"{article.id}.yml").write_text(written, encoding="utf-8")
    add(PAGES / "wordpress.html")
    assert [a.id for a in new(seeds)] == [article.id]
    assert (seeds / f"{article.id}.yml").read_text("utf-8") == written
    assert not list(seeds.glob(".new-*"))


def test_a_full_disk_leaves_nothing_half_written(
    add: Add, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted(p.name for p in seeds.iterdir())

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    done = add(PAGES / "wordpress.html")
    assert done.exit_code == 1 and "No space left on device" in done.stderr
    assert done.stderr.count("\n") == 1 and "Traceback" not in done.stderr
    monkeypatch.undo()
    assert sorted(p.name for p in seeds.iterdir()) == before


def test_check_holds_after_every_kind(add: Add, seeds: Path) -> None:
    add(*(PAGES / f"{name}.html" for name in ("amp", "liveblog", "wordpress")))
    done = CliRunner().invoke(main, ["check", "--seeds", str(seeds)])
    assert done.exit_code == 0 and done.stderr.startswith("8 articles, 5 reviews, ")


def test_nothing_is_read_when_the_package_is_imported() -> None:
    code = (
        "import sys, analysis, analysis.intake\n"
        "loaded = {'trafilatura', 'warcio', 'lxml', 'bs4'} & set(sys.modules)\n"
        "sys.exit(str(loaded) if loaded else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=SEEDS.parent)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("words", [[], ["--seeds", "nowhere", "a.html"]])
def test_wrong_usage(words: list[str]) -> None:
    assert CliRunner().invoke(main, ["add", *words]).exit_code == 2


MARCH, APRIL = dt.date(2019, 3, 1), dt.date(2019, 4, 1)


def claims(*days: dt.date) -> Iterator[Claim]:
    yield from (Claim((day,), f"meta {n}", str(day)) for n, day in enumerate(days))


def test_days_are_never_chosen_silently() -> None:
    assert published.decided([], "نص") is None
    agreed = published.decided(claims(MARCH, MARCH), "نص")
    assert agreed and (agreed["first"], agreed["last"], agreed["basis"]) == (MARCH, MARCH, "inferred")
    told = published.decided(claims(APRIL, MARCH), "نص")
    assert told and (told["first"], told["last"], told["words"]) == (MARCH, APRIL, None)
    assert "2019-03-01" in told["evidence"] and "2019-04-01" in told["evidence"]
    assert published.disagree(claims(APRIL, MARCH)) and not published.disagree(claims(MARCH))


def test_a_printed_day_that_the_page_contradicts_is_not_called_stated() -> None:
    text = "1 آذار 2019\nسقط صاروخ قرب المعسكر فجر أمس.\n"
    [printed] = published.of_text(text)
    alone = published.decided([printed], text)
    assert alone and (alone["basis"], alone["words"]) == ("stated", "1 آذار 2019")
    told = published.decided([printed, *claims(APRIL)], text)
    assert told and (told["basis"], told["first"], told["last"]) == ("inferred", MARCH, APRIL)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2018-03-14", ["2018-03-14"]),
        ("2018-03-14T23:30:00Z", ["2018-03-14", "2018-03-15"]),
        ("2018-03-14T18:00:00+0300", ["2018-03-14"]),
        ("Wed, 14 Mar 2018 10:00:00 GMT", ["2018-03-14"]),
        ("14 آذار 2018", ["2018-03-14"]),
        ("2018-02-31", []),
        ("soon", []),
        ("", []),
        ("9999-12-31T23:59:59Z", ["9999-12-31"]),
        ("0001-01-01T00:00:00Z", ["0001-01-01"]),
    ],
)
def test_the_day_that_a_value_means(value: str, expected: list[str]) -> None:
    assert [str(day) for day in published._days(value)] == expected


@pytest.mark.parametrize("at", [0, 1, 2])
def test_stopped_at_any_file_and_begun_again(
    add: Add, seeds: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    """The original, the sidecar, the text: whichever could not be written, the next run writes what lacks."""
    replace, calls = os.replace, iter(range(9))

    def stop(*words: Path) -> None:
        if next(calls) == at:
            raise KeyboardInterrupt
        replace(*words)

    monkeypatch.setattr(os, "replace", stop)
    assert add(PAGES / "wordpress.html").exit_code == 1
    monkeypatch.undo()
    assert add(PAGES / "wordpress.html").exit_code == 0
    assert [a.number for a in new(seeds)] == ["005"]
    assert not [p for p in (*seeds.iterdir(), *(seeds.parent / "originals").iterdir()) if p.name[0] == "."]


def test_several_at_once_take_numbers_of_their_own(seeds: Path, tmp_path: Path) -> None:
    paragraphs = re.findall(r"<p>(.*?)</p>", WORDPRESS)[1:]
    runs = []
    for n, paragraph in enumerate(paragraphs[:4]):
        (tmp_path / f"{n}.txt").write_text(f"{paragraph}\n", encoding="utf-8")
        words = ["add", "--seeds", str(seeds), str(tmp_path / f"{n}.txt")]
        runs.append(subprocess.Popen([sys.executable, "-m", "analysis", *words], cwd=SEEDS.parent, stdout=-3))
    assert [run.wait(120) for run in runs] == [0] * 4
    assert [a.number for a in new(seeds)] == ["005", "006", "007", "008"]


STORY = "".join(
    f"<p>{line}</p>"
    for line in (
        "قال مصدر أمني في الإقليم الخيالي إن طائرة مسيّرة سقطت فجر اليوم قرب قاعدة السنديان من دون إصابات.",
        "وأضاف المصدر أن القوات فتحت تحقيقًا في الحادث، ولم تعلن أي جهة مسؤوليتها عنه حتى ساعة إعداد التقرير.",
    )
)


def test_the_headline_is_the_line_next_to_the_text_not_the_site_above_it(
    add: Add, seeds: Path, tmp_path: Path
) -> None:
    head = "<title>جريدة المدار الخيالية - مسيّرة تسقط قرب السنديان</title>"
    top = "<h1>جريدة المدار الخيالية</h1><h2>مسيّرة تسقط قرب السنديان فجرًا</h2>"
    whole = f"<html><head><meta charset=utf-8>{head}</head><body>{top}{STORY}</body></html>"
    (tmp_path / "page.html").write_text(whole, encoding="utf-8")
    assert add(tmp_path / "page.html").exit_code == 0
    [article] = new(seeds)
    assert article.headline_ar == "مسيّرة تسقط قرب السنديان فجرًا"


def test_the_only_time_of_a_page_and_the_line_under_the_headline_date_it(
    add: Add, seeds: Path, tmp_path: Path
) -> None:
    top = '<a>صور</a><h1>مسيّرة تسقط قرب السنديان</h1><time datetime="2022-02-03">3 شباط/فبراير 2022</time>'
    head = "<meta charset=utf-8><title>مسيّرة تسقط قرب السنديان</title>"
    whole = f"<html><head>{head}</head><body>{top}{STORY}</body></html>"
    (tmp_path / "page.html").write_text(whole, encoding="utf-8")
    done = add(tmp_path / "page.html")
    assert "the only <time>" in done.stdout and "printed above the text" in done.stdout
    [article] = new(seeds)
    assert article.published and article.published.first == article.published.last == dt.date(2022, 2, 3)
