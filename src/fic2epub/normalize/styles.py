"""The one door to cssutils: what an author's style means, as classes and in one small sheet.

Alignment, weight, slant, decoration, indentation and display have a meaning in prose; colours, fonts and sizes in
points are looks, and stay with the reader. cssutils is imported when the first style is met: it costs more than the
rest of a short work.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.model import Stylesheet
from fic2epub.normalize.markup.engine import rule
from fic2epub.normalize.markup.trees import add_class, select

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml.etree import _Element

    from fic2epub.errors import Note
    from fic2epub.normalize.scanner import Statement

__all__ = ["merged_sheet", "style_by_class"]

_LONGEST_BLOCK = 4_000
"""Characters of declarations that are looked at: nobody writes more, and cssutils is slow."""
_LONGEST_SHEET = 400_000
_MOST_RULES = 2_000


class _Meaning(NamedTuple):
    """What a block of declarations means: `property: value` pairs, the number that mean nothing here, and hiding."""

    kept: tuple[tuple[str, str], ...]
    looks: int
    hides: bool


_TOKENS = {
    ("font-weight", "bold"): "bold",
    ("font-weight", "normal"): "normal-weight",
    ("font-style", "italic"): "italic",
    ("font-style", "normal"): "upright",
    ("font-variant", "small-caps"): "small-caps",
    ("display", "block"): "block",
    ("display", "inline"): "inline",
    ("text-decoration", "underline"): "underline",
    ("text-decoration", "line-through"): "strike",
    ("text-decoration", "overline"): "overline",
    ("font-family", "monospace"): "mono",
    ("font-size", "larger"): "big",
    ("font-size", "smaller"): "small",
}
_UNDONE = {"normal-weight": ("b", "strong", "th"), "upright": ("em", "i", "cite", "dfn", "var", "address")}
"""Classes that only undo something, and the elements that there is something to undo in."""
_UNDONE_CLASS = {"normal-weight": "bold", "upright": "italic"}


@rule("@style", "@class span")
def style_by_class(body: _Element, note: Note) -> None:
    """Inline style becomes classes of a fixed vocabulary, as far as it means something; looks go."""
    looks = hidden = 0
    for element in select(body, "descendant::*[@style]"):
        meaning = _meaning(element.attrib.pop("style"))
        looks += meaning.looks > 0
        hidden += meaning.hides
        for token in _tokens(meaning):
            if token not in _UNDONE:
                add_class(element, token)
            elif element.tag in _UNDONE[token]:
                element.tag = "span"
            elif _is_to_undo(element, token):
                add_class(element, token)
    if looks:
        note("C001", f"elements whose looks (colours, fonts, sizes) were left to the reader: {looks}")
    if hidden:
        note("C003", f"hidden elements that are shown, for no book can uncover them: {hidden}")


def _is_to_undo(element: _Element, token: str) -> bool:
    """Whether an element around it is bold or slanted."""
    kind = _UNDONE_CLASS[token]
    around = element.iterancestors()
    return any(one.tag in _UNDONE[token] or kind in (one.get("class") or "").split() for one in around)


def _tokens(meaning: _Meaning) -> Iterable[str]:
    """The classes that say the same as the declarations."""
    for name, value in meaning.kept:
        if name == "text-align":
            yield f"align-{value}"
        elif name in ("text-indent", "margin-left", "margin-right"):
            amount = float(value.rstrip("em%"))
            if amount > 0:
                yield "indent"
            elif not amount and name == "text-indent":
                yield "no-indent"
        elif (name, value) in _TOKENS:
            yield _TOKENS[name, value]


@lru_cache(maxsize=4_096)
def _meaning(block: str) -> _Meaning:
    """Ask cssutils what a block of declarations says; a work repeats the same few ones thousands of times."""
    block = block[:_LONGEST_BLOCK]
    if ":" not in block or block.count("{") + block.count("(") > _NESTED:
        return _Meaning((), int(bool(block.strip())), hides=False)
    kept: dict[str, str] = {}
    looks = 0
    hides = False
    for name, value in _declarations(block):
        if (name, value) in _HIDING:
            hides = True
            continue
        settled = _settled(name, value)
        if settled:
            kept[name] = settled
        else:
            kept.pop(name, None)
            looks += 1
    return _Meaning(tuple(kept.items()), looks, hides)


_HIDING = (("display", "none"), ("visibility", "hidden"), ("visibility", "collapse"))
_NESTED = 50
"""Brackets in one block before it is no style any more."""


def _declarations(block: str) -> list[tuple[str, str]]:
    """Names and values in lower case as cssutils reads them; what it does not understand has an empty value."""
    import cssutils  # noqa: PLC0415 see the module's docstring

    cssutils.log.setLevel(_SILENT)
    cssutils.log.raiseExceptions = False
    parser = cssutils.CSSParser(validate=False, raiseExceptions=False, fetcher=_fetch_nothing)
    try:
        style = parser.parseStyle(block)
    except Exception:  # noqa: BLE001 cssutils raises whatever its parts do on broken text; such a block says nothing
        return [("", "")]
    found = [(prop.name.lower(), " ".join(prop.value.lower().split())) for prop in style.getProperties(all=True)]
    written = sum(1 for part in block.split(";") if ":" in part)
    return found + [("", "")] * max(written - len(found), 0)


_SILENT = 100
"""A level above all of `logging`'s."""


def _fetch_nothing(_: str) -> None:
    """Stands in for cssutils' fetcher, which would open `@import`ed addresses."""


def _settled(name: str, value: str) -> str:
    """The value in the few words that are kept, or nothing."""
    value = value.removesuffix("!important").strip()
    if name in _WORDS:
        return _WORDS[name].get(value, "")
    settle = _SETTLE.get(name)
    return settle(value) if settle else ""


def _length(value: str) -> str:
    """An indentation in em or per cent, of a size that a small screen can bear."""
    match = re.fullmatch(r"(-?[0-9]{0,4}(?:\.[0-9]{1,4})?)(em|rem|ex|ch|px|pt|pc|in|cm|mm|%)?", value)
    if match is None or not match[1].strip("-."):
        return ""
    number, unit = float(match[1]), match[2] or ""
    if unit == "%":
        return f"{_number(max(-10.0, min(number, 30.0)))}%"
    ems = number * _IN_EMS[unit]
    return f"{_number(max(-4.0, min(ems, 4.0)))}em"


_IN_EMS = {
    "": 0.0,
    "em": 1.0,
    "rem": 1.0,
    "ex": 0.5,
    "ch": 0.5,
    "px": 0.0625,
    "pt": 0.0833,
    "pc": 1.0,
    "in": 6.0,
    "cm": 2.36,
    "mm": 0.236,
}
"""CSS 2.1's absolute units on a page of 16 px text (sections 4.3.2 and 15.7)."""


def _number(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".") or "0"


_BOLD = "600"
"""From here on fonts have bold faces (CSS Fonts 4, 2.2)."""
_BIG, _SMALL = 1.15, 0.9
"""Factors that a reader can see."""


def _weight(value: str) -> str:
    if value in ("bold", "bolder"):
        return "bold"
    if value in ("normal", "lighter"):
        return "normal"
    return ("bold" if value >= _BOLD else "normal") if re.fullmatch("[1-9]00", value) else ""


def _size(value: str) -> str:
    if value in ("larger", "x-large", "xx-large", "large"):
        return "larger"
    if value in ("smaller", "x-small", "xx-small", "small"):
        return "smaller"
    match = re.fullmatch(r"([0-9]{0,3}(?:\.[0-9]{1,3})?)(em|rem|%)", value)
    if match is None or not match[1].strip("."):
        return ""
    factor = float(match[1]) / (100 if match[2] == "%" else 1)
    return "larger" if factor >= _BIG else "smaller" if 0 < factor <= _SMALL else ""


def _family(value: str) -> str:
    return "monospace" if "mono" in value or "courier" in value else ""


def _decoration(value: str) -> str:
    return next((line for line in ("underline", "line-through", "overline") if line in value), "")


def _one_of(*words: str, **others: str) -> dict[str, str]:
    return {**{word: word for word in words}, **others}


_WORDS = {
    "text-align": _one_of("left", "right", "center", "justify", start="left", end="right"),
    "font-style": _one_of("italic", "normal", oblique="italic"),
    "font-variant": _one_of("small-caps"),
    "display": {"block": "block", "inline": "inline", "inline-block": "inline"},
}
_SETTLE: dict[str, Callable[[str], str]] = {
    "text-indent": _length,
    "margin-left": _length,
    "margin-right": _length,
    "padding-left": _length,
    "font-weight": _weight,
    "font-size": _size,
    "font-family": _family,
    "text-decoration": _decoration,
    "text-decoration-line": _decoration,
}


_COMPOUND = re.compile(r"(?:[a-z][a-z0-9]*)?(?:\.[A-Za-z][A-Za-z0-9_-]+)*")
_SCOPE = re.compile(r"(?:(?:html|body|#workskin|#chapters|\.userstuff|\.chapter)(?:\.userstuff|\.chapter)?\s*>?\s*)+")
"""What stands around a chapter on AO3, and is the chapter's own box here (otwarchive lib/css_cleaner.rb)."""
_PROPERTIES_IN_SHEETS = {"padding-left": "margin-left", "text-decoration-line": "text-decoration"}


def merged_sheet(sheets: Iterable[Stylesheet], note: Note) -> tuple[Stylesheet, ...]:
    """
    One small sheet that says what the given ones mean, or none.

    Selectors are classes and elements of CSS 2.1 within `.chapter-body`; properties are those that inline styles
    keep. Every rule that is not in the result is in a notice.
    """
    lines: list[str] = []
    for sheet in sheets:
        lines += _kept_rules(sheet, lambda code, message, where=sheet.where: note(code, message, where))
    lines = list(dict.fromkeys(lines))
    return (Stylesheet(css="".join(lines), where="the work's own styles"),) if lines else ()


def _kept_rules(sheet: Stylesheet, note: Note) -> list[str]:
    """The rules of one sheet that mean something, written anew."""
    from fic2epub.normalize.scanner import statements  # noqa: PLC0415 few works bring a sheet

    css = sheet.css
    if len(css) > _LONGEST_SHEET:
        note("C004", "a sheet is too long to be a work's, and was left out")
        return []
    lines: list[str] = []
    lost: list[str] = []
    looks = 0
    found = [inner for statement in statements(css) for inner in _unwrapped(statement)]
    for statement in found[:_MOST_RULES]:
        selectors = _selectors(statement)
        if not selectors:
            lost.append(statement.prelude or "{")
            continue
        meaning = _meaning(statement.block or "")
        looks += meaning.looks > 0
        written = "".join(f" {_PROPERTIES_IN_SHEETS.get(name, name)}: {value};" for name, value in meaning.kept)
        if meaning.hides:
            note("C003", f"what `{statement.prelude[:60]}` hides is shown: no book can uncover it")
        if written:
            lines.append(f"{', '.join(selectors)} {{{written} }}\n")
    lost += [statement.prelude for statement in found[_MOST_RULES:]]
    if looks:
        note("C001", f"the looks (colours, fonts, sizes) in {looks} of {len(found)} rules were left to the reader")
    if lost:
        shown = ", ".join(f"`{prelude[:40]}`" for prelude in dict.fromkeys(lost[:3]))
        note("C002", f"{len(lost)} of {len(found)} rules are not for old reading systems and were left out: {shown}")
    return lines


def _unwrapped(statement: Statement) -> list[Statement]:
    """The rules inside an `@media` that asks for nothing; AO3 unwraps any (otwarchive lib/css_cleaner.rb)."""
    from fic2epub.normalize.scanner import statements  # noqa: PLC0415 - few works bring a sheet

    if re.fullmatch(r"@media (?:only )?(?:all|screen)", statement.prelude, re.IGNORECASE):
        return statements(statement.block or "")
    return [statement]


def _selectors(statement: Statement) -> list[str]:
    """The selectors of a rule that every reading system knows; one that it does not know would cost the whole rule."""
    if statement.block is None or statement.prelude.startswith("@"):
        return []
    kept = []
    for selector in statement.prelude[:2_000].split(","):
        inner = _SCOPE.sub("", selector.strip(), count=1) if _SCOPE.match(selector.strip()) else selector.strip()
        compounds = [part for part in re.split(r"\s*>\s*|\s+", inner) if part]
        bare = compounds and compounds[-1] in ("span", "div", "p", "body", "html")
        if not bare and all(_COMPOUND.fullmatch(part) for part in compounds) and len(compounds) < _DEEPEST:
            kept.append(" ".join([".chapter-body", *compounds]))
    return list(dict.fromkeys(kept))


_DEEPEST = 8
