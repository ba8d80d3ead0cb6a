"""What must be read out of a rendered work: every fact that the era's template prints, and no other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.ao3.relations import printed_parents, printed_translations
from tests.ao3.works import Era, State

if TYPE_CHECKING:
    from tests.ao3.works import FakeChapter, FakeWork, Name, Relation

__all__ = ["ChapterFacts", "Facts", "facts_of"]

LANGUAGES = {
    "English": "en",
    "Français": "fr",
    "日本語": "ja",
    "العربية": "ar",
    "Русский": "ru",
    "Deutsch": "de",
    "Português brasileiro": "pt-BR",
    "中文-普通话 國語": "zh",
    "ไทย": "th",
    "עברית": "he",
    "Mando'a": "art-x-mandoa",
}
"""The names used in the catalogue; what is not here is unknown."""


@dataclass(frozen=True, kw_only=True)
class ChapterFacts:
    """One chapter: its number, its title, and the markup of its five parts (empty: not there)."""

    number: int
    title: str
    body: str
    summary: str = ""
    notes: str = ""
    endnotes: str = ""
    byline: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The facts of a work, in plain values to be compared one by one."""

    title: str
    creators: tuple[tuple[str, str | None], ...]
    """Name and archivist."""
    chapters: tuple[ChapterFacts, ...]
    one_shot: bool
    rating: str | None
    warnings: tuple[str, ...]
    categories: tuple[str, ...]
    fandoms: tuple[str, ...]
    relationships: tuple[str, ...]
    characters: tuple[str, ...]
    tags: tuple[str, ...]
    language: str
    language_name: str | None
    series: tuple[tuple[str, str], ...]
    """Position and title."""
    collections: tuple[str, ...]
    published: str
    updated: str | None
    words: int | None
    progress: tuple[int, int | None]
    work_id: str
    source_url: str
    related: tuple[tuple[str, str, str], ...]
    """Kinship, title and byline."""
    summary: str = ""
    notes: str = ""
    endnotes: str = ""


def facts_of(work: FakeWork, era: Era) -> Facts:
    """What a reader of `download.render(work, era)` can know."""
    has_language = era >= Era.D4 and bool(work.language)
    return Facts(
        title=work.title,
        creators=tuple((name.shown, name.archivist) for name in work.bylines),
        chapters=_chapters(work, era),
        one_shot=work.posted_count == 1 and work.planned == 1,
        rating=work.rating,
        warnings=work.warnings,
        categories=work.categories,
        fandoms=work.fandoms,
        relationships=work.relationships,
        characters=work.characters,
        tags=work.tags,
        language=LANGUAGES.get(work.language, "und") if has_language else "und",
        language_name=work.language if has_language else None,
        series=tuple((str(entry.position), entry.title) for entry in work.series),
        collections=tuple(entry.title for entry in work.collections),
        published=work.published,
        updated=work.revised or None,
        words=work.words,
        progress=(work.posted_count, work.planned),
        work_id=work.work_id,
        source_url=f"https://archiveofourown.org/works/{work.work_id}",
        related=_related(work, era),
        summary=work.summary,
        notes=work.notes,
        endnotes=work.endnotes,
    )


def _chapters(work: FakeWork, era: Era) -> tuple[ChapterFacts, ...]:
    if work.chapters and not work.in_chapters(era):
        return (ChapterFacts(number=1, title="", body=work.chapters[0].body),)
    found: list[ChapterFacts] = []
    for chapter in work.chapters:
        number = chapter.position if _tells_position(chapter, era) else (found[-1].number if found else 0) + 1
        found.append(_chapter(chapter, number, work, era))
    return tuple(found)


def _tells_position(chapter: FakeChapter, era: Era) -> bool:
    """By a numbered heading or by the anchor of the end notes."""
    return era is not Era.D1B and (era >= Era.D8 or not chapter.title or bool(chapter.endnotes))


def _chapter(chapter: FakeChapter, number: int, work: FakeWork, era: Era) -> ChapterFacts:
    if era is Era.D1B:
        return ChapterFacts(number=number, title="", body=chapter.body)
    own_number = f"Chapter {number}: "
    title = chapter.title
    while title.startswith(own_number):  # typed by the author, and since D8 printed once more
        title = title.removeprefix(own_number)
    hidden = work.anonymous and era >= Era.D1C
    return ChapterFacts(
        number=number,
        title=title,
        body=chapter.body,
        summary=chapter.summary,
        notes=chapter.notes,
        endnotes=chapter.endnotes,
        byline=() if hidden else tuple(name.shown for name in chapter.bylines),
    )


def _related(work: FakeWork, era: Era) -> tuple[tuple[str, str, str], ...]:
    """In the order of the file: translations, parents, works inspired by this one."""
    found = [("translated as", *_titled(relation, "A work")) for relation in printed_translations(work, era)]
    for relation in printed_parents(work, era):
        told_apart = era >= Era.D2C and relation.kind == "translation_of"
        found.append(("translation of" if told_apart else "inspired by", *_titled(relation, "a work")))
    found += [("inspired", *_titled(relation, "A work")) for relation in work.inspired]
    return tuple(found)


def _titled(relation: Relation, some_work: str) -> tuple[str, str]:
    if relation.state is State.DELETED:
        return "a deleted work", ""
    if relation.state is State.UNREVEALED:
        return f"{some_work} in an unrevealed collection", ""
    by = _shown(relation.byline)
    return ("[Restricted Work]" if relation.state is State.RESTRICTED else relation.title), by


def _shown(name: Name | None) -> str:
    return name.shown if name else ""
