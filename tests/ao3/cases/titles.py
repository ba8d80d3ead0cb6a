"""Titles of works and chapters: what a title may hold, and what it may be taken for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.ao3.cases.case import Case, case, chapter, one, several
from tests.ao3.works import Era, pseud

if TYPE_CHECKING:
    from tests.ao3.works import FakeWork

__all__ = ["CASES"]

_ZERO_WIDTH = "\u200b\u200d"


def _retitled(name: str, era: Era, work: FakeWork, *titles: str) -> Case:
    """A case whose chapters are to be read with these titles."""
    made = case(name, era, work)
    chapters = tuple(replace(found, title=title) for found, title in zip(made.expected.chapters, titles, strict=True))
    return replace(made, expected=replace(made.expected, chapters=chapters))


def _mixed() -> FakeWork:
    return several("Four Winds", chapter(1, "North"), chapter(2), chapter(3, "South"), chapter(4), planned=None)


def _gap(title: str) -> FakeWork:
    return several("The Missing Third", chapter(1, title and "One"), chapter(2), chapter(4, title), planned=5)


_FRAME_WORDS = ("Afterword", "Summary", "Chapter End Notes", "Preface", "The Words of the Frame")


_WORKS: tuple[Case, ...] = (
    case(
        "title-with-dashes", Era.D3, one("Rain - and Shine", bylines=(pseud("a - b"),), fandoms=("Trains - A Story",))
    ),
    case(
        "title-with-dashes-uncut", Era.D9, one("Rain - and Shine", bylines=(pseud("a - b"),), fandoms=("Trains - A",))
    ),
    case("title-with-quotes", Era.D5, one('"Has double quotes"')),
    case("title-with-signs", Era.D2, one("Salt & Bread <3 >.<")),
    case("title-with-signs-double-escaped", Era.D8, one("Salt & Bread <3 >.<")),
    case("title-spelled-out-markup", Era.D10, one("The <i>real</i> Loaf")),
    case("title-han", Era.D6, one("我的好想北齐", language="中文-普通话 國語")),
    case("title-emoji", Era.D9, one("🌊🏠✨")),
    case("title-rtl", Era.D7, one("قصة المنارة", language="العربية")),
    case("title-one-character", Era.D3, one("X")),
    case("title-two-characters", Era.D6, one("No")),
    case("title-zero-width", Era.D5, one(f"{_ZERO_WIDTH}a{_ZERO_WIDTH}")),
    case(
        "title-255-characters", Era.D10, one(("The Very Long Train That Went Through the Garden, " * 6)[:255].strip())
    ),
    case("title-preface", Era.D3, one("Preface")),
    case("title-afterword", Era.D6, one("Afterword")),
    case("title-notes", Era.D2, one("Notes", notes="<p>Notes about “Notes”.</p>")),
    case("title-by-someone", Era.D10, one("by someone")),
    case("title-mathematical-letters", Era.D8, one("𝒯𝒽𝑒 𝒢𝒶𝓇𝒹𝑒𝓃")),
)

_CHAPTERS: tuple[Case, ...] = (
    *(
        case(
            f"chapter-titles-of-the-frame-{era.label}",
            era,
            several("The Words of the Frame", *(chapter(n, title) for n, title in enumerate(_FRAME_WORDS, 1))),
        )
        for era in (Era.D2, Era.D6, Era.D11)
    ),
    case("chapter-titles-mixed-d7", Era.D7, _mixed()),
    case("chapter-titles-mixed-d8", Era.D8, _mixed()),
    case("chapter-gap-untitled", Era.D6, _gap("")),
    case("chapter-gap-titled-d6", Era.D6, _gap("Four")),
    case("chapter-gap-titled-d8", Era.D8, _gap("Four")),
    case(
        "chapter-gap-told-by-end-notes",
        Era.D3,
        several("Told Late", chapter(1, "One"), chapter(4, "Four", endnotes="<p>The fourth, really.</p>"), planned=5),
    ),
    _retitled(
        "chapter-titled-chapter-7-at-5",
        Era.D10,
        several("Counting", *(chapter(n) for n in range(1, 5)), chapter(5, "Chapter 7"), chapter(6), planned=None),
        *("", "", "", "", "Chapter 7", ""),
    ),
    _retitled(
        "chapter-titled-chapter-7-at-5-d6",
        Era.D6,
        several(
            "Counting",
            *(chapter(n, f"Step {n}") for n in range(1, 5)),
            chapter(5, "Chapter 7", endnotes="<p>Yes, seven.</p>"),
            chapter(6, "Step 6"),
            planned=None,
        ),
        *("Step 1", "Step 2", "Step 3", "Step 4", "Chapter 7", "Step 6"),
    ),
    case(
        "chapter-titles-with-own-numbers",
        Era.D5A,
        several("Numbers", chapter(1, "1. Flour"), chapter(2, "2"), chapter(3, "Chapter 3: Yeast"), chapter(4, "IV")),
    ),
    case(
        "chapter-titles-with-own-numbers-d9",
        Era.D9,
        several("Numbers", chapter(1, "1. Flour"), chapter(2, "2"), chapter(3, "Chapter 3: Yeast"), chapter(4, "IV")),
    ),
    case("chapter-title-doubled", Era.D8, several("Twice", chapter(1), chapter(2, "Chapter 2: Chapter 2: Salt"))),
    case(
        "chapter-title-signs-double-escaped",
        Era.D8,
        several("Signs", chapter(1, 'Q & A <3 "so"'), chapter(2, "The <i>real</i> one"), chapter(3, "It's")),
    ),
    case(
        "chapter-title-signs", Era.D7, several("Signs", chapter(1, 'Q & A <3 "so"'), chapter(2, "The <i>real</i> one"))
    ),
    case("chapter-title-rtl", Era.D9, several("البيت", chapter(1, "المنارة"), chapter(2), language="العربية")),
)

CASES: tuple[Case, ...] = (*_WORKS, *_CHAPTERS)
