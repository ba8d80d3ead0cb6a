"""What is mended in style: what old engines lose the book by is left out, and all else stays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fic2epub.checking.cutting import without
from fic2epub.checking.packages import FONTS
from fic2epub.checking.sheets import asks_for, corrupting, forced, lost, sheet_of, unnamed_media
from fic2epub.checking.sounding import decoded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fic2epub.checking.bench import Bench
    from fic2epub.checking.cutting import Part
    from fic2epub.checking.sheets import Sheet

__all__ = ["FONTS", "MENDS"]

_CHARSET = re.compile(r"""\A\s*@charset\s+["'][^"']*["']\s*;""")


def _cut_corrupting(sheet: Sheet) -> str:
    return without(sheet.css, corrupting(sheet))


def _cut_lost(sheet: Sheet) -> str:
    return without(sheet.css, lost(sheet))


def _cut_forced(sheet: Sheet) -> str:
    return without(sheet.css, forced(sheet))


def _cut_asking(sheet: Sheet) -> str:
    """A font that is not there is no font: all of its rule goes."""
    asking = [part for part, _ in asks_for(sheet)]
    return without(sheet.css, [_font_around(part, sheet) or part for part in asking])


def _font_around(part: Part, sheet: Sheet) -> Part | None:
    if not part.around or not part.around[-1].lower().startswith("@font-face"):
        return None
    rules = (rule for rule in sheet.parts if rule.kind == "rule" and rule.start < part.start < rule.end)
    return next(rules, None)


def _name_media(sheet: Sheet) -> str:
    css = sheet.css
    for rule in sorted(unnamed_media(sheet), key=lambda rule: -rule.start):
        end = rule.start + len(rule.text)
        named = re.sub(r"(@media\s*|,\s*)\(", r"\1 all and (", css[rule.start : end], flags=re.IGNORECASE)
        css = css[: rule.start] + named + css[end:]
    return css


def _in_utf8(sheet: Sheet) -> str:
    return _CHARSET.sub("", sheet.css)


_REWRITES: tuple[tuple[str, Callable[[Sheet], str]], ...] = (
    ("K089", _in_utf8),
    ("K082", _cut_lost),
    ("K080", _cut_corrupting),
    ("K084", _cut_forced),
    ("K087", _cut_asking),
    ("K081", _name_media),
)


def rewrite(bench: Bench, codes: frozenset[str]) -> None:
    """All sheets, and the `style` elements of documents."""
    wanted = [rewrite for code, rewrite in _REWRITES if code in codes]
    there = frozenset(bench.book.files)
    for name in _sheets(bench):
        css, _ = decoded(bench.book.files[name])
        made = _rewritten(name, css, there, wanted)
        if made != css or "K089" in codes:
            bench.files[name] = made.encode()
    for document in bench.documents():
        for style in document.elements.get("style", ()):
            css = "".join(style.itertext())
            made = _rewritten(document.name, css, there, wanted)
            if made != css:
                bench.touch(document.name)
                for child in list(style):
                    style.remove(child)
                style.text = made


def _sheets(bench: Bench) -> Iterator[str]:
    for entry in bench.book.entries:
        if entry.media_type == "text/css" and entry.name in bench.book.files:
            yield entry.name


def _rewritten(name: str, css: str, there: frozenset[str], wanted: list[Callable[[Sheet], str]]) -> str:
    for rewrite_sheet in wanted:
        css = rewrite_sheet(sheet_of(name, css, there))
    return css


MENDS: frozenset[str] = frozenset(code for code, _ in _REWRITES)
"""Codes that `rewrite` mends."""
