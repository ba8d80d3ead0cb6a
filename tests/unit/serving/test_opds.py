"""The catalogue: held to what OPDS 1.2 and OPDS 2.0 ask of a feed, and read as reading programs read it."""

from __future__ import annotations

import json
import re
from contextlib import closing
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urljoin, urlsplit

import jsonschema
import pytest
from lxml import etree

from fic2epub.serving.app import application
from fic2epub.serving.guarding import Rules
from fic2epub.serving.library import Library
from fic2epub.serving.shelf import open_shelf
from tests.unit.serving.asking import Client
from tests.unit.serving.shelves import book, put

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ATOM = "{http://www.w3.org/2005/Atom}"
_NAMES = {
    "a": "http://www.w3.org/2005/Atom",
    "dc": "http://purl.org/dc/terms/",
    "opds": "http://opds-spec.org/2010/catalog",
    "thr": "http://purl.org/syndication/thread/1.0",
    "os": "http://a9.com/-/spec/opensearch/1.1/",
}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_ACQUISITION = "http://opds-spec.org/acquisition/open-access"
_BOTH = ["/opds", "/opds2"]

_LINK = {
    "type": "object",
    "required": ["href", "type"],
    "properties": {
        "href": {"type": "string", "pattern": "^/"},
        "type": {"type": "string", "pattern": "^[a-z]+/[a-z0-9.+-]+$"},
        "title": {"type": "string", "minLength": 1},
        "rel": {"type": "string", "minLength": 1},
        "templated": {"const": True},
        "properties": {"type": "object", "properties": {"numberOfItems": {"type": "integer", "minimum": 0}}},
    },
    "additionalProperties": False,
}
_SELF = {"type": "array", "items": _LINK, "contains": {"properties": {"rel": {"const": "self"}}, "required": ["rel"]}}
_COUNTED = {
    "type": "object",
    "required": ["title"],
    "properties": {
        "title": {"type": "string", "minLength": 1},
        "modified": {"type": "string", "pattern": _MOMENT.pattern},
        **{name: {"type": "integer", "minimum": 0} for name in ("numberOfItems", "itemsPerPage", "currentPage")},
    },
    "additionalProperties": False,
}
_NAMED = {"type": "array", "minItems": 1, "items": {"type": "object", "required": ["name"]}}
_PUBLICATION = {
    "type": "object",
    "required": ["metadata", "links", "images"],
    "properties": {
        "metadata": {
            "type": "object",
            "required": ["title", "identifier", "modified"],
            "properties": {
                "@type": {"const": "http://schema.org/EBook"},
                "identifier": {"type": "string", "pattern": "^(urn:|https?://)"},
                "title": {"type": "string", "minLength": 1},
                "modified": {"type": "string", "pattern": _MOMENT.pattern},
                "published": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
                "language": {"type": "string", "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"},
                "author": _NAMED,
                "subject": _NAMED,
                "publisher": {"type": "string"},
                "description": {"type": "string", "minLength": 1},
                "belongsTo": {
                    "type": "object",
                    "properties": {
                        "series": {
                            "type": "object",
                            "required": ["name"],
                            "properties": {"name": {"type": "string"}, "position": {"type": "number"}},
                        }
                    },
                },
            },
            "additionalProperties": False,
        },
        "links": {**_SELF, "minItems": 2},
        "images": {"type": "array", "minItems": 1, "items": {**_LINK, "required": ["href", "type", "rel"]}},
    },
    "additionalProperties": False,
}
_FEED = {
    "type": "object",
    "required": ["metadata", "links"],
    "anyOf": [{"required": [name]} for name in ("publications", "navigation", "groups")],
    "properties": {
        "metadata": _COUNTED,
        "links": _SELF,
        "publications": {"type": "array", "items": _PUBLICATION},
        "navigation": {"type": "array", "items": {**_LINK, "required": ["href", "type", "title"]}},
        "facets": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["metadata", "links"],
                "properties": {
                    "metadata": _COUNTED,
                    "links": {
                        "type": "array",
                        "minItems": 1,
                        "items": {**_LINK, "required": ["href", "type", "title"]},
                    },
                },
            },
        },
        "groups": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["metadata", "links", "publications"],
                "properties": {
                    "metadata": _COUNTED,
                    "links": _SELF,
                    "publications": {"type": "array", "minItems": 1, "items": _PUBLICATION},
                },
            },
        },
    },
    "additionalProperties": False,
}
"""What OPDS 2.0 (drafts.opds.io/opds-2.0) and Readium's manifest for publications say of a feed, and we promise."""
_JUDGE = jsonschema.Draft202012Validator(_FEED)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A hundred and thirty books by a few hands."""
    root = tmp_path_factory.mktemp("large")
    put(
        root / "books",
        {
            f"{place}.epub": book(
                f"Tide {place:03} &amp; &lt;Fog&gt;",
                metadata=f"<dc:creator>Hand {place % 60}</dc:creator><dc:language>en</dc:language>"
                f'<meta name="calibre:series" content="S{place % 7}"/>'
                f'<meta name="calibre:series_index" content="{place}"/>',
                recorded={"fandoms": [f"Fandom {place % 3} & Co"]},
            )
            for place in range(130)
        },
    )
    with closing(open_shelf(root / "books", root / "index.sqlite")) as shelf:
        shelf.refresh()
        yield Client(application(Library(shelf, "The House"), shelf, Rules()))


def _feed1(client: Client, path: str) -> etree._Element:
    """A feed of OPDS 1.2, with what Atom (RFC 4287) and OPDS 1.2 ask of it."""
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/atom+xml;profile=opds-catalog;kind=")
    root = etree.fromstring(answer.content)
    assert root.tag == f"{_ATOM}feed"
    for part in (root, *root.iter(f"{_ATOM}entry")):
        for name in ("id", "title", "updated"):
            (found,) = part.findall(f"{_ATOM}{name}")
            assert (found.text or "").strip()
            assert name != "updated" or _MOMENT.fullmatch(found.text or "")
        assert ":" in (part.findtext(f"{_ATOM}id") or "")
    kinds = {link.get("rel"): link for link in root.findall(f"{_ATOM}link")}
    assert {"self", "start", "search"} <= kinds.keys()
    assert answer.headers["content-type"] == kinds["self"].get("type")
    ids = [entry.findtext(f"{_ATOM}id") for entry in root.iter(f"{_ATOM}entry")]
    assert len(ids) == len(set(ids))
    for link in root.iter(f"{_ATOM}link"):
        assert link.get("href", "").startswith("/")
        assert link.get("type")
    return root


def _feed2(client: Client, path: str) -> Any:
    """A feed of OPDS 2.0."""
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/opds+json"
    told = json.loads(answer.content)
    _JUDGE.validate(told)
    return told


def _turns(client: Client, base: str, path: str) -> dict[str, str]:
    if base == "/opds":
        return {str(link.get("rel")): str(link.get("href")) for link in _feed1(client, path).findall(f"{_ATOM}link")}
    return {link["rel"]: link["href"] for link in _feed2(client, path)["links"]}


def _titles(client: Client, base: str, path: str) -> list[str]:
    if base == "/opds":
        return [entry.findtext(f"{_ATOM}title") or "" for entry in _feed1(client, path).iter(f"{_ATOM}entry")]
    told = _feed2(client, path)
    shown = told.get("publications") or told["navigation"]
    return [one["metadata"]["title"] if "metadata" in one else one["title"] for one in shown]


@pytest.mark.parametrize("base", _BOTH)
def test_the_start_leads_everywhere(large: Client, base: str) -> None:
    assert _titles(large, base, base) == [
        "New books",
        "All books by title",
        "By fandom",
        "By series",
        "By author",
        "By language",
    ]
    assert _titles(large, base, f"{base}/names/fandom") == ["Fandom 0 & Co", "Fandom 1 & Co", "Fandom 2 & Co"]
    assert _titles(large, base, f"{base}/names/language") == ["en"]
    assert len(_titles(large, base, f"{base}/names/author")) == 50
    assert len(_titles(large, base, f"{base}/names/author?page=2")) == 10


@pytest.mark.parametrize("base", _BOTH)
def test_all_pages_in_a_row_are_all_books(large: Client, base: str) -> None:
    address, seen = f"{base}/books?order=title", []
    for _ in range(9):
        seen += _titles(large, base, address)
        turns = _turns(large, base, address)
        if "next" not in turns:
            break
        assert "first" in turns or "page" not in address
        address = turns["next"]
    assert seen == [f"Tide {place:03} & <Fog>" for place in range(130)]
    assert _turns(large, base, turns["previous"])["last"] == address


@pytest.mark.parametrize("base", _BOTH)
def test_names_lead_to_their_books(large: Client, base: str) -> None:
    if base == "/opds":
        entry = next(_feed1(large, f"{base}/names/series").iter(f"{_ATOM}entry"))
        address = str(entry.find(f"{_ATOM}link").get("href"))  # type: ignore[union-attr]
    else:
        address = _feed2(large, f"{base}/names/series")["navigation"][0]["href"]
    assert _titles(large, base, address)[:3] == ["Tide 000 & <Fog>", "Tide 007 & <Fog>", "Tide 014 & <Fog>"]


def test_facets_of_the_old_kind(large: Client) -> None:
    root = _feed1(large, "/opds/books?fandom=Fandom+1+%26+Co")
    facets = root.xpath("a:link[@rel='http://opds-spec.org/facet']", namespaces=_NAMES)
    groups = [facet.get(f"{{{_NAMES['opds']}}}facetGroup") for facet in facets]
    assert list(dict.fromkeys(groups)) == ["Sort by", "Fandom", "Series", "Author", "Language"]
    active = [facet.get("title") for facet in facets if facet.get(f"{{{_NAMES['opds']}}}activeFacet") == "true"]
    assert active == ["Newest", "Fandom 1 & Co"]
    counted = {facet.get("title"): facet.get(f"{{{_NAMES['thr']}}}count") for facet in facets}
    assert counted["Fandom 0 & Co"] == "44"
    assert root.findtext("os:totalResults", namespaces=_NAMES) == "43"
    everything = next(facet.get("href") for facet in facets if facet.get("title") == "All fandoms")
    assert _feed1(large, everything).findtext("os:totalResults", namespaces=_NAMES) == "130"


def test_facets_of_the_new_kind(large: Client) -> None:
    told = _feed2(large, "/opds2/books?fandom=Fandom+1+%26+Co")
    facets = {facet["metadata"]["title"]: facet["links"] for facet in told["facets"]}
    assert [link["title"] for link in facets["Fandom"] if link.get("rel") == "self"] == ["Fandom 1 & Co"]
    narrower = next(link for link in facets["Series"] if link["title"] == "S3")
    found = _feed2(large, narrower["href"])
    assert found["metadata"]["numberOfItems"] == narrower["properties"]["numberOfItems"]


def test_search_as_programs_do(client: Client) -> None:
    description = etree.fromstring(client.get("/opds/search.xml").content)
    template = description.find("os:Url", _NAMES).get("template")  # type: ignore[union-attr]
    assert _titles(client, "/opds", template.replace("{searchTerms}", "%C3%89LAN")) == ["Élan & Öresund"]
    links = _feed2(client, "/opds2")["links"]
    template = next(link["href"] for link in links if link["rel"] == "search")
    assert _titles(client, "/opds2", template.replace("{?query}", "?query=%E9%9B%A8")) == ["東京の雨が降る"]
    empty = _feed2(client, "/opds2/books?query=nowhere")
    assert (empty["publications"], empty["metadata"]["numberOfItems"]) == ([], 0)
    assert _titles(client, "/opds", "/opds/books?words=nowhere") == []


def test_an_entry_is_complete(client: Client) -> None:
    (entry,) = _feed1(client, "/opds/books?words=elan").iter(f"{_ATOM}entry")
    texts = {str(one.tag).rpartition("}")[2]: one.text for one in entry}
    assert (texts["language"], texts["issued"], texts["extent"]) == ("en", "2019-03-04", "1,234 words")
    assert (texts["isPartOf"], texts["identifier"]) == ("Small Lights 2", "https://archiveofourown.org/works/12")
    assert entry.xpath("a:author/a:name/text()", namespaces=_NAMES) == ["lampkeeper", "Sea Glass"]
    assert entry.xpath("a:category/@term", namespaces=_NAMES) == ["The Harbour Band", "Fan fiction"]
    types = [link.get("type") for link in entry.iter(f"{_ATOM}link") if link.get("rel") == _ACQUISITION]
    assert types == ["application/epub+zip", "application/kepub+zip"]
    alone = next(link.get("href") for link in entry.iter(f"{_ATOM}link") if "type=entry" in link.get("type", ""))
    again = etree.fromstring(client.get(alone).content)
    assert [part.text for part in again] == [part.text for part in entry]


def test_a_publication_is_complete(client: Client) -> None:
    (told,) = _feed2(client, "/opds2/books?query=elan")["publications"]
    assert told["metadata"]["belongsTo"] == {"series": {"name": "Small Lights", "position": 2.0}}
    assert [name["name"] for name in told["metadata"]["author"]] == ["lampkeeper", "Sea Glass"]
    alone = next(link for link in told["links"] if link["rel"] == "self")
    answer = client.get(alone["href"])
    assert answer.headers["content-type"] == alone["type"] == "application/opds-publication+json"
    assert answer.json() == told


@pytest.mark.parametrize("base", _BOTH)
def test_every_file_and_picture_that_is_named_is_there(client: Client, base: str) -> None:
    if base == "/opds":
        links = [dict(link.attrib) for link in _feed1(client, "/opds/books").iter(f"{_ATOM}link")]
    else:
        links = [
            link for one in _feed2(client, "/opds2/books")["publications"] for link in one["links"] + one["images"]
        ]
    broken = 0
    for link in links:
        if link["type"] == "application/opensearchdescription+xml" or "{" in link["href"]:
            continue
        answer = client.head(urljoin("http://localhost:8000", link["href"]))
        if answer.status_code == 404:
            broken += 1  # the one cover that is none
            assert "/thumb/" in link["href"] or "/cover/" in link["href"]
        else:
            assert answer.headers["content-type"].partition(";")[0] == link["type"].partition(";")[0]
    assert broken == 2


def test_programs_come_to_the_catalogue_from_the_front_page(client: Client) -> None:
    for path in ("/", "/opds"):
        answer = client.get(path, headers={"accept": "application/opds+json"})  # as KOReader asks
        assert answer.headers["content-type"] == "application/opds+json"
    answer = client.get("/", headers={"accept": "application/atom+xml"})
    assert answer.headers["content-type"].startswith("application/atom+xml")
    page = client.get("/", headers={"accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert page.headers["content-type"].startswith("text/html")


def test_addresses_keep_what_is_looked_for(large: Client) -> None:
    turns = _turns(large, "/opds2", "/opds2/books?query=tide&language=en&order=title")
    assert parse_qs(urlsplit(turns["next"]).query) == {
        "words": ["tide"],
        "language": ["en"],
        "order": ["title"],
        "page": ["2"],
    }


def test_an_empty_library_has_a_catalogue(tmp_path: Path) -> None:
    (tmp_path / "books").mkdir()
    with closing(open_shelf(tmp_path / "books", tmp_path / "i.sqlite")) as shelf:
        client = Client(application(Library(shelf, "Empty"), shelf, Rules()))
        assert _titles(client, "/opds", "/opds") == ["New books", "All books by title"]
        assert _feed2(client, "/opds2")["metadata"]["title"] == "Empty"
        assert _titles(client, "/opds2", "/opds2/names/author") == []
        assert _titles(client, "/opds", "/opds/names/author") == []
