"""Summary, notes, chapters and afterword of a text in one line, back on lines of their own where words prove them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from fic2epub.errors import Note

__all__ = ["Told", "lines_of_text"]

_CLOSING = re.compile(r" ?Please drop by the [Aa]rchive and comment to let the \w+ know if you enjoyed their work!?$")
_AFTERWORD = re.compile(r"(?:^| )Afterword(?= (?:End Notes|Works inspired by this one) |$)")
_END_NOTES = re.compile(r"(?<!Chapter) End Notes ")
_INSPIRED = "Works inspired by this one "
_POINTER = re.compile(r"(?:^| )See the end of the work for (?:more )?notes(?: |$)")
_CHAPTER_POINTER = re.compile(r" See the end of the chapter for (?:more )?notes ")
_HEADING = re.compile(r"(?:^|(?<= ))Chapter (\d{1,5})(?=:? |$)")
_TITLED = re.compile(r":? ?(.{0,260}?)(?= ?Chapter (?:Summary|Notes|by) )")
_RELATED = re.compile(r"(?:Inspired by|A translation of) ")
_ANSWER = re.compile(r"(?<=[.!?…,—–][”“\"»]) (?=[“„\"«])")
"""A quotation closes and one opens: speakers take turns, the one border of paragraphs that blanks do not hide."""
_EMPTY = [""] * 3
_FAR = [""] * 5
"""More empty lines than around any heading: what has them is none."""


class Told(NamedTuple):
    """What the front says of the text."""

    title: str
    again: bool
    """Whether the title stands once more above the text of a work without headings (since 2019-01)."""
    counted: tuple[int, bool]
    """Chapters posted, and whether one is all there is to be."""
    note: Note

    def note_related(self) -> None:
        """Several related works stand in a row that nothing parts."""
        self.note("R046", "related works cannot be parted from each other: they stand with the notes", "related")


def lines_of_text(rest: str, told: Told) -> list[str]:
    """Lines of all that follows the byline."""
    closing = _CLOSING.search(rest)
    text, back = _parted_from_back(rest[: closing.start()] if closing else rest, told)
    lines = [*_text(text, told), *_FAR, *back]
    return [*lines, "", closing[0].strip()] if closing else lines


def _parted_from_back(rest: str, told: Told) -> tuple[str, list[str]]:
    """The text, and the lines of end notes and of works inspired by this one."""
    headed = list(_AFTERWORD.finditer(rest))
    if headed:
        return rest[: headed[-1].start()], ["Afterword", "", "", *_back(rest[headed[-1].end() :].strip(), told)]
    notes = list(_END_NOTES.finditer(rest))
    if len(notes) == 1 and _POINTER.search(rest, 0, notes[0].start()):
        return rest[: notes[0].start()], _back(rest[notes[0].start() :].strip(), told)
    return rest, []


def _back(back: str, told: Told) -> list[str]:
    """The list of works is told where it names one; else its words stay with the end notes."""
    notes, label, works = back.partition(_INSPIRED)
    if label and works.count(" by ") != 1:
        told.note_related()
        notes, label = back, ""
    lines = ["End Notes", *_body(notes.strip().removeprefix("End Notes").strip())] if notes.strip() else []
    return [*lines, "", "", label.strip(), works.strip()] if label else lines


def _text(text: str, told: Told) -> list[str]:
    headings = list(_HEADING.finditer(text))
    if _are_chapters(headings, text, told):
        ends = [*(heading.start() for heading in headings[1:]), len(text)]
        chapters = zip(headings, ends, strict=True)
        lines = _front(text[: headings[0].start()].strip(), told)
        return [*lines, *(line for heading, end in chapters for line in _chapter(heading, text[heading.end() : end]))]
    if not text.strip():
        return []
    front, body = _one(text, told)
    return [*_front(front, told), *_EMPTY, told.title, "", *_body(body)]


def _are_chapters(headings: list[re.Match[str]], text: str, told: Told) -> bool:
    """As many headings as chapters, their numbers growing; the only one must be the first words there are."""
    posted, single = told.counted
    numbers = [int(heading[1]) for heading in headings]
    if not numbers or len(numbers) != posted or sorted(set(numbers)) != numbers:
        return False
    if posted > 1:
        return True
    pointer = _POINTER.search(text)
    return not single and headings[0].start() == (pointer.end() if pointer else 0)


def _one(text: str, told: Told) -> tuple[str, str]:
    """Summary and notes, and the text: parted by the title, or by the pointer to end notes; else all is text."""
    title = re.escape(told.title)
    again = [match.span() for match in re.finditer(rf"(?:^| ){title}(?= |$)", text)] if told.again else []
    if again and again[0][0] == 0:
        return "", text[again[0][1] :].strip()
    if _has_label(text):
        if len(again) == 1:
            return text[: again[0][0]], text[again[0][1] :].strip()
        pointer = _POINTER.search(text)
        after = text[pointer.end() :] if pointer else ""
        if pointer and (not told.again or after.startswith(f"{told.title} ")):
            return text[: pointer.end()], (after.removeprefix(told.title) if told.again else after).strip()
    return "", text.strip()


def _has_label(text: str) -> bool:
    return text.startswith(("Summary ", "Notes "))


def _front(front: str, told: Told) -> list[str]:
    """Summary, notes and the pointer to end notes; what cannot be told from one stays with it."""
    pointer = _POINTER.search(front)
    noted, after = (front[: pointer.start()], front[pointer.end() :].strip()) if pointer else (front, "")
    lines: list[str] = []
    if noted.startswith("Summary "):
        summary, noted = _parted_from_notes(noted, pointed=pointer is not None)
        lines += ["Summary", *_body(summary)]
    if noted:
        lines += ["Notes", *_body(noted.removeprefix("Notes").strip())]
    lines += ["", pointer[0].strip()] if pointer else []
    if not after:
        return lines
    related = _RELATED.match(after)
    if related and after.count(" by ", related.end()) == 1:
        return [*lines, "", after]  # the empty line is what tells a related work from notes
    told.note_related()
    return [*lines, after]


def _parted_from_notes(noted: str, *, pointed: bool) -> tuple[str, str]:
    """The summary, and `Notes …`; all is the summary when the label stands in it more than once."""
    said = noted.removeprefix("Summary ")
    if pointed:
        said = f"{said} "  # the label may have nothing under it but the pointer
    if said.count(" Notes ") != 1:
        return said, ""
    summary, _, notes = said.partition(" Notes ")
    return summary, f"Notes {notes}"


def _chapter(heading: re.Match[str], text: str) -> list[str]:
    """One chapter; its title is told where a label follows it, its notes where the pointer to end notes does."""
    titled = _TITLED.match(text)
    title = titled[1].strip() if titled else ""
    rest = text[titled.end() :].strip() if titled else text.removeprefix(":").strip()
    lines = [*_FAR, f"Chapter {heading[1]}: {title}" if title else f"Chapter {heading[1]}"]
    head, rest = _chapter_head(rest)
    body, endnotes = _parted_from_end_notes(rest, pointed=any(_CHAPTER_POINTER.match(f" {line} ") for line in head))
    lines += [*head, *_EMPTY, *_body(body)]
    return [*lines, *_FAR, "Chapter End Notes", *_body(endnotes)] if endnotes else lines


def _chapter_head(rest: str) -> tuple[list[str], str]:
    """Byline, summary and notes of a chapter as lines, and what follows them."""
    lines: list[str] = []
    byline = re.match(r"Chapter by (?:[\w ,()-]{1,300}?)(?= Chapter (?:Summary|Notes) )", rest)
    if byline:
        lines, rest = [byline[0]], rest[byline.end() :].strip()
    if rest.startswith("Chapter Summary ") and rest.count(" Chapter Notes ") == 1:
        summary, _, notes = rest.removeprefix("Chapter Summary ").partition(" Chapter Notes ")
        lines += ["Chapter Summary", *_body(summary)]
        rest = f"Chapter Notes {notes}"
    pointer = _CHAPTER_POINTER.search(rest)
    if rest.startswith("Chapter Notes ") and pointer:
        notes = rest[: pointer.start()].removeprefix("Chapter Notes").strip()
        lines += ["Chapter Notes", *_body(notes), "", pointer[0].strip()]
        rest = rest[pointer.end() :]
    return lines, rest


def _parted_from_end_notes(rest: str, *, pointed: bool) -> tuple[str, str]:
    body, label, endnotes = rest.partition(" Chapter End Notes ")
    return (body, endnotes) if pointed and label and "Chapter End Notes" not in endnotes else (rest, "")


def _body(text: str) -> list[str]:
    """The text's lines: parted where speech answers speech."""
    return _ANSWER.sub("\n", text.strip()).split("\n") if text.strip() else []
