"""Downloads in one line: all white space joined to single blanks. What words prove is told, and no word is lost."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

import fic2epub
from fic2epub.errors import NotAWork, ReadingError
from fic2epub.model import Form, Source
from tests.ao3.cases import CASES, Case, named
from tests.ao3.cases.case import chapter, one, several
from tests.ao3.download import render
from tests.ao3.flatten import Variant, flatten
from tests.ao3.works import Era, FakeWork, Relation, pseud
from tests.unit.readers.bodies import text
from tests.unit.readers.epub_facts import meant_facts, read_chapter, read_facts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fic2epub.model import Work

_OTHER_TEXT = {"elements-video-unclosed-sources", "mess-control-references", "mess-nul-bytes"}
_CASES = [case for case in CASES if case.name not in _OTHER_TEXT]
_EXCEPT: Mapping[str, str] = {
    "series-titles-with-commas": "series",
    "collections-commas": "collections",
}
"""Cases of names that hold what parts them in this form."""
_ANSWERS = "<p>“Is it far?”</p> <p>“To the sea?”</p> <p>He thought of it.</p>"


def _joined(work: FakeWork, era: Era = Era.D11) -> str:
    return flatten(render(work, era), Variant.JOINED).decode()


def _read(line: str | bytes, **options: Any) -> Work[Any]:
    content = line.encode() if isinstance(line, str) else line
    return fic2epub.read(Source(data=content, name="work.txt"), fic2epub.Options(**options))


def _codes(work: Work[Any]) -> set[str]:
    return {notice.code for notice in work.notices}


def _bodies(whole: Any) -> list[str]:
    parts = ("summary", "notes", "body", "endnotes")
    return ["".join(text(getattr(whole, part, None)).split()) for part in parts]


def _all_text(work: Work[Any]) -> str:
    """All that is in the work without white space, in order."""
    found = _bodies(work)[:2]
    for each in work.chapters:
        found += ["".join(each.title.split()), *_bodies(each)]
    return "".join([*found, _bodies(work)[3]])


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case.name)
def test_no_word_of_any_case_is_lost(case: Case) -> None:
    work = _read(flatten(render(case.work, case.era), Variant.JOINED))
    whole = _all_text(work)

    for due in (*_bodies(case.expected), *(body for each in case.expected.chapters for body in _bodies(each))):
        assert due in whole
    assert "R046" in _codes(work)
    assert work.origin
    assert work.origin.form is Form.TEXT


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case.name)
def test_the_metadata_are_the_downloads(case: Case) -> None:
    found = read_facts(_read(flatten(render(case.work, case.era), Variant.JOINED)))
    due = meant_facts(case.expected)

    for unknown in {"related", _EXCEPT.get(case.name, "related")}:
        del found[unknown], due[unknown]
    assert found == due


def _stormy(**fields: Any) -> FakeWork:
    first = chapter(1, summary="<p>The lamp goes out.</p>", notes="<p>Mind the stairs.</p>", endnotes="<p>Home.</p>")
    return several("Hard Rain", first, chapter(2), chapter(4, endnotes="<p>Salt keeps.</p>"), **fields)


@pytest.mark.parametrize("era", [Era.D1, Era.D3, Era.D6, Era.D11], ids=lambda era: era.label)
def test_chapters_without_titles_are_the_downloads(era: Era) -> None:
    own = {"summary": "<p>S.</p>", "notes": "<p>N.</p>", "endnotes": "<p>E.</p>"}
    work = _read(_joined(_stormy(**own), era))
    whole = _read(flatten(render(_stormy(**own), era)))

    assert [read_chapter(each) for each in work.chapters] == [read_chapter(each) for each in whole.chapters]
    assert _bodies(work) == _bodies(whole) == ["S.", "N.", "", "E."]
    assert work.origin == whole.origin


def test_titles_of_chapters_are_told_where_a_label_follows() -> None:
    noted = chapter(1, "The Ledger", notes="<p>N.</p>", endnotes="<p>E.</p>")
    work = _read(_joined(several("Two", noted, chapter(2, "Bread", "<p>It rose.</p>"))))

    assert [each.title for each in work.chapters] == ["The Ledger", ""]
    assert text(work.chapters[1].body) == "Bread It rose."
    assert [text(part) for part in (work.chapters[0].notes, work.chapters[0].endnotes)] == ["N.", "E."]


def test_notes_of_a_chapter_that_nothing_ends_stay_in_its_text() -> None:
    work = _read(_joined(several("Two", chapter(1, "", "<p>It rose.</p>", notes="<p>N.</p>"), chapter(2))))

    assert text(work.chapters[0].body) == "Chapter Notes N. It rose."


def test_bylines_of_chapters_are_told_where_a_label_follows() -> None:
    gull = (pseud("gull"),)
    told = chapter(1, "", bylines=gull, notes="<p>N.</p>", endnotes="<p>E.</p>")
    work = _read(_joined(several("Two", told, chapter(2, "", "<p>It rose.</p>", bylines=gull))))

    assert [[creator.name for creator in each.byline] for each in work.chapters] == [["gull"], []]
    assert text(work.chapters[1].body) == "Chapter by gull It rose."


@pytest.mark.parametrize(
    ("work", "era"),
    [
        (several("Two", chapter(1, "One"), chapter(2)), Era.D6),
        (several("Two", chapter(1, "", "<p>Chapter 2 of the log.</p>"), chapter(2)), Era.D11),
        (several("Two", chapter(1), chapter(2), posted=3), Era.D11),
    ],
    ids=["titled", "mentioned", "miscounted"],
)
def test_chapters_that_cannot_be_told_are_one(work: FakeWork, era: Era) -> None:
    found = _read(_joined(work, era))

    (only,) = found.chapters
    assert "".join(text(only.body).split()).endswith("".join(text(work.chapters[-1].body).split()))
    assert {"R041", "R046"} <= _codes(found)


@pytest.mark.parametrize("era", [Era.D3, Era.D6, Era.D11], ids=lambda era: era.label)
@pytest.mark.parametrize(
    ("fields", "due"),
    [
        ({}, ["", "", "", ""]),
        ({"summary": "<p>S.</p>"}, ["S.", "", "", ""]),
        ({"summary": "<p>S.</p>", "notes": "<p>N.</p>"}, ["S.", "N.", "", ""]),
        ({"summary": "<p>S.</p>", "endnotes": "<p>E.</p>"}, ["S.", "", "", "E."]),
        ({"notes": "<p>N.</p>", "endnotes": "<p>E.</p>"}, ["", "N.", "", "E."]),
        ({"summary": "<p>My Notes on S.</p>", "notes": "<p>N.</p>"}, ["MyNotesonS.NotesN.", "", "", ""]),
    ],
)
def test_a_title_that_stands_again_begins_the_text(fields: dict[str, str], due: list[str], era: Era) -> None:
    work = _read(_joined(one("The Last Loaf", "<p>It rose.</p>", **fields), era))

    assert (work.one_shot, _bodies(work), text(work.chapters[0].body)) == (True, due, "It rose.")


def test_a_title_that_the_text_says_begins_nothing() -> None:
    work = _read(_joined(one("Rain", "<p>All day Rain fell.</p>", summary="<p>Wet.</p>")))

    assert (work.summary, text(work.chapters[0].body)) == (None, "Summary Wet. Rain All day Rain fell.")


def test_the_pointer_to_end_notes_tells_where_the_text_begins() -> None:
    fields = {"summary": "<p>Rain.</p>", "endnotes": "<p>E.</p>"}

    for era in (Era.D1, Era.D6):
        work = _read(_joined(one("Rain", "<p>All day Rain fell.</p>", **fields), era))
        assert (_bodies(work), text(work.chapters[0].body)) == (["Rain.", "", "", "E."], "All day Rain fell.")


def test_the_first_of_several_chapters_is_told_by_its_place() -> None:
    posted = several("Rain", chapter(1, "", "<p>It fell.</p>"), planned=None)
    plain = several("Rain", chapter(1, "", "<p>See Chapter 1 again.</p>"), planned=None)

    assert text(_read(_joined(posted)).chapters[0].body) == "It fell."
    assert text(_read(_joined(plain, Era.D9)).chapters[0].body) == "See Chapter 1 again."


def test_one_related_work_is_told_and_several_are_notes() -> None:
    soft, old = (Relation(kind="inspired_by", title=title, byline=pseud("cloud")) for title in ("Soft", "Old"))
    hail, snow = (Relation(kind="inspired", title=title, byline=pseud("hail")) for title in ("Hail", "Snow"))
    single = _read(_joined(_stormy(notes="<p>N.</p>", endnotes="<p>E.</p>", parents=(soft,), inspired=(hail,))))
    both = _read(_joined(_stormy(notes="<p>N.</p>", endnotes="<p>E.</p>", parents=(soft, old), inspired=(hail, snow))))

    assert [(other.title, other.byline) for other in single.metadata.related] == [("Soft", "cloud"), ("Hail", "hail")]
    assert both.metadata.related == ()
    assert ("R046", "related") in {(notice.code, notice.where) for notice in both.notices}
    assert text(both.notes) == "N. Inspired by Soft by cloud Inspired by Old by cloud"
    assert text(both.endnotes) == "E. Works inspired by this one Hail by hail Snow by hail"


def test_speakers_that_answer_each_other_part_paragraphs() -> None:
    (only,) = _read(_joined(one("Far", _ANSWERS))).chapters

    assert [paragraph.text for paragraph in only.body.element] == [
        "“Is it far?”",
        "“To the sea?” He thought of it.",
    ]


def test_a_byline_that_nothing_ends_is_said_to_be_guessed() -> None:
    line = _joined(one("Rain", "<p>It fell.</p>", bylines=(pseud("a"), pseud("b"))), Era.D1)
    work = _read(line[line.index("Posted") :])

    assert [creator.name for creator in work.metadata.creators] == ["a", "b"]
    assert ("R046", "creators") in {(notice.code, notice.where) for notice in work.notices}


def test_a_title_that_holds_by_is_told_by_its_other_place() -> None:
    line = _joined(one("Stand by Me by Night", "<p>It fell.</p>"))

    assert _read(line).metadata.title == "Stand by Me by Night"
    work = _read(line[line.index("Posted") :])
    assert work.metadata.title == "Stand"
    assert ("R046", "title") in {(notice.code, notice.where) for notice in work.notices}


def test_what_was_cut_off_is_refused() -> None:
    line = _joined(_stormy())
    cut = line[: line.index("Chapter 4")]

    with pytest.raises(ReadingError):
        _read(cut)
    assert "R030" in _codes(_read(cut, partial=True))
    with pytest.raises(ReadingError):
        _read(line[: line.index("Words:") + 11])


@pytest.mark.parametrize("end", ["Posted", "Rating:", "Stats: Published: "])
def test_what_ends_before_the_work_is_no_style_sheet(end: str) -> None:
    line = _joined(_stormy())

    with pytest.raises(NotAWork) as caught:
        _read(line[: line.index(end) + len(end)])
    assert "style sheet" not in str(caught.value)


@pytest.mark.parametrize("place", range(0, 3000, 61))
def test_any_piece_of_a_line_is_read_or_refused(place: int) -> None:
    line = _joined(named("era-d6-several").work, Era.D6)

    for piece in (line[:place], line[place:], line[: place // 2] + line[place:]):
        with suppress(fic2epub.Fic2EpubError):
            assert _read(piece, partial=True).metadata.title


def test_a_long_line_takes_no_time_for_each_place() -> None:
    line = _joined(one("by", "<p>Chapter 1 by by Notes Summary Afterword ” “ See the end of </p>" * 20_000))

    began = time.process_time()
    _read(line)

    assert time.process_time() - began < 10


def test_every_chapter_of_a_long_work_is_told() -> None:
    work = several("Long", *(chapter(n, "", f"<p>Rain {n}.</p>") for n in range(1, 201)))
    found = _read(_joined(work))

    assert [(each.number, text(each.body)) for each in found.chapters] == [(n, f"Rain {n}.") for n in range(1, 201)]
