"""The words of lexicon/numbers.yml in every form in which they can stand in a folded text.

Particles that Arabic writes onto a word (و ف, ب ل ك, ال) are put on here, once, so that reading a text is one
look into a dictionary a word.
"""

import functools
from collections.abc import Iterator
from typing import Literal, NamedTuple

from analysis.folding import fold
from analysis.lexicon import FOLDER
from analysis.yamlfile import Record, Source

Role = Literal["about", "more", "least", "less", "most"]


class NumberWords(Record):
    """The file as people write it: words parted by spaces, or phrases. Its comments say what each is."""

    units: dict[int, str]
    zero: str
    ordinals: str
    teen_units: dict[int, str]
    tens: dict[int, str]
    hundreds: dict[int, str]
    scales: dict[int, str]
    double_scales: dict[int, str]
    vague: dict[int, str]
    few: str
    several: str
    number_of: str
    numerous: str
    no_number_after: str
    number_adjectives: str
    half: str
    dozen: str
    dozens_two: str
    one_of: str
    one_of_them: str
    negations: str
    before_nouns: str
    glued: str
    not_a_group: str
    modifiers: dict[Role, list[str]]
    after: dict[Literal["least", "most", "about"], list[str]]
    between: str
    to: str
    changes: str
    months: str
    month_words: str
    weekdays: str
    days_before: str
    years_before: str
    hours_before: str
    hours_after: str
    hour_phrases: list[str]
    this_month: str
    hour: str
    hours_or_days: str
    shares: list[str]
    since: str
    within_hours: str
    relative: str
    numbered: str
    resolution: str
    not_one_after: str
    not_one_before: str
    not_defined_after: str
    nouns: str
    feminine: str
    times: str
    people: str
    adjectives: str
    nationalities: str
    irregular: str
    not_dual: str
    sides: str
    constructs: str
    not_constructs: str
    constructs_after_preposition: str
    prepositions: str
    not_construct_before: str


class Form(NamedTuple):
    """A word as it can stand in a folded text: what it is, its number, how many letters of it are particles.

    `joined` is و alone before it, `free` no particle but ال, `defined` ال; `noun` is the singular of a dual;
    `tokens` how many words it takes: more than one for digits grouped by spaces.
    """

    kind: str
    value: int = 0
    cut: int = 0
    joined: bool = False
    free: bool = True
    defined: bool = False
    noun: str = ""
    tokens: int = 1


def _starts() -> dict[str, Form]:
    """Each beginning that particles can make, shortest first."""
    found = {}
    for lead in ("", "و", "ف"):
        for hold in ("", "ب", "ل", "ك"):
            for article in ("", "ال"):
                letters = lead + hold + ("ل" if hold == "ل" and article else article)
                found[letters] = Form("digits", 0, 0, letters in ("و", "وال"), not lead + hold, bool(article))
    return dict(sorted(found.items(), key=lambda item: len(item[0])))


STARTS = _starts()


@functools.cache
def words() -> NumberWords:
    """The file. Raises BadFile when it is wrong."""
    return Source(FOLDER / "numbers.yml").parse(NumberWords)


@functools.cache
def bare(name: str) -> frozenset[str]:
    """The words of one field, folded."""
    return frozenset(_split(getattr(words(), name)))


@functools.cache
def led(name: str) -> frozenset[str]:
    """The words of one field, folded, with every particle that can be written onto them, and ال."""
    return frozenset(start + word for word in bare(name) for start in STARTS)


@functools.cache
def phrases(name: str) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """The phrases of `modifiers` by their last word, of `after` by their first; longest first, with role."""
    last = -1 if name == "modifiers" else 0
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for role, listed in getattr(words(), name).items():
        for phrase in map(_split, listed):
            found.setdefault(phrase[last], []).append((tuple(phrase), role))
    for same in found.values():
        same.sort(key=lambda item: -len(item[0]))
    return found


@functools.cache
def listed(name: str) -> frozenset[tuple[str, ...]]:
    """The phrases of a field that is a list, each as its folded words."""
    return frozenset(tuple(_split(phrase)) for phrase in getattr(words(), name))


@functools.cache
def forms() -> dict[str, Form]:
    """Every form of a number word or a dual. Of two written alike, the one with fewer particles counts."""
    found: dict[str, Form] = {}
    once: dict[Form, Form] = {}  # words that are read alike share one record: there are fewer to fetch
    plain = [*_number_forms(), *_dual_forms()]
    for letters, start in STARTS.items():
        for word, form, takes_article in plain:
            if start.defined and not takes_article or word in bare("not_dual"):
                continue
            # "الجانبين" are the two in question: no count, but what agrees with it is none either.
            kind = "side" if start.defined and form.noun in bare("sides") else form.kind
            read = Form(kind, form.value, len(letters), *start[3:6], form.noun)
            found.setdefault(letters + word, once.setdefault(read, read))
    return found


def _number_forms() -> Iterator[tuple[str, Form, bool]]:
    """Folded word, its form, whether ال can stand before it."""
    kinds = ("units", "tens", "hundreds", "scales", "double_scales", "vague", "teen_units")
    # A word that is in two lists is what the first says: آلاف is a scale, and vague when it stands alone.
    seen: set[str] = set()
    for kind in kinds:
        for value, listed in getattr(words(), kind).items():
            for word in _split(listed):
                if word not in seen:
                    seen.add(word)
                    # The accusative in ا is indefinite. "الاثنين" is Monday, "الواحد" is no count.
                    yield word, Form(kind, value), not word.endswith("ا") and (kind, value) not in _NO_ARTICLE
    for kind in ("zero", "few", "several", "number_of", "half", "dozen", "dozens_two", "one_of_them"):
        for word in _split(getattr(words(), kind)):
            yield word, Form(kind), kind in ("half", "dozen", "dozens_two")
    for word in _split(words().numerous):
        yield word, Form("numerous"), True
    for word in bare("ordinals"):
        yield word, Form("ordinal"), True


_NO_ARTICLE = {("units", 1), ("units", 2)}


def _dual_forms() -> Iterator[tuple[str, Form, bool]]:
    lists = {name: [_split(line)[0] for line in getattr(words(), name).splitlines()]
             for name in ("nouns", "feminine", "times", "people", "irregular")}  # fmt: skip
    for line in words().irregular.splitlines():
        singular, *duals = _split(line)
        for word in duals:
            construct = not word.endswith(("ان", "ين"))
            yield word, Form("construct" if construct else _kind(singular), 2, noun=singular), not construct
    for name, singulars in lists.items():
        for singular in singulars:
            if name != "irregular" and singular not in lists["irregular"]:
                yield from _regular(singular, name)
    for word in bare("nationalities"):
        yield word + "ان", Form("either", 2, noun=word), True


def _kind(singular: str, name: str = "nouns") -> str:
    if name == "times":
        return "time"
    return "either" if singular in bare("adjectives") else "dual"


def _regular(singular: str, name: str) -> Iterator[tuple[str, Form, bool]]:
    """The dual forms of one noun of one list."""
    form = Form(_kind(singular, name), 2, noun=singular)
    feminine = singular.endswith("ه")
    stems = [singular[:-1] + "ت" if feminine else singular]
    if singular.endswith("اء"):
        stems.append(singular[:-1] + "ي")  # اعتداءين is written اعتدائين too
    for stem in stems:
        yield stem + "ان", form, True
        if name != "people":
            yield stem + "ين", form, True
        if name == "times":
            continue
        if feminine:
            for end in () if singular in bare("not_constructs") else ("ا", "ي"):
                yield stem + end, form._replace(kind="construct"), False
                yield from ((stem + end + of, form, False) for of in ("ه", "ها", "هم"))
        elif singular in bare("constructs"):
            yield stem + "ي", form._replace(kind="construct"), False
        elif singular in bare("constructs_after_preposition"):
            yield stem + "ي", form._replace(kind="narrow"), False


@functools.cache
def counted() -> tuple[frozenset[str], frozenset[str]]:
    """Nouns as they stand after a number: those for one, 2 and eleven on, and those for three to ten."""
    one, many = set(), set()
    for name in ("nouns", "feminine", "times", "people"):
        for singular, *plurals in map(_split, getattr(words(), name).splitlines()):
            one |= {singular, singular + "ا"}
            many |= {*plurals, *(plural + "ا" for plural in plurals)}
            stem = singular.removesuffix("ه")
            many |= {stem + "ون", stem + "ين"} if name == "people" else {stem + "ات", stem + "يات"}
    for word in bare("nationalities"):
        one |= {word, word + "ا"}
        many |= {word + "ين", word + "ون"}
    return frozenset(one), frozenset(many)


@functools.cache
def plural_scales() -> frozenset[str]:
    """آلاف, ملايين: scales that are ranges where no number counts them."""
    return frozenset(word for listed in words().vague.values() for word in _split(listed))


@functools.cache
def times() -> frozenset[str]:
    """A span of time after a number, and the plural with ال that may stand before it."""
    listed = [_split(line) for line in words().times.splitlines()]
    plain = {word for line in listed for word in (*line, line[0] + "ا", line[0].removesuffix("ه") + "ات")}
    return frozenset(plain | {"ال" + word for word in plain})


@functools.cache
def numbered() -> frozenset[str]:
    """Words after which digits are a name, in the singular and the dual, with their particles."""
    stems = {word: word[:-1] + "ت" if word.endswith("ه") else word for word in bare("numbered")}
    nouns = [stem for stem in stems.values() if len(stem) > 2]
    every = {*stems, *(stem + end for stem in nouns for end in ("ان", "ين", "ي"))}
    return frozenset(start + word for word in every for start in STARTS)


def _split(listed: str) -> list[str]:
    return fold(listed).text.split()
