"""
What calibre makes of the elements of a page: styles become classes, and classes nothing.

Seen in what `ebook-convert` 6.13 makes of downloads, and in calibre's ebooks/oeb/transforms/flatcss.py: every element's
style is looked up among those met before; a new one gets the name of the element's first class, or `calibre`, and a
number. So the second element of the same style has the class of the first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["flatten", "settle_ids"]

_BLOCK = "display: block"
_DEFAULTS = {
    **dict.fromkeys(("div", "section", "br", "figure", "center"), _BLOCK),
    **dict.fromkeys(("p", "dl", "address"), f"{_BLOCK}; margin: 1em 0"),
    **dict.fromkeys(("b", "strong"), "font-weight: bold"),
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), "font-style: italic"),
    **dict.fromkeys(("del", "s", "strike"), "text-decoration: line-through"),
    **dict.fromkeys(("ins", "u"), "text-decoration: underline"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "font-family: monospace"),
    **{f"h{level}": f"{_BLOCK}; font-size: {2.25 - level / 4}em; font-weight: bold" for level in range(1, 7)},
    "big": "font-size: 1.2em",
    "blockquote": f"{_BLOCK}; margin: 1em 40px",
    "body": f"{_BLOCK}; margin: 0 5pt",
    "dd": f"{_BLOCK}; margin-left: 40px",
    "dt": _BLOCK,
    "hr": f"{_BLOCK}; border: 1px inset",
    "img": "height: auto; width: auto",
    "li": "display: list-item",
    "ol": f"{_BLOCK}; list-style-type: decimal",
    "small": "font-size: 0.83333em",
    "sub": "vertical-align: sub",
    "sup": "vertical-align: super",
    "table": "display: table",
    "td": "display: table-cell; text-align: inherit",
    "th": "display: table-cell; font-weight: bold; text-align: center",
    "ul": f"{_BLOCK}; list-style-type: disc",
}
"""Styles of elements by themselves (calibre's html.css)."""
_FRAME = {
    ("p", "message"): "text-align: center",
    ("div", "byline"): "text-align: center",
    ("p", "byline"): "text-align: center",
    ("div", "endnote-link"): "font-size: 0.75em",
    ("dl", "tags"): "padding: 0",
    ("h2", "heading"): "text-align: center",
    ("h2", "toc-heading"): "display: none",
    ("div", "userstuff"): "font-family: serif; padding: 0",
    ("blockquote", "userstuff"): "font-family: serif; padding: 0",
}
"""Styles of the download's own sheet and of public/stylesheets/ebooks.css."""
_MARKERS = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}


def flatten(body: _Element) -> str:
    """Give every element its class, in place, and answer the sheet."""
    styles: dict[str, str] = {}
    counts: dict[str, int] = {}
    for element in body.iter("*"):
        css = _style(element)
        first = re.sub(r"\d+$", "", (element.get("class") or "calibre").split()[0]).lower() or "calibre"
        element.attrib.pop("class", None)
        if not css:
            continue
        if css not in styles:
            number = counts.get(first, 0)
            counts[first] = number + 1
            styles[css] = f"{first}{number or ''}"
        element.set("class", styles[css])
    return "".join(f".{name} {{\n  {css.replace('; ', chr(10) + '  ')}\n  }}\n" for css, name in sorted(styles.items()))


def _style(element: _Element) -> str:
    """The element's own declarations; attributes that CSS has words for are taken away."""
    style = _parsed(_DEFAULTS.get(str(element.tag), ""))
    names = (element.get("class") or "").split()
    for name in names:
        style |= _parsed(_FRAME.get((str(element.tag), name), ""))
    align = element.attrib.pop("align", "")
    if align and element.tag != "img":
        style["text-align"] = align
    if element.tag == "center":
        element.tag = "div"
        element.set("style", "text-align:center")
        style["text-align"] = "center"
    elif element.tag in ("font", "u"):
        element.tag = "span"
        element.attrib.pop("face", None)
    for name, declared in (("color", "color"), ("size", "font-size"), ("bgcolor", "background-color")):
        if element.tag != "hr" and (value := element.attrib.pop(name, "")):
            style[declared] = value
    if element.tag == "ol":
        style["list-style-type"] = _MARKERS.get(element.attrib.pop("type", "1"), "decimal")
    return "; ".join(f"{name}: {value}" for name, value in sorted(style.items()))


def _parsed(css: str) -> dict[str, str]:
    return {name.strip(): value.strip() for name, _, value in (rule.partition(":") for rule in css.split(";")) if value}


def settle_ids(body: _Element) -> None:
    """Names become ids, and each id stays once in the whole work; comments and processing instructions go."""
    etree.strip_tags(body, etree.Comment, etree.ProcessingInstruction)
    seen: set[str] = set()
    for element in body.iter("*"):
        name = element.attrib.pop("name", None) if element.tag == "a" else None
        ident = element.get("id", name)
        element.attrib.pop("id", None)
        if ident is not None and ident not in seen:
            element.set("id", ident)
            seen.add(ident)
