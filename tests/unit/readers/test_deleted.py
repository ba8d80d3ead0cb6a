"""Mailed copies of deleted works: every case of the catalogue, and authors who write what the template writes."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

import fic2epub
from fic2epub.errors import ReadingError
from fic2epub.model import Form, Source
from tests.ao3.cases import CASES, Case
from tests.ao3.cases.case import chapter, one, several
from tests.ao3.cases.eras import everything
from tests.ao3.facts import facts_of
from tests.ao3.mails import render_mail, rewritten
from tests.ao3.works import Era, FakeWork, pseud
from tests.unit.readers.bodies import inside, text
from tests.unit.readers.epub_facts import meant_chapter, read_chapter

if TYPE_CHECKING:
    from fic2epub.model import Work

_OTHER_TEXT = {f"mess-{name}" for name in ("control-characters", "noncharacters", "byte-order-mark-inside")}
"""Cases whose tree holds other text than their file: characters that no book can hold."""
_CASES = [case for case in CASES if case.work.chapters and case.name not in {*_OTHER_TEXT, "mess-control-references"}]
_IMITATIONS = (
    "<p>Before.<br />Notes: none.<br /><br />Summary: short.</p>",
    "<p>Chapter 2: The End</p><p>Chapter 3</p>",
    "<p>by: nobody<br />Published at: 2001-01-01<br />Revised at: never<br /></p><p>End Notes: x</p>",
    "Notes: loose words<br /><br />Chapter 2<br /><br />End Notes: more",
)
"""What authors write that reads as the template's labels; the cleaner spells their line breaks so."""


def _read(mail: bytes | str, name: str = "Hard Rain.txt", **options: Any) -> Work[Any]:
    content = mail.encode() if isinstance(mail, str) else mail
    return fic2epub.read(Source(data=content, name=name), fic2epub.Options(**options))


def _codes(work: Work[Any]) -> set[str]:
    return {notice.code for notice in work.notices}


def _meant(work: FakeWork) -> list[dict[str, Any]]:
    """The chapters; pseuds stand without accounts, and each position is told."""
    facts = facts_of(replace(work, planned=None), Era.D11).chapters
    found = [meant_chapter(one) for one in facts]
    return [{**one, "byline": tuple(name.split(" (")[0] for name in one["byline"])} for one in found]


def _told(work: Work[Any]) -> list[dict[str, Any]]:
    return [read_chapter(one) for one in work.chapters]


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case.name)
def test_every_case_is_read(case: Case) -> None:
    work = replace(case.work, planned=None)
    told = _read(render_mail(work))

    assert told.origin is not None
    assert told.origin[:3] == (Form.MAIL, "to 2022-07", "")
    assert told.metadata.title == work.title
    assert [_without_byline(one) for one in _told(told)] == [_without_byline(one) for one in _meant(work)]
    for part in ("summary", "notes", "endnotes"):
        assert text(getattr(told, part)) == text(getattr(work, part)), part


def _without_byline(chapter_told: dict[str, Any]) -> dict[str, Any]:
    """Whether a byline is shown is the template's choice: of hidden creators the mail tells the names."""
    return {name: value for name, value in chapter_told.items() if name != "byline"}


def test_the_facts_are_read() -> None:
    known = _read(render_mail(everything(Era.D6))).metadata

    assert known.title == "Hard Rain & Soft Bread"
    assert [creator.name for creator in known.creators] == ["lampkeeper", "Sea Glass"]
    assert known.rating == "Teen And Up Audiences"
    assert known.warnings == ("Creator Chose Not To Use Archive Warnings", "Major Character Death")
    assert known.categories == ("Gen", "F/M")
    assert known.tags[:3] == ("Invented Lighthouse Stories", "The Harbour Band", "Ines & Tobias")
    assert known.fandoms == known.relationships == known.characters == ()
    assert (str(known.published), str(known.updated)) == ("2012-12-08", "2013-02-01")
    assert known.progress == (4, None)
    assert known.summary == "A storm, a lamp, a ledger.\nAnd bread."
    assert (known.work_id, known.language) == (None, "und")


def test_what_is_not_told_is_said() -> None:
    assert {"R010", "R012", "R032", "R050"} == _codes(_read(render_mail(everything(Era.D6))))


def test_bylines_of_chapters_are_read() -> None:
    work = _read(render_mail(several("Two", chapter(1), chapter(2, "B", bylines=(pseud("a"), pseud("b", "c"))))))

    assert [[creator.name for creator in one.byline] for one in work.chapters] == [[], ["a", "b"]]


def test_drafts_leave_gaps() -> None:
    work = _read(render_mail(several("Gap", chapter(1), chapter(3, "Three"), chapter(7))))

    assert [(one.number, one.title) for one in work.chapters] == [(1, ""), (3, "Three"), (7, "")]


def test_a_work_of_one_chapter() -> None:
    work = _read(render_mail(one("Alone", "<p>Rain.</p>", summary="<p>S.</p>")))

    assert (work.one_shot, work.metadata.progress, inside(work.chapters[0].body)) == (True, (1, 1), "<p>Rain.</p>")
    assert text(work.summary) == "S."


def test_the_only_chapter_may_have_a_title_and_notes() -> None:
    alone = chapter(1, "Named", "<p>Rain.</p>", summary="<p>S.</p>", notes="<p>N.</p>", endnotes="<p>E.</p>")
    (found,) = _read(render_mail(several("Alone", alone))).chapters

    assert (found.title, text(found.summary), text(found.notes)) == ("Named", "S.", "N.")
    assert (text(found.endnotes), inside(found.body)) == ("E.", "<p>Rain.</p>")


@pytest.mark.parametrize(
    "title",
    ["I <3 Rain", 'The "Ledger" & Bread', "Chapter 1: Dawn", "by the Sea", "Title: Notes: none", "雨 — rain 🌧", "</p>"],
)
def test_titles_may_hold_anything(title: str) -> None:
    work = _read(render_mail(several(title, chapter(1, f"A {title}"), chapter(2))))

    assert (work.metadata.title, work.chapters[0].title) == (title, f"A {title}")
    assert len(work.chapters) == 2


def _own(place: str, words: str) -> dict[str, Any]:
    """The work's own summary or notes; it has no text of its own."""
    return {} if place == "body" else {place: words}


@pytest.mark.parametrize("place", ["body", "summary", "notes", "endnotes"])
@pytest.mark.parametrize("words", _IMITATIONS)
def test_what_authors_write_is_no_label(words: str, place: str) -> None:
    first, last = chapter(1, "One", **{place: words}), chapter(2, "Two", **{place: words})
    work = several("Labels", first, last, **_own(place, words))

    assert _told(_read(render_mail(work))) == _meant(work)


@pytest.mark.parametrize("work", [everything(Era.D6), one("Alone"), several("A", chapter(1), chapter(2, "B"))])
def test_a_mail_that_a_browser_saved_is_read(work: FakeWork) -> None:
    sent, saved = _read(render_mail(work)), _read(rewritten(render_mail(work)), "Hard Rain.html")

    assert _told(saved) == _told(sent)
    assert saved.metadata == sent.metadata
    assert _codes(saved) == {*_codes(sent), "R051"}


@pytest.mark.parametrize("words", _IMITATIONS[:3])
@pytest.mark.parametrize("place", ["body", "summary", "notes", "endnotes"])
def test_labels_in_a_saved_mail_are_told_by_their_places(words: str, place: str) -> None:
    work = several("Labels", chapter(1, **{place: words}), chapter(2, "Two"), **_own(place, words))

    assert _told(_read(rewritten(render_mail(work)))) == _meant(work)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_any_encoding_is_read(encoding: str) -> None:
    mail = render_mail(several("Café", chapter(1, "Über", "<p>“Rain,” she said.</p>"), chapter(2)))

    assert _told(_read(mail.decode().encode(encoding))) == _told(_read(mail))


def test_line_ends_of_windows_do_no_harm() -> None:
    mail = render_mail(everything(Era.D6))

    assert _told(_read(mail.replace(b"\n", b"\r\n"))) == _told(_read(mail))


def test_no_word_is_lost() -> None:
    work = everything(Era.D6)
    book = fic2epub.build(_read(render_mail(work)))

    words = " ".join(document.xhtml.decode() for document in book.documents)
    for part in ("The lamp goes out.", "Mind the stairs.", "Salt keeps.", "Almost home.", "candle light", "Ines &amp;"):
        assert part in words


def test_a_mail_that_was_cut_off_is_refused() -> None:
    mail = render_mail(everything(Era.D6)).decode()
    cut = mail[: mail.index("Bread &amp; Salt", 400) + 5]

    with pytest.raises(ReadingError):
        _read(cut)
    work = _read(cut, partial=True)

    assert [one.number for one in work.chapters] == [1, 2, 3]
    assert "R030" in _codes(work)


def test_pictures_are_links_as_in_any_form() -> None:
    (found,) = _read(render_mail(one("Seen", '<p>A.<img src="asset:x" alt="b" /></p>'))).chapters

    assert "asset:" not in inside(found.body)


@pytest.mark.parametrize("place", range(20, 900, 11))
def test_any_piece_of_a_mail_is_read_or_refused(place: int) -> None:
    mail = render_mail(everything(Era.D6))

    for piece in (mail[:place], mail[: 40 + place // 2] + mail[place:]):
        with suppress(fic2epub.Fic2EpubError):
            assert _read(piece, partial=True).metadata.title


def test_a_long_mail_takes_no_time_for_each_place() -> None:
    mail = render_mail(one("Long", "<p>Rain</p>" + "<br />\n \n" * 100_000 + "\n" * 500_000 + "<p>x</p>"))

    began = time.process_time()
    _read(mail)
    _read(rewritten(mail))

    assert time.process_time() - began < 5


def test_a_story_that_begins_like_a_mail_is_a_story() -> None:
    found = _read("<p>Title: Rain<br />by hand<br />\n<br/>Tags: none</p><p>It rained.</p>").origin

    assert found is not None
    assert found.form is Form.FRAGMENT


def test_what_is_no_mail_is_decoded_once() -> None:
    found = _read("<p>Title: “Rain” – it rained, caf\xe9 by caf\xe9.</p>".encode("cp1252"))

    assert [notice.code for notice in found.notices].count("S001") == 1
