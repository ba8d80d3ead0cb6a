"""The English words of the frame."""

from __future__ import annotations

from datetime import date

import pytest

from fic2epub.model import Creator, Kinship, Progress
from fic2epub.pages import labels
from fic2epub.pages.labels import ENGLISH
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
        (3, "Chapter 3", "Chapter 3"),
        (3, "Chapter 30: Later", "Chapter 3: Chapter 30: Later"),
        (3, "Chapter Three", "Chapter 3: Chapter Three"),
    ],
)
def test_a_chapter_is_numbered_once_and_named_if_it_has_a_name(number: int, title: str, label: str) -> None:
    assert ENGLISH.chapter_label(chapter(number, title=title), work()) == label


def test_a_one_shot_is_called_what_its_work_is_called() -> None:
    assert ENGLISH.chapter_label(chapter(1, title="ignored"), work(one_shot=True)) == "Low Water"


def test_a_story_that_is_called_like_a_page_of_the_frame_gets_a_title_of_its_own() -> None:
    assert ENGLISH.document_title("Contents") == "Contents (story)"
    assert ENGLISH.document_title("Contentment") == "Contentment"


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
    assert ENGLISH.byline(tuple(Creator(name=name) for name in creators)) == line


def test_translators_follow_the_authors_whatever_their_order() -> None:
    creators = (Creator(name="Cy", role="trl"), Creator(name="Ann"))
    assert ENGLISH.byline(creators) == "Ann, translated by Cy"


def test_dates_and_counts_are_written_out() -> None:
    assert ENGLISH.day(date(2014, 3, 2)) == "2 March 2014"
    assert ENGLISH.word_count(1) == "1 word"
    assert ENGLISH.word_count(12345) == "12,345 words"
    assert ENGLISH.state(metadata()) == ""
    assert ENGLISH.state(metadata(progress=Progress(posted=2, planned=2))) == "Complete"
    assert ENGLISH.state(metadata(progress=Progress(posted=2))) == "In progress"


def test_every_kinship_has_its_words() -> None:
    assert labels.kinship_message(Kinship.TRANSLATED_AS, "Français") == labels.TRANSLATED_INTO
    for kinship in Kinship:
        assert labels.kinship_message(kinship, None).endswith("{work}")


@pytest.mark.parametrize(
    ("words", "language", "time"),
    [
        (None, "en", ""),
        (0, "en", ""),
        (1, "en", "about 1 minute"),
        (250, "fr", "about 1 minute"),
        (2600, "en", "about 10 minutes"),
        (15_000, "en", "about 1 hour"),
        (20_000, "en", "about 1 hour 20 minutes"),
        (31_000, "en", "about 2 hours 5 minutes"),
        (400_000, "en", "about 27 hours"),
        (20_000, "zh-Hant", "about 40 minutes"),
        (20_000, "ko", "about 1 hour 20 minutes"),
        (20_000, "th", ""),
        (20_000, "und", ""),
    ],
)
def test_the_time_that_reading_takes_is_told_as_people_tell_it(words: int | None, language: str, time: str) -> None:
    assert ENGLISH.reading_time(words, language) == time


def test_the_contents_tell_a_length_in_short() -> None:
    assert ENGLISH.length(1234, "en") == "1,234 words · 5 min"
    assert ENGLISH.length(1234, "th") == "1,234 words"


@pytest.mark.parametrize(
    ("title", "ours"),
    [
        ("Contents", "Contents"),
        ("Chapter 1: 账本", "Chapter 1"),
        ("Chapter 12", "Chapter 12"),
        ("Chapter 12 (author’s note): Hiatus", "Chapter 12 (author’s note)"),
        ("Chapter 1a", ""),
        ("The Ledger", ""),
    ],
)
def test_our_own_part_of_an_entry_is_told(title: str, ours: str) -> None:
    assert title[: ENGLISH.ours_in(title)] == ours


@pytest.mark.parametrize(
    ("label", "noted"),
    [
        ("Chapter 3: Hiatus", "Chapter 3 (author’s note): Hiatus"),
        ("Chapter 3", "Chapter 3 (author’s note)"),
        ("Chapter 3: Author's Note", "Chapter 3: Author's Note"),
        ("Hiatus", "Hiatus"),
    ],
)
def test_a_chapter_that_is_but_a_note_says_so(label: str, noted: str) -> None:
    assert ENGLISH.noted_entry(label) == noted


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://archiveofourown.org/works/1", "the Archive of Our Own"),
        ("https://archive.example/works/1", "archive.example"),
    ],
)
def test_an_archive_is_called_by_its_own_name(address: str, site: str) -> None:
    known = metadata(source_url=address)
    assert ENGLISH.site(known) == site
    assert known.archive == site.removeprefix("the ")
