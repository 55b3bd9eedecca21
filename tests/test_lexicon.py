"""Names: every id leads to one thing, and what the YAML says of it can be true."""

import re

import pytest

from analysis import arabic, lexicon

# The least rectangle of whole degrees that holds Iraq, Syria and Jordan: south, north, west, east.
REGION = (29, 38, 34, 49)
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def test_ids_are_slugs_and_mean_one_thing() -> None:
    for id in (*lexicon.sites(), *lexicon.actors()):
        assert SLUG.fullmatch(id), id
    assert not lexicon.sites().keys() & lexicon.actors().keys()


def test_no_two_ids_have_one_name() -> None:
    for names in (lexicon.sites(), lexicon.actors(), lexicon.provinces()):
        for language in ("en", "ar"):
            wording = [getattr(entry, language, id) for id, entry in names.items()]
            assert len(wording) == len(set(wording))


def test_names_are_in_their_languages() -> None:
    for entry in (*lexicon.sites().values(), *lexicon.actors().values()):
        assert arabic.is_arabic(entry.ar) and not arabic.is_arabic(entry.en) and entry.note.endswith(".")
    assert all(arabic.is_arabic(province.ar) for province in lexicon.provinces().values())


@pytest.mark.parametrize("id", lexicon.sites())
def test_a_site_is_where_it_says(id: str) -> None:
    place = lexicon.sites()[id]
    assert (place.latitude is None) == (place.longitude is None)
    if place.latitude is not None and place.longitude is not None:
        south, north, west, east = REGION
        assert south < place.latitude < north and west < place.longitude < east
    if place.admin1 is not None:
        assert lexicon.provinces()[place.admin1].country == place.country
    if place.where_precision < 3:
        assert place.admin1 and place.latitude is not None


def test_province_codes_are_those_of_their_country() -> None:
    codes = [province.iso for province in lexicon.provinces().values()]
    assert len(codes) == len(set(codes))
    assert all(province.iso.startswith(f"{province.country}-") for province in lexicon.provinces().values())


def test_a_convoy_is_in_a_province_and_has_no_point() -> None:
    place = lexicon.site("convoy:Babil")
    assert place is not None
    assert (place.en, place.ar, place.admin1, place.country) == (
        "Convoy in Babil",
        "رتل في بابل",
        "Babil",
        "IQ",
    )
    assert (place.type, place.where_precision, place.latitude, place.longitude) == ("convoy", 3, None, None)


def test_a_place_that_the_lexicon_lacks_keeps_its_words() -> None:
    place = lexicon.site("other:مطار الحديدة: الشمال")
    assert place is not None
    assert (place.en, place.country, place.latitude) == ("مطار الحديدة: الشمال", None, None)


@pytest.mark.parametrize("id", ["nowhere", "convoy:Nowhere", "convoy:", "other:", "", "Ain al-Asad"])
def test_an_unknown_site(id: str) -> None:
    assert lexicon.site(id) is None


def test_names_behind_ids() -> None:
    assert lexicon.name("kataib-hezbollah") == "Kataib Hezbollah"
    assert lexicon.name_ar("kataib-hezbollah") == "كتائب حزب الله"
    assert lexicon.name("ain-al-asad") == "Ain al-Asad"
    assert lexicon.name_ar("convoy:Babil") == "رتل في بابل"
    assert lexicon.name("مصادر خاصة") == lexicon.name_ar("مصادر خاصة") == "مصادر خاصة"
