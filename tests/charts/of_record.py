"""What holds for every exhibit of the public record alone."""

import re

from analysis import chronology
from analysis.chronology import Chronology
from analysis.exhibits import EVIDENCE, Exhibit


def sound(exhibit: Exhibit, record: Chronology) -> None:
    """Its rows rest on rows of the record, its marks on rows of its table, its caption holds no digit.

    It is named as the record's, and its figure is the same bytes twice.
    """
    told = {id for ids in exhibit.table[EVIDENCE] for id in ids}
    assert told and all(id.startswith(chronology.PREFIX) and record.row(id) for id in told)
    assert all(exhibit.table[EVIDENCE]), "every row rests on something"
    assert exhibit.name.startswith("record-") and "public record" in exhibit.caption
    assert not re.search(r"\d", exhibit.caption)
    if exhibit.figure is None:
        return
    found = [artist for artist in exhibit.figure.findobj() if artist.get_url()]
    assert found and exhibit.alt
    for mark in found:
        ids = (mark.get_url() or "").removeprefix("#").split("_")
        assert len(set(ids)) == len(ids) and set(ids) <= told
    names = [mark.get_gid() or "" for mark in found]
    assert len(set(names)) == len(names)
    svg = exhibit.svg()
    assert svg == exhibit.svg() and "<text" not in svg
    assert svg.count("<a xlink:href=") == len(found)
