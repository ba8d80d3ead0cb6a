"""Lists of translations: words of another language that stand in the text, each with its meaning."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.normalize.footnotes.looking import may_name_glossary
from fic2epub.normalize.footnotes.notes import Note
from fic2epub.normalize.footnotes.pages import BODY
from fic2epub.normalize.footnotes.runs import end_of_entry
from fic2epub.normalize.markup.names import SPACES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fic2epub.normalize.footnotes.lines import Line, Text
    from fic2epub.normalize.footnotes.notes import Plan
    from fic2epub.normalize.footnotes.pages import Page, Pages

__all__ = ["find_glossaries"]

_NAME = re.compile(
    r"[\W_]*(?:[\w'’]+\s){0,2}(?:translations?|glossary|vocabulary|vocab|dictionary|übersetzungen|traductions?"
    r"|traducciones|traduções|traduzioni|glossaire|glossar|glosario|перевод(?:ы)?|глоссарий|翻[译譯]|译注|訳注)"
    r"(?:\s[^.!?=]{0,40})?[\W_]*",
    re.IGNORECASE,
)
"""What such a list is called, alone on its line."""
_ENTRY = re.compile(
    r"[\s*•·‣\-–—\d.)]{0,6}(?P<open>[“\"«„‘'「『]?)(?P<term>[^=:“”\"«»„]{1,80}?)[,.!?]?[”\"»“’'」』]?[,.!?]?"
    r"\s*(?:=|:|：|\s[-–—→]{1,2}>?\s|->|→)\s*(?P<meaning>\S.*)",
    re.DOTALL,
)
_LONGEST_NAME = 60
_MOST_LINES = 200
"""Lines at the end of a body, among which such a list stands."""
_SURE = 2 / 3
"""The share of a list's words that are to stand in the text."""


class _Word(NamedTuple):
    """An entry of a list."""

    term: str
    line: int
    span: tuple[int, int]
    """Where the word stands in it."""


def find_glossaries(pages: Pages, plan: Plan) -> None:
    """Put the entries of such lists into the plan, each with the first place of its word in the text."""
    for body, notes in pages.chapters():
        for page in (body, *notes):
            if may_name_glossary(page.plain):
                _find(page, [body], plan)
    bodies = [body for body, _ in pages.chapters()]
    for page in pages.of_work():
        if may_name_glossary(page.plain):
            _find(page, bodies, plan)


def _find(page: Page, bodies: list[Page], plan: Plan) -> None:
    """The lists of one page."""
    lines = page.text.lines
    for line in lines[-_MOST_LINES:]:
        if _is_name(line):
            words = list(_words(page.text, line.number + 1, plan, page))
            if words and (page.kind != BODY or len(lines) - words[-1].line <= _TRAILING + 1):
                _pair(page, words, [body for body in bodies if body.kind == BODY], plan, line.number)


_TRAILING = 3
"""Lines behind a list in a chapter."""


def _is_name(line: Line) -> bool:
    text = line.text.strip(SPACES)
    return len(text) <= _LONGEST_NAME and _NAME.fullmatch(text) is not None


def _words(text: Text, start: int, plan: Plan, page: Page) -> Iterator[_Word]:
    """The entries behind a name, up to the first line that is none."""
    term: Line | None = None
    for line in text.lines[start:]:
        if line.block.tag == "dt":
            term = line
            continue
        if term is not None and line.block.tag == "dd":
            yield _Word(term.text.strip(SPACES + "“”\"'"), line.number, (0, 0))
            term = None
            continue
        match = _ENTRY.fullmatch(line.text.rstrip(SPACES))
        if match is None or line.is_heading or plan.has(page, line.number):
            return
        yield _Word(match["term"].strip(SPACES), line.number, match.span("term"))


def _pair(page: Page, words: list[_Word], bodies: list[Page], plan: Plan, before: int) -> None:
    """Add the words that stand in the text, if nearly all do."""
    places = [(word, _place(word, page, bodies, before)) for word in words]
    found = [(word, place) for word, place in places if place is not None]
    if not found or len(found) < _SURE * len(words):
        return
    for word, (body, line, span) in found:
        note = plan.add(Note(page, word.line, end_of_entry(word.line, page.text), word.span))
        note.gloss = True
        plan.mention(note, body, line, span, None)


def _explains(line: Line, word: _Word) -> bool:
    """Whether the line is an entry for the word in another list."""
    match = _ENTRY.fullmatch(line.text.rstrip(SPACES))
    return match is not None and match["term"].strip(SPACES).lower() == word.term.lower()


def _place(word: _Word, page: Page, bodies: list[Page], before: int) -> tuple[Page, int, tuple[int, int]] | None:
    """Where a word stands first, and in no link."""
    pattern = re.compile(rf"(?<!\w){re.escape(word.term)}(?!\w)", re.IGNORECASE)
    low = word.term.lower()
    for body in bodies:
        if low not in body.plain.lower():
            continue
        for line in body.text.lines[: before if body is page else None]:
            match = pattern.search(line.text) if line.is_spoken and not line.is_heading else None
            if (
                match
                and not _explains(line, word)
                and not any(span.start < match.end() and match.start() < span.end for span in line.spans)
            ):
                return body, line.number, match.span()
    return None
