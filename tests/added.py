"""A sixth article, made up for tests of what an added article changes."""

import hashlib
from pathlib import Path

NUMBER = "005"
ID = "005_00000000000000aa"
TEXT = """خبر مختلق للاختبار

10 أيار 2022

سقط صاروخان على قاعدة فيكتوريا في 3 أيار 2022 دون إصابات.

وكان 12 صاروخًا قد سقط على قاعدة عين الأسد في 7 تموز 2021.

وأعلنت الفصائل العراقية هدنة في 5 أيار 2022.
"""
SIDECAR = """outlet: {{en: Al Jazeera, ar: الجزيرة, transliterated: null}}
headline: {{en: Made up for a test, ar: خبر مختلق للاختبار, transliterated: khabar mukhtalaq lilikhtibar}}
published: {{first: 2022-05-10, last: 2022-05-10, basis: stated, words: "10 أيار 2022", evidence: "Printed."}}
language: ar
url: null
sha256: {hash}
chrome: []
"""
REVIEW = """coder: a test
window: {first: 2022-05-03, last: 2022-05-10, why: "From its first event to its publication."}
settled: []
statements:

- id: s-005-aaaaaa
  kind: attack
  status: reported
  scope: in
  quote: "سقط صاروخان على قاعدة فيكتوريا"
  prefix: null
  suffix: null
  translation: "two rockets fell on the Victoria base"
  note: null
  date: {first: 2022-05-03, last: 2022-05-03, basis: stated, words: "3 أيار 2022", conflict: null}
  site: {id: victoria, country: null, words: "قاعدة فيكتوريا"}
  by: []
  target: coalition
  target_type: base
  weapons: [{type: rocket, low: 2, best: 2, high: 2}]
  killed: null
  wounded: {low: 0, best: 0, high: 0}
  claimed_by: []
  blamed_on: []
  denied_by: []
  speaker: null
  event: victoria-2022-05-03

- id: s-005-bbbbbb
  kind: attack
  status: reported
  scope: in
  quote: "12 صاروخًا قد سقط على قاعدة عين الأسد"
  prefix: null
  suffix: null
  translation: "twelve rockets had fallen on the Ain al-Asad base"
  note: null
  date: {first: 2021-07-07, last: 2021-07-07, basis: stated, words: "7 تموز 2021", conflict: null}
  site: {id: ain-al-asad, country: null, words: "قاعدة عين الأسد"}
  by: []
  target: us-interests
  target_type: base
  weapons: [{type: rocket, low: 12, best: 12, high: 12}]
  killed: null
  wounded: null
  claimed_by: []
  blamed_on: []
  denied_by: []
  speaker: null
  event: ain-al-asad-2021-07

- id: s-005-cccccc
  kind: truce
  status: reported
  scope: in
  quote: "وأعلنت الفصائل العراقية هدنة"
  prefix: null
  suffix: null
  translation: "and the Iraqi factions declared a truce"
  note: null
  date: {first: 2022-05-05, last: 2022-05-05, basis: stated, words: "5 أيار 2022", conflict: null}
  act: declared
  parties: [iraqi-factions]
  mediators: []
  guarantors: []
  terms: []
  deadline_days: null
  denied_by: []
  speaker: null
  event: null
"""


def add(seeds: Path, reviewed: bool = True) -> None:
    """Puts the article into a folder of articles, with or without its review."""
    sidecar = SIDECAR.format(hash=hashlib.sha256(TEXT.encode()).hexdigest())
    (seeds / f"{ID}.txt").write_text(TEXT, encoding="utf-8")
    (seeds / f"{ID}.yml").write_text(sidecar, encoding="utf-8")
    if reviewed:
        (seeds / f"{ID}.review.yml").write_text(REVIEW, encoding="utf-8")
