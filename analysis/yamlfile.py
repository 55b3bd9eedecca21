"""YAML files that people edit, read so that every error names its file, line and field."""

import re
from pathlib import Path
from typing import Annotated, Any, NamedTuple, TypeVar

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError

Model = TypeVar("Model", bound=BaseModel)
Location = tuple[str | int, ...]

_TAGS = {f"tag:yaml.org,2002:{name}"
         for name in ("null", "bool", "int", "float", "str", "timestamp", "seq", "map")}  # fmt: skip
_DEEPEST = 50
_MISSING = ("missing", "union_tag_not_found")
_CONTROL = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f\\ud800-\\udfff]")
_OPENING = {"\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c",
            "\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}  # fmt: skip
"""Signs that turn the direction of what follows, each with the sign that ends it."""


SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
"""An id that people choose, such as 2021-march: it becomes part of addresses."""
Slug = Annotated[str, StringConstraints(pattern=SLUG)]


def _cell(text: str) -> str:
    if text.startswith(("=", "+", "-", "@", "\t", "\r")):
        raise ValueError(f"begins with {text[0]!r}: a spreadsheet would take it for a formula")
    return text


OfTable = AfterValidator(_cell)
Cell = Annotated[str, OfTable]
"""Words that the data set has as a cell of a table. There they stand as they are, so here nothing may stand
that a program for tables would compute."""


class Record(BaseModel):
    """A mapping in a file: every field is required, none may be added, nothing is guessed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Problem(NamedTuple):
    """One thing wrong with one file. `line` counts from 1; `field` is a dotted path."""

    file: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}: {self.message}"


class BadFile(ValueError):
    """A file that people edit is wrong. `problems` holds all that was found in it."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


class Source:
    """A YAML file as plain data, with the line of each of its fields."""

    def __init__(self, path: Path) -> None:
        """Raises BadFile when the file isn't UTF-8, isn't plain YAML, or names a field twice.

        Plain YAML has no aliases, which can make a small file endlessly large, and no tags of its own.
        """
        self.path = path
        self.lines: dict[Location, int] = {}
        self.data = self._value(self._compose(read_utf8(path)), ())

    def problem(self, where: Location, message: str) -> Problem:
        """The problem at a field, on the line of the nearest field above it that exists."""
        line = next((self.lines[where[:n]] for n in range(len(where), -1, -1) if where[:n] in self.lines), 1)
        return Problem(str(self.path), line, ".".join(map(str, where)) or "(file)", message)

    def parse(self, model: type[Model]) -> Model:
        """The file as one record. Raises BadFile with every field that is wrong."""
        try:
            return model.model_validate(self.data)
        except ValidationError as error:
            raise BadFile(*(self.problem(self._field(e), say(e)) for e in error.errors())) from None

    def parse_each(self, model: type[Model]) -> dict[str, Model]:
        """The file as a mapping from names to records of one kind."""
        if not isinstance(self.data, dict):
            raise BadFile(self.problem((), "expected a mapping of names to records"))
        found, problems = {}, []
        for name, value in self.data.items():
            try:
                found[str(name)] = model.model_validate(value)
            except ValidationError as error:
                problems += [self.problem(self._field(e, name), say(e)) for e in error.errors()]
        if problems:
            raise BadFile(*problems)
        return found

    def _field(self, error: Any, *above: str) -> Location:
        """The field that is wrong or missing, without the names pydantic adds for the branches of a union."""
        where: Location = (*above, *error["loc"])
        if error["type"].startswith("union_tag_"):
            where = (*where, error["ctx"]["discriminator"].strip("'"))
        kept: Location = ()
        for step in where:
            if (*kept, step) in self.lines:
                kept = (*kept, step)
        return (*kept, where[-1]) if error["type"] in _MISSING else kept

    def _compose(self, text: str) -> yaml.Node:
        try:
            for event in yaml.parse(text, Loader=yaml.CSafeLoader):
                if isinstance(event, yaml.AliasEvent):
                    what = f"expected a value, found the alias *{event.anchor}"
                    raise BadFile(Problem(str(self.path), _line(event.start_mark), "(file)", what))
            node = yaml.compose(text, Loader=yaml.CSafeLoader)
        except yaml.reader.ReaderError as error:
            line = text.encode().count(b"\n", 0, error.position) + 1
            what = f"a sign that it forbids, U+{error.character:04X}"
            raise BadFile(Problem(str(self.path), line, "(file)", f"not YAML: {what}")) from None
        except yaml.MarkedYAMLError as error:
            what = f"not YAML: {error.problem}"
            raise BadFile(Problem(str(self.path), _line(error.problem_mark), "(file)", what)) from None
        if node is None:
            raise BadFile(Problem(str(self.path), 1, "(file)", "expected YAML, found nothing"))
        return node

    def _value(self, node: yaml.Node, where: Location) -> Any:
        self.lines[where] = node.start_mark.line + 1
        if node.tag not in _TAGS:
            raise BadFile(self.problem(where, f"cannot be read: the tag {node.tag} is not allowed"))
        if len(where) > _DEEPEST:
            raise BadFile(self.problem(where, "cannot be read: too many levels"))
        if isinstance(node, yaml.SequenceNode):
            return [self._value(child, (*where, n)) for n, child in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, where)
        if wrong := _forbidden(node.value):
            raise BadFile(self.problem(where, wrong))
        try:
            return yaml.CSafeLoader("").construct_object(node)
        except (yaml.YAMLError, ValueError, LookupError, AttributeError):
            kind = node.tag.rpartition(":")[2]
            raise BadFile(self.problem(where, f"not a possible {kind}: {node.value!r}")) from None

    def _mapping(self, node: yaml.MappingNode, where: Location) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in node.value:
            inner = (*where, str(key.value) if isinstance(key, yaml.ScalarNode) else "?")
            self.lines[inner] = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                raise BadFile(self.problem(inner, "expected a field's name, found more than one word"))
            if key.value in found:
                raise BadFile(self.problem(inner, "the field stands twice"))
            found[str(key.value)] = self._value(value, inner)
            self.lines[inner] = key.start_mark.line + 1
        return found


def read_utf8(path: Path) -> str:
    """The file's text exactly as stored. Raises BadFile when its bytes aren't UTF-8."""
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        problem = Problem(str(path), line, "(file)", f"expected UTF-8, found byte 0x{raw[error.start]:02x}")
        raise BadFile(problem) from None


def _forbidden(text: str) -> str | None:
    """What no field may hold: signs that steer a terminal, and those that change how what follows is read."""
    if control := _CONTROL.search(text):
        return f"cannot be read: the control sign U+{ord(control[0]):04X} is not allowed"
    waiting: list[str] = []
    for sign in text:
        if sign in _OPENING:
            waiting.append(sign)
        elif waiting and sign == _OPENING[waiting[-1]]:
            waiting.pop()
    if waiting:
        return f"cannot be read: U+{ord(waiting[-1]):04X} turns the direction of what follows and has no end"
    return None


def _line(mark: Any) -> int:
    return mark.line + 1 if mark else 1


def say(error: Any) -> str:
    """One of pydantic's errors, in a few words."""
    if error["type"] in _MISSING:
        return "the field is missing"
    if error["type"] == "extra_forbidden":
        return "unknown field"
    if error["type"] == "union_tag_invalid":
        return f"expected one of {error['ctx']['expected_tags']}, found {error['ctx']['tag']!r}"
    said: str = error["msg"].removeprefix("Value error, ")
    if error["type"] == "value_error" and error["input"] in (None, ""):
        return said  # it says what to write there; that there is nothing yet can be seen
    return said if isinstance(error["input"], dict | list) else f"{said}, found {error['input']!r:.200}"
