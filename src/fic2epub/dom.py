"""Bytes ↔ tree: the one door to lxml's parsers and serializers.

Each byte of a work is parsed once and serialized once. Trees hold HTML names without a namespace; a document's root
declares the XHTML namespace, and libxml2 writes the names below it as they are.
"""

from __future__ import annotations

import re
import unicodedata
from codecs import utf_8_decode
from itertools import groupby
from typing import TYPE_CHECKING

from lxml import etree

from fic2epub.errors import ReadingError

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.errors import Note

__all__ = [
    "EPUB_TYPE",
    "OPS",
    "XHTML",
    "XML_LANG",
    "decode_text",
    "document_root",
    "is_break",
    "letters_of",
    "lines_of",
    "markup_of",
    "parse_document",
    "parse_html",
    "parse_xml",
    "replace_with_children",
    "serialize",
    "size_of",
    "sub",
    "text_of",
]

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
EPUB_TYPE = f"{{{OPS}}}type"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_PIECE = 1 << 16
_LARGE = 32 * 1024 * 1024
_MOST_TAGS, _MOST_ATTRIBUTES = 8_000_000, 24_000_000
"""libxml2 takes a hundred bytes and more for an element or an attribute, even of three: a page of them would fill any
machine. A work of 200 MB has four million tags."""
_PLAIN = bytes(code for code in range(0x7F) if code in (9, 10, 13) or code >= 0x20)
_NOT_ASCII = bytes(range(0x80, 0x100))
"""What `bytes.translate` deletes of a source, and then of what is left, to leave the C0 controls alone."""
_SIMPLE = bytes((*range(0x80, 0xCC), 0xE2))
"""The bytes of Latin letters and typographic signs: none of them changes what stands before it (Unicode's NFC_QC)."""
_C1 = re.compile(rb"\xc2[\x80-\x9f]")
_ODD = "\u2028\u2029\ufeff\ufffe\uffff"
_REFERENCE = r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?"
"""The patterns for repair are compiled when a source needs one (`re` keeps them): most never do."""
_BETWEEN_BRACKETS = "[^<>]+"
"""What NFC is made of piece by piece: a `>` and a combining stroke would become `≯`, and the tag would be text."""
_ILLEGAL = "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufdd0-\ufdef\ufffe\uffff]"
"""XML 1.0's Char and the C1 controls (EPUB readers print boxes), and byte order marks inside text."""
_GAP = "\ufffd".encode()
_LINE_END = "[\u2028\u2029\x85]"
_WINDOWS = {code: bytes((code,)).decode("cp1252", "replace") for code in range(0x80, 0xA0)}
"""HTML's reading of numeric references to C1 controls (HTML, section 13.2.5.80)."""


def parse_html(data: bytes, note: Note, where: str = "") -> _Element:
    """
    Parse a whole HTML file, of any encoding, into its `html` element.

    The text of the tree is NFC and holds no character that XML forbids. Scripting is off, nothing is fetched,
    entities of a doctype are not read (HTML has none).

    Raises `ReadingError` when elements are nested deeper than libxml2 goes (2,048), or are far too many.
    """
    if len(data) > _LARGE and _is_mostly_markup(data):
        raise ReadingError("more tags than any work has", where=where, hint="save it again from the archive")
    clean = _as_clean_utf8(data, note, where)
    root = _parsed(clean, where)
    if root is not None and next(root.itersiblings("*"), None) is not None:
        # libxml2 makes a tree of its own of what follows `</html>`; browsers go on where they were, and so does this.
        root = _parsed(re.sub(rb"(?i)</(?:body|html)\b[^<>]*>", b"", clean), where)
    return etree.Element("html") if root is None else root


def _parsed(clean: bytes, where: str) -> _Element | None:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    root = etree.HTML(clean, parser)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise ReadingError(
            "elements are nested too deep",
            where=where,
            hint="no work is nested like this: save it again from the archive",
        )
    return root


def _is_mostly_markup(data: bytes) -> bool:
    """Whether a large page has more elements, or more signs of attributes in its tags, than a machine can hold."""
    if data.count(b"<") > _MOST_TAGS:
        return True
    tags = (match[0] for match in re.finditer(rb"<[^>]*", data))
    return sum(len(tag) - len(tag.translate(None, b" \t\r\n\f/=")) for tag in tags) > _MOST_ATTRIBUTES


def parse_xml(data: bytes) -> _Element:
    """Parse XML of our own or of a package, with entities, network and doctypes off; raises `ReadingError`."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ReadingError(f"not well-formed XML: {error}") from error


def parse_document(data: bytes) -> _Element:
    """Parse a document of ours, however large and deep, as `parse_xml` does; raises `ReadingError`."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ReadingError(f"not well-formed XML: {error}") from error


def decode_text(data: bytes, note: Note, where: str = "") -> str:
    """
    Text that is no markup, of any encoding, with plain line ends.

    It is NFC and holds no character that XML forbids; what looks like a reference or a tag stays as it is.
    """
    if _may_be_wide(data) or not _is_utf8(data):
        text = _decode(data, note, where)
    else:
        _note_gaps(data, note, where)
        text = data.decode()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    written = text.encode("utf-8", "surrogatepass")
    if _is_sound(written, written.translate(None, _PLAIN)):
        return text
    text = re.sub(_ILLEGAL, "", re.sub(_LINE_END, "\n", text)).replace("\x0c", " ")
    return _in_nfc(text)


def _as_clean_utf8(data: bytes, note: Note, where: str) -> bytes:
    """Settle the encoding, and repair the text if a few looks, each one pass in C, say that it needs it."""
    if not _is_utf8(data):
        return _repair(_decode(data, note, where)).encode("utf-8", "replace")
    signs = data.translate(None, _PLAIN)
    _note_gaps(signs, note, where)
    if _is_sound(data, signs):
        return data
    text = _decode(data, note, where) if _may_be_wide(data) else data.decode()
    return _repair(text).encode("utf-8", "replace")


def _is_utf8(data: bytes) -> bool:
    """Whether it can be decoded; a piece at a time, for to fill memory with a long text takes as long again."""
    view, place = memoryview(data), 0
    try:
        while place < len(data):
            piece = view[place : place + _PIECE]
            _, taken = utf_8_decode(piece, "strict", place + _PIECE >= len(data))
            place += taken
    except UnicodeDecodeError:
        return False
    return True


def _note_gaps(data: bytes, note: Note, where: str) -> None:
    """What another program could not read is gone, and its mark all that tells of it."""
    if gaps := data.count(_GAP):
        note("S004", f"{gaps} characters were lost before the file was saved: U+FFFD stands for them", where)


def _may_be_wide(data: bytes) -> bool:
    """Whether valid UTF-8 is perhaps UTF-16 without a mark, in which ASCII has a zero at every second place."""
    start = data[:4096]
    return start.count(0) * 16 > len(start)


def _is_sound(data: bytes, signs: bytes) -> bool:
    """Whether `_repair` would change nothing of this text in UTF-8, whose bytes that are not plain are `signs`."""
    if signs.translate(None, _NOT_ASCII) or not _refers_to_signs(data):
        return False
    if not signs:
        return True
    telling = data if signs.translate(None, _SIMPLE) else signs  # which say as much as all of the text
    text = telling.decode("utf-8", "surrogatepass")
    return not (_C1.search(signs) or any(odd in text for odd in _ODD)) and unicodedata.is_normalized("NFC", text)


def _refers_to_signs(data: bytes) -> bool:
    """Whether the numeric references, if any, are few, and of signs that stay as they are: pages of sites have some."""
    for count, match in enumerate(re.finditer(rb"&#([xX]?)([0-9a-fA-F]*);?(?=(.?))", data)):
        kind, digits, following = match.groups()
        if count > _FEW or not 0 < len(digits) < _LONG or following > b"\x7f":
            return False
        code = int(digits, 16) if kind else int(digits) if digits.isdigit() else -1
        if not any(code in signs for signs in _SIGNS):
            return False
    return True


_FEW, _LONG = 400, 7
_SIGNS = (range(0x20, 0x7F), range(0xA0, 0xC0), range(0x2010, 0x2028), range(0x2030, 0x205F), range(0x2190, 0x2300))
"""Latin letters and signs, punctuation, arrows and operators: their own NFC; in front of ASCII, part of nothing."""


def _decode(data: bytes, note: Note, where: str) -> str:
    from fic2epub.decoding import decode  # noqa: PLC0415 - nearly all sources are UTF-8

    return decode(data, note, where)


def _repair(text: str) -> str:
    """NFC, line separators as line ends, and nothing that XML forbids, spelled out or by reference."""
    if "&#" in text:
        text = re.sub(_REFERENCE, _referred, text)
    text = re.sub(_LINE_END, "<br />", text)
    text = re.sub(_ILLEGAL, "", text).replace("\x0c", " ")
    return text if unicodedata.is_normalized("NFC", text) else re.sub(_BETWEEN_BRACKETS, _composed, text)


def _composed(match: re.Match[str]) -> str:
    return _in_nfc(match[0])


_PILE = r"[^\w\s\x00-\x7f]{64,}"
"""So many signs in a row that are no letters, which combining marks may be among."""


def _in_nfc(text: str) -> str:
    """The text in NFC, in time that grows as it does: Python sorts the marks on one letter by insertion."""
    return unicodedata.normalize("NFC", re.sub(_PILE, _ordered, text))


def _ordered(pile: re.Match[str]) -> str:
    """The same signs with their marks in canonical order (Unicode Standard Annex 15, D109)."""
    signs = "".join(unicodedata.normalize("NFD", sign) for sign in pile[0])
    runs = groupby(signs, lambda sign: unicodedata.combining(sign) > 0)
    return "".join("".join(sorted(run, key=unicodedata.combining) if marks else run) for marks, run in runs)


def _referred(match: re.Match[str]) -> str:
    """Spell out a numeric reference, but for the ASCII ones, which may stand for markup."""
    digits = (match[1] or match[2]).lstrip("0")[:8] or "0"  # eight are beyond Unicode in either base
    code = int(digits, 16 if match[1] else 10)
    if code in _WINDOWS:
        return _WINDOWS[code]
    if 0xD800 <= code < 0xE000 or code > 0x10FFFF or (code < 0x20 and code not in (9, 10, 12, 13)):
        return ""
    if code < 0x20:
        return chr(code) if code in (9, 10) else " "
    return match[0] if code < 0x80 else chr(code)


def serialize(root: _Element, doctype: str | None = "<!DOCTYPE html>") -> bytes:
    """A document as UTF-8 with XML declaration; no white space is added or taken away."""
    body: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=False, doctype=doctype)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body + b"\n"


def size_of(element: _Element) -> int:
    """Bytes of the element on its own: with declarations of its namespaces, without the text after it."""
    return len(etree.tostring(element, encoding="utf-8", with_tail=False))


def markup_of(element: _Element) -> str:
    """An element as markup, for people to look at and for comparing; without the text after it."""
    return str(etree.tostring(element, encoding="unicode", with_tail=False))


def letters_of(element: _Element) -> bytes:
    """All text inside, comments left out, as UTF-8: quickly told to be the same as before."""
    return bytes(etree.tostring(element, method="text", encoding="utf-8", with_tail=False))


def document_root(lang: str, direction: str | None = None) -> _Element:
    """An empty `html` element that declares XHTML's and EPUB's namespaces, with `lang` and `xml:lang`."""
    root = etree.Element("html", nsmap={None: XHTML, "epub": OPS})
    root.set("lang", lang)
    root.set(XML_LANG, lang)
    if direction:
        root.set("dir", direction)
    return root


def sub(parent: _Element, tag: str, text: str | None = None, /, **attributes: str) -> _Element:
    """
    Append a new element; `class_` and `epub_type` stand for the names Python cannot spell, `_` for `-`.

    >>> section = sub(body, "section", epub_type="chapter", role="doc-chapter")  # doctest: +SKIP
    """
    child = etree.SubElement(parent, tag)
    child.text = text
    for name, value in attributes.items():
        child.set(_NAMES.get(name) or name.replace("_", "-"), value)
    return child


_NAMES = {"class_": "class", "epub_type": EPUB_TYPE, "for_": "for"}


def text_of(element: _Element | None) -> str:
    """All text inside, white space collapsed, NBSP kept; empty for None."""
    return "" if element is None else _WHITE.sub(" ", "".join(element.itertext("*"))).strip(" ")


_WHITE = re.compile(r"[ \t\n\r\f]+")
_PARTS_LINES = frozenset(
    (
        *("address", "blockquote", "br", "caption", "center", "dd", "details", "div", "dl", "dt", "figcaption"),
        *("figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "summary", "table", "td"),
        *("th", "tr", "ul"),
    )
)


def is_break(element: _Element) -> bool:
    """Whether it parts scenes: a rule, or an author's ornament that was told to be one."""
    return element.tag == "hr" or element.get("role") == "separator"


def lines_of(element: _Element) -> list[str]:
    """All text inside, parted at blocks and line breaks; white space collapsed, NBSP kept, no line is blank."""
    lines = [""]
    for event, part in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        if part.tag in _PARTS_LINES:
            lines.append("")
        if event == "start" or part is not element:
            lines[-1] += (part.text if event == "start" else part.tail) or ""
    return [line for line in (_WHITE.sub(" ", line).strip(" ") for line in lines) if line.strip()]


def replace_with_children(element: _Element) -> None:
    """Take the element away and leave its text, children and tail where it was."""
    if element.getparent() is None:
        return
    _append_before(element, element.text)
    for child in list(element):
        element.addprevious(child)
    element.text = None
    drop(element)


def _append_before(element: _Element, text: str | None) -> None:
    """Add text just before the element; unlike `parent.index()`, this does not count its siblings."""
    before, parent = element.getprevious(), element.getparent()
    if not text or parent is None:
        return
    if before is None:
        parent.text = (parent.text or "") + text
    else:
        before.tail = (before.tail or "") + text


def drop(element: _Element) -> None:
    """Take the element away with all inside it, and leave its tail where it was."""
    parent = element.getparent()
    if parent is None:
        return
    _append_before(element, element.tail)
    element.tail = None
    parent.remove(element)
