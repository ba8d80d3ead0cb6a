"""Downloads without their tags: every case of the catalogue, and what else programs do to the text."""

from __future__ import annotations

import random
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

import fic2epub
from fic2epub.errors import ReadingError
from fic2epub.model import Form, Source
from tests.ao3.cases import CASES, Case, named
from tests.ao3.cases.case import chapter, one, several
from tests.ao3.download import render
from tests.ao3.flatten import Variant, flatten, flatten_text
from tests.ao3.works import Collection, Era, Series
from tests.unit.readers.bodies import inside, text
from tests.unit.readers.epub_facts import meant_chapter, meant_facts, read_chapter, read_facts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fic2epub.model import Work

UNKNOWABLE: Mapping[str, str] = {
    "addresses of creators, series, collections and related works": "links lose their addresses",
    "markup": "italics, links, pictures, lists and tables are gone",
    "chapter ids and dates": "no download has them",
    "positions told by the anchors of end notes alone": "anchors are gone",
    "which of several related works of before 2018-08 a comma parts": "links are gone",
    "collections and series on one line, where a title holds a comma": "links are gone",
}
"""What flattened text cannot tell, and why."""
_EXCEPT: Mapping[str, frozenset[str]] = {
    "chapter-gap-told-by-end-notes": frozenset({"number"}),
    "chapter-titled-chapter-7-at-5-d6": frozenset({"number", "title"}),
    "related-parents-d1": frozenset({"related"}),
}
"""Cases about what this form cannot tell, and the facts that differ for it."""
_OTHER_TEXT = {"elements-video-unclosed-sources", "mess-control-references", "mess-nul-bytes"}
"""Cases whose tree holds other text than their file: a player's fallback, characters that HTML reads as others."""
_CASES = [case for case in CASES if case.name not in _OTHER_TEXT]
_ERAS = [case for case in CASES if case.name.startswith("era-")]


def _read(flat: bytes | str, name: str = "work.txt", **options: Any) -> Work[Any]:
    content = flat.encode() if isinstance(flat, str) else flat
    return fic2epub.read(Source(data=content, name=name), fic2epub.Options(**options))


def _flat(case: Case, variant: Variant = Variant.PLAIN) -> bytes:
    return flatten(render(case.work, case.era), variant)


def _without_white(facts: dict[str, Any]) -> dict[str, Any]:
    """A chapter's facts; glued paragraphs have no blank between them, so that blanks prove nothing."""
    parts = ("body", "summary", "notes", "endnotes")
    return {name: "".join(value.split()) if name in parts else value for name, value in facts.items()}


def _known(facts: dict[str, Any], case: Case) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if name not in _EXCEPT.get(case.name, ())}


def _codes(work: Work[Any]) -> set[str]:
    return {notice.code for notice in work.notices}


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case.name)
def test_the_metadata_is_the_downloads(case: Case) -> None:
    assert _known(read_facts(_read(_flat(case))), case) == _known(meant_facts(case.expected), case)


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case.name)
def test_the_chapters_are_the_downloads(case: Case) -> None:
    work = _read(_flat(case))

    found = [_known(_without_white(read_chapter(one)), case) for one in work.chapters]
    assert found == [_known(_without_white(meant_chapter(one)), case) for one in case.expected.chapters]


@pytest.mark.parametrize("case", [case for case in _CASES if not case.name.startswith("long-")], ids=lambda c: c.name)
def test_summary_and_notes_are_the_downloads(case: Case) -> None:
    work = _read(_flat(case))

    for part in ("summary", "notes", "endnotes"):
        assert "".join(text(getattr(work, part)).split()) == "".join(text(getattr(case.expected, part)).split()), part


_TOLD_APART = {Variant.PLAIN, Variant.UNPOSTED, Variant.UNCLOSED, Variant.JOINED}
_SOUND = [variant for variant in Variant if variant not in _TOLD_APART]


@pytest.mark.parametrize("variant", _SOUND, ids=lambda variant: variant.value)
@pytest.mark.parametrize("case", _ERAS, ids=lambda case: case.name)
def test_what_else_programs_do_to_a_text_does_no_harm(case: Case, variant: Variant) -> None:
    if variant is Variant.COLLAPSED and case.name == "era-d1b-several":
        pytest.skip("chapters without headings are parted by nothing but empty lines, which are gone")
    work = _read(_flat(case, variant))

    assert read_facts(work) == meant_facts(case.expected)
    found = [_without_white(read_chapter(one)) for one in work.chapters]
    assert found == [_without_white(meant_chapter(one)) for one in case.expected.chapters]


@pytest.mark.parametrize("case", _ERAS, ids=lambda case: case.name)
def test_a_text_that_begins_with_the_tags_is_read(case: Case) -> None:
    work = _read(_flat(case, Variant.UNPOSTED))

    assert read_facts(work) == {**meant_facts(case.expected), "work_id": None, "source_url": None}
    assert "R012" in _codes(work)


def test_a_text_is_told_by_its_content_and_not_by_its_name() -> None:
    case = named("era-d6-several")

    html, text = (_read(_flat(case), name).origin for name in ("work.html", "work.txt"))
    assert html is not None
    assert html._replace(files=("work.txt",)) == text
    found = _read(case.source(), "work.txt").origin
    assert found is None or found.form is not Form.TEXT


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_any_encoding_is_read(encoding: str) -> None:
    case = named("era-d6-several")
    flat = _flat(case).decode().encode(encoding)

    assert read_facts(_read(flat)) == meant_facts(case.expected)


def test_a_page_that_speaks_of_posting_is_no_flattened_text() -> None:
    page = "<p>Rules:</p>\nPosted originally on the Archive of Our Own at http://archiveofourown.org/works/1.\n<p>x</p>"

    found = _read(page).origin

    assert found is not None
    assert found.form is Form.FRAGMENT


def test_title_line_and_style_are_not_in_the_book() -> None:
    work = _read(_flat(named("era-d6-several")))

    whole = " ".join(text(chapter.body) for chapter in work.chapters) + text(work.summary) + text(work.notes)
    assert "text-align" not in whole
    assert "Invented Lighthouse" not in whole
    assert "Please drop by" not in whole + text(work.endnotes)


def test_tags_and_signs_in_a_story_are_its_text() -> None:
    body = "<p>I &lt;3 you, she typed, and &lt;p&gt;not a tag&lt;/p&gt; &amp;amp; all.</p>"

    (only,) = _read(flatten(render(one("Signs", body), Era.D6))).chapters

    assert text(only.body) == "I <3 you, she typed, and <p>not a tag</p> &amp; all."


@pytest.mark.parametrize("era", [Era.D1, Era.D3, Era.D8], ids=lambda era: era.label)
@pytest.mark.parametrize("line", ["Chapter Summary", "Chapter End Notes", "Afterword", "Notes", "Chapter 2"])
def test_words_of_the_frame_inside_a_story_are_its_text(line: str, era: Era) -> None:
    body = f"<p>Before.</p>\n<p>{line}</p>\n<p>After.</p>"
    work = _read(flatten(render(several("Frames", chapter(1, "One", body), chapter(2, "Two"), chapter(3)), era)))

    assert len(work.chapters) == 3
    assert text(work.chapters[0].body) == f"Before. {line} After."


def test_links_in_a_story_are_not_taken_for_the_works_address() -> None:
    body = "<p>Posted originally on the Archive of Our Own at http://archiveofourown.org/works/9.</p>"

    assert _read(flatten(render(one("Links", body), Era.D2))).metadata.work_id == "40000001"


def test_a_text_that_was_cut_off_is_refused() -> None:
    flat = flatten_text(render(named("era-d6-several").work, Era.D6))
    cut = flat[: flat.index("Bread & Salt\nChapter by")]

    with pytest.raises(ReadingError):
        _read(cut)
    work = _read(cut, partial=True)

    assert len(work.chapters) == 2
    assert "R030" in _codes(work)


def test_a_text_that_ends_before_its_title_is_refused() -> None:
    flat = flatten_text(render(named("era-d6-several").work, Era.D6))

    with pytest.raises(ReadingError):
        _read(flat[: flat.index("Stats:") + 40])


@pytest.mark.parametrize("name", ["era-d2-several", "era-d6-several", "era-d11-single"])
def test_a_missing_last_line_alone_is_no_cut(name: str) -> None:
    case = named(name)
    work = _read(_flat(case, Variant.UNCLOSED))

    assert read_facts(work) == meant_facts(case.expected)
    assert "R042" in _codes(work)


def test_a_text_without_headings_and_count_is_one_chapter() -> None:
    work = _read(flatten(render(several("Two", chapter(1), chapter(2), posted=7, planned=None), Era.D1B)))

    assert len(work.chapters) == 1
    assert "R041" in _codes(work)


def test_headings_that_are_not_as_many_as_counted_are_said_to_be_guessed() -> None:
    work = _read(flatten(render(several("Two", chapter(1), chapter(2, "Two"), posted=9, planned=None), Era.D6)))

    assert [found.title for found in work.chapters] == ["", "Two"]
    assert "R041" in _codes(work)


@pytest.mark.parametrize("count", ["0/0", "0/?", "99999999999999999999999/?"])
def test_chapters_are_read_whatever_was_counted(count: str) -> None:
    flat = flatten_text(render(several("Two", chapter(1), chapter(2, "Two")), Era.D6))

    work = _read(flat.replace("Chapters: 2/2", f"Chapters: {count}"))

    assert [found.title for found in work.chapters] == ["", "Two"]
    assert "R041" in _codes(work)


@pytest.mark.parametrize("seed", range(12))
def test_lines_that_are_gone_doubled_or_strange_do_no_harm(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same mess for the same seed is wanted
    strange = ("Afterword", "Notes", "Stats:", "Part 1 of", "by ", "Chapter Notes", "Inspired by a b", "x" * 400)
    lines = flatten_text(render(named("era-d6-several").work, Era.D6)).split("\n")
    for _ in range(6):
        place = chance.randrange(9, len(lines))
        lines[place : place + 1] = chance.choice(([], [lines[place]] * 2, [chance.choice(strange)]))

    with suppress(fic2epub.Fic2EpubError):
        assert _read("\n".join(lines), partial=True).origin


def test_names_on_one_line_are_said_to_be_parted_at_commas() -> None:
    series = (Series(title="Salt", position=3), Series(title="Bread, and Rain", position=12, key=72))
    collections = (Collection(title="Tide"), Collection(title="Bread", name="b"))
    work = _read(flatten(render(one("On One Line", series=series, collections=collections), Era.D9)))

    assert [(entry.name, entry.position) for entry in work.metadata.series] == [
        ("Salt", "3"),
        ("Bread, and Rain", "12"),
    ]
    assert [entry.name for entry in work.metadata.collections] == ["Tide", "Bread"]
    assert [notice.where for notice in work.notices if notice.code == "R044"] == ["series", "collections"]


def test_what_was_guessed_and_what_is_gone_is_said() -> None:
    work = _read(flatten(render(one("Glue", "<p>“Go.”</p><p>“No.”</p><p>Then rain</p><p>The end.</p>"), Era.D6)))

    assert {"R040", "R043"} <= _codes(work)
    (said,) = [notice.message for notice in work.notices if notice.code == "R043"]
    assert "borders that are sure: 2, doubtful: 1" in said


def test_empty_lines_between_lines_are_breaks() -> None:
    body = "\n".join(f"<p>Line {n} of the log.</p>" + ("\n<hr>" if n == 4 else "") for n in range(1, 9))
    work = _read(flatten(render(one("Broken", body), Era.D8)))

    assert inside(work.chapters[0].body).count("<p>\u00a0</p>") == 1
    assert "R045" in _codes(work)


def test_hard_wrapped_text_keeps_its_paragraphs() -> None:
    words = "the lamp turned and the rain came in from the harbour as it always did in March before anybody"
    body = f"<p>The first, {words} {words}.</p><p>The second, {words} {words}.</p>"
    work = _read(flatten(render(several("Wrapped", chapter(1, body=body), chapter(2)), Era.D6), Variant.WRAPPED))

    assert len(work.chapters[0].body.element) == 2


def test_the_era_is_told() -> None:
    eras = {era: _read(flatten(render(one("When"), era))).origin for era in (Era.D1, Era.D3, Era.D4, Era.D5, Era.D11)}

    assert all(origin and origin.form is Form.TEXT for origin in eras.values())
    assert [origin.era for origin in eras.values() if origin] == [
        "2010-12 to 2019-01",
        "2019-01 to 2022-06",
        "2022-06 to 2023-04",
        "2023-04 to 2023-10",
        "2023-10 or later",
    ]
