"""Files that people edit: what is wrong is said by file, line and field; nothing is run or guessed."""

import datetime as dt
from pathlib import Path
from typing import Annotated, Literal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field, model_validator

from analysis.yamlfile import BadFile, Problem, Record, Source, read_utf8


class Leg(Record):
    side: Literal["left", "right"]
    toes: int


class Animal(Record):
    name: str
    born: dt.date | None
    legs: list[Leg]


class Cat(Record):
    kind: Literal["cat"]
    lives: int

    @model_validator(mode="after")
    def _alive(self) -> "Cat":
        if self.lives < 1:
            raise ValueError("it has no lives left")
        return self


class Fish(Record):
    kind: Literal["fish", "eel"]
    fins: int


class House(Record):
    animals: list[Annotated[Cat | Fish, Field(discriminator="kind")]]


GOOD = """\
# a comment
name: زرافة
born: 2020-01-03
legs:
- side: left
  toes: 2
- {side: right, toes: 2}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "animal.yml"


def written(path: Path, text: str) -> Source:
    path.write_text(text, encoding="utf-8")
    return Source(path)


def test_a_good_file_is_read_with_the_line_of_each_field(file: Path) -> None:
    source = written(file, GOOD)
    animal = source.parse(Animal)
    assert (animal.name, animal.born) == ("زرافة", dt.date(2020, 1, 3))
    assert animal.legs == [Leg(side="left", toes=2), Leg(side="right", toes=2)]
    lines = {("name",): 2, ("legs",): 4, ("legs", 0, "toes"): 6, ("legs", 1): 7, ("legs", 1, "toes"): 7}
    assert {where: source.lines[where] for where in lines} == lines


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("born: 2020-01-03\n", "", ["2: born: the field is missing"]),
        ("born:", "birth:", ["2: born: the field is missing", "3: birth: unknown field"]),
        ("  toes: 2\n", "", ["5: legs.0.toes: the field is missing"]),
        ("toes: 2}", "toes: 2, claws: 9}", ["7: legs.1.claws: unknown field"]),
        ("toes: 2}", "toes: many}", ["7: legs.1.toes: Input should be a valid integer"]),
        ("side: left", "side: top", ["5: legs.0.side: Input should be 'left' or 'right', found 'top'"]),
        ("2020-01-03", "2024-02-30", ["3: born: not a possible timestamp: '2024-02-30'"]),
        ("name: زرافة", "name: [a]", ["2: name: Input should be a valid string"]),
    ],
)
def test_what_is_wrong_with_a_record(file: Path, refused, old: str, new: str, said: list[str]) -> None:
    assert old in GOOD
    problems = refused(lambda: written(file, GOOD.replace(old, new, 1)).parse(Animal))
    assert len(problems) == len(said)
    for problem, expected in zip(problems, said, strict=True):
        assert problem.startswith(f"{file}:{expected}"), problem


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("animals:\n- kind: cat\n  lives: 9\n- kind: dog\n  lives: 1\n",
         "4: animals.1.kind: expected one of 'cat', 'fish', 'eel', found 'dog'"),
        ("animals:\n- kind: cat\n  lives: 9\n- lives: 1\n", "4: animals.1.kind: the field is missing"),
        ("animals:\n- kind: eel\n  fins: 1\n  lives: 9\n", "4: animals.0.lives: unknown field"),
        ("animals:\n- kind: eel\n", "2: animals.0.fins: the field is missing"),
        ("animals:\n- kind: cat\n  lives: 0\n", "2: animals.0: it has no lives left"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_one_of_several_kinds(file: Path, refused, text: str, said: str) -> None:
    assert refused(lambda: written(file, text).parse(House)) == [f"{file}:{said}"]


def test_a_file_of_named_records_tells_of_each(file: Path, refused) -> None:
    assert written(file, "a: {side: left, toes: 1}\n7: {side: right, toes: 2}\n").parse_each(Leg).keys() == {
        "a",
        "7",
    }
    text = "a: {side: left}\nb: {side: right, toes: 2}\nc:\n  side: top\n  toes: 2\n"
    said = ["1: a.toes: the field is missing", "4: c.side: Input should be 'left' or 'right', found 'top'"]
    assert refused(lambda: written(file, text).parse_each(Leg)) == [f"{file}:{each}" for each in said]


@pytest.mark.parametrize("text", ["- a\n- b\n", "just words\n", "7\n"])
def test_a_file_that_is_no_mapping(file: Path, refused, text: str) -> None:
    expected = f"{file}:1: (file): expected a mapping of names to records"
    assert refused(lambda: written(file, text).parse_each(Leg)) == [expected]
    [problem] = refused(lambda: written(file, text).parse(Leg))
    assert problem.startswith(f"{file}:1: (file): Input should be a valid dictionary")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\nb: 2\na: 3\n", "3: a: the field stands twice"),
        ("a:\n- b: 1\n  b: 1\n", "3: a.0.b: the field stands twice"),
        ("a: 1\n'a': 2\n", "2: a: the field stands twice"),
        ('1: x\n"1": y\n', "2: 1: the field stands twice"),
        ("a: 1\n? [b, c]\n: 2\n", "2: ?: expected a field's name, found more than one word"),
        ("a:\n\tb: 1\n", "2: (file): not YAML: found character that cannot start any token"),
        ("a: 1\n---\nb: 2\n", "2: (file): not YAML: but found another document"),
        ('اب: 1\nb: "\x07"\n', "2: (file): not YAML: a sign that it forbids, U+0007"),
        ("# nothing\n", "1: (file): expected YAML, found nothing"),
        ("", "1: (file): expected YAML, found nothing"),
        ("a: 1\nb: !!bool maybe\n", "2: b: not a possible bool: 'maybe'"),
        ("a: 1\nb: !!timestamp soon\n", "2: b: not a possible timestamp: 'soon'"),
    ],
)
def test_what_is_not_plain_yaml(file: Path, refused, text: str, said: str) -> None:
    assert refused(lambda: written(file, text)) == [f"{file}:{said}"]


def test_endless_nesting_is_refused(file: Path, refused) -> None:
    [problem] = refused(lambda: written(file, "a: " + "[" * 900 + "]" * 900))
    assert problem.startswith(f"{file}:1: a.0.0") and problem.endswith("cannot be read: too many levels")


def test_aliases_are_refused_before_they_grow(file: Path, refused) -> None:
    # Five levels are enough to tell by, and few enough that a reader who grew them would fail and not hang.
    laughs = ["a0: &a0 [ha, ha]"]
    laughs += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 6)]
    said = refused(lambda: written(file, "\n".join(laughs)))
    assert said == [f"{file}:2: (file): expected a value, found the alias *a0"]


def test_an_alias_to_itself_is_refused(file: Path, refused) -> None:
    said = refused(lambda: written(file, "b: 1\na: &x\n- *x\n"))
    assert said == [f"{file}:3: (file): expected a value, found the alias *x"]


@pytest.mark.parametrize(
    "value",
    [
        "!!python/object/apply:pathlib.Path.touch [!!python/object/apply:pathlib.Path ['{mark}']]",
        "!!python/object/new:pathlib.Path ['{mark}']",
        "!!python/name:os.system ''",
        "!!python/module:os ''",
        "!!python/tuple [1, 2]",
        "!!set {{a, b}}",
        "!!binary aGE=",
        "!own 1",
    ],
)
def test_tags_are_refused_and_nothing_runs(file: Path, refused, value: str) -> None:
    mark = file.with_name("ran")
    [problem] = refused(lambda: written(file, f"a: 1\nb:\n  c: {value.format(mark=mark)}\n"))
    assert problem.startswith(f"{file}:3: b.c: cannot be read: the tag ")
    assert problem.endswith(" is not allowed")
    assert not mark.exists()


def test_bytes_that_are_not_utf8(file: Path, refused) -> None:
    file.write_bytes("اب: 1\nb: 2\nc: ".encode() + b"\xe9t\xe9\n")
    expected = [f"{file}:3: (file): expected UTF-8, found byte 0xe9"]
    assert refused(lambda: Source(file)) == expected
    assert refused(lambda: read_utf8(file)) == expected


def test_text_is_read_exactly_as_stored(file: Path) -> None:
    file.write_bytes("\ufeffa\r\nب\u200f\n".encode())
    assert read_utf8(file) == "\ufeffa\r\nب\u200f\n"


def test_a_problem_is_on_the_line_of_the_nearest_field_that_exists(file: Path) -> None:
    source = written(file, GOOD)
    assert source.problem(("legs", 1, "toes"), "x") == Problem(str(file), 7, "legs.1.toes", "x")
    assert source.problem(("legs", 0, "nails", 3), "x") == Problem(str(file), 5, "legs.0.nails.3", "x")
    assert source.problem((), "x") == Problem(str(file), 2, "(file)", "x")


scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.dates()
    | st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn")), max_size=20)
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abcهدنة", min_size=1), inner, max_size=3)
    ),
    max_leaves=8,
)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("yaml") / "any.yml"


@given(data=st.dictionaries(st.text("abcهدنة", min_size=1), values, min_size=1, max_size=4))
def test_what_yaml_writes_is_read_back_the_same(scratch: Path, data: dict[str, object]) -> None:
    # PyYAML writes an alias where one object stands twice; with equal copies it writes each out.
    text = yaml.dump(data, allow_unicode=True, Dumper=_Plain)
    assert written(scratch, text).data == data


class _Plain(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:
        return True


@given(
    raw=st.binary(max_size=60)
    | st.text("ab:-[]{}&*!#'\"\n \t|>%@`0123456789.?,~=<+TZ_", max_size=60).map(str.encode)
)
def test_any_bytes_are_read_or_refused_with_a_line_that_exists(scratch: Path, raw: bytes) -> None:
    scratch.write_bytes(raw)
    try:
        Source(scratch)
    except BadFile as error:
        for problem in error.problems:
            assert problem.file == str(scratch)
            assert 1 <= problem.line <= raw.count(b"\n") + raw.count(b"\r") + raw.count(b"\xc2\x85") + 2
            assert problem.field and problem.message
