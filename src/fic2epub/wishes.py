"""The one door to tinycss2: the rules that a reader wants in all books, judged and written as a book may hold them.

What a sheet says of looks is the reader's own business: fonts, sizes and colours of the text, too. Refused is what
asks for files that no book of ours has; left out, with a notice, is what makes some engine lose the book or its sheets.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from fic2epub.errors import OptionsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tinycss2.ast import AtRule, Declaration, Node, ParseError, QualifiedRule

    from fic2epub.errors import Note

__all__ = ["granted"]

_LONGEST = 200_000
"""Characters; more is no wish."""
_DEEPEST = 40
"""Brackets in brackets; tinycss2 writes them by recursion."""
_FUNCTIONS = frozenset(("rgb", "rgba", "hsl", "hsla", "attr", "counter", "counters", "rect"))
"""
Functions in values that harm no engine. One `min()` makes Adobe's call a whole book corrupt (andreklein.net, 2026);
of `calc()` and `var()` the same is told, so only those are let in that have been in sheets for long.
"""
_FORBIDDEN = {
    "direction": "EPUB forbids it; the book's own marks say it",
    "unicode-bidi": "EPUB forbids it; the book's own marks say it",
    "inset": "Adobe's engine loses the sheet by it",
    "behavior": "it is a program",
    "-moz-binding": "it is a program",
}
"""Properties → why they cannot stay (EPUB 3.3, section 6.3.2; EPUBCheck CSS-001)."""
_FETCHING = {
    "import": ("@import asks for another file", "put the rules of that file into this one"),
    "font-face": ("@font-face asks for a font", "install it on the device, and name it by font-family"),
}
_SILENT = frozenset(("charset",))
"""Says what is known already."""
_IDENT = r"(?:-?(?:[A-Za-z_]|[^\x00-\x7f]|\\.)|--)(?:[\w-]|[^\x00-\x7f]|\\.)*"
_QUOTED = r""""(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'"""
_VALUE = rf"\s*[~|^$*]?=\s*(?:{_IDENT}|{_QUOTED})\s*"
_SIMPLE = rf"#{_IDENT}|\.{_IDENT}|::?{_IDENT}(?:\([\w+ -]*\))?|\[\s*{_IDENT}(?:{_VALUE})?\]"
_COMPOUND = rf"(?:(?:\*|{_IDENT})(?:{_SIMPLE})*|(?:{_SIMPLE})+)"
_SELECTOR = rf"{_COMPOUND}(?:(?: ?[>+~] ?| ){_COMPOUND})*"
_SELECTORS = re.compile(rf"{_SELECTOR}(?: ?, ?{_SELECTOR})*")
_PARTED = re.compile(r"(\dn)/\*\*/([+-]\d)")
"""How tinycss2 writes the `2n+1` of `:nth-child`."""
_MODERN = re.compile(r":(?:is|where|has|not|matches|any)\(|&", re.IGNORECASE)


def granted(css: str, note: Note | None = None) -> str:
    """
    The rules of a sheet as a book may hold them; `note` is told what is left out (C030).

    Raises `OptionsError` for what is no style sheet, and for rules that ask for files. What is granted is granted
    again as it is.
    """
    import tinycss2  # noqa: PLC0415 - few readers have wishes

    if len(css) > _LONGEST or _depth(css) > _DEEPEST or any("\ud800" <= char <= "\udfff" for char in css):
        raise OptionsError("this is no style sheet", hint="name a file of CSS rules")
    found = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return "".join(_rules(found, note or _to_nobody))


def _to_nobody(code: str, message: str, where: str = "") -> None:
    """Stands for who does not want to know."""


def _depth(css: str) -> int:
    """How many brackets are open at once, those in strings too."""
    depth = deepest = 0
    for bracket in re.findall(r"[({\[]|[)}\]]", css):
        depth = max(depth + (1 if bracket in "({[" else -1), 0)
        deepest = max(deepest, depth)
    return deepest


def _rules(found: Iterable[Node], note: Note) -> Iterator[str]:
    """Each rule that may stay, as text."""
    for rule in found:
        if rule.type == "error":
            raise _unreadable(rule)
        if rule.type == "at-rule":
            yield from _at_rule(rule, note)
        else:
            yield from _rule(rule, note)


def _at_rule(rule: AtRule, note: Note) -> Iterator[str]:
    """Pages and media may stay; what fetches is refused, and what is newer is left out."""
    name = rule.lower_at_keyword
    if name in _FETCHING:
        what, hint = _FETCHING[name]
        raise OptionsError(f"{what} (line {rule.source_line} of the style sheet)", hint=hint)
    if name == "page" and rule.content is not None:
        yield from _block(f"@page{_words(rule.prelude, before=' ')}", rule, note)
    elif name == "media" and rule.content is not None:
        yield from _media(rule, note)
    elif name not in _SILENT:
        _leave(note, f"@{rule.at_keyword}", rule, "old engines lose the sheet by it")


def _media(rule: AtRule, note: Note) -> Iterator[str]:
    """The rules for some screens. Adobe's engine drops a sheet whose `@media (` names no kind of screen."""
    from tinycss2 import parse_rule_list  # noqa: PLC0415 - as above

    query = _words(rule.prelude)
    query = f"all and {query}" if query.startswith("(") else query
    inside = parse_rule_list(rule.content or [], skip_comments=True, skip_whitespace=True)
    rules = "".join(_rules(inside, note))
    if rules:
        yield f"@media {query} {{\n{rules}}}\n"


def _rule(rule: QualifiedRule, note: Note) -> Iterator[str]:
    """A rule with those of its declarations that may stay."""
    selector = _words(rule.prelude)
    if _MODERN.search(selector) or "|" in re.sub(r"\|=", "", selector):
        _leave(note, selector, rule, "old engines lose the sheet by it")
    elif _SELECTORS.fullmatch(selector):
        yield from _block(selector, rule, note)
    else:
        raise _unreadable(rule)


def _block(before: str, rule: QualifiedRule | AtRule, note: Note) -> Iterator[str]:
    """What stands before the braces, and the declarations in them."""
    from tinycss2 import parse_blocks_contents  # noqa: PLC0415 - as above

    lines = []
    for found in parse_blocks_contents(rule.content or [], skip_comments=True, skip_whitespace=True):
        if found.type != "declaration":
            raise _unreadable(found)
        why = _harm_of(found)
        if why:
            _leave(note, f"{found.name}: {_words(found.value)}", found, why)
        else:
            weight = " !important" if found.important else ""
            lines.append(f"  {found.lower_name}: {_words(found.value)}{weight};\n")
    if lines:
        yield f"{before} {{\n{''.join(lines)}}}\n"


def _harm_of(declaration: Declaration) -> str:
    """Why a declaration cannot stay; empty when it may. Raises what asks for a file, and what cannot be read."""
    if declaration.name.startswith("--"):
        return "old engines lose the sheet by it"
    why = _FORBIDDEN.get(declaration.lower_name, "")
    for token in _tokens(declaration.value):
        if token.type == "url" or (token.type == "function" and token.lower_name == "url"):
            where = f"line {declaration.source_line} of the style sheet"
            raise OptionsError(f"url() asks for a file ({where})", hint="a book holds no files of a style sheet's own")
        if token.type in {"error", "at-keyword", "{} block"}:
            raise _unreadable(declaration)
        if token.type == "function" and not why and _is_new(token):
            why = f"Adobe's engine may lose the whole book by {token.lower_name}()"
    return why if why or _words(declaration.value) else "it says nothing"


def _is_new(token: Node) -> bool:
    """Whether old engines do not know a function, or this way of writing it: `rgb(0 0 0)`."""
    commas = any(part.type == "literal" and part.value == "," for part in token.arguments)
    return token.lower_name not in _FUNCTIONS or (token.lower_name[:3] in {"rgb", "hsl"} and not commas)


def _tokens(value: Iterable[Node]) -> Iterator[Node]:
    """All tokens, those in brackets too."""
    for token in value:
        yield token
        yield from _tokens(getattr(token, "arguments", None) or getattr(token, "content", None) or ())


def _words(tokens: Iterable[Node], before: str = "") -> str:
    """The text of some tokens on one line, without comments; with something `before` it if there is any."""
    from tinycss2 import serialize  # noqa: PLC0415 - as above

    spoken = (token for token in tokens if token.type != "comment")
    parts = (" " if blank else serialize(list(some)) for blank, some in groupby(spoken, _is_blank))
    text = _PARTED.sub(r"\1\2", "".join(parts).strip())
    return before + text if text else ""


def _is_blank(token: Node) -> bool:
    return bool(token.type == "whitespace")


def _leave(note: Note, what: str, token: Node, why: str) -> None:
    note("C030", f"left out: {what} (line {token.source_line}), for {why}", "css")


def _unreadable(token: ParseError | Node) -> OptionsError:
    return OptionsError(
        f"line {token.source_line} of the style sheet cannot be read", hint="is a brace or a semicolon missing?"
    )
