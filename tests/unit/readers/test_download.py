"""Every case of the catalogue is read, and every fact of it compared."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

import fic2epub
from fic2epub.errors import ReadingError, SourceError
from fic2epub.model import Source
from tests.ao3.cases import CASES, REFUSED, Case, Refused, named
from tests.ao3.cases.case import chapter, one, several
from tests.ao3.download import render
from tests.ao3.words import fragment, running_text
from tests.ao3.works import Era

if TYPE_CHECKING:
    from fic2epub.model import Chapter, Html, Work
    from tests.ao3.facts import ChapterFacts, Facts

_SHORT = [case for case in CASES if not case.name.startswith("long-")]


def _read(case: Case) -> Work[Html]:
    return fic2epub.read(Source(data=case.source(), name=f"{case.name}{case.suffix}"))


def _text(body: Html | str | None) -> str:
    """A body's words in order, white space collapsed; empty when there is none."""
    if not body:
        return ""
    return " ".join(running_text(fragment(body) if isinstance(body, str) else body.element).split())


def _read_facts(work: Work[Html]) -> dict[str, Any]:
    known = work.metadata
    return {
        "title": known.title,
        "creators": tuple((creator.name, creator.archivist) for creator in known.creators),
        "one_shot": work.one_shot,
        "rating": known.rating,
        "warnings": known.warnings,
        "categories": known.categories,
        "fandoms": known.fandoms,
        "relationships": known.relationships,
        "characters": known.characters,
        "tags": known.tags,
        "language": known.language,
        "language_name": known.language_name,
        "series": tuple((entry.position, entry.name) for entry in known.series),
        "collections": tuple(entry.name for entry in known.collections),
        "published": known.published and known.published.isoformat(),
        "updated": known.updated and known.updated.isoformat(),
        "words": known.words,
        "progress": known.progress and (known.progress.posted, known.progress.planned),
        "work_id": known.work_id,
        "source_url": known.source_url,
        "related": tuple((other.kinship.value, other.title, other.byline) for other in known.related),
    }


def _meant_facts(meant: Facts) -> dict[str, Any]:
    names = (
        *(
            "title",
            "creators",
            "one_shot",
            "rating",
            "warnings",
            "categories",
            "fandoms",
            "relationships",
            "characters",
        ),
        *("tags", "language", "language_name", "series", "collections", "published", "updated", "words", "progress"),
        *("work_id", "source_url", "related"),
    )
    return {name: getattr(meant, name) for name in names}


def _read_chapter(chapter: Chapter[Html]) -> dict[str, Any]:
    return {
        "number": chapter.number,
        "title": chapter.title,
        "byline": tuple(creator.name for creator in chapter.byline),
        **{part: _text(getattr(chapter, part)) for part in ("body", "summary", "notes", "endnotes")},
    }


def _meant_chapter(meant: ChapterFacts) -> dict[str, Any]:
    return {
        "number": meant.number,
        "title": meant.title,
        "byline": meant.byline,
        **{part: _text(getattr(meant, part)) for part in ("body", "summary", "notes", "endnotes")},
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_metadata_is_what_the_file_says(case: Case) -> None:
    assert _read_facts(_read(case)) == _meant_facts(case.expected)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_chapters_are_the_works_and_nothing_but(case: Case) -> None:
    work = _read(case)

    assert [_read_chapter(found) for found in work.chapters] == [
        _meant_chapter(meant) for meant in case.expected.chapters
    ]


@pytest.mark.parametrize("case", _SHORT, ids=lambda case: case.name)
def test_summary_and_notes_of_the_work_are_found(case: Case) -> None:
    work = _read(case)

    for part in ("summary", "notes", "endnotes"):
        assert _text(getattr(work, part)) == _text(getattr(case.expected, part)), part


@pytest.mark.parametrize("refused", REFUSED, ids=lambda refused: refused.name)
def test_what_is_no_download_is_refused_with_a_reason(refused: Refused) -> None:
    with pytest.raises((SourceError, ReadingError)) as caught:
        fic2epub.read(Source(data=refused.source, name="Hard Rain.html"))

    assert caught.value.message
    assert "Hard Rain.html" in str(caught.value)


def test_a_file_that_was_cut_off_is_refused() -> None:
    whole = named("era-d6-several").source()

    with pytest.raises(ReadingError):
        fic2epub.read(whole[: whole.index(b'<div id="afterword"')])


def test_a_file_that_was_cut_off_is_read_as_far_as_it_goes_when_asked() -> None:
    case = named("era-d6-several")
    whole = case.source()
    cut = whole[: whole.index(b'<div id="afterword"')]

    work = fic2epub.read(cut, fic2epub.Options(partial=True))

    assert len(work.chapters) == len(case.expected.chapters)
    assert work.notices


@pytest.mark.parametrize("era", list(Era), ids=lambda era: era.label)
def test_the_same_work_reads_as_the_same_chapters_in_every_era(era: Era) -> None:
    work = several("The Same", *(chapter(number, endnotes="<p>So.</p>") for number in (1, 2, 4)), planned=5)

    found = fic2epub.read(render(work, era))

    expected = [1, 2, 3] if era is Era.D1B else [1, 2, 4]
    assert [entry.number for entry in found.chapters] == expected
    assert [_text(entry.body) for entry in found.chapters] == [_text(entry.body) for entry in work.chapters]


def test_addresses_of_byline_and_series_are_absolute() -> None:
    work = fic2epub.read(named("era-d2b-several").source())

    urls = [creator.url for creator in work.metadata.creators] + [entry.url for entry in work.metadata.series]
    assert all(url and url.startswith(("http://archiveofourown.org/", "https://archiveofourown.org/")) for url in urls)


def test_a_parent_work_keeps_its_address() -> None:
    work = fic2epub.read(named("related-parents-d11").source())

    urls = [other.url for other in work.metadata.related]
    assert [url and url.rpartition("archiveofourown.org")[2] for url in urls] == [
        *("/works/4200", "/works/4201", "/external_works/77"),
        *(None, None, None, None, None, None),
    ]


def test_a_translation_tells_its_language() -> None:
    work = fic2epub.read(named("related-translations").source())

    assert [other.language for other in work.metadata.related] == ["Français", "Bahasa Indonesia", "日本語", None, None]


def test_a_body_holds_nothing_of_the_frame() -> None:
    work = fic2epub.read(render(one("The Frame"), Era.D9))

    assert "The Frame" not in _text(work.chapters[0].body)


def test_the_summary_as_text_keeps_its_lines_apart() -> None:
    work = fic2epub.read(render(replace(one("Lines"), summary="<p>Lit.<br />Out.</p>Dark <em>now</em>"), Era.D9))

    assert work.metadata.summary == "Lit.\nOut.\nDark now"


@pytest.mark.parametrize("field", ["published", "updated"])
def test_a_day_that_is_none_is_told_of_its_own_field(field: str) -> None:
    dated = replace(several("Days"), **{{"published": "published", "updated": "revised"}[field]: "2026-13-45"})
    work = fic2epub.read(render(dated, Era.D11))

    assert [(notice.code, notice.where) for notice in work.notices] == [("R013", field)]
    assert getattr(work.metadata, field) is None


def test_two_ratings_are_both_told() -> None:
    page = render(one("Both"), Era.D9).replace(b"General Audiences</a>", b"General Audiences</a>, <a>Mature</a>")
    work = fic2epub.read(page.replace(b"<dt>Rating:", b"<dt>Ratings:"))

    assert work.metadata.rating == "General Audiences, Mature"


def test_end_notes_whose_id_an_anchor_took_are_found_by_their_label() -> None:
    work = several(
        "Anchors",
        chapter(1, endnotes="<p>One ends.</p>"),
        chapter(2, endnotes="<p>Two ends.</p>"),
        endnotes="<p>All.</p>",
    )
    page = render(work, Era.D6).replace(b' id="endnotes1"', b"").replace(b' id="endnotes2"', b"")

    read = fic2epub.read(page.replace(b'<div id="endnotes">', b"<div>"))

    assert [_text(part.endnotes) for part in (*read.chapters, read)] == ["One ends.", "Two ends.", "All."]


@pytest.mark.parametrize("era", [Era.D1, Era.D2C, Era.D3, Era.D11])
@pytest.mark.parametrize("words", [b"", b"A tool's own words."])
def test_a_download_with_something_around_it_is_a_download(era: Era, words: bytes) -> None:
    """As mail programs and extensions of browsers wrap what they save; it was taken for a piece of a page."""
    file = render(named("era-d11-several").work, era)
    wrapped = file.replace(b"</body>", b"</div></div></body>").replace(b"<body>", b"<body>%s<div id='x'><div>" % words)
    assert wrapped.count(b"<div id='x'>") == 1
    work, whole = fic2epub.read(wrapped), fic2epub.read(file)
    assert work.metadata == whole.metadata
    assert [_text(chapter.body) for chapter in work.chapters] == [_text(chapter.body) for chapter in whole.chapters]
    assert work.origin == whole.origin
