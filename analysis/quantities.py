"""How many: the quantities of an article, and what "about", "at least" or "from … to …" makes of them.

A quantity is a number of things. The numbers of dates, hours, years, ordinals, telephones, shares, weapons'
models, army units and oil fields are none. Values follow the codebook's Counts section.
"""

import functools
from dataclasses import dataclass

from analysis import numberwords, numerals
from analysis.folding import fold
from analysis.numberwords import STARTS, bare, led
from analysis.numerals import Numbered, Numeral
from analysis.tokens import Tokens, split

_AND, _OR, _FROM, _BETWEEN, _WHAT = "و", "او", "من", "بين", "ما"
_LINKS = frozenset((_AND, _OR, "الي", "حتي", "-", "–", "/", "\\"))

Value = tuple[int | None, int | None, int | None]

_FIRST_YEAR, _LAST_YEAR = 1900, 2099
_HIJRI_YEARS = range(1300, 1500)
_LONGEST_MONTH = 31
# Between a number and "على الأقل" stand the noun that is counted and what is said of it.
_NOUN_WORDS = 3
# How far before its number stands "قرار مجلس الأمن الدولي", how far before a range its "خفض عدد القوات".
_RESOLUTION_WORDS, _CHANGE_WORDS = 4, 6


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of things at [start, end): at least `low`, at most `high`; None where the words set no bound.

    `best` is the number itself where the words give one. `words` is the text at [start, end): the number and
    what modifies it, without the noun that is counted and without an attached particle; or a dual noun.
    """

    start: int
    end: int
    low: int | None
    best: int | None
    high: int | None
    words: str


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number or a range of two, over the tokens [first, last), in the folded text from `start`."""

    head: int
    first: int
    last: int
    start: int
    value: Value
    numeral: Numeral


def find(text: str) -> list[Quantity]:
    """The quantities of a text in its order; none overlap. Offsets count the text's code points."""
    return find_in(split(fold(text)))


def find_in(tokens: Tokens) -> list[Quantity]:
    """The quantities of a text that is cut already."""
    folded, t = tokens.folded, numerals.numbered(tokens)
    numbers = numerals.read(t)
    other = _others(t, numbers)
    found: list[Quantity] = []
    at, used = 0, 0
    while at < len(numbers):
        amount, count = _range(t, numbers, at)
        if not any(other[at : at + count]) and not _in_time(t, amount):
            start, last, value = _modified(t, amount, used)
            begin, end = folded.span(start, t.end(last - 1))
            found.append(Quantity(begin, end, *value, folded.original[begin:end]))
            used = last
        at += count
    return found


def _others(t: Numbered, numbers: list[Numeral]) -> list[bool]:
    """Which numbers are no quantities. Dates are told from the end: "3 و4 و5 آذار", names from the front."""
    other = [_is_other(t, number) for number in numbers]
    days = [_is_day(t, number) for number in numbers]
    for at in range(len(numbers) - 2, -1, -1):
        linked = days[at + 1] and _links(t, numbers[at], numbers[at + 1])
        days[at] |= linked and _value_of(numbers[at]) <= _LONGEST_MONTH
    named = False
    for at, number in enumerate(numbers):
        linked = named and at > 0 and _links(t, numbers[at - 1], number)
        named = _is_name(t, number, linked)
        other[at] |= days[at] or named
    return other


def _value_of(number: Numeral) -> int:
    return number.high if number.high is not None else number.low or 0


def _links(t: Numbered, one: Numeral, two: Numeral) -> bool:
    """Whether only "and", "to", "or", a stroke or a dash parts two numbers."""
    between = t.words[one.last : two.head]
    return two.form.joined if not between else len(between) == 1 and between[0] in _LINKS


def _is_other(t: Numbered, number: Numeral) -> bool:
    """Whether a number is a year, an hour, a share or is defined and so an ordinal."""
    return (
        _is_year(t, number)
        or _is_hour(t, number)
        or _follows(t, number, "shares")
        or _is_ordinal(t, number)
        or t.word(number.first - 1) == "("
        and _repeats(t, number)
        or number.form.kind == "pair"
        and not _counts_next(t, number)
        and _modifier(t, number.head) is None
    )


def _follows(t: Numbered, number: Numeral, name: str) -> bool:
    """Whether one of these phrases of one or two words stands after a number."""
    one, two = t.word(number.last), t.word(number.last + 1)
    return not {(one,), (one, two)}.isdisjoint(numberwords.listed(name))


def _counts_next(t: Numbered, number: Numeral) -> bool:
    """Whether the word after a number is a noun in the form that this number counts."""
    one, many = numberwords.counted()
    if number.form.kind == "pair" or number.low in (1, 2):
        return t.word(number.last) in one | many  # "2 جنود" is common
    return t.word(number.last) in (many if 3 <= (number.low or 0) % 100 <= 10 else one)


def _is_digits(number: Numeral) -> bool:
    return number.form.kind in ("digits", "pair")


def _is_year(t: Numbered, number: Numeral) -> bool:
    """2024; not "2000 جندي" or "أكثر من 2000"; and any number after "عام"."""
    before = t.word(number.head - 1)
    value = number.low or 0
    month = (t.word(number.head - 2) if before in led("ordinals") else before) in bare("months")
    if month and value in _HIJRI_YEARS:
        return True
    if month or before in led("years_before"):
        if _FIRST_YEAR <= value <= _LAST_YEAR:
            return True
        if not _counts_next(t, number):
            return _LONGEST_MONTH < value < 100 or 1000 <= value <= _LAST_YEAR
    if not _is_digits(number) or number.last > number.first + 1 or not _FIRST_YEAR <= value <= _LAST_YEAR:
        return False
    if len(t.words[number.first].split("-")[0]) != 4:
        return False
    about = _modifier(t, number.head)
    return not _counts_next(t, number) and (about is None or about[1] == "most")


def _is_hour(t: Numbered, number: Numeral) -> bool:
    """After "الساعة", before "مساء" or "بتوقيت بغداد"."""
    before, after = t.word(number.head - 1), t.word(number.last)
    if before in led("hours_before"):
        return True
    about = _modifier(t, number.head)
    if about and t.word(about[0] - 1) in led("hours_before"):
        return True
    if not _is_digits(number):
        return False
    if after in bare("hours_or_days"):
        return t.word(number.last + 1).removeprefix("يوم") not in bare("weekdays")
    return after in bare("hours_after") or _follows(t, number, "hour_phrases")


def _is_ordinal(t: Numbered, number: Numeral) -> bool:
    """الهجوم العشرين, الذكرى الـ20: with ال, a number counts only beside its noun in the plural."""
    form = number.form
    if not form.defined or form.kind in ("dual", "time", "either", "vague", "numerous"):
        return False
    if t.words[number.first][form.cut :] in numberwords.plural_scales():
        return False
    if _counts_next(t, number) or t.word(number.last) in numberwords.times():
        return False
    word, before = t.words[number.first], t.word(number.head - 1)
    if number.last > number.first + form.tokens:
        return False  # الأربع والعشرين, الثلاثة آلاف
    if form.kind == "units" and word.endswith("ه"):
        return before in led("not_defined_after")
    if form.kind == "units":
        return not _without_article(before)
    return not _is_defined_plural(before)


def _without_article(word: str) -> str:
    """What is left of a word that has ال, or nothing."""
    return next(
        (word[len(start) :] for start, form in STARTS.items() if form.defined and word.startswith(start)), ""
    )


def _is_defined_plural(word: str) -> bool:
    plain = _without_article(word)
    return plain.endswith("ات") or plain in numberwords.counted()[1]


def _repeats(t: Numbered, number: Numeral) -> bool:
    """خمسة (5): the number again in digits."""
    form = t.form(number.first - 2)
    return form is not None and form.value == number.low and form.kind in ("units", "tens", "hundreds")


def _is_day(t: Numbered, number: Numeral) -> bool:
    """17 آب, 3 من شهر آذار, يوم 15, 15 الجاري."""
    if not 0 < _value_of(number) <= _LONGEST_MONTH or number.form.kind in ("dual", "either"):
        return False
    at = number.last
    if t.word(at) in bare("months"):
        return True
    if t.word(at) == _FROM:
        at += 1
    if t.word(at) in bare("month_words"):
        return at > number.last or t.word(at + 1) in bare("months") | bare("relative")
    if at > number.last:
        return t.word(at) in bare("months")
    if _counts_next(t, number):
        return False
    if t.word(at) in bare("this_month") and _is_digits(number):
        return True
    before = t.word(number.head - 1)
    return before in led("days_before") or before in bare("months") and _is_digits(number)


def _is_name(t: Numbered, number: Numeral, linked: bool) -> bool:
    """حقل 56, اللواءان 14 و15, قرار مجلس الأمن 1701: digits that name; `linked` to one that does."""
    if not _is_digits(number) or _counts_next(t, number):
        return False
    if linked:
        return True
    before = number.head - 1
    while t.word(before) in ("(", '"', "-"):
        before -= 1
    if t.word(before) in numberwords.numbered():
        return True
    near = t.words[max(0, before - _RESOLUTION_WORDS + 1) : before + 1]
    return (number.low or 0) >= 100 and not led("resolution").isdisjoint(near)


def _range(t: Numbered, numbers: list[Numeral], at: int) -> tuple[_Amount, int]:
    """The amount that begins with a number, and how many numbers are in it."""
    one = numbers[at]
    two = numbers[at + 1] if at + 1 < len(numbers) else None
    opener = _opener(t, one)
    alone = _Amount(one.head, one.first, one.last, t.starts[one.first] + one.form.cut, _plain(one), one)
    if two is None or not _is_pair(t, one, two, opener):
        return (_split(t, one) if opener == _BETWEEN else None) or _singular_or_two(t, one) or alone, 1
    head, first, start = one.head, one.first, alone.start
    if opener:
        first, start = _opener_start(t, one, opener)
        head = first
    count, low, high = 2, _scaled(one, two), two.high
    while at + count < len(numbers) and t.words[two.last : numbers[at + count].head] == [_OR]:
        third = numbers[at + count]
        if not third.exact or (third.high or 0) <= (high or 0):
            break
        two, high, count = third, third.high, count + 1
    return _Amount(head, first, two.last, start, (low, None, high), one), count


def _plain(number: Numeral) -> Value:
    return number.low, number.best, number.high


def _opener(t: Numbered, one: Numeral) -> str:
    """What a number has before it that can open a range: بين, من, or nothing."""
    if not one.form.free:
        return ""
    before = t.word(one.head - 1)
    if before in led("between") and t.word(one.head - 2) != _FROM:
        return _BETWEEN
    lead = before.removesuffix(_FROM)
    return _FROM if lead != before and lead in STARTS and _modifier(t, one.head) is None else ""


def _opener_start(t: Numbered, one: Numeral, opener: str) -> tuple[int, int]:
    """The token and the offset where "بين", "ما بين" or "من" begins, without its particle."""
    at = one.head - 1
    before = t.word(at - 1)
    if opener == _BETWEEN and before.endswith(_WHAT) and before.removesuffix(_WHAT) in STARTS:
        at, opener = at - 1, _WHAT
    return at, t.end(at) - len(opener)


def _is_pair(t: Numbered, one: Numeral, two: Numeral, opener: str) -> bool:
    """Whether two numbers are the ends of one range."""
    between = t.words[one.last : two.head]
    if not (one.exact and two.exact) or not (_scaled(one, two) < (two.high or 0)):
        return False
    if not between or between == [_AND]:
        return opener == _BETWEEN and (two.form.joined or between == [_AND])
    if not two.form.free or len(between) != 1:
        return False
    if between[0] in ("-", "–"):
        return _is_digits(one) and _is_digits(two)
    if between[0] == _OR:
        return True
    return between[0] in bare("to") and not (opener == _FROM and _changes(t, one.head - 1))


def _scaled(one: Numeral, two: Numeral) -> int:
    """The lower end of a range: "بين ثلاثة وخمسة آلاف" begins at three thousand."""
    low = one.low or 0
    return low * two.scale if one.scale == 1 < two.scale and low < (two.low or 0) // two.scale else low


def _changes(t: Numbered, at: int) -> bool:
    """Whether "من a إلى b" tells of a change: خفض عدد القوات من 5200 إلى 3000."""
    before = t.words[max(0, at - _CHANGE_WORDS) : at]
    for end in range(len(before) - 1, -1, -1):
        if before[end] in (".", "\n"):
            before = before[end + 1 :]
            break
    return not led("changes").isdisjoint(before)


def _split(t: Numbered, one: Numeral) -> _Amount | None:
    """From five to twenty: "بين خمسة وعشرين" without a second number."""
    if not one.apart or not one.exact or one.best is None:
        return None
    low = one.best % 10
    first, start = _opener_start(t, one, _BETWEEN)
    return _Amount(first, first, one.last, start, (low, None, one.best - low), one)


def _singular_or_two(t: Numbered, one: Numeral) -> _Amount | None:
    """صاروخ أو صاروخين: one or two."""
    noun, at = one.form.noun, one.head - 2
    if not noun or one.form.cut or t.word(at + 1) != _OR:
        return None
    word = t.word(at).removesuffix("ا") if not noun.endswith("ا") else t.word(at)
    if not word.endswith(noun) or word[: len(word) - len(noun)] not in STARTS:
        return None
    return _Amount(at, at, one.last, t.starts[at] + len(word) - len(noun), (1, None, 2), one)


def _modifier(t: Numbered, at: int) -> tuple[int, str, int] | None:
    """What modifies a number at `at`: its first token, its role, its offset without a particle."""
    if t.word(at - 1) == '"':
        at -= 1
    for phrase, role in numberwords.phrases("modifiers").get(_core(t.word(at - 1)), ()):
        first = at - len(phrase)
        if first < 0 or tuple(t.words[first + 1 : at]) != phrase[1:]:
            continue
        word = t.words[first]
        if word.endswith(phrase[0]):
            lead = STARTS.get(word[: len(word) - len(phrase[0])])
            if lead is not None and not lead.defined:
                return first, role, t.starts[first] + len(word) - len(phrase[0])
    return None


@functools.lru_cache(4096)
def _core(word: str) -> str:
    """A modifier's last word without the particle it may have when it is the first too."""
    known = numberwords.phrases("modifiers")
    if word in known:
        return word
    cores = (word.removeprefix(start) for start in STARTS if word.startswith(start))
    return next((core for core in cores if core in known), word)


def _modified(t: Numbered, amount: _Amount, used: int) -> tuple[int, int, Value]:
    """Where the quantity begins in the folded text, the token after it, and its value."""
    start, last, value = amount.start, amount.last, amount.value
    at = amount.head
    before = amount.numeral.form.free or amount.first < amount.numeral.first
    for _ in range(2):
        about = _modifier(t, at) if before else None
        if about is None or about[0] < used:
            break
        at, role, start = about
        value = _applied(value, role)
    role, end = _after(t, last)
    if role:
        value, last = _applied(value, role), max(last, end)
    return start, last, value


def _after(t: Numbered, last: int) -> tuple[str, int]:
    """The role of what modifies a number from behind, and the token after it where only it stands between."""
    known = numberwords.phrases("after")
    for at in range(last, min(last + _NOUN_WORDS + 1, len(t.words))):
        for phrase, role in known.get(t.words[at], ()):
            if tuple(t.words[at : at + len(phrase)]) == phrase:
                return role, at + len(phrase) if at == last else 0
        if not t.words[at][0].isalpha() or t.kind(at) not in ("", "ordinal", "either"):
            break
    return "", 0


def _applied(value: Value, role: str) -> Value:
    """The codebook's rule for a modifier of a number or a range."""
    low, best, high = value
    if role == "about":
        return (None, best, None) if best is not None else value
    if role == "more":
        return (best + 1 if best is not None else low), None, None
    if role == "least":
        return (best if best is not None else low), None, None
    top = best if best is not None else high
    if role == "less" and top is not None:
        return None, None, max(top - 1, 0)
    return None, None, top


def _in_time(t: Numbered, amount: _Amount) -> bool:
    """Whether a span of time tells when: قبل يومين, الأيام الثلاثة الماضية, خلال 24 ساعة."""
    after, own = t.word(amount.last), amount.numeral.form.kind == "time" or t.kind(amount.last - 1) == "time"
    unit = own or after in numberwords.times()
    before = amount.head - 1
    for _ in range(2):
        about = _modifier(t, before + 1)
        if about is None:
            break
        before = about[0] - 1
    if unit:
        opener, follower = t.word(before), t.word(amount.last) if own else t.word(amount.last + 1)
        hour = after in led("hour") or amount.numeral.form.noun in bare("hour")
        if opener in led("since") or follower in bare("relative") or hour and opener in led("within_hours"):
            return True
    return t.word(before).removeprefix("و") in numberwords.times() and after in bare("relative")
