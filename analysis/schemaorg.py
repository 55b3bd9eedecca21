"""What the data set is, in the words of schema.org that search engines for data read."""

from collections.abc import Iterable
from typing import Any

from analysis import bibliography, citation, lexicon, licence
from analysis.articles import Article
from analysis.corpus import Corpus

File = tuple[str, str, str]
"""A file's address, media type and description."""


def dataset(corpus: Corpus, files: Iterable[File]) -> dict[str, Any]:
    """The data set as a schema.org Dataset, with the files to download.

    Days and countries are those that in-scope statements tell of. What isn't known is left out.
    """
    about, terms = citation.load(), licence.read()
    inside = [s for s in corpus.statements if s.scope == "in"]
    days = [day for s in inside for day in (s.date.first, s.date.last) if day]
    countries = sorted({s.site.country for s in inside if s.site and s.site.country})
    kinds = {True: "Person", False: "Organization"}
    return _known({
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": about.title,
        "description": f"{about.abstract} {terms.articles}",
        "url": about.url,
        "version": about.version,
        "datePublished": about.released.isoformat(),
        "license": terms.address,
        "isAccessibleForFree": True,
        "creator": [{"@type": kinds[one.is_person], "name": one.full} for one in about.authors],
        "keywords": list(about.keywords),
        "inLanguage": ["ar", "en"],
        "spatialCoverage": [{"@type": "Country", "name": lexicon.countries()[id].en} for id in countries],
        "temporalCoverage": f"{min(days)}/{max(days)}" if days else None,
        "distribution": [_download(*file) for file in files],
        "isBasedOn": [_report(article) for article in corpus.articles],
    })  # fmt: skip


def _download(address: str, media: str, description: str) -> dict[str, Any]:
    return {
        "@type": "DataDownload", "name": address.rpartition("/")[2], "description": description,
        "encodingFormat": media, "contentUrl": address,
    }  # fmt: skip


def _report(article: Article) -> dict[str, Any]:
    """One of the articles. A day that was worked out is told in words alone, not as its date."""
    day = article.published
    return _known({
        "@type": "NewsArticle",
        "headline": article.headline_ar,
        "alternativeHeadline": article.headline,
        "inLanguage": article.language,
        "publisher": _known(
            {"@type": "Organization", "name": article.outlet, "alternateName": article.outlet_ar}
        ),
        "datePublished": day.first.isoformat() if day and day.basis == "stated" else None,
        "description": bibliography.published(article),
        "url": article.url,
        "identifier": f"urn:sha256:{article.sha256}",
    })  # fmt: skip


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}
