"""What stands in a style sheet, and old engines lose the sheet or the book by."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.checking.cutting import cut, declarations_of, plain
from fic2epub.checking.findings import found
from fic2epub.checking.opening import is_remote
from fic2epub.containers import inside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fic2epub.checking.cutting import Part
    from fic2epub.checking.findings import Finding

__all__ = ["CHECKS", "LARGEST_SHEET", "Sheet", "asks_for", "corrupting", "forced", "lost", "sheet_of", "unnamed_media"]

LARGEST_SHEET = 2 << 20
"""Bytes of a sheet that is looked at: no book's is a tenth of it."""
_FUNCTIONS = re.compile(
    r"(?i)(?<![\w-])(?:min|max|clamp|calc|var|env|fit-content|minmax|color-mix|light-dark)\s*\(|^--[\w-]+\s*:"
)
_SELECTORS = re.compile(
    r"(?i):(?:is|where|has|not|matches|any|-webkit-any|-moz-any)\s*\(|&|[\w*]?\|[\w*]|\[[^\]]*\si\s*\]"
)
_AT_RULES = ("@supports", "@layer", "@container", "@scope", "@starting-style", "@property", "@counter-style")
_UNNAMED = re.compile(r"(?i)@media\s*\(|@media[^{]*,\s*\(")
_PLACED = re.compile(r"(?i)(?:inline-)?(?:flex|grid)\b")
_BODY = re.compile(r"(?:html|body|p|:root|\*)(?:\s*,\s*(?:html|body|p|:root|\*))*")
_READERS_OWN = frozenset("color background background-color background-image font-family line-height font-size".split())
_HARMLESS = re.compile(
    r"(?i)(?:inherit|initial|transparent|none|normal|1(?:\.0+)?(?:em|rem)?|100%|medium)\s*(?:!important)?"
)
_BREAKS = frozenset(("page-break-before", "page-break-after", "break-before", "break-after"))
_BREAKING = re.compile(r"(?i)(?:always|page|left|right|recto|verso)\b")
_FORBIDDEN = frozenset(("direction", "unicode-bidi"))
_ABSOLUTE = re.compile(r"(?i)[\d.]+(?:px|pt|pc|cm|mm|in)\b")
_ADDRESS = re.compile(r"""(?i)url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')""")


class Sheet(NamedTuple):
    """A sheet, or the `style` element of a document."""

    name: str
    """Of its file."""
    css: str
    parts: tuple[Part, ...]
    is_fit: bool = True
    """Whether it is in UTF-8."""
    there: frozenset[str] = frozenset()
    """The names of all files of the book."""

    def place(self, part: Part) -> str:
        """File and line of a part."""
        return f"{self.name}:{self.css.count(chr(10), 0, part.start) + 1}"

    def declarations(self) -> Iterator[tuple[Part, str, str]]:
        """Every declaration with its name and its value."""
        for part in self.parts:
            if part.kind == "declaration":
                for name, value in declarations_of(part.text):
                    yield part, name, value


def sheet_of(name: str, css: str, there: frozenset[str], *, is_fit: bool = True) -> Sheet:
    """A sheet, cut into its parts."""
    return Sheet(name, css, tuple(cut(css)), is_fit, there)


def corrupting(sheet: Sheet) -> list[Part]:
    """Declarations with a function by which Adobe's engine calls the whole book corrupt."""
    return [part for part in sheet.parts if part.kind == "declaration" and _FUNCTIONS.search(part.text)]


def _functions(sheet: Sheet) -> Iterator[Finding]:
    for part in corrupting(sheet):
        yield found("K080", sheet.place(part), part.text[:80])


def unnamed_media(sheet: Sheet) -> list[Part]:
    """`@media` rules with a condition and no kind of medium."""
    return [part for part in sheet.parts if part.kind == "rule" and _UNNAMED.match(part.text)]


def _media(sheet: Sheet) -> Iterator[Finding]:
    for part in unnamed_media(sheet):
        yield found("K081", sheet.place(part), part.text[:80])


def lost(sheet: Sheet) -> list[Part]:
    """Rules of which old engines lose themselves, or the sheet."""
    rules = (part for part in sheet.parts if part.kind in {"rule", "statement"})
    return [part for part in rules if _is_lost(part)]


def _is_lost(part: Part) -> bool:
    if part.text.startswith("@"):
        return part.text.lower().startswith(_AT_RULES)
    nested = part.kind == "rule" and part.around and not part.around[-1].startswith("@")
    return bool(nested) or (part.kind == "rule" and _SELECTORS.search(part.text) is not None)


def _selectors(sheet: Sheet) -> Iterator[Finding]:
    for part in lost(sheet):
        yield found("K082", sheet.place(part), " ".join(part.text.split())[:80])


def _layout(sheet: Sheet) -> Iterator[Finding]:
    for part, name, value in sheet.declarations():
        if (name == "display" and _PLACED.match(value)) or (
            name == "position" and value.lower() in {"absolute", "fixed", "sticky"}
        ):
            yield found("K083", sheet.place(part), part.text[:80])


def forced(sheet: Sheet) -> list[Part]:
    """Declarations that take from readers what is theirs to choose."""
    return [
        part
        for part, name, value in sheet.declarations()
        if name in _READERS_OWN and part.around and _BODY.fullmatch(part.around[-1]) and not _HARMLESS.fullmatch(value)
    ]


def _text(sheet: Sheet) -> Iterator[Finding]:
    for part in forced(sheet):
        yield found("K084", sheet.place(part), f"{part.around[-1][:40]} {{ {part.text[:60]} }}")


def _breaks(sheet: Sheet) -> Iterator[Finding]:
    for part, name, value in sheet.declarations():
        if name in _BREAKS and _BREAKING.match(value):
            yield found("K085", sheet.place(part), part.text[:80])


def _forbidden(sheet: Sheet) -> Iterator[Finding]:
    for part, name, _ in sheet.declarations():
        if name in _FORBIDDEN:
            yield found("K086", sheet.place(part), part.text[:80])


def asks_for(sheet: Sheet) -> list[tuple[Part, str]]:
    """Parts that ask for a file that is not in the book, with its address."""
    missing = []
    for part in sheet.parts:
        if part.kind == "rule" or (part.kind == "declaration" and "url(" not in part.text.lower()):
            continue
        for match in _ADDRESS.finditer(sheet.css, part.start, part.end):
            address = next((group for group in match.groups() if group is not None), "").strip()
            if address.startswith(("data:", "#")) or not address:
                continue
            if is_remote(address) or inside(sheet.name, address) not in sheet.there:
                missing.append((part, address))
    return missing


def _files(sheet: Sheet) -> Iterator[Finding]:
    for part, address in asks_for(sheet):
        yield found("K087", sheet.place(part), address[:80])


def _fixed(sheet: Sheet) -> Iterator[Finding]:
    for part, name, value in sheet.declarations():
        if name == "font-size" and _ABSOLUTE.match(value):
            yield found("K088", sheet.place(part), part.text[:80])


def _encoding(sheet: Sheet) -> Iterator[Finding]:
    if not sheet.is_fit:
        yield found("K089", sheet.name)


CHECKS: tuple[Callable[[Sheet], Iterator[Finding]], ...] = (
    _functions,
    _media,
    _selectors,
    _layout,
    _text,
    _breaks,
    _forbidden,
    _files,
    _fixed,
    _encoding,
)


def has_corrupting(style: str) -> bool:
    """Whether a `style` attribute has a function by which Adobe's engine calls the whole book corrupt."""
    return "(" in style and any(_FUNCTIONS.search(value) for _, value in declarations_of(plain(style)))
