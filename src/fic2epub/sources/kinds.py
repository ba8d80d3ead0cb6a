"""What a file is by its first bytes, when it cannot be a work that is read here."""

from __future__ import annotations

import re

from fic2epub.errors import NotAWork

__all__ = ["CHOOSE", "is_packed", "refuse_kind"]

CHOOSE = "choose HTML (or EPUB) among the archive's downloads"
_SAVE_AS = "open the page again and save it as a web page, or choose HTML among the archive's downloads"
_UNPACK = "unpack it first"

_WEB_ARCHIVE = b"<key>WebMainResource</key>"
"""In the property list of Safari's web archives, when it is written as XML."""

_KINDS: tuple[tuple[bytes, str, str], ...] = (
    (rb"%PDF-", "a PDF", CHOOSE),
    (rb"TPZ[0-3]", "a Kindle book", CHOOSE),  # Topaz
    (rb".{60}BOOKMOBI", "a Kindle or Mobipocket book (MOBI, AZW3)", CHOOSE),  # a Palm database's type and creator
    (rb".{60}(?:TEXt(?:REAd|TlDc)|PNRdPPrs)", "a Palm book", CHOOSE),
    (rb"CONT\x02\x00|\xeaDRMION\xee", "a Kindle book (KFX)", CHOOSE),
    (rb"ITOLITLS|ITSF\x03", "an old Microsoft book (LIT, CHM)", CHOOSE),
    (rb"AT&TFORM", "a DjVu book", CHOOSE),
    (rb"bplist0", "a Safari web archive", _SAVE_AS),
    (b".*" + _WEB_ARCHIVE, "a Safari web archive", _SAVE_AS),
    (rb"\s*\{\\rtf", "an RTF document", CHOOSE),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office document", CHOOSE),
    (rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|RIFF.{4}WEBP|II\*\0|MM\0\*|\0\0\1\0|.{4}ftyp(?:avi|hei|mif)", "a picture", ""),
    (rb".{4}ftyp|\x1aE\xdf\xa3|OggS\0|ID3[\2-\4]|RIFF.{4}(?:WAVE|AVI )|fLaC\0", "sound or film", ""),
    (rb"\x1f\x8b", "a gzip archive", _UNPACK),
    (rb"BZh[1-9]1AY", "a bzip2 archive", _UNPACK),
    (rb"\xfd7zXZ\0", "an xz archive", _UNPACK),
    (rb"\x28\xb5\x2f\xfd", "a zstd archive", _UNPACK),
    (rb"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    (rb"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (rb".{257}ustar", "a tar archive", _UNPACK),
    (rb"SQLite format 3\0", "a database", ""),
    (rb"\x7fELF|MZ.\0|\xcf\xfa\xed\xfe", "a program", ""),
)
"""How a file begins (a pattern), what it is, what to do."""
_CONTROLS = bytes(code for code in range(0x20) if code not in b"\t\n\f\r\x1b")
"""What text holds none of; one byte in twenty is past what old imports left in works."""
_PACKED = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x06")


def is_packed(start: bytes) -> bool:
    """Whether a file that begins with these bytes is a zip archive."""
    return start.startswith(_PACKED)


def refuse_kind(start: bytes, where: str) -> None:
    """Raise `NotAWork` when a file that begins with these bytes (some thousands) is known for something else."""
    if is_packed(start):
        return
    if start.lstrip()[:1] != b"<" or _WEB_ARCHIVE in start:
        _refuse_known(start, where)
    controls = len(start) - len(start.translate(None, _CONTROLS))
    if controls * 20 > len(start):
        from fic2epub.decoding import wide_encoding  # noqa: PLC0415 - text has no controls, but in wide characters

        if not wide_encoding(start):
            raise NotAWork("this is a binary file, not a work", where=where)


def _refuse_known(start: bytes, where: str) -> None:
    known = re.compile(b"|".join(b"(%s)" % pattern for pattern, _, _ in _KINDS), re.DOTALL)
    match = known.match(start)
    if match and match.lastindex:
        _, kind, hint = _KINDS[match.lastindex - 1]
        raise NotAWork(f"this is {kind}, not a work that can be read here", where=where, hint=hint)
