"""Whatever comes in through `add`: it ends as inert text in seeds/ or in a refusal on one line."""

import gzip
import json
import os
import random
import re
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
import trafilatura
import yaml
from click.testing import CliRunner

from analysis import articles, bibliography, cards, corpus
from analysis.__main__ import main
from analysis.intake import Refused, apart, page, saved
from analysis.intake.saved import Page
from analysis.intake.signs import cleaned, shown
from tests.test_intake import WORDPRESS, warc

assert trafilatura, "loaded here once, so that each child process has it"
STORY = "\n".join(re.findall(r"<p>.*?</p>", WORDPRESS)[1:])
PLAIN = re.sub(r"<.*?>", "", STORY)
# What a terminal or a reader could be deceived by, whoever wrote it: nothing of it may be printed.
RAW = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
NAMES = re.compile(
    r"seeds|seeds/\d{3}_[0-9a-f]{16}(\.(first|second|review))?\.(txt|yml)|originals|originals/[0-9a-f]{64}\.[a-z.]+"
)


class Done(NamedTuple):
    code: int
    out: str
    errors: list[str]
    new: list[articles.Article]


@pytest.fixture
def add(tmp_path: Path, seeds: Path) -> Callable[..., Done]:
    """Runs `add`, and fails when anything is printed raw, said on several lines, or written elsewhere."""

    def run(*given: Path | str) -> Done:
        before = everything(tmp_path)
        done = CliRunner().invoke(main, ["add", "--seeds", str(seeds), *map(str, given)])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        assert not RAW.search(done.stdout) and not RAW.search(done.stderr)
        made = everything(tmp_path) - before
        assert all(NAMES.fullmatch(name) for name in made), made
        errors = done.stderr.splitlines()
        assert done.exit_code == (1 if errors else 0)
        return Done(done.exit_code, done.stdout, errors, articles.load(seeds)[5:])

    return run


Add = Callable[..., Done]


def everything(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if "given" not in path.parts}


@pytest.fixture
def given(tmp_path: Path) -> Path:
    (tmp_path / "given").mkdir()
    return tmp_path / "given"


def put(folder: Path, content: str | bytes, name: str = "page.html") -> Path:
    raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    (folder / name).write_bytes(raw)
    return folder / name


def told(title: str = "عنوان", outlet: str = "وكالة", url: str = "https://a.example/", **more: str) -> str:
    """A page that says these of itself, in its tags and in JSON-LD."""
    tags = {"og:title": title, "og:site_name": outlet, "og:url": url, **more}
    quoted = {n: v.replace("&", "&amp;").replace('"', "&quot;") for n, v in tags.items()}
    meta = "".join(f'<meta property="{name}" content="{value}">' for name, value in quoted.items())
    about = {"@type": "NewsArticle", "headline": title, "url": url, "publisher": {"name": outlet}}
    script = json.dumps({**about, "datePublished": more.get("date", "2018-03-14")}).replace("<", "\\u003c")
    return (
        f'<html><head><meta charset="utf-8">{meta}<script type="application/ld+json">{script}</script></head>'
        f"<body><article>{STORY}</article></body></html>"
    )


TITLES = {
    "a path": "../../../etc/passwd",
    "an absolute path": "/etc/cron.d/x",
    "a path of Windows": "..\\..\\CON:",
    "NUL": "a\x00b.txt",
    "line feeds": "أ\nhostile: true\n---\n!!x",
    "very long": "ط" * 100_000,
    "very long path": "a/" * 5000,
    "overrides": "\u202eكذب\u202c \u2066عزل\u2069",
    "terminal": "\x1b]0;owned\x07\x1b[2J\x9b31m",
    "YAML tag": "!!python/object/apply:os.system ['true']",
    "YAML alias": "*a",
    "YAML anchor": "&a [b, c]",
    "YAML mapping": "{outlet: x, copy_of: y}",
    "YAML null": "null",
    "YAML date": "2018-03-14",
    "YAML comment": "# nothing: - x",
    "YAML block": "| \n  x",
    "template": "{{ 7 * 7 }}{% include 'x' %}",
    "script": "<script>alert(1)</script>",
    "MyST": "```{eval-rst}\n.. raw:: html\n```",
    "MyST role": "{raw}`html` {fact}`articles`",
    "LaTeX": r"\input{/etc/passwd}$x$ \write18{true} %",
    "half a character": "\ud800\udfffكلمة",
    "tags of Unicode": "\U000e0041\U000e007fكلمة",
    "printf": "%s%n{0}{__class__}",
    "click markup": "[red]x[/red]",
}


@pytest.mark.parametrize("name", TITLES)
def test_titles_names_and_addresses_stay_strings(add: Add, given: Path, seeds: Path, name: str) -> None:
    hostile = TITLES[name]
    url = f"https://a.example/{hostile}"
    done = add(put(given, told(hostile, f"وكالة {hostile}", url, date=hostile)))
    assert done.errors == []
    [article] = done.new
    data = yaml.safe_load((seeds / f"{article.id}.yml").read_text("utf-8"))
    assert set(data) == {"outlet", "headline", "published", "language", "url", "sha256", "chrome", "original"}
    for field in (*data["headline"].values(), *data["outlet"].values(), data["url"]):
        assert field is None or (isinstance(field, str) and len(field) < 2001 and not RAW.search(field))
    headline = article.headline_ar or data["headline"]["en"]
    assert headline in (None, " ".join(cleaned(hostile)[0].split()))
    assert article.url is None or re.fullmatch(r"https://a\.example/[^\s<>{}\"'`\\]*", article.url)


def test_a_page_with_a_thousand_dates(add: Add, given: Path) -> None:
    tags = "".join(
        f'<meta name="pubdate" content="{year}-03-{day:02}">'
        for year in range(1996, 2020)
        for day in range(1, 29)
    )
    done = add(put(given, f"<html><head>{tags}{tags}</head><body>{STORY}</body></html>"))
    assert len(done.out.splitlines()) < 60 and "DISAGREES" in done.out
    when = done.new[0].published
    assert when and when.evidence and len(when.evidence) < 3000


def test_half_a_character_in_json(add: Add, given: Path) -> None:
    about = '{"@type": "NewsArticle", "headline": "\\ud800كلمة", "datePublished": "\\udfff2018-03-14"}'
    script = f'<script type="application/ld+json">{about}</script>'
    done = add(put(given, f"<html><head>{script}</head><body><h1>كلمة</h1>{STORY}</body></html>"))
    assert done.errors == [] and done.new[0].headline_ar == "كلمة"


@pytest.mark.parametrize("name", ["script", "template", "MyST", "LaTeX", "YAML tag"])
def test_what_came_in_is_inert_in_the_book(add: Add, given: Path, seeds: Path, name: str) -> None:
    add(put(given, told(f"عنوان {TITLES[name]}", f"وكالة {TITLES[name]}")))
    held = corpus.load(seeds)
    html = str(cards.cards(held).html)
    assert "<script" not in html.lower() and html.count('class="article-card"') == 6
    bib = bibliography.entry(held.articles[-1])
    assert bib.count("@misc") == 1 and r"\input" not in bib and r"\write" not in bib


FURNITURE = {
    "script": "<script>سري = 'كلمة سرية';</script>",
    "script unclosed": "<script>سري = 'كلمة سرية'",
    "script in capitals": "<SCRIPT type=text/plain>كلمة سرية</SCRIPT >",
    "script in SVG": "<svg><script>كلمة سرية</script></svg>",
    "style": "<style>p::after {content: 'كلمة سرية'}</style>",
    "style of an element": "<p style='x: كلمة سرية' onclick='كلمة سرية'>فقرة أخرى قصيرة</p>",
    "template": "<template><p>كلمة سرية</p></template>",
    "noscript": "<noscript><img src=x onerror='كلمة سرية'></noscript>",
    "frame": "<iframe srcdoc='<p>كلمة سرية</p>'></iframe>",
    "comment": "<!-- <p>كلمة سرية</p> -->",
    "processing": "<?php echo 'كلمة سرية'; ?>",
    "object": "<object data='javascript:كلمة سرية'></object>",
}


@pytest.mark.parametrize("name", FURNITURE)
@pytest.mark.parametrize("where", ["before", "inside", "after"])
def test_scripts_and_styles_never_end_in_the_text(add: Add, given: Path, name: str, where: str) -> None:
    parts = STORY.split("\n")
    parts.insert({"before": 0, "inside": 2, "after": len(parts)}[where], FURNITURE[name])
    done = add(put(given, f"<html><body><article>{''.join(parts)}</article></body></html>"))
    if done.new:
        assert "سرية" not in done.new[0].text and "<" not in done.new[0].text
        # The rest of the page is inside a script that is never closed.
        assert name == "script unclosed" or PLAIN.split("\n")[0] in done.new[0].text
    else:
        assert name == "script unclosed" and len(done.errors) == 1


MARKUP = {
    "MyST": "```{eval-rst}\n.. include:: /etc/passwd\n```\n",
    "template": "{{ config }} {% raw %}\n",
    "HTML": "<script>alert(1)</script><img src=x onerror=alert(1)>\n",
    "LaTeX": "\\input{/etc/passwd} $\\href{javascript:1}{x}$\n",
    "YAML": "---\n!!python/object:x\n*a\n",
    "terminal": "\x1b[2J\x1b]0;x\x07\x00\x9b\n",
    "overrides": "\u202e\u2066\u202a\u2069\u202c\n",
    "line ends": "سطر\r\nسطر\rسطر\u2028سطر\x85",
}


@pytest.mark.parametrize("name", MARKUP)
def test_markup_in_a_plain_text_is_text(add: Add, given: Path, name: str) -> None:
    text = f"{PLAIN}\n{MARKUP[name]}{PLAIN[:200]}\n"
    done = add(put(given, text, "page.txt"))
    assert done.errors == []
    [article] = done.new
    assert article.text == cleaned(text)[0] and not re.search(
        "[\x00-\x08\x0b-\x1f\u202a-\u202e]", article.text
    )
    if name in ("terminal", "overrides"):
        assert "harmful signs taken out: 5" in done.out
    else:
        assert "harmful signs" not in done.out


@pytest.mark.parametrize(
    "name",
    [
        "\x1b[31mred.html",
        "line\nfeed.html",
        "\u202elmth.txt",
        "-rf.html",
        "a b;$(x).html",
        "ط" * 60 + ".html",
        "%s.html",
    ],
)
def test_hostile_names_of_files(add: Add, given: Path, name: str) -> None:
    assert add(put(given, told(), name) if name[0] != "-" else given / name).code in (0, 1)
    put(given, "nothing here", name)
    done = add("--", given / name)
    assert len(done.errors) == 1 and shown(name)[:20] in done.errors[0]


def test_a_name_that_is_no_text(add: Add, given: Path) -> None:
    name = os.fsdecode(b"\xff\xfe.html")
    done = add(put(given, "x", name))
    assert len(done.errors) == 1 and "\\udcff\\udcfe.html" in done.errors[0]


def test_links_and_what_is_no_file(add: Add, given: Path, tmp_path: Path, seeds: Path) -> None:
    secret = put(given, f"{PLAIN}\n", "secret.txt")
    folder = given / "folder"
    folder.mkdir()
    (folder / "link.txt").symlink_to(secret)
    (folder / "loop.txt").symlink_to("loop.txt")
    os.mkfifo(folder / "pipe.txt")
    assert "no file in it" in add(folder).errors[0], "a link in a folder was not named by anybody"
    (given / "null.txt").symlink_to("/dev/zero")
    for path in (folder / "pipe.txt", given / "null.txt"):
        assert add(path).errors[0].endswith("expected a file")
    assert "cannot be read" in add(folder / "loop.txt").errors[0]
    # A link that is named is read as the file that it leads to; what is kept is a file.
    assert len(add(folder / "link.txt").new) == 1
    assert not any(p.is_symlink() for p in (*seeds.iterdir(), *(tmp_path / "originals").iterdir()))


def test_links_in_the_way_are_not_written_through(add: Add, given: Path, tmp_path: Path, seeds: Path) -> None:
    outside = put(given, "outside", "outside")
    raw = put(given, told())
    name = Path(re.findall(r"originals/(\S+)", add(raw).out)[0]).name
    for path in seeds.glob("005_*"):
        path.unlink()
        path.symlink_to(outside)
    (tmp_path / "originals" / name).unlink()
    (tmp_path / "originals" / name).symlink_to(outside)
    CliRunner().invoke(main, ["add", "--seeds", str(seeds), str(raw)])
    assert outside.read_text() == "outside"


def refused(add: Add, path: Path, said: str) -> None:
    start = time.monotonic()
    done = add(path)
    assert (done.new, done.out) == ([], "")
    assert len(done.errors) == 1 and done.errors[0].startswith(str(path)), done.errors
    assert said in done.errors[0], done.errors
    assert time.monotonic() - start < 60


BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "nothing": ("a.html", lambda: b"", "there is no"),
    "nothing in text": ("a.txt", lambda: b" \n\t", "there is no text"),
    "not Arabic": ("a.txt", lambda: b"The weather was fine. " * 50, "expected an article in Arabic"),
    "binary as text": ("a.txt", lambda: random.Random(1).randbytes(100_000), "expected UTF-8"),
    "binary as a page": ("a.html", lambda: random.Random(1).randbytes(100_000), "expected UTF-8"),
    "a picture": ("a.html", lambda: b"\x89PNG\r\n\x1a\n" + bytes(1000), "expected UTF-8"),
    "another kind": ("a.pdf", lambda: b"%PDF", "expected a file that ends in"),
    "more than 20 MB": ("a.html", lambda: b" " * (saved.MOST_RAW + 1), "more than 20,000,000 bytes"),
    "more than 1 MB of text": ("a.txt", lambda: (PLAIN * 2000).encode()[:4_000_000], "more than 1,000,000"),
    "more text than that in a page": (
        "a.html", lambda: f"<article>{STORY * 1600}</article>".encode(), "more than 1,000,000"),
    "a page of menus": ("a.html", lambda: b"<html><body><nav><a href=/>x</a></nav></body></html>", "article"),
    "entities in entities": ("a.html", lambda: (
        '<!DOCTYPE x [<!ENTITY a0 "لول">' + "".join(
            f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12)) + "]><p>&a12;</p>").encode(),
        ""),
    "an outer entity": (
        "a.html", lambda: b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><p>&a;</p>', ""),
    "a bomb in gzip": ("a.warc.gz", lambda: gzip.compress(b"0" * 300_000_000, 1), "bytes once unpacked"),
    "gzip cut off": ("a.warc.gz", lambda: warc({"https://a.example/": WORDPRESS})[:-20], "ends too soon"),
    "gzip broken": ("a.warc.gz", lambda: b"\x1f\x8b" + b"x" * 100, "cannot be unpacked"),
    "no archive": ("a.warc", lambda: b"hello \x1b[31m\n" * 20, "not a web archive"),
    "an empty archive": ("a.warc", lambda: b"", "there is no page"),
    "an archive of pictures": (
        "a.warc", lambda: warc({"https://a.example/": "x"}, False, "image/png"), "there is no page"),
    "too many pages": (
        "a.warc", lambda: warc({f"https://a.example/{n}": "<p>x</p>" for n in range(51)}, False), ""),
    "no message": ("a.mhtml", lambda: b"hello", "there is no page"),
    "parts in parts": ("a.mhtml", lambda: b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(3000)), ""),
    "an unknown charset": (
        "a.html", lambda: b'<meta charset="x-\x1b[0m">' + STORY.encode("cp1256"), "is not known"),
    "another charset than declared": (
        "a.html", lambda: b'<meta charset="utf-8">' + STORY.encode("cp1256"), "could not be read"),
    "UTF-16 cut in a letter": ("a.txt", lambda: PLAIN.encode("utf-16")[:-1], "expected utf-16-le"),
    "UTF-7": (
        "a.html", lambda: b'<meta charset="utf-7">+ADw-script+AD4-' + STORY.encode("cp1256"), "not known"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_is_refused(add: Add, given: Path, name: str) -> None:
    file, make, said = BAD[name]
    if name == "too many pages":
        done = add(put(given, make(), file))
        assert done.new == [] and "more than 50 pages" in done.errors[-1]
    else:
        refused(add, put(given, make(), file), said)


DEEP = {
    "div": "<div>" * 100_000,
    "b": "<b>" * 100_000,
    "tables": "<table><tr><td>" * 20_000,
    "lists": "<ul><li>" * 20_000,
    "quotations": "<blockquote>" * 50_000,
    "JSON-LD": f'<script type="application/ld+json">{"[" * 200_000}</script>',
    "JSON-LD objects": '<script type="application/ld+json">'
    + '{"a":' * 50_000
    + "1"
    + "}" * 50_000
    + "</script>",
    "JSON-LD wide": '<script type="application/ld+json">['
    + '{"@type":"NewsArticle"},' * 50_000
    + "{}]</script>",
    "many tags": '<meta property="article:published_time" content="2018-03-14">' * 20_000,
    "one long tag": f'<meta property="og:title" content="{"2018-03-14 " * 300_000}">',
    "comments": "<!--" * 300_000 + "-->",
    "entities": "<p>" + "&lt;" * 300_000 + "</p>",
    "attributes": "<p " + " ".join(f"a{n}=x" for n in range(20_000)) + ">",
    "doctype": "<!DOCTYPE" + " x" * 500_000 + ">",
}


@pytest.mark.parametrize("name", DEEP)
def test_deep_and_wide_pages_end_soon(add: Add, given: Path, name: str) -> None:
    start = time.monotonic()
    done = add(put(given, f"<html><body>{DEEP[name]}<article>{STORY}</article></body></html>"))
    assert len(done.new) + len(done.errors) == 1
    assert time.monotonic() - start < 60


CHARSETS = {
    "declared in a tag": (b'<meta charset="windows-1256">', "cp1256"),
    "declared the old way": (b'<meta http-equiv=Content-Type content="text/html; charset=cp1256">', "cp1256"),
    "ISO 8859-6": (b'<meta charset="iso-8859-6">', "iso-8859-6"),
    "not declared": (b"", "cp1256"),
    "UTF-8 that says otherwise": (b'<meta charset="windows-1256">', "utf-8"),
    "with a byte order mark": (b"\xef\xbb\xbf", "utf-8"),
    "UTF-16": (b"", "utf-16"),
}


@pytest.mark.parametrize("name", CHARSETS)
def test_charsets(add: Add, given: Path, name: str) -> None:
    head, charset = CHARSETS[name]
    story = STORY.replace("«", "").replace("»", "")
    done = add(put(given, head + f"<html><body><article>{story}</article></body></html>".encode(charset)))
    assert done.errors == []
    assert done.new[0].text.split("\n")[0] == re.sub(r"<.*?>|[«»]", "", story.split("\n")[0])
    assert ("a guess" in done.out) == (name == "not declared")


def test_one_bad_file_does_not_stop_the_others(add: Add, given: Path) -> None:
    good, bad = put(given, told()), put(given, b"\xff\x00", "bad.txt")
    other = put(given, PLAIN[:300] + "\n", "other.txt")
    done = add(bad, good, given / "none.html", other)
    assert (done.code, len(done.new), len(done.errors)) == (1, 2, 2)


@pytest.mark.parametrize("how", ["killed", "hang", "swell", "print", "raise", "exit"])
def test_a_reader_that_fails_does_no_harm(monkeypatch: pytest.MonkeyPatch, capfd, how: str) -> None:
    def fail(_: Page) -> object:
        match how:
            case "killed":
                os.kill(os.getpid(), signal.SIGKILL)
            case "hang":
                time.sleep(60)
            case "swell":
                return bytearray(8_000_000_000)
            case "print":
                os.write(2, b"\x1b[2J")
                print("\x1b[2J")
            case "exit":
                os._exit(0)
        raise KeyError("\x1b[2J")

    monkeypatch.setattr(page, "read", fail)
    [(_, found)] = apart.read(lambda: [Page("a", b"", ".html", b"")], seconds=1)
    assert isinstance(found, Refused)
    expected = {"killed": "breaks the program", "exit": "breaks the program", "hang": "more than 1 seconds",
                "swell": "too much memory"}  # fmt: skip
    assert expected.get(how, "cannot be read: KeyError") in str(found)
    assert capfd.readouterr() == ("", "")


MUTATIONS = 60


def test_pages_broken_at_random(add: Add, given: Path) -> None:
    """Bytes cut, doubled and strewn in: each page comes in or is refused, and `add` goes on to the next."""
    chance = random.Random(7)
    raws = [WORDPRESS.encode(), warc({"https://a.example/": WORDPRESS}, False), told().encode()]
    endings = ("html", "warc", "mhtml")
    paths = []
    for n in range(MUTATIONS):
        raw = bytearray(raws[n % 3])
        for _ in range(chance.randrange(1, 12)):
            at = chance.randrange(len(raw))
            raw[at : at + chance.randrange(40)] = chance.choice(
                (
                    b"",
                    b"<",
                    b">",
                    b'"',
                    b"\x00",
                    b"\xff\xd8",
                    b"</",
                    b"<!--",
                    b"]]>",
                    b"\x1b[2J",
                    bytes(raw[:50]),
                )
            )
        paths.append(put(given, bytes(raw), f"{n}.{endings[n % 3]}"))
    done = add(*paths)
    # An archive can have a page that comes in and an end that is refused.
    assert len(done.errors) + len(re.findall(r"^  (?:not )?written ", done.out, re.MULTILINE)) >= MUTATIONS
    assert done.new


def test_what_is_shown_is_escaped() -> None:
    assert shown("a\x1b[2J\n\u202eب\ud800") == "a\\u001b[2J\\u000a\\u202eب\\ud800"
    assert len(shown("ب" * 1000)) == 300
