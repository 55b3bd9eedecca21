"""A sixth article, made up, that nobody has reviewed: what tests put beside the five."""

import hashlib
from pathlib import Path

ID = "005_fictional"
TEXT = """مصدر أمني: استهداف قاعدة عين الأسد بطائرتين مسيرتين

قال مصدر أمني إن قاعدة عين الأسد الجوية تعرضت، مساء الثلاثاء، إلى هجوم بطائرتين مسيرتين دون وقوع خسائر.

وفي أربيل، سقطت أربعة صواريخ قرب القنصلية الأميركية يوم الأربعاء، وأدى الهجوم إلى إصابة جنديين أميركيين.

وأعلنت كتائب حزب الله هدنة مع القوات الأميركية لمدة شهر.
"""
SIDECAR = """outlet: {en: Invented, ar: مخترع, transliterated: mukhtara}
headline: {en: null, ar: null, transliterated: null}
published: {first: 2024-07-18, last: 2024-07-18, basis: inferred, words: null, evidence: "Made up."}
language: ar
url: null
sha256: %s
chrome: []
"""


def add(seeds: Path, text: str = TEXT, id: str = ID) -> Path:
    """Puts the article into a folder. Returns where its review is to stand."""
    (seeds / f"{id}.txt").write_bytes(text.encode())
    (seeds / f"{id}.yml").write_text(SIDECAR % hashlib.sha256(text.encode()).hexdigest(), encoding="utf-8")
    return seeds / f"{id}.review.yml"


def filled(text: str) -> str:
    """A draft with everything that a person has to write."""
    text = text.replace('translation: ""', 'translation: "Words"').replace('why: ""', 'why: "So it says."')
    return text.replace('coder: ""', "coder: NN")
