"""The search box finds Arabic however it is written, and names however they are transliterated.

Words are cut, folded and stemmed when the index is made, and again in the reader's browser, by search.js,
when something is looked for. Both must do the same: what the two share (which signs are folded, what the
article is) stands here and is handed to the script. English stays as Sphinx does it, marks on letters aside.

| written | looked for as |
|---|---|
| أُعلنت, الأسد, هدنة, ٢٠٢٤ | the fold of analysis.folding: اعلنت, اسد, هدنه, 2024 |
| الفصائل, والفصائل, بالفصائل, للفصائل | the word without its article: فصايل |
| وفصائل, لفصائل | as it is, and once more without what may be a particle |
| Ayn al-Asad, Kata'ib Hizballah | the name that the book uses, when the lexicon lists the other one |
"""

import functools
import json
import re
import unicodedata
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish
from sphinx.transforms.post_transforms import SphinxPostTransform

from analysis import corpus, glossary
from analysis.folding import FORMS, GONE, fold

ARABIC = "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc\U0001ee00-\U0001eeff"
# Apostrophes of the learned ways to write Arabic names; they are letters to Unicode.
BESIDES = "\u02bc\u02be\u02bf"
ARTICLE = "^[وف]?(?:[بلك]?ال|لل)(?=.{3})"
PARTICLES = ["^[وف](?=.{3})", "^[بلك](?=.{3})", "^[وف][بلك](?=.{3})"]
BLOCKS = "p|div|dl|dt|dd|ul|ol|li|table|caption|thead|tbody|tr|th|td|h[1-6]|figure|figcaption|details|summary"

_piece = re.compile(f"[\\w{GONE}]+")
_arabic = re.compile(f"[{ARABIC}]")
_besides = re.compile(f"[{GONE}{BESIDES}]")
_logi = re.compile(r"^(.*[aeiouy][^aeiou].*)logi$")

# A reader who comes from a search sees its words marked. Sphinx marks what is written just as in the
# question; Arabic is marked by search.js, which is fetched only then. Those words are hidden from Sphinx.
MARKING = """
try {
  const asked = (localStorage.getItem("sphinx_highlight_terms") ?? "").split(" ");
  const arabic = asked.filter((word) => /[\\u0600-\\u06ff]/.test(word));
  if (arabic.length && !location.pathname.endsWith("/search.html")) {
    localStorage.setItem("sphinx_highlight_terms", asked.filter((word) => !arabic.includes(word)).join(" "));
    const script = document.createElement("script");
    script.src = `${document.documentElement.dataset.content_root}_static/language_data.js`;
    script.dataset.terms = arabic.join(" ");
    document.head.append(script);
  }
} catch {} /* a browser may keep a page from storing anything */
"""


class Search(SearchEnglish):
    """English as Sphinx knows it, and Arabic."""

    def split(self, input: str) -> list[str]:
        """The words for the index, an Arabic one also without what may be a particle before it."""
        return [reading for word in words(input) for reading in (word, *bare(word))]

    def stem(self, word: str) -> str:
        """An Arabic word without its article, an English one as Porter's rules have it.

        In the browser, Sphinx leaves "us" and "is" alone; its Python does not, and "US" would not be found.
        Its browser also takes "chronology" to "chronolog", which its Python, older than that rule, does not.
        """
        if _arabic.search(word):
            return without_article(word)
        return word.lower() if len(word) < 3 else _logi.sub(r"\1log", super().stem(word))

    @property
    def js_stemmer_code(self) -> str:  # type: ignore[override]
        """The same for the browser, which gets Sphinx's English first."""
        script = Path(__file__).with_suffix(".js").read_text(encoding="utf-8").strip()
        return f"{super().js_stemmer_code};\n{script}({json.dumps(shared())}, {json.dumps(names())});\n"


def words(text: str) -> list[str]:
    """The words of a text, the Arabic ones folded. Marks, tatweel and joiners are part of a word."""
    return [word for piece in _piece.findall(text) for word in _words(piece) if word]


def _words(piece: str) -> list[str]:
    if _arabic.search(piece):
        return re.findall(r"[^\W_]+", fold(piece).text)
    return [_besides.sub("", unicodedata.normalize("NFD", piece))]


def without_article(word: str) -> str:
    """A folded word without its article and the particles before that.

    What begins with these letters by itself (ألوية, folded الويه) loses them as well, so that it stays the
    same word with an article and without.
    """
    while (shorter := re.sub(ARTICLE, "", word)) != word:
        word = shorter
    return word


def bare(word: str) -> list[str]:
    """A folded word without each particle that it may begin with; the rest need not be a word."""
    if not _arabic.search(word):
        return []
    return [word[found.end() :] for particle in PARTICLES if (found := re.match(particle, word))]


def shared() -> dict[str, Any]:
    """What search.js needs to know: character classes, patterns, and the letter for each letter."""
    signs = map(chr, range(0x600, 0x700))
    return {
        "arabic": ARABIC, "besides": BESIDES, "gone": GONE, "forms": FORMS, "article": ARTICLE,
        "particles": PARTICLES,
        "letters": {sign: fold(sign).text for sign in signs if fold(sign).text not in ("", sign)},
    }  # fmt: skip


@functools.cache
def names() -> list[tuple[str, str]]:
    """Every way to write a name of the glossary, and the name as the book writes it, the longest first."""
    found = {
        " ".join(words(written)).lower(): entry.en
        for entry in glossary.entries(corpus.load())
        for written in (entry.en, *entry.latin)
    }
    return sorted(found.items(), key=lambda pair: (-len(pair[0]), pair[0]))


class PartBlocks(SphinxPostTransform):
    """Parts blocks of raw HTML by a line break: the index takes tags away and would join their words."""

    default_priority = 860
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        for raw in list(self.document.findall(nodes.raw)):
            if raw.get("format") == "html":
                text = parted(raw.astext())
                raw.replace_self(nodes.raw(text, text, format="html"))


def parted(html: str) -> str:
    """HTML with a line break between an element's end or words and a block that begins there."""
    return re.sub(rf"(?<=\S)(?=<(?:{BLOCKS})\b)", "\n", html)


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_search_language(Search)
    app.add_post_transform(PartBlocks)
    app.add_js_file(None, body=MARKING)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
