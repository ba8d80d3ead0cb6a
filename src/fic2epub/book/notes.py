"""Chapters that are but a note of their author, and notes that are not wanted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fic2epub.errors import Note
    from fic2epub.model import Chapter, Work, Xhtml

__all__ = ["note_chapters", "without_notes"]

_TITLES = frozenset(
    (
        *("a/n", "a.n", "authors note", "authors notes", "author note", "author notes", "authors notice"),
        *("authors update", "note from the author", "a note from the author", "notes from the author"),
        *("a note from your author", "writers note", "writers notes", "important note", "important notice"),
        *("important authors note", "important announcement", "important update", "an important note", "quick note"),
        *("a quick note", "short note", "a short note", "quick update", "status update", "story update"),
        *("schedule update", "posting schedule", "update notice", "hiatus", "on hiatus", "temporary hiatus"),
        *("hiatus notice", "hiatus note", "hiatus announcement", "not a chapter", "this is not a chapter"),
        *("not an update", "this is not an update", "not a real chapter", "important please read"),
        *("nota del autor", "nota de la autora", "notas del autor", "notas de la autora", "nota de autor"),
        *("nota de autora", "notas de autor", "notas de autora", "aviso importante", "no es un capítulo"),
        *("nota do autor", "nota da autora", "notas do autor", "notas da autora", "não é um capítulo"),
        *("note de lauteur", "note de lauteure", "note de lautrice", "notes de lauteur", "notes de lauteure"),
        *("ceci nest pas un chapitre", "pas un chapitre", "note dellautore", "note dellautrice", "nota dellautore"),
        *("nota dellautrice", "non è un capitolo", "anmerkung des autors", "anmerkung der autorin"),
        *("anmerkungen des autors", "anmerkungen der autorin", "autorennotiz", "kein kapitel", "kein neues kapitel"),
        *("notitie van de auteur", "notitie van de schrijver", "notitie van de schrijfster", "geen hoofdstuk"),
        *("notka od autora", "notka od autorki", "notka autora", "notka autorki", "от автора", "примечание автора"),
        *("примечания автора", "не глава", "作者有话说", "作者有話說", "作者有话要说", "作者有話要說", "作者的话"),
        *("作者的話", "公告", "请假条", "請假條", "あとがき", "作者より", "お知らせ"),
    )
)
"""Titles of chapters that hold no story: in lower case, without apostrophes and the signs around them."""
_INITIALS = "AN"
"""An author's note, when it is in capitals."""
_LONGEST = 500
"""Words of a note; who writes more under such a title has put a story behind it, as often as not."""
_AROUND = " \t\n.:!?*~_=+<>()[]{}-–—«»“”\"'"
"""Signs with which titles are adorned."""


def note_chapters(work: Work[Xhtml]) -> frozenset[int]:
    """The places (from 0) of chapters that are but a note; none if all are, or if there is only one."""
    found = frozenset(place for place, chapter in enumerate(work.chapters) if _is_note(chapter))
    return found if len(found) < len(work.chapters) else frozenset()


def _is_note(chapter: Chapter[Xhtml]) -> bool:
    """Whether the title says so, and the text is short enough to be one."""
    bare = chapter.title.removeprefix(f"Chapter {chapter.number}").strip(_AROUND)
    plain = bare.casefold().replace("'", "").replace("’", "").replace(",", "")
    if bare != _INITIALS and plain not in _TITLES:
        return False
    from fic2epub.words import words_in  # noqa: PLC0415 - few chapters need to be counted

    return words_in(chapter.body) <= _LONGEST


def without_notes(work: Work[Xhtml], note: Note, where: str = "") -> Work[Xhtml]:
    """The work without its notes and those of its chapters; how many words they had is noted of `where` (B003)."""
    notes = list(_notes(work))
    if notes:
        from fic2epub.words import words_in  # noqa: PLC0415 - only who leaves any out counts

        words = [
            count for count in map(words_in, notes) if count
        ]  # footnotes have gone to the text that they belong to
        if words:
            said = f"{_counted(len(words), 'note')} of {_counted(sum(words), 'word')}"
            note("B003", f"left out, as was asked for: {said}", where)
    bare = tuple(replace(chapter, notes=None, endnotes=None) for chapter in work.chapters)
    parts = tuple(without_notes(part, note, f"part {number}") for number, part in enumerate(work.parts, 1))
    return replace(work, notes=None, endnotes=None, chapters=bare, parts=parts)


def _notes(work: Work[Xhtml]) -> Iterator[Xhtml]:
    bodies = [work.notes, work.endnotes]
    for chapter in work.chapters:
        bodies += [chapter.notes, chapter.endnotes]
    return (body for body in bodies if body is not None)


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'s' * (count != 1)}"
