"""How the book and its data set are cited: CITATION.cff, the one place where the version stands."""

import datetime as dt
import functools
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from analysis.yamlfile import Source

FILE = Path(__file__).resolve().parent.parent / "CITATION.cff"
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class Author(BaseModel):
    """A person, by family and given names, or an entity, by `name`."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: Words | None = None
    family: Words | None = Field(None, alias="family-names")
    given: Words | None = Field(None, alias="given-names")

    @model_validator(mode="after")
    def _named(self) -> "Author":
        if not self.name and not self.family:
            raise ValueError("an author needs a name, or family-names")
        return self

    @property
    def is_person(self) -> bool:
        return self.name is None

    @property
    def full(self) -> str:
        """The name as it is read out."""
        return self.name or " ".join(filter(None, (self.given, self.family)))


class Citation(BaseModel):
    """What a citation needs. `url` is the book's address, None as long as it has none."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    title: Words
    authors: tuple[Author, ...] = Field(min_length=1)
    version: Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$")]
    released: dt.date = Field(alias="date-released")
    license: Words
    abstract: Words
    keywords: tuple[Words, ...] = ()
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None


@functools.cache
def load(file: Path = FILE) -> Citation:
    """The citation. Raises BadFile, by line and field, for what is missing or wrong, OSError without a file.

    Fields that the format knows and this doesn't need are passed over.
    """
    return Source(file).parse(Citation)
