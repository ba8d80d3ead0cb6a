"""The elements and attributes a body may hold, as data.

What a body may hold is what EPUBCheck 4.2.6 and 5.3 accept of XHTML 5, less what a book cannot use. The names before
the arrow of each table are what otwarchive ever let through (config/initializers/gem-plugin_config/sanitizer_config.rb)
and what saving tools add.
"""

from __future__ import annotations

from fic2epub.dom import XML_LANG

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

INLINE = frozenset(
    (
        "a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q rp rt ruby s samp small span strong sub sup var"
    ).split()
)
"""Phrasing content, and what stands in it."""

LEAVES = HEADINGS | {"p", "pre"}
"""Blocks that hold phrasing content only."""

FLOWS = frozenset(
    "address blockquote caption dd details div dl dt figcaption figure li ol summary table td th ul".split()
)
"""Blocks that hold blocks (`summary` until `open_details` has seen it)."""

TABLE_PARTS = frozenset("caption col colgroup tbody td tfoot th thead tr".split())

BLOCKS = LEAVES | FLOWS | TABLE_PARTS | {"hr"}

KNOWN = INLINE | BLOCKS

PHRASING_ONLY = INLINE | LEAVES
"""What a block may not stand in."""

DROPPED = ("script", "style", "noscript", "noembed", "noframes", "template")
"""Not text for a reader; otwarchive's Sanitize takes them away with all inside."""

RENAMED: dict[str, tuple[str, str]] = {
    # name: (new name, class)
    "acronym": ("abbr", ""),
    "big": ("span", "big"),
    "button": ("span", ""),
    "center": ("div", "align-center"),
    "dir": ("ul", ""),
    "fieldset": ("div", ""),
    "form": ("div", ""),
    "legend": ("div", ""),
    "listing": ("pre", ""),
    "marquee": ("div", ""),
    "menu": ("ul", ""),
    "option": ("li", ""),
    "datalist": ("ul", ""),
    "plaintext": ("pre", ""),
    "select": ("ul", ""),
    "strike": ("s", ""),
    "textarea": ("pre", ""),
    "tt": ("code", ""),
    "u": ("span", "underline"),
    "xmp": ("pre", ""),
}
"""Names that have gone out of HTML, or never were for books, and what says the same."""

SECTIONS = frozenset("article aside body center dialog footer header hgroup html main nav search section".split())
"""Blocks of pages, not of prose: each becomes a `div`, so that no landmark and no outline arises in the text."""

FORM_CONTROLS = ("button", "fieldset", "form", "input", "label", "legend", "optgroup", "option", "select", "textarea")

GLOBAL_ATTRIBUTES = frozenset(("class", "dir", "id", "lang", "title", XML_LANG))

OWN_ATTRIBUTES: dict[str, frozenset[str]] = {
    # attribute: the elements that may have it
    "alt": frozenset(("img",)),
    "cite": frozenset(("blockquote", "q", "del", "ins")),
    "colspan": frozenset(("td", "th")),
    "datetime": frozenset(("del", "ins")),
    "href": frozenset(("a",)),
    "open": frozenset(("details",)),
    "reversed": frozenset(("ol",)),
    "role": frozenset(("p",)),
    "rowspan": frozenset(("td", "th")),
    "scope": frozenset(("th",)),
    "span": frozenset(("col", "colgroup")),
    "src": frozenset(("img",)),
    "start": frozenset(("ol",)),
    "value": frozenset(("li",)),
}

KNOWN_ATTRIBUTES = GLOBAL_ATTRIBUTES | frozenset(OWN_ATTRIBUTES)

BLANK = " \t\n\r\f"
"""HTML's white space; a no-break space is a character."""
SPACES = BLANK + (
    "\u00a0\u00ad\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d\u200e\u200f"
    "\u202f\u205f\u2060\u2800\u3000\u3164\ufeff"
)
"""What a reader cannot see: the spaces of all scripts, empty Braille and Hangul, and marks that are not drawn."""
