"""What the themes are tried on: works of every script, length and oddity, made into books."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import fic2epub
from fic2epub.model import Source
from tests.ao3.cases.case import chapter, one, several
from tests.ao3.download import render
from tests.ao3.footnotes import footnoted_work
from tests.ao3.fragments import bare
from tests.ao3.prose import RUSSIAN, paragraphs, story
from tests.ao3.skins import skinned
from tests.ao3.together import TOGETHER
from tests.ao3.tongues import WORKS
from tests.ao3.works import Era, FakeChapter, FakeWork, Series, pseud

if TYPE_CHECKING:
    from fic2epub.model import Book, Html, Work

__all__ = ["PIECES", "book_of", "works_of"]

_LONG = (
    "A Complete and Unabridged Account of How the Keeper of the Lighthouse, the Baker of Market Square and the "
    "Conductor of the 7:15 Came to Share an Umbrella With Some Remarks Upon the Weather, the Price of Flour, and the "
    "Habits of Gulls in the Autumn of 1911"
)
"""As long as the archive lets a title be: 255 characters (otwarchive config/config.yml, TITLE_MAX)."""
_VERSE = (
    "<p>The tide goes out, the tide comes in,<br/>the kettle sings upon its hob,<br/>and all that was shall yet begin"
    "<br/>as quietly as a clock’s own throb.</p><p>The lamp is lit, the gate is shut,<br/>the bread is cooling on the "
    "sill,<br/>the beans have grown around the hut<br/>and, while you read this, they grow still.</p>"
)
_TABLE = (
    "<table><caption>Trains</caption><tr><th>Train</th><th>Leaves</th><th>Late by</th></tr><tr><td>The 7:15</td>"
    "<td>7:22</td><td>seven minutes</td></tr><tr><td>The 9:40</td><td>9:40</td><td>nothing, to general surprise</td>"
    "</tr></table>"
)
_THAI = (
    "ประภาคารตั้งอยู่เพียงลำพังบนโขดหินที่ห่างไกล และทะเลล้อมรอบทุกด้าน",
    "“ดึกแล้วนะ” เด็กหญิงพูด แล้วเธอก็จุดตะเกียงก่อนที่ฝนจะมา",
)
_HINDI = (
    "दीपघर दूर की चट्टान पर अकेला खड़ा था, और चारों ओर समुद्र था।",
    "“रात हो गई है,” लड़की ने कहा, और बारिश से पहले दीया जला दिया।",
)


def _full() -> FakeWork:
    """Everything that the pages can say, at once."""
    return several(
        "Hard Rain & Soft Bread",
        chapter(1, "", summary="<p>The lamp goes out.</p>", body=paragraphs("full-1", 6)),
        FakeChapter(
            position=2,
            title="The Ledger",
            body=f"{paragraphs('full-2', 3)}<hr/>{paragraphs('full-3', 2)}<p>~*~</p>{paragraphs('full-4', 2)}",
            notes="<p>Mind the stairs.</p>",
            endnotes="<p>The ledger is a real one.</p>",
            bylines=(pseud("sea_glass"),),
        ),
        bylines=(pseud("lampkeeper"), pseud("Sea Glass", "sea_glass")),
        rating="Teen And Up Audiences",
        warnings=("Creator Chose Not To Use Archive Warnings", "Major Character Death"),
        categories=("Gen", "F/M"),
        fandoms=("Invented Lighthouse Stories", "The Harbour Band"),
        relationships=("Ines & Tobias", "Maren/The Sea"),
        characters=("Ines (Keeper)", "Tobias (Sailor)"),
        tags=("Found Family", "Storms", "Tea", "Bread", "Slow Burn of a Wick", "No Beta We Sail Like Sailors"),
        series=(Series(title="Weather & Other Friends", position=2),),
        summary="<p>A storm, a lamp, a ledger.</p><p>And <em>bread</em>.</p>",
        notes="<p>Written by candle light.</p>",
        endnotes="<p>Thank you for reading to the end.</p>",
    )


def _book(count: int) -> FakeWork:
    """Chapters as many as wanted, the names of which are of all lengths."""
    names = ("", "The Ledger", "In Which the Baker and the Conductor Miss the Same Train for Quite Different Reasons")
    made = (chapter(n, names[n % 3], body=paragraphs(f"long-{n}", 8)) for n in range(1, count + 1))
    return several("The Harbour Year", *made)


def _titled(title: str, **said: object) -> FakeWork:
    return one(title, paragraphs("titled", 5), summary="<p>A storm, a lamp, a ledger.</p>", **said)


def _told(language: str, title: str, lines: tuple[str, ...]) -> FakeWork:
    return one(title, story(lines * 4), language=language, summary=story(lines[:1]), notes=story(lines[1:2]))


_WORKS = {
    "flash": lambda: one("Tuesday", "<p>The lamp was lit. Nobody minded, because it was Tuesday.</p>"),
    "full": _full,
    "sixty-chapters": lambda: _book(60),
    "title-of-255": lambda: _titled(_LONG),
    "title-of-one-word": lambda: _titled("Donaudampfschifffahrtskapitän", language="Deutsch"),
    "title-of-one-letter": lambda: _titled("i"),
    "title-of-emoji": lambda: _titled("🌊🕯️ lighthouse ✨ 🍞"),
    "twelve-authors": lambda: _titled("Round Robin", bylines=tuple(pseud(f"keeper_number_{n}") for n in range(1, 13))),
    "chat": lambda: skinned("chat"),
    "letter": lambda: skinned("letter"),
    "mail": lambda: skinned("mail"),
    "newspaper": lambda: skinned("newspaper"),
    "verse": lambda: one("Tide Table", f"{_VERSE}<hr/>{_VERSE}", notes="<p>To be read aloud.</p>"),
    "table": lambda: one("The 7:15", f"{paragraphs('t', 2)}{_TABLE}{paragraphs('u', 2)}"),
    "footnotes": lambda: footnoted_work(7).work,
    "japanese": lambda: WORKS["ja"],
    "japanese-upright": lambda: WORKS["ja"],
    "chinese": lambda: WORKS["zh-hans"],
    "korean": lambda: WORKS["ko"],
    "arabic": lambda: WORKS["ar"],
    "hebrew": lambda: WORKS["he"],
    "russian": lambda: _told("Русский", "Семичасовой поезд и другие происшествия", tuple(RUSSIAN)),
    "thai": lambda: _told("ไทย", "ประภาคารกับสายฝน", _THAI),
    "hindi": lambda: _told("हिन्दी", "दीपघर और बारिश", _HINDI),
}
_OPTIONS: dict[str, dict[str, bool]] = {"japanese-upright": {"vertical": True}}
_OTHERS = ("nothing-known", "omnibus")
"""Those that are no download."""
PIECES = (*_WORKS, *_OTHERS)
"""The names of all that the themes are tried on."""


@cache
def _sources(name: str) -> tuple[bytes, ...]:
    """The files that the book of this name is made of."""
    if name == "omnibus":
        return tuple(value for key, value in TOGETHER.items() if key.startswith("harbour"))
    if name == "nothing-known":
        return (bare(one("Nothing", paragraphs("bare", 8))),)
    return (render(_WORKS[name](), Era.D11),)


def works_of(name: str, options: fic2epub.Options) -> Work[Html]:
    """The work of this name, read."""
    sources = [Source(data=data, name=f"{name}-{n}.html") for n, data in enumerate(_sources(name))]
    return fic2epub.omnibus(sources, options) if len(sources) > 1 else fic2epub.read(sources[0], options)


def book_of(name: str, **choices: object) -> Book:
    """The book of a piece, without a cover but where the options ask for one."""
    options = fic2epub.Options(**{"cover": "none", **_OPTIONS.get(name, {}), **choices})  # type: ignore[arg-type]
    return fic2epub.build(works_of(name, options), options)
