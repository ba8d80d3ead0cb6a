"""
Text of a download in one line: a program joined all white space to single blanks.

What words can prove is put back on lines of its own, with the template's empty lines, and read as any flattened text
is: rows of tags by their labels in their one order, the title by its second place, chapters by headings `Chapter N`
where they are exactly as many as were counted. What is not proven stays in the text: no word is left out.
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.readers.flat.joinedtext import Told, lines_of_text
from fic2epub.readers.labels import TAG_ROWS

if TYPE_CHECKING:
    from fic2epub.errors import Note

__all__ = ["lines_again"]

_LOOK = 1 << 16
"""Characters in which address and tags must stand."""
_POSTED = re.compile(
    r"Posted originally on the (?P<archive>[^<>]{1,100}?) at (?P<url>[^\s<>]{1,300}/works/\d+[^\s<>]*?)\.? (?=[A-Z])"
)
_STAT = r"(?:Published|Updated|Completed|Chapters|Words):"
_STATS = re.compile(rf" Stats: Published: \d{{4}}-\d\d-\d\d(?: {_STAT}(?: [\d,./?-]+)?)* ")
_EACH_STAT = re.compile(rf"({_STAT})(?: ([\d,./?-]+))?")
_COUNTED = re.compile(r"Chapters: ([\d,.]{1,12})/([\d,.]+|\?)")
_MARKUP = re.compile(r"<(?:!doctype|html|head|body|meta|div|p|h[12]|title|style|pre|table)\b[^<>]*>", re.IGNORECASE)
_ROWS = (
    *("rating", "warnings", "categories", "fandoms", "relationships", "characters", "tags"),
    *("language", "series", "collections"),
)
"""In the order of every era (otwarchive downloads/_download_preface.html.erb); the stats follow them."""
_LABELS = tuple(
    re.compile(rf"(?:^| )({'|'.join(label.title() for label, meant in TAG_ROWS.items() if meant == row)}): ")
    for row in _ROWS
)
_FARTHEST = 600
"""Characters: a title has 255 at most, and 24 creators are many."""
_NAME = r"\w[\w-]*(?: [\w-]+){0,5}?(?: \(\w+\))?"
_NAMES = rf"{_NAME}(?:, {_NAME}){{0,30}}?"
_ONE_WORD_EACH = re.compile(r"[\w-]+(?: \(\w+\))?(?:, [\w-]+(?: \(\w+\))?){0,30}")
_ACCOUNT = re.compile(r" \(\w+\)")
_ARCHIVIST = re.compile(r" \[archived by [^\]]{1,80}\]")
_MOST_PARTS = 8
"""Pieces of a file's title, which parts title, creators and fandoms by dashes."""
_NO_LETTER = re.compile(r"[\W_]+")


class _Opening(NamedTuple):
    """What stands before the text."""

    title: str
    byline: str
    rest: str
    """Summary, notes, chapters and what follows them."""


def lines_again(text: str, note: Note) -> str | None:
    """The text in lines, as far as words prove where they were; None when it is not one joined line."""
    posted = _POSTED.search(text, 0, _LOOK)
    stats = posted and _STATS.search(text, posted.end() - 1, posted.end() + _LOOK)
    if not posted or not stats or "\n" in text[posted.end() : stats.end()]:
        return None
    before = " ".join(text[: posted.start()].split())
    if _MARKUP.search(before):
        return None
    note("R046", "all white space of this text was joined: few of its borders can be told", "chapters")
    opening = _opening(text[stats.end() :].strip(), before, note)
    lines = [opening.title, f"Posted originally on the {posted['archive']} at {posted['url']}.", ""]
    lines += _rows(text[posted.end() : stats.start()], note)
    lines += ["Stats:", *(match[0] for match in _EACH_STAT.finditer(stats[0])), ""]
    lines += [opening.title, opening.byline]
    told = Told(opening.title, again=_stands_twice(opening.title, before), counted=_counted(stats[0]), note=note)
    return "\n".join([*lines, *lines_of_text(opening.rest, told)])


def _counted(stats: str) -> tuple[int, bool]:
    """How many chapters were posted, and whether that one is all there is to be."""
    match = _COUNTED.search(stats)
    digits = re.sub(r"\D", "", match[1]) if match else "1"
    return int(digits or 0), match is None or match[2] == "1"


def _rows(rows: str, note: Note) -> list[str]:
    """Label and value of each row, on lines of their own."""
    found: list[tuple[int, int, str]] = []
    place = 0
    for label in _LABELS:
        match = label.search(rows, place)
        if match:
            found.append((match.start(), match.end(), match[1]))
            place = match.end() - 1
    lines: list[str] = []
    for (_, end, label_text), (following, _, _) in zip(found, [*found[1:], (len(rows), 0, "")], strict=True):
        value = rows[end:following].strip()
        lines += [f"{label_text}:", *(_collections(value, note) if label_text.startswith("Coll") else [value])]
    return lines


def _collections(value: str, note: Note) -> list[str]:
    """A line each, as until 2025-05; only commas part them here."""
    names = value.split(", ")
    if len(names) > 1:
        note("R044", "several collections stand on one line; they were parted at commas", "collections")
    return [*(f"{name}," for name in names[:-1]), names[-1]]


def _stands_twice(title: str, before: str) -> bool:
    """Whether the title stands before the address, under `Preface`, as it does since 2019-01."""
    return before == f"Preface {title}" or before.endswith(f" Preface {title}")


def _opening(rest: str, before: str, note: Note) -> _Opening:
    """`TITLE by NAMES`, parted from each other and from what follows."""
    places = [match.start() for match in re.finditer(" by ", rest[:_FARTHEST])]
    if not places:
        return _Opening(rest, "", "")
    proven = [
        place for place in places if _stands_twice(rest[:place], before) or before.startswith(f"{rest[:place]} -")
    ]
    if not proven and len(places) > 1:
        note("R046", "the title was taken to end at the first “by”", "title")
    place = max(proven, default=places[0])
    title, after = rest[:place], rest[place + len(" by ") :]
    end = _end_of_names(after, title, before)
    if not end:
        note("R046", "nothing tells where the byline ends: names of one word each were taken", "creators")
        match = _ONE_WORD_EACH.match(after)
        end = match.end() if match else 0
    return _Opening(title, f"by {after[:end]}".strip(), after[end:].strip())


def _end_of_names(after: str, title: str, before: str) -> int:
    """Where the byline ends: the file's title names the creators, too; or a label, a heading, the title follow."""
    parts = before.split(" - ")[1:_MOST_PARTS]
    named = {_letters("".join(parts[start:end])) for start, end in combinations(range(len(parts) + 1), 2)} - {""}
    ends = (match.start() for match in re.finditer(r"(?<=[\w)\]])(?= |$)", after[:_FARTHEST]))
    end = max((end for end in ends if not named.isdisjoint(_spelled(after[:end]))), default=0)
    if end:
        return end
    follows = rf"(?:Summary|Notes|{re.escape(title)}|Chapter 1:?|See the end of the work for (?:more )?notes) "
    names = re.match(rf"{_NAMES}(?= {follows})", after[:_FARTHEST])
    return names.end() if names else 0


def _spelled(names: str) -> set[str]:
    """A byline as the file's title may spell it: with accounts or without, never with archivists."""
    plain = _ARCHIVIST.sub("", names)
    return {_letters(plain), _letters(_ACCOUNT.sub("", plain))}


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", text).casefold()
