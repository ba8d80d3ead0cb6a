"""What any EPUB says of itself, ours and others', EPUB 2 as well as 3: as much as a shelf wants to know."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from fic2epub.containers import inside, looks_like_epub, named, packages_said, refuse_locked, xml_of
from fic2epub.dom import decode_text, lines_of, parse_html, text_of
from fic2epub.errors import Fic2EpubError, ReadingError, SourceError
from fic2epub.records import NAME
from fic2epub.serving.labels import Labelled, labelled_in
from fic2epub.unzip import looks_packed, open_archive

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.unzip import Archived

__all__ = ["LARGEST", "Facts", "facts_of", "picture_in"]

LARGEST = 512 << 20
"""Bytes of a book that is looked into."""
_LARGEST_RECORD = 4 << 20
_LARGEST_PICTURE = 32 << 20
_LONG, _LONGEST = 300, 4000
"""Letters of a name, and of a summary: what is longer is cut."""
_MANY = 60
"""Names of a kind: no work has a use for more on a shelf."""
_OPF = "{http://www.idpf.org/2007/opf}"
_WORK = re.compile(r"^https?://(?:[^/]*\.)?archiveofourown\.org/(?:.*/)?works/(\d{1,18})\b")
_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_UNKNOWN = frozenset(("", "und", "unknown", "zxx"))
_UNSEEN = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""Controls, and marks that turn around what stands beside a name: no feed and no page is to have them."""
_PICTURES = ("image/jpeg", "image/png", "image/gif", "image/webp")


class Facts(NamedTuple):
    """What a book says of itself; `fic2epub.serving.library.Entry` says what each is."""

    title: str
    title_sort: str = ""
    creators: tuple[str, ...] = ()
    creator_sort: str = ""
    fandoms: tuple[str, ...] = ()
    series: str = ""
    series_index: float | None = None
    language: str = ""
    summary: str = ""
    words: int = 0
    published: str = ""
    updated: str = ""
    identifier: str = ""
    work_id: str = ""
    subjects: tuple[str, ...] = ()
    publisher: str = ""
    rights: str = ""
    source: str = ""
    cover: str = ""
    """The name of its picture in the archive; empty when there is none."""


def facts_of(content: bytes, name: str) -> Facts:
    """
    The facts of an EPUB; `name` stands for a title that it does not tell.

    Raises `SourceError` when it is no EPUB or a locked one, `ReadingError` when it is damaged.
    """
    if not looks_packed(content):
        raise SourceError("this is no EPUB")
    files = open_archive(content)
    if not looks_like_epub(files):
        raise SourceError("this is an archive, but no EPUB")
    refuse_locked(files)
    path = next((path for path in packages_said(files) if path in files), "")
    if not path:
        raise ReadingError("this EPUB has no package document (OPF)")
    package = xml_of(files, path)
    said = _said(package)
    recorded = _recorded(files)
    told = Labelled() if recorded else labelled_in(package, path, files, said["publisher"])
    identifier = _identifier(package)
    source = next((url for url in (*said["sources"], identifier) if url.startswith(("http://", "https://"))), "")
    work = _WORK.match(source)
    series, position = _series(package)
    return Facts(
        title=said["title"] or _plain(name) or "Untitled",
        title_sort=said["title_sort"],
        creators=said["creators"],
        creator_sort=said["creator_sort"],
        fandoms=_names(recorded.get("fandoms")) or told.fandoms,
        series=series,
        series_index=position,
        language=said["language"],
        summary=said["summary"],
        words=_count(recorded.get("words")) or told.words,
        published=_day(recorded.get("published")) or said["published"],
        updated=_day(recorded.get("updated")) or said["modified"],
        identifier=identifier,
        work_id=work[1] if work else "",
        subjects=said["subjects"],
        publisher=said["publisher"],
        rights=said["rights"],
        source=source,
        cover=_cover(package, path, files),
    )


def picture_in(content: bytes, name: str) -> bytes | None:
    """A picture of a book; None when it is not there, damaged or too large."""
    try:
        files = open_archive(content)
        if name not in files or files.size_of(name) > _LARGEST_PICTURE:
            return None
        return files[name]
    except Fic2EpubError:
        return None


def _plain(text: object, longest: int = _LONG) -> str:
    """One line without what nobody sees."""
    if not isinstance(text, str):
        return ""
    return " ".join(_UNSEEN.sub("", text[: longest * 4]).split())[:longest].rstrip()


def _values(package: _Element, name: str) -> list[_Element]:
    return [element for metadata in named(package, "metadata") for element in named(metadata, name)]


def _texts(package: _Element, name: str) -> tuple[str, ...]:
    """The values of an element of Dublin Core, each once."""
    return tuple(dict.fromkeys(filter(None, (_plain(text_of(one)) for one in _values(package, name)[:_MANY]))))


def _metas(package: _Element) -> tuple[dict[str, str], dict[tuple[str, str], str], dict[str, list[_Element]]]:
    """EPUB 2's `meta` by name; EPUB 3's by what they refine and property; the others of EPUB 3 by property."""
    old: dict[str, str] = {}
    refining: dict[tuple[str, str], str] = {}
    alone: dict[str, list[_Element]] = {}
    for meta in named(package, "meta"):
        prop = meta.get("property", "")
        if meta.get("name"):
            old.setdefault(meta.get("name", ""), _plain(meta.get("content", "")))
        elif meta.get("refines"):
            refining.setdefault((meta.get("refines", "").lstrip("#"), prop), _plain(text_of(meta)))
        elif prop:
            alone.setdefault(prop, []).append(meta)
    return old, refining, alone


def _said(package: _Element) -> dict[str, Any]:
    """What stands in the package document."""
    _, refining, alone = _metas(package)
    titles = _values(package, "title")
    title = next((one for one in titles if refining.get((one.get("id", ""), "title-type")) == "main"), None)
    title = title if title is not None else next((one for one in titles if text_of(one)), None)
    creators = _values(package, "creator")[:_MANY]
    language = next(iter(_texts(package, "language")), "")
    modified = next(iter(alone.get("dcterms:modified", ())), None)
    return {
        "title": "" if title is None else _plain(text_of(title)),
        "title_sort": "" if title is None else _file_as(title, refining),
        "creators": tuple(dict.fromkeys(filter(None, (_plain(text_of(one)) for one in creators)))),
        "creator_sort": _file_as(creators[0], refining) if creators else "",
        "language": language if _TAG.fullmatch(language) and language.lower() not in _UNKNOWN else "",
        "subjects": _texts(package, "subject"),
        "publisher": next(iter(_texts(package, "publisher")), ""),
        "rights": next(iter(_texts(package, "rights")), ""),
        "sources": _texts(package, "source"),
        "summary": _summary(package),
        "published": _published(package),
        "modified": "" if modified is None else _day(text_of(modified)),
    }


def _file_as(element: _Element, refining: dict[tuple[str, str], str]) -> str:
    return refining.get((element.get("id", ""), "file-as")) or _plain(element.get(f"{_OPF}file-as", ""))


def _identifier(package: _Element) -> str:
    """The identifier that the package calls its own, else the first."""
    values = _values(package, "identifier")
    own = package.get("unique-identifier")
    chosen = next((one for one in values if own and one.get("id") == own), next(iter(values), None))
    return "" if chosen is None else _plain(text_of(chosen))


def _summary(package: _Element) -> str:
    """Plain text: other makers write HTML here (calibre), some of them escaped once more."""
    element = next(iter(_values(package, "description")), None)
    if element is None:
        return ""
    text = "".join(element.itertext("*"))[: _LONGEST * 4]
    if re.search(r"</?[A-Za-z][^<>]*>|&[a-z]+;|&#", text):
        root = parse_html(f"<html><body>{text}</body></html>".encode("utf-8", "replace"), _unsaid)
        for silent in root.iter("script", "style"):
            silent.text = ""
        lines = lines_of(root)
    else:
        lines = [" ".join(line.split()) for line in decode_text(text.encode("utf-8", "replace"), _unsaid).split("\n")]
    return _UNSEEN.sub("", "\n".join(filter(None, lines)))[:_LONGEST].rstrip()


def _unsaid(code: str, message: str, where: str = "") -> None:
    """Nobody makes a book here: what was guessed of a summary's encoding is no news."""


def _published(package: _Element) -> str:
    """The day on which it came out: EPUB 2 may tell several, each with its event."""
    dates = _values(package, "date")
    ordered = sorted(dates, key=lambda one: one.get(f"{_OPF}event", "publication") != "publication")
    return next((day for one in ordered if (day := _day(text_of(one)))), "")


def _day(text: object) -> str:
    """The day of an ISO moment, or the month or year; calibre's year 101 stands for nothing."""
    found = _DAY.match(text.strip()) if isinstance(text, str) else None
    return found[0] if found and found[0] > "0999" else ""


def _series(package: _Element) -> tuple[str, float | None]:
    """What calibre calls it, which most readers go by, else the first collection of EPUB 3 that is a series."""
    old, refining, alone = _metas(package)
    if old.get("calibre:series"):
        return old["calibre:series"], _number(old.get("calibre:series_index", ""))
    for meta in alone.get("belongs-to-collection", ()):
        ident = meta.get("id", "")
        if refining.get((ident, "collection-type"), "series") == "series" and text_of(meta):
            return _plain(text_of(meta)), _number(refining.get((ident, "group-position"), ""))
    return "", None


def _number(text: str) -> float | None:
    return float(text) if re.fullmatch(r"\d{1,6}(?:\.\d{1,4})?", text) else None


def _recorded(files: Archived) -> dict[str, Any]:
    """What the record of a book of ours says of its work; empty when there is none that can be believed."""
    if NAME not in files or files.size_of(NAME) > _LARGEST_RECORD:
        return {}
    try:
        told = json.loads(files[NAME])["metadata"]
    except (Fic2EpubError, ValueError, KeyError, TypeError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _names(told: object) -> tuple[str, ...]:
    if not isinstance(told, list):
        return ()
    return tuple(dict.fromkeys(filter(None, (_plain(one) for one in told[:_MANY]))))


def _count(told: object) -> int:
    return told if isinstance(told, int) and not isinstance(told, bool) and 0 < told < 10**9 else 0


def _cover(package: _Element, path: str, files: Archived) -> str:
    """The cover's picture: told as EPUB 3 does, as EPUB 2 does, or by its id."""
    entries = list(named(package, "item"))
    said = _metas(package)[0].get("cover", "")
    ours = [one for one in entries if "cover-image" in one.get("properties", "").split()]
    ours += [one for one in entries if said and said in {one.get("id"), one.get("href")}]
    ours += [one for one in entries if one.get("id", "").lower() in {"cover", "cover-image", "coverimage"}]
    for entry in ours:
        name = inside(path, entry.get("href", ""))
        if name and name in files and entry.get("media-type") in _PICTURES:
            return name
    return ""
