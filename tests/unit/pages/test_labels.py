"""The English words of the frame."""

from __future__ import annotations

from datetime import date

import pytest

from fic2epub.model import Creator, Kinship, Progress, RelatedWork
from fic2epub.pages import labels
from tests.unit.pages.samples import chapter, metadata, work


@pytest.mark.parametrize(
    ("number", "title", "label"),
    [
        (3, "The Ledger", "Chapter 3: The Ledger"),
        (4, "", "Chapter 4"),
        (4, "  ", "Chapter 4"),
        (4, "\u200b\u00a0\u200d", "Chapter 4"),
        (4, "\u00ad\u202ex", "Chapter 4: \u00ad\u202ex"),
        (3, "Chapter 3: The Ledger", "Chapter 3: The Ledger"),
        (3, "chapter 3", "chapter 3"),
        (3, "Chapter 30: Later", "Chapter 3: Chapter 30: Later"),
        (3, "Chapter Three", "Chapter 3: Chapter Three"),
    ],
)
def test_a_chapter_is_numbered_once_and_named_if_it_has_a_name(number: int, title: str, label: str) -> None:
    assert labels.chapter_label(chapter(number, title=title), work()) == label


def test_a_one_shot_is_called_what_its_work_is_called() -> None:
    assert labels.chapter_label(chapter(1, title="ignored"), work(one_shot=True)) == "Low Water"


def test_a_story_that_is_called_like_a_page_of_the_frame_gets_a_title_of_its_own() -> None:
    assert labels.document_title("Contents") == "Contents (story)"
    assert labels.document_title("Contentment") == "Contentment"


@pytest.mark.parametrize(
    ("creators", "line"),
    [
        ((), ""),
        (("Ann",), "Ann"),
        (("Ann", "Ben"), "Ann and Ben"),
        (("Ann", "Ben", "Cy"), "Ann, Ben and Cy"),
    ],
)
def test_names_are_joined_as_on_a_title_page(creators: tuple[str, ...], line: str) -> None:
    assert labels.byline(tuple(Creator(name=name) for name in creators)) == line


def test_translators_follow_the_authors_whatever_their_order() -> None:
    creators = (Creator(name="Cy", role="trl"), Creator(name="Ann"))
    assert labels.byline(creators) == "Ann, translated by Cy"


def test_the_quiet_line_leaves_out_what_is_not_known() -> None:
    assert labels.facts(metadata()) == []
    assert labels.facts(metadata(words=0)) == []
    known = metadata(rating="Mature", words=12345, progress=Progress(posted=2, planned=2))
    assert labels.facts(known) == ["Mature", "12,345 words", "Complete"]
    assert labels.facts(metadata(words=1, progress=Progress(posted=2))) == ["1 word", "In progress"]


def test_dates_and_counts_are_written_out() -> None:
    assert labels.day(date(2014, 3, 2)) == "2 March 2014"
    assert labels.chapter_count(Progress(posted=1000, planned=None)) == "1,000 of ?"
    assert labels.chapter_count(Progress(posted=3, planned=10)) == "3 of 10"


def test_a_translation_says_its_language() -> None:
    related = RelatedWork(kinship=Kinship.TRANSLATED_AS, title="L’eau basse", language="Français")
    assert labels.kinship_words(related) == "Translation into Français available: "


def test_every_kinship_has_its_words() -> None:
    words = [labels.kinship_words(RelatedWork(kinship=kinship, title="x")) for kinship in Kinship]
    assert words == ["Inspired by ", "A translation of ", "Translation available: ", ""]


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://archiveofourown.org/works/1", "the Archive of Our Own"),
        ("https://archive.example/works/1", "archive.example"),
    ],
)
def test_an_archive_is_called_by_its_own_name(address: str, site: str) -> None:
    known = metadata(source_url=address)
    assert labels.read_online(known) == f"This work on {site}"
    assert labels.leave_comment(known) == f"leave a comment on {site}"
    assert known.archive == site.removeprefix("the ")
