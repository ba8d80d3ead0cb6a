"""A work's sheets as one list of rules, in their order, with what is no rule counted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.normalize.skins.scanner import declarations_in, statements
from fic2epub.normalize.skins.selectors import read_selectors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from fic2epub.model import Stylesheet
    from fic2epub.normalize.skins.scanner import Statement
    from fic2epub.normalize.skins.selectors import Selector

__all__ = ["Sheet", "StyleRule", "read_sheets"]

_LONGEST = 1_000_000
"""Characters of all sheets together; AO3 stores 64 kB of a skin (otwarchive db/schema.rb: `css` is a `text`)."""
_MOST_RULES = 20_000
_DEEPEST = 4
"""At-rules within at-rules."""


class StyleRule(NamedTuple):
    """One rule: its selectors that are understood, and its declarations as they are written."""

    number: int
    selectors: tuple[Selector, ...]
    block: str


@dataclass(slots=True)
class Sheet:
    """All rules of a work."""

    rules: list[StyleRule] = field(default_factory=list)
    variables: dict[str, str] = field(default_factory=dict)
    """Custom properties that hold for the whole text."""
    total: int = 0
    """Rules that were counted in, those that are not in `rules`, too."""
    lost: list[str] = field(default_factory=list)
    """What stands before the braces of rules that are not understood."""
    fetched: list[str] = field(default_factory=list)
    """At-rules that would fetch something."""
    elsewhere: int = 0
    """At-rules that ask for another screen, or for something newer than a book."""
    too_long: bool = False


def read_sheets(sheets: Iterable[Stylesheet]) -> Sheet:
    """The rules of all sheets in their order; one that says the same as another is read once."""
    sheet = Sheet()
    left = _LONGEST
    for css in dict.fromkeys(_cleaned(one.css) for one in sheets):
        if len(css) > left:
            sheet.too_long = True
        _read(statements(css[:left]), sheet, 0)
        left = max(left - len(css), 0)
    return sheet


def _cleaned(css: str) -> str:
    """Without marks of the file, and with the `>` that AO3 stored as `&gt;` until 2015 (otwarchive models/skin.rb)."""
    return without_pictures(css.replace("\ufeff", "").replace("&gt;", ">"))


def without_pictures(css: str) -> str:
    """The sheet without what `data:` addresses spell out: megabytes of pictures that no rule of ours would show."""
    if "data:" not in css:
        return css
    kept: list[str] = []
    place = 0
    while (start := css.find("data:", place)) >= 0:
        end = css.find(")", start)
        if end < 0:
            break
        kept.append(css[place : start + len("data:")])
        quote = css[end - 1] if css[end - 1] in "\"'" and end - 1 >= start + len("data:") else ""
        kept.append(quote)
        place = end
    return "".join(kept) + css[place:]


def _read(found: list[Statement], sheet: Sheet, depth: int) -> None:
    for statement in found:
        if sheet.total >= _MOST_RULES:
            sheet.too_long = True
            return
        if _BLOCKS in statement.prelude:
            continue
        if statement.prelude.startswith("@"):
            _read_at_rule(statement, sheet, depth)
        else:
            sheet.total += 1
            _read_rule(statement, sheet)


_BLOCKS = ".block-"
"""Begins classes of our own sheet for blocks, which is in a book of ours that is read again, and is put in anew."""
_FETCHES = ("import", "font-face", "namespace")
_WORTHLESS = ("charset",)
"""Says nothing that is not known already."""
_AT = re.compile(r"@(?:-[a-z]+-)?([a-z-]+)(.*)", re.DOTALL | re.IGNORECASE)


def _read_at_rule(statement: Statement, sheet: Sheet, depth: int) -> None:
    """What a condition holds is read if a small page fulfils it; the rest is no style of the text."""
    match = _AT.fullmatch(statement.prelude)
    name, condition = (match[1].lower(), match[2].strip().lower()) if match else ("", "")
    if name in _WORTHLESS:
        return
    if statement.block is not None and depth < _DEEPEST and _CONDITIONS.get(name, _never)(condition):
        _read(statements(statement.block), sheet, depth + 1)
        return
    sheet.total += 1
    if name in _CONDITIONS and depth < _DEEPEST:
        sheet.elsewhere += 1
    else:
        (sheet.fetched if name in _FETCHES else sheet.lost).append(statement.prelude)


def _never(_: str) -> bool:
    return False


_PAGE = {"width": 30.0, "height": 40.0, "device-width": 30.0, "device-height": 40.0}
"""What a page of an e-reader is taken for, in em."""
_ANSWERS = {
    "orientation": "portrait",
    "prefers-color-scheme": "light",
    "prefers-reduced-motion": "reduce",
    "hover": "none",
    "any-hover": "none",
    "pointer": "coarse",
    "any-pointer": "coarse",
    "grid": "0",
}
_QUERY = re.compile(r"(?:(only|not)\s+)?(?:(all|screen|print)\b)?\s*(?:and\b\s*)?((?:\(.*\))?)")
_FEATURE = re.compile(r"\(\s*(?:(min|max)-)?([a-z-]+)\s*(?::\s*([^()]+?))?\s*\)")


def _media(condition: str) -> bool:
    """Whether a small page of paper, by day, is meant (Media Queries 4)."""
    return any(_query(one.strip()) for one in condition.split(",")) or not condition


def _query(written: str) -> bool:
    match = _QUERY.fullmatch(written)
    if match is None or not written:
        return False
    features = _FEATURE.findall(match[3])
    between = re.sub(r"\band\b|\s", "", _FEATURE.sub("", match[3]))
    fulfilled = not between and all(_fulfils(*feature) for feature in features)
    return fulfilled != (match[1] == "not")


def _fulfils(bound: str, name: str, value: str) -> bool:
    from fic2epub.normalize.skins.static import ems  # noqa: PLC0415 - few sheets ask for a size

    if name not in _PAGE:
        return not bound and _ANSWERS.get(name) == value
    length = ems(value)
    if length is None or not bound:
        return False
    return _PAGE[name] >= length if bound == "min" else _PAGE[name] <= length


_CONDITIONS: dict[str, Callable[[str], bool]] = {
    "media": _media,
    "supports": lambda condition: condition.startswith("not"),
    "layer": lambda _: True,
}
"""An `@supports` asks for something newer than a book's styles; what it says for those that have it not is for us."""


def _read_rule(statement: Statement, sheet: Sheet) -> None:
    """Keep a rule with those of its selectors that are understood."""
    selectors = [] if statement.block is None else read_selectors(statement.prelude)
    kept = tuple(selector for selector in selectors if selector is not None)
    if not kept:
        sheet.lost.append(statement.prelude or "{")
        return
    block = statement.block or ""
    if "{" in block:
        inner = statements(block)
        sheet.lost += [f"{statement.prelude} {one.prelude}" for one in inner if one.block is not None]
        sheet.total += sum(one.block is not None for one in inner)
        block = "; ".join(one.prelude for one in inner if one.block is None)
    if "--" in block and all(selector.is_page for selector in kept):
        sheet.variables |= {name: value for name, value in declarations_in(block) if name.startswith("--")}
    sheet.rules.append(StyleRule(len(sheet.rules), kept, block))
