"""The phrases that date words make.

Each function looks at the tokens from one place on and returns what it read with the place after it, or
None. None looks further than a few tokens, so a text takes time in proportion to its length.
"""

from dataclasses import replace
from typing import NamedTuple

from analysis.dating.days import Ago, Between, Calendar, Named, Since, Stretch, Untold, Week, Words
from analysis.dating.words import Line, Unit

_YEARS = range(1900, 2101)
_PERIODS = ("week", "month", "year")


class Phrase(NamedTuple):
    """A date at the tokens [start, end)."""

    words: Words
    start: int
    end: int


def phrases(line: Line) -> list[Phrase]:
    """Every date of a text, in order."""
    found = []
    at = 0
    while at < len(line.tokens):
        phrase = _phrase(line, at)
        if phrase is None:
            at += 1
            continue
        if not _names_something_else(line, phrase):
            found.append(phrase)
        at = phrase.end
    return found


def _phrase(line: Line, at: int) -> Phrase | None:
    match line.kind(at):
        case "since":
            read = _since(line, at)
        case "ago":
            read = _ago(line, at) or _named(line, at)
        case "during" | "on":
            read = _during(line, at)
        case "in":
            if year := _year_alone(line, at + 1):
                return year
            read = _in_less(line, at)
        case "between" | "from":
            read = _between(line, at)
        case kind if kind in _BEGIN:
            read = _stretch(line, at) or _running(line, at)
        case _:
            return None
    return Phrase(read[0], at, read[1]) if read else None


# The classes of words, besides the small words above, that a date can begin with.
_BEGIN = frozenset(
    ("hour", "relative", "ordinal", "after", "this", "unit", "weekday", "number", "month", "stem", "part")
    + ("latest", "season", "fraction", "numeral", "same_before", "that")
)


def _names_something_else(line: Line, phrase: Phrase) -> bool:
    """The Square of 14 July; the prayer of Friday; "Russia Today"; Law 13 of 2005."""
    words, start = phrase.words, phrase.start
    if start and _bare(words) and line.kind(start - 1) == "named" and line.gap(start) == "space":
        return True
    if words == Named(0) and line.before(start) in line.lexicon.around["today_after"]:
        return True
    if isinstance(words, Calendar) and not words.months and line.tokens[start].particle == "ل":
        return line.next_code(start)
    return _weak(line, phrase)


def _bare(words: Words) -> bool:
    """Whether a day or a month is named with nothing that sets it in time."""
    if isinstance(words, Named):
        dated = words.date is not None and (words.weekdays or words.date.year)
        return words.offset is None and words.turn is None and not dated
    return isinstance(words, Calendar) and words.year is words.year_turn is words.turn is None


def _weak(line: Line, phrase: Phrase) -> bool:
    """A month's name that is also another word, with nothing beside it that makes it a month."""
    start, end = phrase.start, phrase.end
    around = line.lexicon.around
    if end - start > 1 or line.tokens[start].word not in around["weak_months"]:
        return False
    return line.before(start).removeprefix("و") not in around["before_month"] or line.letter(start) == "أ"


# --- dates that stand alone


def _running(line: Line, at: int) -> tuple[Words, int] | None:
    """A date, or two with a dash, or with "to" between them: "2 May – 6 June 2024"."""
    read = _point(line, at)
    if read is None:
        return None
    words, end = read
    if isinstance(words, Calendar) and (line.next(end, "number", "month", "stem", gaps=("dash",))):
        other = _point(line, end)
        if other and isinstance(other[0], Calendar) and other[0].stated and words.months and other[0].months:
            return Between(words, other[0]), other[1]
    return read


def _point(line: Line, at: int) -> tuple[Words, int] | None:
    """One date: a day by its name or by its number, a month, a year, a week."""
    return _named(line, at) or _period(line, at) or _untold(line, at)


def _untold(line: Line, at: int) -> tuple[Words, int] | None:
    """The same day, that day, the day after: only the story knows which."""
    token = line.tokens[at]
    if token.kind == "unit" and token.value[1:3] == (1, True) and token.value.name in ("day", *_PERIODS):
        return (Untold(), at + 2) if line.next(at + 1, "same") else None
    if token.kind == "hour" and token.value == ("eve", True) and line.next(at + 1, "same"):
        return Untold(), at + 2
    if token.kind in ("same_before", "that") and line.next(at + 1, "unit"):
        unit = line.tokens[at + 1].value
        if unit.definite and unit.number == 1 and unit.name in ("day", *_PERIODS):
            return Untold(), at + 2
    return None


# --- days


def _named(line: Line, at: int) -> tuple[Words, int] | None:
    """ "Dawn today, Friday (26 July 2024)": any of these, in this order, and one at least."""
    hour, place = _hour(line, at)
    offset = None
    if read := _relative(line, place, hour is not None and place > at):
        offset, eve, place = read
        hour = "eve" if eve else hour
    weekdays, turn, place = _weekdays(line, place, fresh=place == at, night=hour in ("night", "eve"))
    start = place
    date: Calendar | None = None
    if offset is None and not weekdays:
        date, place = _date(line, place) if place == at or line.near(place) else (None, place)
    else:
        date, place = _apposed(line, place)
    if offset is None and not weekdays and date is None:
        return None
    if date is not None and offset is None and not weekdays and hour is None and start == at:
        return date, place
    several = len(weekdays) > 1 or (date is not None and date.several)
    return Named(offset, weekdays, turn, date, hour == "eve" and not several), place


def _hour(line: Line, at: int) -> tuple[str | None, int]:
    """Dawn, evening, night, with the small words around it: "afternoon", "midnight", "the day of"."""
    place = at
    if line.next(place + 1, "hour"):
        middle = line.kind(place) == "part" and line.tokens[place].value == "middle"
        place += middle or line.kind(place) in ("after", "ago")
    hour = None
    if line.kind(place) == "hour" and not line.tokens[place].value[1]:
        hour = line.tokens[place].value[0]
        place += 1
    elif place > at:
        return None, at
    first = place == at
    if line.kind(place) == "unit" and (first or line.next(place, "unit")):
        unit = line.tokens[place].value
        if unit.name in ("day", "night") and not unit.definite and (unit.number == 1 or unit.construct):
            place += 1
    return hour, place


def _relative(line: Line, at: int, within: bool) -> tuple[int, bool, int] | None:
    """Today, yesterday, the day before, tomorrow, last night: days from publication, and whether a night."""
    if at >= len(line.tokens) or (within and not line.near(at)):
        return None
    token = line.tokens[at]
    if token.kind == "relative":
        if token.value == -1 and line.after(at + 1) in line.lexicon.around["yesterday_before"]:
            return None
        if token.value == -1 and line.next(at + 1, "ordinal") and line.tokens[at + 1].value == 1:
            return -2, False, at + 2
        return token.value, False, at + 1
    if token.kind == "ordinal" and token.word == "اول":
        place = at + 2 if line.next(at + 1, "from") else at + 1
        yesterday = line.next(place, "relative") and line.tokens[place].value == -1
        return (-2, False, place + 1) if yesterday else None
    if token.kind == "after" and line.next(at + 1, "relative") and line.tokens[at + 1].value == 1:
        return 2, False, at + 2
    if token.kind == "this" and line.next(at + 1, "hour") and line.tokens[at + 1].value[1]:
        return 0, False, at + 2
    if token.kind == "this" and line.next(at + 1, "unit") and line.tokens[at + 1].value == _TODAY:
        return 0, False, at + 2
    if token.kind == "hour" and token.value == ("eve", True) and not line.next(at + 1, "same"):
        back = line.next(at + 1, "turn") and line.tokens[at + 1].value == -1
        return 0, back, at + 2 if back else at + 1
    if token.kind == "unit" and token.value == _TODAY and not line.next(at + 1, "turn", "same", "ordinal"):
        return (0, False, at + 1) if line.after(at + 1) not in line.lexicon.around["today_before"] else None
    return None


_TODAY = Unit("day", 1, True)


def _weekdays(line: Line, at: int, fresh: bool, night: bool) -> tuple[tuple[int, ...], int | None, int]:
    """A weekday, in brackets or not, or two for a night or a range; and the turn after it."""
    gaps = ("space", "comma", "open")
    if line.kind(at) != "weekday" or not (fresh or line.next(at, "weekday", gaps=gaps)):
        return (), None, at
    weekdays, place = [line.tokens[at].value], at + 1
    between = ("dash", "slash", "space") if night else ("dash", "slash")
    and_another = line.kind(place) == "weekday" and line.tokens[place].particle == "و"
    if line.next(place, "weekday", gaps=between) or (and_another and line.gap(place) == "space"):
        weekdays.append(line.tokens[place].value)
        place += 1
    turn = None
    if line.next(place, "turn"):
        turn = line.tokens[place].value
        place += 1
    return tuple(weekdays), turn, place


def _apposed(line: Line, at: int) -> tuple[Calendar | None, int]:
    """The date that says again which day is meant: after a space or a comma, or in brackets."""
    place = at + 1 if line.next(at, "agreeing") else at
    if line.gap(place) not in ("space", "comma", "open", "close", "dash", "slash"):
        return None, at
    if place < len(line.tokens) and line.tokens[place].particle:
        return None, at
    date, end = _date(line, place)
    if date is None:
        date, end = _day_over_month(line, place)
    if date is None or (line.gap(place) == "open" and not line.closed(end)):
        return None, at
    return date, end


def _date(line: Line, at: int) -> tuple[Calendar | None, int]:
    """26 July 2024; the seventh of March; July 26, 2024; 26/7/2024; the seventh of this month."""
    for form in (_numeric, _day_and_month, _with_signs, _month_and_day):
        if read := form(line, at):
            return read
    return None, at


def _numeric(line: Line, at: int) -> tuple[Calendar, int] | None:
    """26/7/2024, 2024-07-26, 26.7.2024. Day before month unless only the other way makes a date."""
    if line.kind(at) != "number" or not line.numbers_apart(at):
        return None
    a, b, c = (line.tokens[at + n].value for n in range(3))
    year, rest = (a, (c, b)) if a in _YEARS else (c, (a, b))
    day, month = rest if rest[1] <= 12 else (rest[1], rest[0])
    if year not in _YEARS or not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    return Calendar(days=(day, day), months=(month,), year=year), at + 3


def _day_over_month(line: Line, at: int) -> tuple[Calendar | None, int]:
    """25/7: only after the name of the day, because elsewhere it is a fraction or a count."""
    if line.kind(at) == "number" and line.next(at + 1, "number", gaps=("slash",)) and line.clear_before(at):
        day, month = line.tokens[at].value, line.tokens[at + 1].value
        if 1 <= day <= 31 and 1 <= month <= 12 and line.gap(at + 2) not in ("slash", "dash"):
            return Calendar((day, day), (month,)), at + 2
    return None, at


def _day_and_month(line: Line, at: int) -> tuple[Calendar, int] | None:
    read = _days(line, at)
    if read is None:
        return None
    days, place = read
    if line.next(place, "from"):
        place += 1
    if line.kind(place) == "unit" and not line.tokens[place].particle and line.near(place):
        unit = line.tokens[place].value
        if unit == Unit("month", 1, True) and line.next(place + 1, "turn"):
            return Calendar(days=days, month_turn=line.tokens[place + 1].value), place + 2
        place += unit == Unit("month", 1, False)
    if line.next(place, "turn") and line.kind(place - 1) == "number" and line.tokens[place].value == 0:
        return Calendar(days=days, month_turn=0), place + 1
    if not line.near(place):
        return None
    months = _months(line, place)
    return _with_year(line, months[1], Calendar(days=days, months=months[0])) if months else None


def _with_signs(line: Line, at: int) -> tuple[Calendar, int] | None:
    """26/July/2024, 26-July-2024."""
    if line.kind(at) != "number" or line.gap(at + 1) not in ("slash", "dash"):
        return None
    day, months = _day(line, at), _months(line, at + 1)
    if day is None or months is None or line.tokens[at + 1].particle or not line.clear_before(at):
        return None
    place = months[1]
    if not line.next(place, "number", gaps=("slash", "dash")) or not line.is_year(place):
        return None
    return Calendar((day[0], day[0]), months[0], year=line.tokens[place].value), place + 1


def _days(line: Line, at: int) -> tuple[tuple[int, int], int] | None:
    """The number of a day, or several: 25 and 26; 3–7; the first and second."""
    first = _day(line, at)
    if first is None or not line.clear_before(at, dash=True):
        return None
    day, place = first
    low = high = day
    for _ in range(5):
        joined = place + 1 if line.next(place, "to") else place
        if joined >= len(line.tokens):
            break
        particle, gap = line.tokens[joined].particle, line.gap(joined)
        if not (gap == "space" and (particle == "و" or joined > place) or gap == "dash" and not particle):
            break
        another = _day(line, joined)
        if another is None:
            break
        low, high, place = min(low, another[0]), max(high, another[0]), another[1]
    return (low, high), place


def _day(line: Line, at: int) -> tuple[int, int] | None:
    token = line.tokens[at] if at < len(line.tokens) else None
    if token and token.kind == "number" and len(token.word) <= 2 and 1 <= token.value <= 31:
        return (token.value, at + 1) if token.particle != "?" else None
    if token and token.kind == "ordinal":
        if line.next(at + 1, "numeral") and line.tokens[at + 1].word == "عشر" and token.value < 10:
            return token.value + 10, at + 2
        if line.kind(at + 1) == "ordinal" and line.joined(at + 1) and line.near(at + 1):
            tens = line.tokens[at + 1].value
            if tens >= 20 and token.value < 10 and tens + token.value <= 31:
                return token.value + tens, at + 2
        return token.value, at + 1
    return None


def _month_and_day(line: Line, at: int) -> tuple[Calendar, int] | None:
    """July 26, 2024: only with its year."""
    if line.kind(at) not in ("month", "stem"):
        return None
    month = _months(line, at)
    if month is None or not line.next(month[1], "number"):
        return None
    place = month[1]
    day = line.tokens[place].value
    if not 1 <= day <= 31 or not line.next(place + 1, "number", gaps=("space", "comma")):
        return None
    year = line.tokens[place + 1].value
    return (Calendar((day, day), month[0], year=year), place + 2) if line.is_year(place + 1) else None


# --- months, years, weeks


def _months(line: Line, at: int) -> tuple[tuple[int, ...], int] | None:
    """A month by one name or two: March; Adhar/March; March (Adhar); and two that disagree."""
    first = _month(line, at)
    if first is None:
        return None
    month, place = first
    gap = line.gap(place)
    other = _month(line, place) if gap in ("slash", "space", "open", "dash") else None
    if other is None or line.tokens[place].particle:
        return (month,), place
    if other[0] == month:
        return ((month,), other[1]) if gap != "open" or line.closed(other[1]) else ((month,), place)
    return ((month, other[0]), other[1]) if gap == "slash" else ((month,), place)


def _month(line: Line, at: int) -> tuple[int, int] | None:
    if line.kind(at) == "month":
        return line.tokens[at].value, at + 1
    if line.kind(at) == "stem":
        pair = line.pair(at)
        if pair and pair[0] == "month":
            return pair[1], at + 2
    return None


def _with_year(line: Line, at: int, date: Calendar) -> tuple[Calendar, int]:
    """The date with the turn, the year or both that follow it."""
    turn = year_turn = None
    place = at
    if line.next(place, "turn", gaps=("space", "close")):
        turn = line.tokens[place].value
        place += 1
    year, year_turn, end = _year(line, place)
    if year is None and year_turn is None and turn is not None:
        year, year_turn, end = None, None, place
    return Calendar(date.days, date.months, date.part, turn, date.month_turn, year, year_turn), end


def _year(line: Line, at: int) -> tuple[int | None, int | None, int]:
    """A year after a month: 2024; of the year 2024; of last year."""
    if line.next(at, "number", gaps=("space", "comma", "close")) and line.is_year(at):
        return line.tokens[at].value, None, at + 1
    place = at + 1 if line.next(at, "from") else at
    if place < len(line.tokens) and line.near(place):
        read = _year_word(line, place)
        if read:
            return read
    return None, None, at


def _year_word(line: Line, at: int) -> tuple[int | None, int | None, int] | None:
    """ "The year 2024", "last year", "this year 2024"."""
    if line.kind(at) != "unit" or line.tokens[at].value[:2] != ("year", 1):
        return None
    turn, place = None, at + 1
    if line.next(place, "turn") and line.tokens[at].value.definite:
        turn = line.tokens[place].value
        place += 1
    year = None
    gaps = ("space",) if turn is None else ("space", "comma")
    if line.next(place, "number", gaps=gaps) and line.is_year(place):
        year = line.tokens[place].value
        place += 1
    return (year, turn, place) if year is not None or turn is not None else None


def _period(line: Line, at: int) -> tuple[Words, int] | None:
    """A month, a year or a week, or a part of one: "the middle of", "the first half of", "the summer of"."""
    part, place = _part(line, at)
    if part and not line.near(place):
        return None
    if part and (whole := _week_of_month(line, at)):
        return whole
    if line.kind(place) == "unit":
        return _unit(line, place, part)
    if line.kind(place) == "this" and line.next(place + 1, "unit"):
        return _this(line, place + 1, part)
    if part and line.kind(place) == "number" and line.is_year(place):
        return (Calendar(part=part, year=line.tokens[place].value), place + 1) if _whole_year(part) else None
    months = _months(line, place)
    return _month_phrase(line, months, part) if months else _week_of_month(line, at)


def _whole_year(part: str) -> bool:
    return not part.startswith("week")


def _month_phrase(line: Line, months: tuple[tuple[int, ...], int], part: str | None) -> tuple[Words, int]:
    numbers, place = months
    date, end = _with_year(line, place, Calendar(months=numbers, part=part))
    if len(numbers) == 2 and line.neighbours(place):
        first, second = (replace(date, months=(month,)) for month in numbers)
        return Between(first, second), end
    return date, end


def _part(line: Line, at: int) -> tuple[str | None, int]:
    """Beginning, middle, end; half, third, quarter; season; with "of" after it."""
    token = line.tokens[at] if at < len(line.tokens) else None
    if token is None:
        return None, at
    part, place = None, at
    if token.kind == "part":
        part, place = token.value, at + 1
    elif token.kind == "latest" and line.next(at + 1, "unit") and line.tokens[at + 1].value.definite:
        part, place = "end", at + 1
    elif token.kind == "season" and line.pair(at) is None:
        part, place = token.value, at + 1
    elif token.kind == "fraction" and line.next(at + 1, "ordinal"):
        most = {"half": 2, "third": 3, "quarter": 4}[token.value]
        n = line.tokens[at + 1].value
        part, place = (f"{token.value}{n}", at + 2) if n <= most else (None, at)
    elif token.kind == "fraction" and token.value == "half" and line.next(at + 1, "recent"):
        part, place = "half2", at + 2
    if part and line.next(place, "from"):
        place += 1
    return part, place


def _week_of_month(line: Line, at: int) -> tuple[Words, int] | None:
    """The first week of July; the last week of last month."""
    if line.kind(at) != "unit" or line.tokens[at].value != Unit("week", 1, True):
        return None
    if line.next(at + 1, "ordinal") and 1 <= line.tokens[at + 1].value <= 4:
        part = f"week{line.tokens[at + 1].value}"
    elif line.next(at + 1, "recent"):
        part = "lastweek"
    else:
        return None
    if not line.next(at + 2, "from"):
        return None
    if line.kind(at + 3) == "unit" and line.tokens[at + 3].value[:2] == ("month", 1) and line.near(at + 3):
        return _unit(line, at + 3, part)
    months = _months(line, at + 3) if line.near(at + 3) else None
    return _month_phrase(line, months, part) if months else None


def _unit(line: Line, at: int, part: str | None) -> tuple[Words, int] | None:
    """ "The last month", "the year 2024", "the month of March", "the end of the year"."""
    unit: Unit = line.tokens[at].value
    if unit.construct:
        return _two(line, at, part)
    if unit.name not in _PERIODS or unit.number != 1:
        return _week_of_month(line, at) if part is None else None
    if unit.name == "month" and line.near(at + 1) and not line.tokens[at + 1].particle:
        months = _months(line, at + 1)
        if months:
            return _month_phrase(line, months, part)
    if unit.name == "year" and (read := _year_word(line, at)):
        return Calendar(part=part, year=read[0], year_turn=read[1]), read[2]
    if not unit.definite:
        return None
    if line.next(at + 1, "turn"):
        return _turned(line, unit.name, line.tokens[at + 1].value, part, at + 2)
    if part is None or line.next(at + 1, "same", "ordinal", "recent"):
        return _week_of_month(line, at) if part is None else None
    around = line.lexicon.around["period_before"]
    if line.after(at + 1) in around:
        return None
    return (Week(None, part), at + 1) if unit.name == "week" else _turned(line, unit.name, 0, part, at + 1)


def _turned(line: Line, name: str, turn: int, part: str | None, end: int) -> tuple[Words, int]:
    if name == "week":
        return Week(turn, part), end
    if name == "year":
        return Calendar(part=part, year_turn=turn), end
    year, year_turn, after = _year(line, end)
    return Calendar(part=part, month_turn=turn, year=year), (after if year else end)


def _this(line: Line, at: int, part: str | None) -> tuple[Words, int] | None:
    """This week, this month, this year."""
    unit: Unit = line.tokens[at].value
    if unit.name in _PERIODS and unit.number == 1 and unit.definite:
        return _turned(line, unit.name, 0, part, at + 1)
    return None


def _two(line: Line, at: int, part: str | None) -> tuple[Words, int] | None:
    """The years 2019 and 2020; the months of March and April 2021."""
    name = line.tokens[at].value.name
    first, second = at + 1, at + 2
    if name == "year" and line.next(first, "number") and line.is_year(first):
        joined = line.joined(second) or line.next(second, "number", gaps=("dash",))
        if joined and line.kind(second) == "number" and line.is_year(second):
            years = [Calendar(part=part, year=line.tokens[n].value) for n in (first, second)]
            return Between(years[0], years[1]), second + 1
    if name == "month" and line.near(first) and (start := _months(line, first)):
        end = _months(line, start[1]) if line.joined(start[1]) else None
        if end:
            words, place = _month_phrase(line, end, part)
            return Between(Calendar(months=start[0], part=part), words), place
    return None


# --- lengths of time


class _Count(NamedTuple):
    low: int
    high: int
    unit: str
    bound: str | None
    bare: bool
    """A plural or a singular without any number."""


def _count(line: Line, at: int) -> tuple[_Count, int] | None:
    """Three days; two weeks; about a month; less than an hour; days."""
    bound, place = _bound(line, at)
    token = line.tokens[place] if place < len(line.tokens) and line.near(place) else None
    if token is None or (token.particle and token.particle != "ال"):
        return None
    if token.kind == "vague" and line.next(place + 1, "unit"):
        return _Count(3, 9, line.tokens[place + 1].value.name, bound, False), place + 2
    if token.kind in ("number", "numeral") and (read := _number(line, place)):
        number, place = read
        if line.next(place, "unit", gaps=("space",)):
            return _Count(number, number, line.tokens[place].value.name, bound, False), place + 1
        return None
    if token.kind != "unit" or token.value.definite or token.value.construct:
        return None
    unit, place = token.value, place + 1
    if unit.number == 3:
        place += line.next(place, "few")
        return _Count(3, 9, unit.name, bound, True), place
    if line.next(place, "numeral") and line.tokens[place].value == unit.number:
        place += 1
    return _Count(unit.number, unit.number, unit.name, bound, unit.number == 1), place


def _bound(line: Line, at: int) -> tuple[str | None, int]:
    place = at + line.next(at, "what")
    if line.next(place, "about"):
        return None, place + (2 if line.next(place + 1, "from") else 1)
    if line.next(place, "more", "less") and line.next(place + 1, "from"):
        return line.kind(place), place + 2
    return None, at


def _number(line: Line, at: int) -> tuple[int, int] | None:
    token = line.tokens[at]
    if token.kind == "number":
        return (token.value, at + 1) if 0 < token.value <= 999 and line.clear_before(at) else None
    if (pair := line.pair(at)) and pair[0] == "numeral":
        return pair[1], at + 2
    tens = line.tokens[at + 1] if line.kind(at + 1) == "numeral" else None
    if tens and line.joined(at + 1) and tens.value >= 20 and token.value < 10 and line.near(at + 1):
        return token.value + tens.value, at + 2
    return token.value, at + 1


def _since(line: Line, at: int) -> tuple[Words, int] | None:
    """Since a date, for three weeks, for weeks: from then on, to publication or to another date."""
    then: Words
    if (count := _count(line, at + 1)) and not _goes_on(line, count):
        span, end = count
        more = span.bound == "more"
        return Since(Ago(*span[:4]) if more else Stretch(span.high, span.unit)), end
    read = _bare_year(line, at + 1) or (_point(line, at + 1) if line.near(at + 1) else None)
    if read is None or line.tokens[at + 1].particle:
        return None
    then, end = read
    if isinstance(then, Untold):
        return then, end
    if line.kind(end) == "to" and line.gap(end) in ("space", "comma", "close"):
        if line.next(end + 1, "now"):
            return Since(then), end + 2
        until = (_bare_year(line, end + 1) or _point(line, end + 1)) if line.near(end + 1) else None
        if until and not isinstance(until[0], Untold):
            return Since(then, until[0]), until[1]
    return Since(then), end


def _goes_on(line: Line, count: tuple[_Count, int]) -> bool:
    """Whether the unit belongs to a date: the month of March, the year 2003, the day Friday."""
    span, end = count
    if not span.bare or span.low != 1 or not line.near(end) or line.tokens[end].particle:
        return False
    return line.kind(end) in ("month", "stem", "weekday", "relative", "number", "hijri")


def _bare_year(line: Line, at: int) -> tuple[Words, int] | None:
    if line.next(at, "number") and line.is_year(at):
        return Calendar(year=line.tokens[at].value), at + 1
    return None


def _ago(line: Line, at: int) -> tuple[Words, int] | None:
    """Three days ago; hours ago. "Before the attack by three days" is told by the story alone."""
    count = _count(line, at + 1)
    if count is None or _goes_on(line, count):
        return None
    span, end = count
    if line.next(end, "from"):
        return (Ago(*span[:4]), end + 2) if line.next(end + 1, "now") else (Untold(), end)
    return Ago(*span[:4]), end


def _during(line: Line, at: int) -> tuple[Words, int] | None:
    """ "Within 24 hours", "over the past months". Before a month or a year it is only a preposition."""
    place = at + 1
    if line.kind(at) == "on":
        if not line.next(place, "length"):
            return None
        place += 1
    if not line.near(place) or line.tokens[place].particle not in ("", "ال"):
        return None
    if read := _stretch(line, place):
        return read
    count = _count(line, place)
    if count is None or _goes_on(line, count) or (count[0].bare and count[0].low == 3):
        return None
    span, end = count
    return (Stretch(span.high, span.unit), end) if _looks_back(line, at, end, span.unit) else None


def _year_alone(line: Line, at: int) -> Phrase | None:
    """ "In 2019", where no noun follows that could be counted."""
    read = _bare_year(line, at)
    if read is None:
        return None
    before_noun = line.after(at + 1)
    verb = line.near(at + 1) and line.kind(at + 1) not in ("named", "unit", "")
    if before_noun and not verb and before_noun.removeprefix("و") not in line.lexicon.around["year_before"]:
        return None
    return Phrase(read[0], at, read[1])


def _in_less(line: Line, at: int) -> tuple[Words, int] | None:
    """ "The fourth attack in less than a week"."""
    count = _count(line, at + 1)
    if count is None or count[0].bound != "less" or _goes_on(line, count):
        return None
    return (
        (Stretch(count[0].high, count[0].unit), count[1]) if _looks_back(line, at, count[1], "hour") else None
    )


def _looks_back(line: Line, start: int, end: int, unit: str) -> bool:
    """Whether what happens within the time has happened: by the nearest verb of the sentence.

    Where no word tells, hours look back and longer times look ahead, as deadlines do.
    """
    if line.kind(end) in ("happened", "to_happen") and line.gap(end) in ("space", "comma"):
        return line.kind(end) == "happened"
    for at in range(start - 1, max(-1, start - 12), -1):
        if line.breaks(at, start):
            break
        if line.kind(at) in ("happened", "to_happen"):
            return line.kind(at) == "happened"
    return unit in ("hour", "minute")


def _stretch(line: Line, at: int) -> tuple[Words, int] | None:
    """The past few days; the last three months; the past 24 hours; the coming weeks."""
    if line.kind(at) == "latest":
        count = _count(line, at + 1)
        if count is None or (count[0].bare and count[0].low == 3):
            return None
        return Stretch(count[0].high, count[0].unit), count[1]
    if line.kind(at) in ("number", "numeral") and (count := _count(line, at)):
        ahead, place = _direction(line, count[1])
        return (Stretch(count[0].high, count[0].unit, ahead), place) if ahead is not None else None
    if line.kind(at) != "unit":
        return None
    unit: Unit = line.tokens[at].value
    if not unit.definite or unit.number == 1:
        return None
    number, place = line.lexicon.last_few[unit.name] if unit.number == 3 else 2, at + 1
    place += line.next(place, "few")
    numbered = line.kind(place) in ("number", "numeral") and line.near(place)
    if numbered and line.tokens[place].particle in ("", "ال") and (read := _number(line, place)):
        number, place = read
    ahead, place = _direction(line, place)
    if ahead is None:
        return None
    return Stretch(number, unit.name, ahead), place + line.next(place, "few")


def _direction(line: Line, at: int) -> tuple[bool | None, int]:
    if line.next(at, "recent"):
        return False, at + 1
    if line.next(at, "turn") and line.tokens[at].value:
        return line.tokens[at].value > 0, at + 1
    return None, at


# --- from one date to another


def _between(line: Line, at: int) -> tuple[Words, int] | None:
    """Between one date and another; from one to another. Before one date alone they are not part of it."""
    opener = line.kind(at)
    if not line.near(at + 1) or line.tokens[at + 1].particle not in ("", "?"):
        return None
    days = _date(line, at + 1)
    if days[0] and days[0].several:
        return days[0], days[1]
    if line.kind(at + 1) == "unit" and line.tokens[at + 1].value.construct:
        return _two(line, at + 1, None)
    start = _bare_year(line, at + 1) or _point(line, at + 1)
    if start is None or isinstance(start[0], Untold):
        return None
    place = start[1]
    if opener == "between":
        if not line.joined(place) or line.gap(place) not in ("space", "close", "comma"):
            return None
    elif line.kind(place) == "to" and line.tokens[place].particle in ("", "و") and line.near(place + 1):
        place += 1
    else:
        return None
    end = _joined_year(line, place) or _point(line, place)
    if end is None or isinstance(end[0], Untold):
        return None
    return Between(start[0], end[0]), end[1]


def _joined_year(line: Line, at: int) -> tuple[Words, int] | None:
    """A year with "and" or "to" before it."""
    if line.kind(at) == "number" and line.is_year(at):
        return Calendar(year=line.tokens[at].value), at + 1
    return None
