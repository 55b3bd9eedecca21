"""Numbers in a folded text, as they stand: digits, number words and dual nouns, each with its value.

What is around a number (about, at most, from … to …; a date, a name) is read by quantities.py.
"""

import re
from dataclasses import dataclass

from analysis import numberwords
from analysis.numberwords import STARTS, Form
from analysis.tokens import Tokens

_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,3}(?:،[0-9]{3})+")
_PAIR = re.compile(r"([0-9]{1,6})[–-]([0-9]{1,6})")
_HAMZA = re.compile("[\u0626\u0654\ufe89-\ufe8c]")
_ALEF_HAMZA = re.compile("[\u0623\u0672\ufe83\ufe84]|\u0627\u0654")
_MARBUTA = re.compile("[\u0629\u06c3\ufe93\ufe94]")
_TANWIN = "\u064b"
_LONGEST = 9  # digits: what is longer is a telephone's or an account's
_DOZEN = 12
_DUALS = frozenset(("dual", "time", "construct", "narrow", "either", "side"))
_CARDINALS = frozenset(
    ("digits", "pair", "units", "tens", "hundreds", "scales", "double_scales")
    + ("half", "dozen", "dozens_two", "zero")
)
# Signs that make the digits beside them part of an address, a date, a code or a share.
_DIGITS = frozenset("0123456789")
_TIES = frozenset("/\\#@+=&%*<>~^°")


@dataclass(frozen=True, slots=True)
class Numbered(Tokens):
    """Tokens with what each could be as a number: None for what has to do with none. `at` are the others."""

    forms: list[Form | None]
    at: list[int]

    def word(self, at: int) -> str:
        """The word there, or nothing beyond the ends."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def form(self, at: int) -> Form | None:
        """The number word there, if there is one."""
        return self.forms[at] if 0 <= at < len(self.forms) else None

    def kind(self, at: int) -> str:
        """What kind of number word stands there."""
        form = self.form(at)
        return form.kind if form else ""

    def end(self, at: int) -> int:
        """Where the token ends in the folded text."""
        return self.starts[at] + len(self.words[at])

    def written(self, at: int) -> str:
        """The token as the text has it."""
        start, end = self.folded.span(self.starts[at], self.end(at))
        return self.folded.original[start:end]

    def glued(self, at: int) -> bool:
        """Whether nothing parts the token from the one before it."""
        return at > 0 and self.end(at - 1) == self.starts[at]


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number at the tokens [first, last): low to high, and best where it is exact.

    `head` is the token where its particle begins and `form` that of its first word. `scale` is its last
    thousand or million, or 1. `apart` is where the tens of "خمسة وعشرين" begin, or 0.
    """

    head: int
    first: int
    last: int
    low: int | None
    best: int | None
    high: int | None
    form: Form
    scale: int = 1
    apart: int = 0

    @property
    def exact(self) -> bool:
        """Whether it is one number and no range."""
        return self.best is not None


def numbered(t: Tokens) -> Numbered:
    """The tokens of a text, with what each could be as a number."""
    known = numberwords.forms()
    at = [n for n, word in enumerate(t.words) if word in known or word[0] in _DIGITS]
    numbers = Numbered(t.folded, t.words, t.starts, list(map(known.get, t.words)), at)
    done = 0
    for n in at:
        if t.words[n][0] in _DIGITS:
            done = _read_digits(numbers, n) if n >= done else done
        else:
            numbers.forms[n] = _as_written(numbers, n)
    return numbers


def _as_written(t: Numbered, at: int) -> Form | None:
    """The form at a word, unless the text's own spelling tells that it is another word."""
    form = t.forms[at]
    if form is None:
        return None
    core = t.words[at][form.cut :]
    if core.startswith("مي") and not _HAMZA.search(t.written(at)):
        return None  # ميتا and كمية are not مئتا and كمئة
    if form.kind == "several" and not _MARBUTA.search(t.written(at)):
        return None  # عدّه is a verb
    alone = not t.form(at + 1) and t.word(at + 1) not in numberwords.counted()[1]
    if alone and t.words[at] in numberwords.bare("before_nouns"):
        return None
    if t.words[at] == "واحد" and _ALEF_HAMZA.search(t.written(at)):
        return Form("teen_units", 1, 1, True, False)  # وأحد القادة
    return form


def _read_digits(t: Numbered, at: int) -> int:
    """Gives the digits from a token on their forms; returns the token after them.

    Numbers that only a space parts are one number with its thousands grouped, or else nothing we can tell.
    """
    last = at + 1
    while last < len(t.words) and "0" <= t.words[last][0] <= "9" and t.starts[last] - t.end(last - 1) == 1:
        last += 1
    words = t.words[at:last]
    unread = Form("unread")
    t.forms[at:last] = [unread] * len(words)
    if _tied(t, at, last):
        return last
    start = STARTS[t.words[at - 1]] if t.glued(at) and t.words[at - 1] in STARTS else STARTS[""]
    if len(words) == 1:
        kind, value = _value(words[0])
        t.forms[at] = start._replace(kind=kind, value=value)
    elif len(words) <= 3 and _GROUPED.fullmatch(",".join(words)) and words[0][0] != "0":
        digits = "".join(words)
        t.forms[at] = start._replace(value=int(digits), tokens=len(words)) if digits.isdigit() else unread
    return last


def _value(word: str) -> tuple[str, int]:
    """The kind of a number in digits and its value; of a pair, "10-15", the smaller one."""
    if word.isdigit():
        if len(word) > _LONGEST or word[0] == "0" != word:
            return "unread", 0
        return "digits", int(word)
    if _GROUPED.fullmatch(word) and word[0] != "0" and len(word) <= _LONGEST + 3:
        return "digits", int(re.sub("[^0-9]", "", word))
    low, high = pair(word)
    return ("pair", low) if low < high else ("unread", 0)


def pair(word: str) -> tuple[int, int]:
    """Both numbers of "10-15"; zeros where it is no such pair."""
    found = _PAIR.fullmatch(word)
    return (int(found[1]), int(found[2])) if found and "0" not in (found[1][0], found[2][0]) else (0, 0)


def _tied(t: Numbered, at: int, last: int) -> bool:
    """Whether letters or signs written onto digits make them part of a code, an address or a date."""
    if t.glued(at):
        before = t.words[at - 1]
        if before in _TIES or before[0].isalpha() and before not in numberwords.bare("glued") | STARTS.keys():
            return True
        if before in "-–" and t.glued(at - 1) and t.words[at - 2][0].isalnum():
            return True
    if "a" <= t.word(last)[:1] <= "z":
        return True  # a Latin text, or a code
    if last < len(t.words) and t.glued(last):
        after = t.words[last]
        if after in _TIES or after in numberwords.bare("hours_after"):
            return True
        if after in "-–" and last + 1 < len(t.words) and t.glued(last + 1) and t.words[last + 1][0].isalnum():
            return True
        line_start = at == 0 or t.words[at - 1][0] == "\n"
        if line_start and after in "-–.)" and len(t.words[at]) <= 2:
            return True  # the number of an item in a list
    return False


def read(t: Numbered) -> list[Numeral]:
    """The numbers of a text in its order; none overlap."""
    found: list[Numeral] = []
    done = 0
    for at in t.at:
        form = t.forms[at]
        if form and at >= done:
            numeral = _read(t, at, form)
            if numeral:
                found.append(numeral)
                done = numeral.last
    return found


def _read(t: Numbered, at: int, form: Form) -> Numeral | None:
    kind = form.kind
    if kind in _DUALS:
        return _dual(t, at, form)
    if kind in ("few", "several"):
        return _few(t, at, form)
    if kind in ("number_of", "numerous"):
        return _number_of(t, at, form)
    if kind == "vague" or kind == "scales" and t.words[at][form.cut :] in numberwords.plural_scales():
        return _vague(t, at, form)
    if kind in ("teen_units", "one_of_them"):
        return _cardinal(t, at, form) or _one_of(t, at, form)
    return _cardinal(t, at, form) if kind in _CARDINALS else None


def _numeral(
    t: Numbered, at: int, last: int, low: int | None, high: int | None, best: int | None = None
) -> Numeral:
    form = t.forms[at]
    assert form is not None
    head = at - 1 if form.kind in ("digits", "pair") and t.glued(at) and t.words[at - 1] in STARTS else at
    return Numeral(head, at, last, low, best, high, form)


def _dual(t: Numbered, at: int, form: Form) -> Numeral | None:
    """A dual noun, unless it only agrees with one before it or is no dual in this place."""
    if form.kind == "side" or form.kind == "either" and not form.joined and t.kind(at - 1) in _DUALS:
        return None
    if form.kind in ("construct", "narrow"):
        after = t.word(at + 1).strip('"') or t.word(at + 2)
        if not after.isalpha() or after in numberwords.bare("not_construct_before"):
            return None
    if form.kind == "narrow":
        held = t.words[at][: form.cut].endswith(("ب", "ل", "ك"))
        if not held and t.word(at - 1) not in numberwords.led("prepositions"):
            return None
    return _numeral(t, at, at + 1, 2, 2, 2)


def _few(t: Numbered, at: int, form: Form) -> Numeral:
    """بضعة and عدة, with the tens, hundreds or thousands that they count."""
    last, unit, more = at + 1, 1, 0
    after = t.form(last)
    if after and after.cut == 0 and (after.kind in ("vague", "scales") or _is_hundred(after)):
        last, unit = last + 1, after.value
    elif form.kind == "few" and after and after.cut == 0 and (after.kind, after.value) == ("units", 10):
        last, more = last + 1, 10
    elif form.kind == "few" and after and after.joined and after.kind == "tens":
        last, more = last + 1, after.value
    return _numeral(t, at, last, 3 * unit + more, 10 * unit - 1 + more if form.kind == "few" else None)


def _vague(t: Numbered, at: int, form: Form) -> Numeral | None:
    """عشرات, مئات, آلاف, also of thousands and millions."""
    if t.kind(at - 1) in ("unread", "digits"):
        return None  # 2.5 ملايين
    unit, last = form.value, at + 1
    after = t.form(last)
    if after and after.free and after.kind in ("vague", "scales") and after.value > unit:
        unit, last = unit * after.value, last + 1
    return _numeral(t, at, last, 2 * unit, 10 * unit - 1 if form.value < 1000 else None)


def _number_of(t: Numbered, at: int, form: Form) -> Numeral | None:
    """عدد من, also with an adjective between."""
    last = at + 1
    if t.word(last) in numberwords.bare("number_adjectives"):
        last += 1
    if t.word(last) != "من" or t.word(at - 1) in numberwords.bare("no_number_after"):
        return None
    return _numeral(t, at, last + 1, 3, None)


def _one_of(t: Numbered, at: int, form: Form) -> Numeral | None:
    """أحد and إحدى of a group; not أحد that means anyone."""
    if form.value == 2:
        return None
    if t.words[at][form.cut :] != "احدي":
        for before in range(at - 1, max(at - 4, -1), -1):
            if not t.words[before][0].isalpha():
                break
            if t.words[before] in numberwords.bare("negations"):
                return None
    after = t.word(at + 1).strip('"') or t.word(at + 2)
    if form.kind == "teen_units" and (not after.isalpha() or after in numberwords.bare("not_a_group")):
        return None
    return _numeral(t, at, at + 1, 1, 1, 1)


def _cardinal(t: Numbered, at: int, form: Form) -> Numeral | None:
    """A number in digits or words, however many words it takes."""
    if form.kind == "pair":
        return _numeral(t, at, at + 1, *pair(t.words[at]))
    goes_on = form.joined and form.kind == "tens" or (form.value, form.cut) == (10, 0)
    if goes_on and t.kind(at - 1) == "ordinal":
        return None  # الخامس والعشرين, الثالث عشر
    whole = _whole(t, at, form)
    if whole is None:
        return None
    value, last, scale, apart = whole
    if last == at + 1 and form.kind == "units" and not _counts(t, at, value):
        return None
    found = _numeral(t, at, last, value, value, value)
    return Numeral(found.head, at, last, value, value, value, form, scale, apart)


def _counts(t: Numbered, at: int, value: int) -> bool:
    """Whether a one or two alone counts something: not "at one time", nor the two of "جنديين اثنين"."""
    if value == 1:
        if t.word(at - 1) in numberwords.led("not_one_after"):
            return False
        return t.word(at + 1) not in numberwords.bare("not_one_before")
    return value != 2 or not {t.kind(at - 1), t.kind(at - 2)} & _DUALS


def _whole(t: Numbered, at: int, form: Form) -> tuple[int, int, int, int] | None:
    """A number's value, the token after it, its last scale, and where its tens begin."""
    after = t.form(at + 1)
    if form.kind == "zero":
        return 0, at + 1, 1, 0
    if form.kind in ("dozen", "dozens_two"):
        count = 2 if form.kind == "dozens_two" else 0 if t.words[at].endswith("ات") else 1
        return (_DOZEN * count, at + 1, 1, 0) if count else None
    if form.kind == "half":
        if after and after.kind == "dozen":
            return _DOZEN // 2, at + 2, 1, 0
        return (after.value // 2, at + 2, 1, 0) if after and after.kind == "scales" else None
    total, last, limit, apart, value = 0, at, 1 << 62, 0, 0
    next_group: int | None = at
    while next_group is not None:
        group = _group(t, next_group)
        if group is None or group[0] * group[1] >= limit and not _adds_one(group, value, limit):
            break
        value, limit, last, apart = group
        total += value * limit
        if limit == 1:
            break
        more, last = _and_half(t, last, limit)
        total += more
        next_group = None if more else _joined(t, last)
    if last == at:
        return None
    if limit == 1 and t.kind(last) == "dozen":
        return total * _DOZEN, last + 1, 1, 0
    return total, last, limit, apart if last == apart + 1 else 0


def _adds_one(group: tuple[int, int, int, int], value: int, limit: int) -> bool:
    """مئة ألف وألف, مئة ألف وألفان: a hundred and one, a hundred and two thousand."""
    return value > 0 and value % 100 == 0 and group[0] <= 2 and group[1] == limit > 1


def _and_half(t: Numbered, at: int, scale: int) -> tuple[int, int]:
    """ "… ونصف", "… ونصف المليون" after a million: what it adds, and the token after it."""
    form = t.form(at)
    if not form or form.kind != "half" or not form.joined:
        return 0, at
    again = t.form(at + 1)
    return scale // 2, at + 2 if again and (again.kind, again.value) == ("scales", scale) else at + 1


def _group(t: Numbered, at: int) -> tuple[int, int, int, int] | None:
    """A number below a thousand, or in digits, with the thousand or million that it counts."""
    form = t.forms[at]
    if form is None:
        return None
    if form.kind == "double_scales":
        return 2, form.value, at + 1, 0
    if form.kind == "scales":
        count = _lone_scale(t, at, form)
        return (count, form.value, at + 1, 0) if count else None
    if form.kind == "digits":
        value, last, apart = form.value, at + form.tokens, 0
    else:
        value, last, apart = _below_thousand(t, at, form)
    after = t.form(last)
    if value and after and after.kind == "scales" and after.free:
        return value, after.value, last + 1, 0
    return (value, 1, last, apart) if last > at else None


def _lone_scale(t: Numbered, at: int, form: Form) -> int:
    """How many thousands or millions ألف, مليون is without a number before it: 1, 2 or, unread, 0."""
    core, after = t.words[at][form.cut :], t.word(at + 1)
    if t.kind(at - 1) in ("unread", "digits") or core in numberwords.plural_scales():
        return 0
    if core.endswith("ا"):
        if _TANWIN in t.written(at):
            return 1
        return 2 if after in numberwords.counted()[0] else 0
    return 1


def _below_thousand(t: Numbered, at: int, form: Form) -> tuple[int, int, int]:
    """A number's value, the token after it, where its tens begin; no number when that token is the first."""
    after = t.form(at + 1)
    if form.kind == "hundreds":
        value, last = form.value, at + 1
    elif form.kind == "units" and 3 <= form.value <= 9 and _is_hundred(after):
        value, last = form.value * 100, at + 2
    else:
        return _below_hundred(t, at, form)
    rest = _joined(t, last)
    inner = t.form(rest) if rest is not None else None
    if rest is None or inner is None or inner.kind == "digits":
        return value, last, 0
    more, end, apart = _below_hundred(t, rest, inner)
    if end == rest or _is_hundred(t.form(end)):
        return value, last, 0
    return value + more, end, apart


def _is_hundred(form: Form | None) -> bool:
    return form is not None and form.cut == 0 and form.kind in ("hundreds", "vague") and form.value == 100


def _below_hundred(t: Numbered, at: int, form: Form) -> tuple[int, int, int]:
    """As _below_thousand."""
    value, after = form.value, t.form(at + 1)
    if form.kind in ("units", "teen_units") and value < 10:
        if after and (after.kind, after.value, after.cut) == ("units", 10, 0):
            return value + 10, at + 2, 0
        tens = _joined(t, at + 1)
        inner = t.form(tens) if tens is not None else None
        if tens is not None and inner and inner.kind == "tens":
            return value + inner.value, tens + 1, tens
    return (value, at + 1, 0) if form.kind in ("units", "tens") else (0, at, 0)


def _joined(t: Numbered, at: int) -> int | None:
    """The number word that و ties to what stands before `at`."""
    form = t.form(at)
    if form:
        return at if form.joined and form.kind != "digits" else None
    if t.word(at) in ("و", "وال"):
        after = t.form(at + 1)
        if after and after.cut == 0:
            return at + 1
    return None
