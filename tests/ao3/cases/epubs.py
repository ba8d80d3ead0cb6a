"""EPUBs of every kind, and what must be read out of them: all that downloads say, less what the kind cannot keep."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tests.ao3 import prose
from tests.ao3.cases.case import case, chapter, one, several
from tests.ao3.cases.eras import CASES as ERAS
from tests.ao3.cases.eras import everything
from tests.ao3.cases.structure import CASES as STRUCTURE
from tests.ao3.epubs import calibre_epub, fanficfare_epub, hand_made_epub
from tests.ao3.facts import LANGUAGES, ChapterFacts, Facts, facts_of
from tests.ao3.works import Era, FakeChapter, FakeWork, Name, Series

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.ao3.cases.case import Case

__all__ = ["EPUB_CASES", "EpubCase"]


@dataclass(frozen=True, kw_only=True)
class EpubCase:
    """An EPUB, and what must be read out of it."""

    name: str
    made_by: str
    expected: Facts
    source: Callable[[], bytes]


_LISTED = "<ul>" + "".join(f"<li>Entry {number} of the keeper's list.</li>" for number in range(1, 2500)) + "</ul>"
_LARGE = several(
    "A Long Year",
    chapter(1, "Winter", prose.paragraphs("winter", 2200), notes="<p>Long.</p>"),
    chapter(2, "", prose.paragraphs("spring", 3)),
    chapter(
        3,
        "Summer",
        f"{prose.paragraphs('june', 700)}<blockquote>{prose.paragraphs('july', 700)}</blockquote>{_LISTED}"
        f"<h2>August</h2>{prose.paragraphs('august', 500)}",
    ),
    endnotes="<p>Over.</p>",
)
"""Chapters that no tool leaves in one file."""
_BARE = one(
    "A Long Line", "".join(f"Line {number} of the log.<br /><br />" for number in range(1, 9000)) + "<p>So.</p>"
)
_ODD_TITLE = one("Salt & <3: 100%", summary="<p>Rain, & <em>salt</em>.</p>")
_NAMED = several(
    "Numbered",
    chapter(1, "", endnotes="<p>One.</p>"),
    chapter(2, "3. Not the Third"),
    chapter(4, "", notes="<p>Four.</p>"),
    planned=6,
)
_WORKS: dict[str, tuple[FakeWork, Era]] = {
    "large-d9": (_LARGE, Era.D9),
    "large-breaks-d6": (_BARE, Era.D6),
    "odd-title-d3": (_ODD_TITLE, Era.D3),
    "odd-title-d9": (_ODD_TITLE, Era.D9),
    "numbered-d6": (_NAMED, Era.D6),
    "numbered-d9": (_NAMED, Era.D9),
    "large-d2": (_LARGE, Era.D2C),
    "large-breaks-d2": (_BARE, Era.D2),
    "numbered-d1": (_NAMED, Era.D1A),
    "one-of-five-d2": (several("Begun", chapter(1), planned=5), Era.D2),
    "one-of-five-d3": (several("Begun", chapter(1), planned=5), Era.D3),
}
_IMITATIONS = ("imitated-frame", "imitated-ids", "userstuff-in-userstuff", "links-", "footnotes-")


def _cases() -> Iterator[Case]:
    """Every era, works that imitate the frame, and those above; without the era that printed no heads."""
    yield from (known for known in ERAS if known.era is not Era.D1B)
    yield from (known for known in STRUCTURE if known.name.startswith(_IMITATIONS))
    yield from (case(name, era, work) for name, (work, era) in _WORKS.items())


def _told_by_package(expected: Facts) -> Facts:
    """The language, which downloads name since 2022 only; the package has always."""
    return replace(expected, language="en" if expected.language == "und" else expected.language)


def _calibre(known: Case) -> EpubCase:
    expected = _told_by_package(known.expected)
    return EpubCase(
        name=f"calibre-{known.name}",
        made_by="calibre",
        expected=expected,
        source=lambda: calibre_epub(known.work, known.era, mimetype=known.era is not Era.D9),
    )


def _hand_made(known: Case, *, parted: bool) -> EpubCase:
    """With parts, the end notes of all chapters are left out; a lone chapter has none anyhow."""
    expected = _told_by_package(known.expected)
    if parted and len(known.work.chapters) > 1:
        expected = replace(expected, chapters=tuple(replace(chapter, endnotes="") for chapter in expected.chapters))
    return EpubCase(
        name=f"hand-made-{'parted' if parted else 'whole'}-{known.name}",
        made_by="Archive of Our Own",
        expected=expected,
        source=lambda: hand_made_epub(known.work, known.era, parted=parted),
    )


def _fanficfare(name: str, work: FakeWork, *, table: bool) -> EpubCase:
    return EpubCase(
        name=f"fanficfare-{name}",
        made_by="FanFicFare",
        expected=_as_fanficfare_tells(work, all_entries=table),
        source=lambda: fanficfare_epub(work, table=table),
    )


def _as_fanficfare_tells(work: FakeWork, *, all_entries: bool) -> Facts:
    """What its title page says, by default or with all entries; chapter bylines and archivists it drops."""
    known = facts_of(work, Era.D11)
    finished = work.planned is not None and work.posted_count >= work.planned
    planned = work.planned if all_entries or finished else None
    single = len(work.chapters) == 1
    return replace(
        known,
        creators=tuple((name.shown, None) for name in work.bylines),
        chapters=tuple(
            ChapterFacts(
                number=chapter.position,
                title="" if single else _bare_title(chapter),
                body=chapter.body,
                summary="" if single else chapter.summary,
                notes="" if single else chapter.notes,
                endnotes="" if single else chapter.endnotes,
            )
            for chapter in work.chapters
        ),
        one_shot=single and work.planned == 1,
        categories=work.categories if all_entries else tuple(sorted(work.categories)),
        tags=work.tags if all_entries else tuple(sorted(work.tags)),
        language=LANGUAGES[work.language],
        series=known.series[: 2 if all_entries else 1],
        collections=known.collections if all_entries else (),
        progress=(work.posted_count, planned),
    )


def _bare_title(chapter: FakeChapter) -> str:
    return chapter.title.removeprefix(f"Chapter {chapter.position}: ")


_FANFIC_WORKS = {
    "everything": everything(Era.D11),
    "single": next(known.work for known in ERAS if known.name == "era-d11-single"),
    "numbered": _NAMED,
    "odd-title": _ODD_TITLE,
    "anonymous": one(
        "Nobody's", bylines=(Name(shown="Anonymous"),), series=(Series(title="Nobodies [1]", position=3),)
    ),
    "one-of-five": several("Begun", chapter(1), planned=5),
    "large": _LARGE,
}

EPUB_CASES: tuple[EpubCase, ...] = (
    *(_calibre(known) for known in _cases()),
    *(_hand_made(known, parted=True) for known in _cases() if known.era < Era.D3),
    *(_hand_made(known, parted=False) for known in _cases() if known.era < Era.D2A),
    *(
        _fanficfare(f"{name}-{'table' if table else 'lines'}", work, table=table)
        for name, work in _FANFIC_WORKS.items()
        for table in (False, True)
    ),
)
"""Every EPUB that is to become a book; our own are made of books, where the tests of reading them are."""
