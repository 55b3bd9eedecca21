import dataclasses
import math
from collections.abc import Callable

import pytest
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.patches import Circle, PathPatch, RegularPolygon

from analysis import charts, events, lexicon
from analysis.charts import borders, labelling, style
from analysis.charts.labelling import Name, Spot
from analysis.corpus import Corpus
from analysis.exhibits import Exhibit


@pytest.fixture(scope="module")
def made(corpus: Corpus) -> Exhibit:
    return charts.sites_map(corpus)


def by_link(found: list[Artist]) -> dict[str, Artist]:
    return {(mark.get_url() or "")[1:].partition("_")[0]: mark for mark in found}


def test_table(made: Exhibit, same_table: Callable) -> None:
    same_table(made)


def test_sound(made: Exhibit, corpus: Corpus, sound: Callable) -> None:
    sound(made, corpus)


def test_attacks_are_discs_and_strikes_another_shape(made: Exhibit, marks: Callable) -> None:
    kinds = [type(mark) for mark in marks(made)]
    assert (kinds.count(Circle), kinds.count(RegularPolygon), kinds.count(PathPatch)) == (4, 3, 2)


def test_the_area_of_a_disc_is_the_number_of_attacks(
    made: Exhibit, marks: Callable, written: Callable
) -> None:
    found = by_link(marks(made))
    five, one = found["s-002-6d7d12"], found["s-003-52d2ef"]
    assert isinstance(five, Circle) and isinstance(one, Circle)
    assert five.radius**2 / one.radius**2 == pytest.approx(5)
    assert "5" in written(made)


def test_a_place_known_by_its_area_is_pale_and_broken(made: Exhibit, marks: Callable) -> None:
    found = by_link(marks(made))
    pale = style.pale(style.STRIKE)
    assert len({pale, style.STRIKE, style.GROUND}) == 3
    for id, face, line in (("s-003-509743", pale, "--"), ("s-000-671973", pale, "--"),
                           ("s-000-3ab188", style.STRIKE, "-")):  # fmt: skip
        mark = found[id]
        assert isinstance(mark, RegularPolygon) and to_hex(mark.get_facecolor()) == face
        assert (mark.get_linestyle() == "-") == (line == "-")


def test_an_alleged_strike_in_a_province_is_hollow_and_broken(
    corpus: Corpus, marks: Callable, shape: Callable
) -> None:
    told = tuple(
        dataclasses.replace(s, status="alleged") if s.event == "deir-ez-zor-2024-07-26" else s
        for s in corpus.statements
    )
    made = charts.sites_map(dataclasses.replace(corpus, statements=told, events=events.merge(told)))
    mark = by_link(marks(made))["s-003-509743"]
    assert shape(mark) == "hollow" and mark.get_linestyle() != "-"  # type: ignore[attr-defined]


def test_only_claimed_attacks_are_hollow(corpus: Corpus, marks: Callable, shape: Callable) -> None:
    def hollow(status: str) -> str:
        changed = tuple(
            dataclasses.replace(s, status=status) if s.event == "conoco-2024-07-26" else s
            for s in corpus.statements
        )
        made = charts.sites_map(dataclasses.replace(corpus, statements=changed, events=events.merge(changed)))
        return str(shape(by_link(marks(made))["s-003-52d2ef"]))

    assert hollow("reported") == "full" and hollow("claimed") == "hollow"


def test_convoys_hatch_their_province_and_have_no_point(made: Exhibit, marks: Callable) -> None:
    found = by_link(marks(made))
    for id, province in (("s-001-2647c8", "Babil"), ("s-001-2a8883", "Muthanna")):
        area = found[id]
        assert isinstance(area, PathPatch) and area.get_hatch()
        middle = borders.middle(lexicon.provinces()[province].iso)
        assert area.get_path().contains_point(middle)


def test_what_has_no_place_is_in_the_table_alone(made: Exhibit, marks: Callable) -> None:
    drawn = set(by_link(marks(made)))
    missing = made.table[made.table["On the map"].str.startswith("not on the map")]
    assert len(missing) == 9
    assert not drawn & {id for ids in missing["statements"] for id in ids}


def test_alt_names_the_most_and_what_is_missing(made: Exhibit) -> None:
    assert made.alt.startswith("Ain al-Asad, Iraq: attacks: 5.")
    assert made.alt.endswith("Without a place on the map: listed events 2.")


@pytest.mark.parametrize("site", ["ain-al-asad", "erbil-airport", "us-embassy-baghdad", "conoco"])
def test_sites_lie_in_their_provinces(site: str) -> None:
    place = lexicon.sites()[site]
    assert place.longitude and place.latitude and place.admin1
    x, y = borders.at(place.longitude, place.latitude)
    ring = borders._outline(borders._provinces()[lexicon.provinces()[place.admin1].iso])
    assert ring.contains_point((x, y))


def test_a_degree_is_as_long_both_ways_at_the_middle() -> None:
    middle = (borders.SOUTH + borders.NORTH) / 2
    x, y = borders.at(42.0, middle)
    east, south = borders.at(43.0, middle)[0] - x, borders.at(42.0, middle - 1)[1] - y
    assert east / south == pytest.approx(math.cos(math.radians(middle)))


def test_names_keep_off_the_borders(made: Exhibit) -> None:
    frontiers = [borders.at(*point) for point in ((45.43, 36.0), (46.1, 33.0), (38.8, 33.4))]
    for near in frontiers:  # Iran, Iran, Jordan
        assert min(math.dist(near, point) for point in borders.frontiers()) < 0.25
    inner = borders.at(43.5, 33.5)  # between Anbar and Baghdad
    assert min(math.dist(inner, point) for point in borders.frontiers()) > 0.5
    page = FigureCanvasAgg(made.figure).get_renderer()
    axes = made.figure.axes[0]  # type: ignore[union-attr]
    for text in axes.texts:
        if text.get_zorder() == 6 and len(text.get_text()) > 1:
            box = text.get_window_extent(page).expanded(0.95, 0.6)
            assert not any(box.contains(*axes.transData.transform(point)) for point in borders.frontiers())


def test_words_on_the_map_have_a_halo_and_end_at_its_frame(made: Exhibit) -> None:
    names = [t for t in made.figure.axes[0].texts if t.get_zorder() == 6 and len(t.get_text()) > 1]  # type: ignore[union-attr]
    assert names and all(name.get_path_effects() and name.get_clip_on() for name in names)


def test_names_make_room_for_one_another() -> None:
    room = (0.0, 0.0, 2.0, 1.0)
    wide, narrow = (
        Name(("Ain al-Asad", "عين الأسد"), Spot(0.5, 0.5, 0.1)),
        Name(("Erbil", "أربيل"), Spot(1.0, 0.5, 0.1)),
    )
    first, second = labelling.settled([wide, narrow], [s.box for s in (wide.spot, narrow.spot)], room)
    assert first[2] - first[0] == pytest.approx(wide.width)
    assert first[2] <= second[0] or second[2] <= first[0] or first[3] <= second[1] or second[3] <= first[1]


def test_a_name_without_a_mark_stands_in_the_middle() -> None:
    box = labelling.beside(Spot(1, 1, 0.0), 0.5, 0.2, [(0.9, 0.9, 1.1, 1.1)], (0.0, 0.0, 2.0, 2.0))
    assert box == pytest.approx((0.75, 0.9, 1.25, 1.1))


def test_marks_that_hide_each_other_are_set_apart() -> None:
    spots = labelling.apart([Spot(1, 1, 0.1), Spot(1.01, 1, 0.1), Spot(1.02, 1.05, 0.1), Spot(3, 1, 0.1)])
    for n, one in enumerate(spots):
        for other in spots[:n]:
            assert math.hypot(one.x - other.x, one.y - other.y) >= one.radius + other.radius
    assert spots[0] == Spot(1, 1, 0.1) and spots[3] == Spot(3, 1, 0.1)


def test_a_label_goes_where_it_is_free() -> None:
    spot, room = Spot(1, 1, 0.1), (0.0, 0.0, 2.0, 2.0)
    assert labelling.beside(spot, 0.5, 0.2, [], room)[0] > 1.1
    assert labelling.beside(spot, 0.5, 0.2, [(1.1, 0.8, 2.0, 1.2)], room)[2] < 0.9
    assert labelling.beside(Spot(1.8, 1, 0.1), 0.5, 0.2, [], room)[2] < 1.7, "not outside the map"


def test_no_label_hides_a_mark_or_another(made: Exhibit, marks: Callable) -> None:
    assert made.figure is not None
    texts = made.figure.axes[0].texts
    names = [text for text in texts if text.get_zorder() == 6 and len(text.get_text()) > 1]
    page = FigureCanvasAgg(made.figure).get_renderer()
    boxes = [text.get_window_extent(page) for text in names]
    discs = [mark.get_window_extent(page) for mark in marks(made) if not isinstance(mark, PathPatch)]
    assert len(names) == 18
    for box in boxes:
        inner = box.expanded(0.9, 0.6)
        assert not any(inner.overlaps(disc.expanded(0.7, 0.7)) for disc in discs)
        assert sum(inner.overlaps(other.expanded(0.9, 0.6)) for other in boxes) == 1


def test_nothing_told_draws_an_empty_frame(nothing: Corpus, written: Callable) -> None:
    made = charts.sites_map(nothing)
    assert made.table.empty and written(made) == [made.alt]
