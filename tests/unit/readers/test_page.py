"""Every saved page of the catalogue is read, and every fact of it compared."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.ao3.cases import CASES
from tests.ao3.cases.pagecase import full_work
from tests.ao3.cases.pages import PAGE_CASES, PageCase
from tests.ao3.download import render
from tests.ao3.pages import Age, page_facts, render_page
from tests.unit.readers.bodies import read, text

if TYPE_CHECKING:
    from fic2epub.model import Html, Work
    from tests.ao3.cases import Case
    from tests.ao3.facts import ChapterFacts
    from tests.ao3.pages import PageFacts

_SAME = (
    *("title", "creators", "one_shot", "rating", "warnings", "categories", "fandoms", "relationships", "characters"),
    *("tags", "language", "language_name", "series", "collections", "published", "updated", "words", "progress"),
    *("work_id", "source_url", "related", "form", "chapter_ids", "listed", "recipients", "prompts", "restricted"),
    *("reception", "skin"),
)
_PARTS = ("body", "summary", "notes", "endnotes")
_PLAIN = [
    case
    for case in CASES
    if case.resave(b"x") == b"x"
    and not case.name.startswith(("era-", "long-", "file-", "mess-nul"))
    and case.suffix == ".html"
]


def _read_facts(work: Work[Html]) -> dict[str, Any]:
    known = work.metadata
    assert work.origin is not None
    return {
        **{name: getattr(known, name, None) for name in _SAME},
        "creators": tuple((creator.name, creator.archivist) for creator in known.creators),
        "one_shot": work.one_shot,
        "series": tuple((entry.position, entry.name) for entry in known.series),
        "collections": tuple(entry.name for entry in known.collections),
        "published": known.published and known.published.isoformat(),
        "updated": known.updated and known.updated.isoformat(),
        "progress": known.progress and (known.progress.posted, known.progress.planned),
        "related": tuple((other.kinship.value, other.title, other.byline) for other in known.related),
        "form": work.origin.form.name,
        "chapter_ids": tuple(found.chapter_id for found in work.chapters),
        "listed": tuple((entry.number, entry.title, entry.chapter_id) for entry in work.listed),
        "recipients": tuple(link.name for link in known.recipients),
        "prompts": tuple((prompt.prompter, prompt.collection.name) for prompt in known.prompts),
        "reception": tuple(known.reception),
        "skin": "\n".join(sheet.css for sheet in work.styles),
    }


def _read_chapters(work: Work[Html]) -> list[dict[str, Any]]:
    return [
        {
            "number": found.number,
            "title": found.title,
            "byline": tuple(creator.name for creator in found.byline),
            **{part: text(getattr(found, part)) for part in _PARTS},
        }
        for found in work.chapters
    ]


def _meant_chapter(meant: ChapterFacts) -> dict[str, Any]:
    return {
        "number": meant.number,
        "title": meant.title,
        "byline": meant.byline,
        **{part: text(getattr(meant, part)) for part in _PARTS},
    }


def _compare(work: Work[Html], meant: PageFacts) -> None:
    assert _read_facts(work) == {name: getattr(meant, name) for name in _SAME}
    assert _read_chapters(work) == [_meant_chapter(each) for each in meant.chapters]
    for part in ("summary", "notes", "endnotes"):
        assert text(getattr(work, part)) == text(getattr(meant, part)), part
    assert {notice.code for notice in work.notices} == meant.codes


@pytest.mark.parametrize("case", PAGE_CASES, ids=lambda case: case.name)
def test_a_page_tells_what_it_shows_and_nothing_else(case: PageCase) -> None:
    _compare(read(case.source()), case.expected)


@pytest.mark.parametrize("case", _PLAIN, ids=lambda case: case.name)
def test_every_work_of_the_catalogue_is_read_from_its_page(case: Case) -> None:
    meant = page_facts(case.work, Age.A2026_06)
    bodies = {meant.number: meant.body for meant in case.expected.chapters}
    chapters = tuple(replace(each, body=bodies.get(each.number, each.body)) for each in meant.chapters)
    work = read(render_page(case.work, Age.A2026_06))

    found = _read_facts(work)
    assert found == {name: getattr(meant, name) for name in _SAME} | {"language": found["language"]}
    assert _read_chapters(work) == [_meant_chapter(each) for each in chapters]


_BOTH = (
    *("title", "rating", "warnings", "categories", "fandoms", "relationships", "characters", "tags", "published"),
    *("updated", "words", "progress", "work_id", "source_url", "summary"),
)


@pytest.mark.parametrize("age", list(Age), ids=lambda age: age.label)
def test_a_page_and_a_download_of_the_same_day_say_the_same(age: Age) -> None:
    made = full_work(age)
    page, download = read(render_page(made, age)).metadata, read(render(made, age.era)).metadata

    assert {name: getattr(page, name) for name in _BOTH} == {name: getattr(download, name) for name in _BOTH}
    for name in ("creators", "series", "collections"):
        assert [each.name for each in getattr(page, name)] == [each.name for each in getattr(download, name)], name
    if age >= Age.A2023_10:
        assert [each[:3] for each in page.related] == [each[:3] for each in download.related]
