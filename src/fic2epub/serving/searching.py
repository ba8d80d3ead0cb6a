"""What is looked for, in SQL: values are always bound, and no word of a request is ever part of a statement."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.serving.folding import words_of
from fic2epub.serving.library import KINDS

if TYPE_CHECKING:
    from fic2epub.serving.library import Kind, Query

__all__ = ["ORDERED", "Asked", "asked"]

ORDERED = {
    "new": "added DESC, title, id",
    "title": "title, added DESC, id",
    "author": "author, series, position, title, id",
    "series": "series = '', series, position, title, id",
}
"""Order → what a statement sorts by."""
_BY_CHARACTER = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U000323af]"
)
"""Scripts without spaces: a word of theirs is found within others, too."""
_MOST_WORDS, _LONGEST = 12, 200
"""Of one search."""


class Asked(NamedTuple):
    """A condition on `books`, and the values in it."""

    where: str
    values: tuple[str, ...]


def asked(query: Query, *, full_text: bool, but: Kind | None = None) -> Asked:
    """The condition that a query means; `but` is a kind that it does not narrow."""
    parts, values = ["why = ''"], list[str]()
    for kind in KINDS:
        name = getattr(query, kind)
        if name and kind != but:
            parts.append("id IN (SELECT id FROM names WHERE kind = ? AND name = ?)")
            values += (kind, name)
    matched: list[str] = []
    for word in words_of(query.words[:_LONGEST])[:_MOST_WORDS]:
        if full_text and not _BY_CHARACTER.search(word):
            matched.append('"' + word + '"*')
        else:
            parts.append("instr(folded, ?) > 0")
            values.append(word)
    if matched:
        parts.append("id IN (SELECT rowid FROM words WHERE words MATCH ?)")
        values.append(" ".join(matched))
    return Asked(" AND ".join(parts), tuple(values))
