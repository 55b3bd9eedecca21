"""The schema.org description of the data set."""

import json

from analysis import citation, schemaorg
from analysis.corpus import Corpus

FILES = [("https://example.org/data/a.csv", "text/csv", "A table.")]


def test_the_data_set(corpus: Corpus) -> None:
    found, about = schemaorg.dataset(corpus, FILES), citation.load()
    assert (found["@context"], found["@type"]) == ("https://schema.org/", "Dataset")
    assert (found["name"], found["version"]) == (about.title, about.version)
    assert found["datePublished"] == about.released.isoformat()
    assert 50 <= len(found["description"]) <= 5000, "the length that data searches ask for"
    assert [one["name"] for one in found["creator"]] == [author.full for author in about.authors]
    assert [place["name"] for place in found["spatialCoverage"]] == ["Iraq", "Syria"]
    assert found["temporalCoverage"] == "2020-01-03/2024-07-26"
    [file] = found["distribution"]
    assert (file["name"], file["encodingFormat"], file["contentUrl"]) == ("a.csv", "text/csv", FILES[0][0])
    json.dumps(found)


def test_the_articles_it_is_based_on(corpus: Corpus) -> None:
    found = schemaorg.dataset(corpus, FILES)["isBasedOn"]
    assert [one["publisher"]["name"] for one in found] == [article.outlet for article in corpus.articles]
    assert [one.get("datePublished") for one in found] == [None, None, "2021-03-13", "2024-07-26", None]
    assert "inferred" in found[0]["description"]
    assert [one.get("headline") for one in found] == [article.headline_ar for article in corpus.articles]
