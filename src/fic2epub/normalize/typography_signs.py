"""Which signs printers of a language set, and what only looks like them: tables, with where they come from."""

from __future__ import annotations

import re
from typing import NamedTuple

from fic2epub.languages import base_of

__all__ = ["ELIDED", "PROTECTED", "Signs", "signs_of"]


class Signs(NamedTuple):
    """How a language is set."""

    outer: str
    """Opening and closing mark in place of straight double ones."""
    inner: str
    """The same for single ones."""
    dash: str
    """Between spaces, for `--`."""
    tight: str
    """Between words without spaces, and where speech is cut off."""
    inside: str = ""
    """Stands between a double mark and the words."""


_EN, _EM = "–", "—"
_FIXED = "\u00a0"
"""What stands inside French marks (Imprimerie nationale, Lexique des règles typographiques, "guillemets"); the narrow
no-break space that others set there, U+202F, is not in all fonts of e-readers."""
_HIGH, _LOW, _ANGLES, _TURNED = "“”‘’", "„“‚‘", "«»“”", "»«›‹"
_PATTERNS: tuple[tuple[str, str, str, str], ...] = (
    # languages, their marks, their dash between spaces, their dash between words
    ("en eo ga cy id vi ms fil tl ko tr", _HIGH, _EM, _EM),
    ("en-gb en-ie en-au en-nz", _HIGH, _EN, _EM),
    ("nl af", _HIGH, _EN, _EN),
    ("pt-br es-419 es-mx es-ar es-us", _HIGH, _EM, _EM),
    ("de cs sk sl bg is et lt", _LOW, _EN, _EN),
    ("de-ch de-li", "«»‹›", _EN, _EN),
    ("pl ro", "„”«»", _EN, _EN),
    ("hu", "„”»«", _EN, _EN),
    ("hr", "„”‘’", _EN, _EN),
    ("sr", "„”’’", _EN, _EN),
    ("mk", "„“‚‘", _EN, _EN),
    ("sv fi", "””’’", _EN, _EN),
    ("da", _TURNED, _EN, _EN),
    ("no nb nn", "«»‘’", _EN, _EN),
    ("ru uk be kk", "«»„“", _EM, _EM),
    ("es pt ca gl eu", _ANGLES, _EM, _EM),
    ("it el", _ANGLES, _EN, _EN),
    ("fr br oc", _ANGLES, _EN, _EN),
)
"""The marks are those of docutils' table (docutils/utils/smartquotes.py) where it has the language, but for Norwegian,
Basque, and regions that print otherwise."""
_SPACED = frozenset("fr br oc".split())
_TABLE = {
    tag: Signs(marks[:2], marks[2:], dash, tight, _FIXED if tag in _SPACED else "")
    for tags, marks, dash, tight in _PATTERNS
    for tag in tags.split()
}


def signs_of(language: str) -> Signs | None:
    """The signs of a BCP 47 tag; None where straight marks have no one meaning, or are no custom, as in Japanese."""
    return _TABLE.get(language.lower()) or _TABLE.get(base_of(language))


_ENGLISH = (
    # said by anybody, and at the start of a sentence too
    "tis twas twere twill tisn't twasn't em cause til till bout round neath tween cos cuz coz cept kay sup nuff fraid "
    "nother n spose scuse course"
).split()
_DROPPED = "e im er is ave ad as ow ere ome ouse ead ell elp orse alf appy".split()
"""An aitch that is not said; in lower case, for speech in single marks may begin so."""
ELIDED: dict[str, re.Pattern[str]] = {
    # language: words that begin with an apostrophe, as they stand behind it
    "en": re.compile(rf"(?:(?i:{'|'.join(_ENGLISH)})|{'|'.join(_DROPPED)})(?![\w'])"),
    "de": re.compile(r"(?:s|n|ne[nmrs]?|ran|raus|rein|rum|runter|rauf|rüber)(?![\w'])", re.IGNORECASE),
    "nl": re.compile(r"(?:s|t|n|k|m|r|ns)(?![\w'])", re.IGNORECASE),
    "af": re.compile(r"n(?![\w'])", re.IGNORECASE),
}
"""Elsewhere a mark before a word is an apostrophe where nothing behind it could close a quotation."""

PROTECTED = re.compile(
    r"(?:https?://|ftp://|www\.)\S+"  # addresses
    r"|[\w.+-]{1,64}@[\w-]+\.[\w.-]+"
    r"|(?<!\S)[>}]?[:;=](?:-?'-?|\")[()\[\]{}DPCXOo3/\\|<>]+(?!\w)"  # :'(  :'-(  :"D
    r"|(?<!\S)[D)\](]-?':"  # D':
    r"|(?<!\S)>:['\"](?!\w)"
    r"|(?<!\S)(?:[-^><=;TtOoUuXx]+[_.w][-^><=;TtOoUuXx]+|\^\^)['\";]+(?!\w)"  # -_-'  ^^"
    r"|\d ?'(?: ?\d{1,2}(?: ?(?:\"|''))?|(?=\s))"  # 5'10"  6'
    r"|''+|``|`[^`\n]+`"
    r"|[<=~|+*#]-+|-+[>=~|+*#]|-{4,}|(?m:^[ \t]*--+[ \t]*$)"  # arrows, rows and lines
    r"|\.{4,}|\.\.+[/\\]|[/\\]\.\.+"  # more dots than three, paths
)
"""What holds the same characters and is no typography: it is left as it is."""
