"""A document as it is, and as an XML parser has to have it: what stands between the two is what readers choke on.

All is done on text, for a document that cannot be parsed has no tree. What is changed is how a sign is spelled, and
what is no text: prolog, comments, namespaces.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.dom import OPS, XHTML, parse_document
from fic2epub.errors import ReadingError

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["DECLARATION", "Sounded", "decoded", "resolved", "sounded"]

DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
_DECLARED = re.compile(r"""\s*<\?xml\b([^>]*?)\?>\s*""")
_ENCODING = re.compile(r"""encoding\s*=\s*["']([A-Za-z0-9._:-]+)["']""")
_ENCODED = re.compile(rb"""\s*<\?xml\b[^>]*?encoding\s*=\s*["']([A-Za-z0-9._:-]+)["']""")
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_UTF8 = frozenset(("utf-8", "utf8", "us-ascii", "ascii"))
_CHARSET = re.compile(r"""(?i)(<meta\b[^>]*?\bcharset\s*=\s*["']?)([A-Za-z0-9._:-]+)""")
_DOCTYPE = re.compile(r"""<!DOCTYPE\b([^>\["']|"[^"]*"|'[^']*')*(\[.*?\]\s*)?>\s*""", re.DOTALL)
_PLAIN = re.compile(r"""(?i)<!DOCTYPE\s+html(\s+SYSTEM\s+["']about:legacy-compat["'])?\s*>""")
_PUBLIC = re.compile(r"""(?i)<!DOCTYPE\s+html\s+PUBLIC\s+["']-//W3C//DTD XHTML 1\.[01]""")
_ENTITY = re.compile(r"""<!ENTITY\s+([A-Za-z][\w.-]*)\s+(?:"([^"]*)"|'([^']*)')\s*>""")
_MARKUP = re.compile(
    r"<!--(.*?)(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?:(#x[0-9A-Fa-f]+|#[0-9]+|[A-Za-z][A-Za-z0-9]*);)?", re.DOTALL
)
"""Comments, text as it is, and names of signs; what is not closed ends with the document."""
_OWN = frozenset(("amp", "lt", "gt", "quot", "apos"))
"""What XML itself knows (XML 1.0, 4.6)."""
_ROOT = re.compile(r"""<(html)\b([^>]*)>""")
_LONG_TAG = re.compile(r"<[^<>]{5000,}")
_ATTRIBUTE = re.compile(r"""=\s*["']""")
_MOST_ATTRIBUTES = 1000
"""Of one element: reading them takes the square of the time."""
_FIRST = 4096
"""Characters in which a document's prolog and the beginning of its head are."""
_LONGEST_WORD = 1000
"""Characters of a word that a doctype defines."""


class Sounded(NamedTuple):
    """A document that was made fit to be parsed."""

    text: str
    """Without declaration and doctype."""
    doctype: str
    """As it is right for the book; empty for none."""
    faults: tuple[tuple[str, str], ...]
    """Codes of what had to be done, with what is particular."""
    root: _Element | None
    """None when it cannot be parsed."""
    error: str = ""
    """Why not."""


def sounded(content: bytes, *, epub3: bool) -> Sounded:
    """Make a document fit to be parsed, and parse it."""
    faults: list[tuple[str, str]] = []
    text, said = decoded(content)
    if said:
        faults.append(("K052", said))
    text, doctype, words = _prolog(text, faults, epub3=epub3)
    if words is None:
        return Sounded(text, doctype, tuple(faults), None, "its doctype defines words that cannot be read")
    text = resolved(text, words, faults, trusted=bool(doctype) and not _PLAIN.match(doctype))
    text = _with_namespaces(_in_utf8(text, faults), faults)
    if any(len(_ATTRIBUTE.findall(tag[0])) > _MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(text)):
        return Sounded(text, doctype, tuple(faults), None, "an element has more attributes than there are")
    try:
        return Sounded(text, doctype, tuple(faults), parse_document(text.encode("utf-8", "replace")))
    except ReadingError as error:
        return Sounded(text, doctype, tuple(faults), None, error.message)


def decoded(content: bytes) -> tuple[str, str]:
    """The text, and what is wrong with its encoding; empty for nothing."""
    mark, named = next(((mark, name) for mark, name in _MARKS if content.startswith(mark)), (b"", ""))
    declared = _ENCODED.match(content[:_FIRST])
    encoding = named or (declared[1].decode().lower() if declared else "utf-8")
    try:
        text = content[len(mark) :].decode(encoding)
    except (UnicodeDecodeError, LookupError):
        from fic2epub.decoding import decode  # noqa: PLC0415 - few documents lie

        return decode(content, lambda *_: None, "").replace("\ufeff", ""), f"it is no {encoding}"
    if encoding not in _UTF8 and not mark:
        return text, f"it is in {encoding}"
    return text, "it is in UTF-16, which few readers know" if named.startswith("utf-16") else ""


def _prolog(text: str, faults: list[tuple[str, str]], *, epub3: bool) -> tuple[str, str, dict[str, str] | None]:
    """The text without declaration and doctype, the right doctype, and the words that were defined; None for danger."""
    declared = _DECLARED.match(text, 0, _FIRST)
    encoding = _ENCODING.search(declared[1]) if declared else None
    if encoding is None or encoding[1].lower() not in _UTF8:
        faults.append(("K051", ""))
    start = declared.end() if declared else 0
    above = "\n" * text.count("\n", 0, start)  # so that lines keep their numbers
    found = _DOCTYPE.search(text, start, start + _FIRST * 4) if "<!DOCTYPE" in text[start : start + _FIRST] else None
    if found is None:
        return above + text[start:], "<!DOCTYPE html>" if epub3 else "", {}
    above += "\n" * found[0].count("\n")
    doctype, rest = found[0].strip(), above + text[start : found.start()] + text[found.end() :]
    if found[2]:
        faults.append(("K054", "it defines words"))
        return rest, "<!DOCTYPE html>" if epub3 else "", _words(found[2])
    if not (_PLAIN if epub3 else _PUBLIC).match(doctype):
        faults.append(("K054", doctype[:80]))
        return rest, "<!DOCTYPE html>" if epub3 else "", {}
    return rest, doctype, {}


def _words(subset: str) -> dict[str, str] | None:
    """The words that a doctype defines, if they are words and nothing else."""
    words = {name: one or other for name, one, other in _ENTITY.findall(subset)}
    plain = all(len(word) < _LONGEST_WORD and not set("&%<") & set(word) for word in words.values())
    return words if plain and not _ENTITY.sub("", subset).strip("[] \t\r\n") else None


def resolved(text: str, words: dict[str, str], faults: list[tuple[str, str]], *, trusted: bool = False) -> str:
    """The text with signs in place of their names; `trusted` when a doctype brings HTML's names along."""
    if "&" not in text and "<!--" not in text:
        return text
    signs = _Signs(words)
    text = _MARKUP.sub(signs.of, text)
    if signs.unknown and not trusted:
        faults.append(("K053", f"&{signs.unknown[0]};"))
    if signs.broken:
        faults.append(("K057", ""))
    if signs.bare:
        faults.append(("K050", f"{signs.bare[0]} stands for nothing"))
    return text


class _Signs:
    """What stands for what in a document, and what of it XML does not know."""

    def __init__(self, words: dict[str, str]) -> None:
        from html.entities import html5  # noqa: PLC0415 - a large table, for documents that need it

        self._known = {name.removesuffix(";"): sign for name, sign in html5.items() if name.endswith(";")}
        self._words = words
        self.unknown: list[str] = []
        self.broken: list[str] = []
        self.bare: list[str] = []

    def of(self, match: re.Match[str]) -> str:
        """What stands in the text for a comment, a name of a sign, or a bare `&`."""
        comment, name = match[1], match[2]
        if comment is not None and match[0].endswith("-->") and ("--" in comment or comment.endswith("-")):
            self.broken.append(comment)
            return ""
        if not match[0].startswith("&") or (name and (name in _OWN or name.startswith("#"))):
            return match[0]
        if name in self._words:
            return _escaped(self._words[name])
        if name in self._known:
            self.unknown.append(name)
            return _escaped(self._known[name])
        self.bare.append(match[0])
        return "&amp;" + match[0][1:]


def _escaped(word: str) -> str:
    return word.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def _in_utf8(text: str, faults: list[tuple[str, str]]) -> str:
    """The text, whose head says UTF-8 if it says anything."""
    head = text[:_FIRST]
    said = _CHARSET.search(head)
    if said is None or said[2].lower() in _UTF8:
        return text
    if "K052" not in {code for code, _ in faults}:
        faults.append(("K052", f"its head says {said[2]}"))
    return _CHARSET.sub(r"\g<1>utf-8", head) + text[_FIRST:]


def _with_namespaces(text: str, faults: list[tuple[str, str]]) -> str:
    """The text, whose root says what it is."""
    root = _ROOT.search(text, 0, _FIRST)
    if root is None:
        return text
    added = ""
    if "xmlns=" not in root[2].replace(" ", ""):
        added += f' xmlns="{XHTML}"'
    if "epub:type=" in text and "xmlns:epub" not in text:
        added += f' xmlns:epub="{OPS}"'
    if added:
        faults.append(("K069", ""))
    return text[: root.end(1)] + added + text[root.end(1) :]
