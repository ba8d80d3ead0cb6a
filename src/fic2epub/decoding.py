"""Bytes that are not UTF-8 → text: by their mark, by what the page says of itself, by what they look like.

The one door to charset-normalizer, which is asked last and only about the parts that matter.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fic2epub.errors import Note

__all__ = ["codec_named", "decode", "wide_encoding"]

_MARKS = (
    (b"\xff\xfe\0\0", "utf-32", "UTF-32"),
    (b"\0\0\xfe\xff", "utf-32", "UTF-32"),
    (b"\xff\xfe", "utf-16", "UTF-16"),
    (b"\xfe\xff", "utf-16", "UTF-16"),
)
"""Byte order marks: UTF-32's begins as UTF-16's does."""
_LEADING_BYTES = bytes(range(0xC2, 0xF5))
_SURROGATES = re.compile(rb"(?:\xed[\xa0-\xbf][\x80-\xbf])+")
"""Halves of UTF-16 pairs spelled as characters of UTF-8, as old databases and Java do."""
_HEAD = 2048
"""Bytes in which a page says how it is written (HTML, section 13.2.3.2, has 1,024; saving puts comments in front)."""
_DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{2,40})"
    rb"|<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]{2,40})",
    re.IGNORECASE,
)
_MEANT = {
    **dict.fromkeys(("ascii", "iso8859-1", "iso8859-15", "latin-1"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
    **dict.fromkeys(("big5", "cp950"), "big5hkscs"),
    **dict.fromkeys(("shift_jis", "x-sjis", "windows-31j"), "cp932"),
    **dict.fromkeys(("euc_kr", "ks_c_5601-1987", "windows-949"), "cp949"),
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "iso8859-11": "cp874",
    "x-mac-roman": "mac-roman",
    "x-x-big5": "big5hkscs",
}
"""What pages mean that say so (WHATWG Encoding, section 4.2): a larger set with the same letters."""
_CHARSETS = re.compile("cp|iso8859|iso2022|koi8|mac|big5|gb|euc|shift|johab|tis|kz|ptcp|utf-(?:8|16|32)")
"""Python's names of encodings of text; `punycode` and others are no charset of any page, and take their time."""
_SHOWN = {
    "cp1252": "Windows-1252",
    "cp1251": "Windows-1251",
    "cp932": "Shift_JIS",
    "big5hkscs": "Big5",
    "cp949": "EUC-KR",
}
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f\ufffd\ufffe\uffff\ue000-\uf8ff]")
_EAST = re.compile("[\t\n\r -~\u2010-\u2040\u3000-\u30ff\u4e00-\u9fff\uff01-\uff65]")
_KANA = re.compile("[\u3000-\u30ff\uff01-\uff1f]")
_SAMPLE = 32_768
_SEARCHED = 1 << 20
_TAG = re.compile(rb"<[^<>]{0,2000}>")
_LINE = re.compile(rb"[^\r\n\0]*[\x80-\xff][^\r\n\0]*")
_HIGH = re.compile(rb"[\x80-\xff]+")
_TO_A_SPACE = re.compile(rb".{0,%d}[\t-/]" % _SAMPLE, re.DOTALL)
"""A cut at a byte that is never the second half of a character."""
_FEW = 8
"""Letters that are too few to tell anything by."""
_LONG_RUN = 3
"""Bytes in a row that words of Latin letters hardly have."""
_OTHERS = ("cp1251", "koi8_r", "cp932", "euc_jp", "gb18030", "big5hkscs", "cp949", "cp1253", "cp1255", "cp1256")
_THAI = ("cp874",)
"""Asked for only when nothing else fits: EUC-JP passes for it."""
_WEST = (
    "àâæçéèêëîïôœùûüÿ",
    "äöüß",
    "áéíñóúüªº",
    "ãáâàçéêíóôõúü",
    "åäöéü",
    "æøåéø",
    "àèéìíòóùú",
    "éëïöèü",
    "áéíóúýþæöð",
)
"""French, German, Spanish, Portuguese, Swedish and Finnish, Danish and Norwegian, Italian, Dutch, Icelandic."""
_LETTERS = {
    "cp1252": _WEST,
    "cp1250": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîşţ", "čćđšž"),
    "cp1254": ("çğıöşüiâîû\u0307",),
    "cp1257": ("ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž"),
    "mac_roman": _WEST,
}
"""Sets of Latin letters, and what the languages that they are for have in them beside ASCII."""
_MARKS_OF_PROSE = "\u00a0«»‹›“”„‘’‚–—…•·¿¡©®™°§×½¼"
_INNER_CAPITAL = "(?<=[a-z])[\u00c0-\u00d6\u00d8-\u00de\u0160\u017d\u0178]"
_NOT_ASCII = re.compile("[^\x00-\x7f]")
_BETTER = 0.02


def decode(data: bytes, note: Note, where: str) -> str:
    """
    The text of bytes that are not, or not quite, UTF-8.

    In this order: a byte order mark; characters of two or four bytes; UTF-8 with a few broken bytes, whatever is
    declared; what the page declares, if it is true; what the bytes look like. S001 says which, and S002 how many
    bytes mean nothing, each of which became U+FFFD.
    """
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            note("S001", f"read as {name}, which is what its byte order mark says", where)
            return _told(data.decode(codec, "replace"), note, where)
    if wide := wide_encoding(data[:4096]):
        note("S001", f"not UTF-8: read as {wide.upper()}", where)
        return _told(data.decode(wide, "replace"), note, where)
    mended = _SURROGATES.sub(_paired, data)
    text = mended.decode("utf-8", "replace")
    if text.count("\ufffd") * 4 > len(mended) - len(mended.translate(None, _LEADING_BYTES)):
        codec, why = _declared(data) or (_detected(data), "")
        note("S001", f"not UTF-8: read as {_SHOWN.get(codec) or codec.upper()}{why}", where)
        text = (mended if codec == "cp1252" else data).decode(codec, "replace")
    return _told(text, note, where)


def _told(text: str, note: Note, where: str) -> str:
    if broken := text.count("\ufffd"):
        note("S002", f"{broken} bytes that mean nothing were replaced", where)
    return text


def _paired(match: re.Match[bytes]) -> bytes:
    """Halves of pairs as the characters that they make; a half on its own is none, and goes."""
    units = match[0].decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")
    return units.decode("utf-16-le", "ignore").encode()


def wide_encoding(start: bytes) -> str:
    """
    The encoding of text whose characters have two or four bytes, by its first bytes; empty for any other.

    Markup, blanks and line ends are ASCII, and make every second byte of some places a zero.
    """
    marked = next((codec for mark, codec, _ in _MARKS if start.startswith(mark)), "")
    if marked:
        return marked
    zeros = [start[place::4].count(0) for place in range(4)]
    even, odd = zeros[0] + zeros[2], zeros[1] + zeros[3]
    codec = ""
    if min(zeros[2:]) * 40 > len(start) * 9:
        codec = "utf-32-le"
    elif min(zeros[:2]) * 40 > len(start) * 9:
        codec = "utf-32-be"
    elif max(even, odd) * 16 > max(len(start), 64) and max(even, odd) > min(even, odd) * 3:
        codec = "utf-16-le" if odd > even else "utf-16-be"
    if codec:
        return codec if _reads_well(start, codec) else ""
    return next((wide for wide in ("utf-16-le", "utf-16-be") if _is_east_asian(start, wide)), "")


def _is_east_asian(start: bytes, codec: str) -> bool:
    """
    Whether it is Chinese or Japanese without markup, which has no zeros.

    Shift_JIS passes for ideographs, but never for the punctuation and the kana of their block.
    """
    text = start[: len(start) // 2 * 2].decode(codec, "replace")
    return len(_EAST.findall(text)) * 50 > len(text) * 49 and len(_KANA.findall(text)) * 100 > len(text)


def _reads_well(start: bytes, codec: str) -> bool:
    """Whether the text has hardly a control character, or one that is none."""
    text = start[: len(start) // 4 * 4].decode(codec, "replace")
    return len(_NO_TEXT.findall(text)) * 50 < len(text)


def _declared(data: bytes) -> tuple[str, str] | None:
    """What the page says of itself, and words for it; None when it says nothing, or nothing true."""
    match = _DECLARED.search(data[:_HEAD])
    if match is None:
        return None
    codec = codec_named((match[1] or match[2]).decode("ascii"))
    if not codec or codec.startswith("utf"):
        return None
    broken = data.decode(codec, "replace").count("\ufffd")
    if broken * 50 > len(data) - len(data.translate(None, _HIGH_BYTES)):
        return None
    return codec, ", which is what the page declares"


def codec_named(charset: str) -> str:
    """Python's codec for the charset that a page or a header names; empty when there is none."""
    written = charset.strip().lower()
    try:
        known = codecs.lookup(_MEANT.get(written, written)).name
        codec = codecs.lookup(_MEANT.get(known, known)).name
    except (LookupError, ValueError):  # unknown; a zero byte in it
        return ""
    return codec if _CHARSETS.match(codec) else ""


_HIGH_BYTES = bytes(range(0x80, 0x100))


def _detected(data: bytes) -> str:
    """What the bytes look like; Windows-1252 when there is little to look at."""
    sample = _sample(data)
    runs = _HIGH.findall(sample)
    high = sum(map(len, runs))
    if high < _FEW:
        return "cp1252"
    if sum(len(run) for run in runs if len(run) >= _LONG_RUN) * 2 < high:
        return _western(sample)
    from charset_normalizer import from_bytes  # noqa: PLC0415 - dear, and nearly all sources are UTF-8

    best = from_bytes(sample, cp_isolation=list(_OTHERS)).best()
    best = best or from_bytes(sample, cp_isolation=list(_THAI)).best()
    return best.encoding if best else "cp1252"


def _sample(data: bytes) -> bytes:
    """Lines of the text that are not all ASCII, without tags."""
    lines: list[bytes] = []
    room = _SAMPLE
    for match in _LINE.finditer(_TAG.sub(b"\n", data[:_SEARCHED])):
        cut = _TO_A_SPACE.match(match[0]) if len(match[0]) > _SAMPLE else None
        lines.append(cut[0] if cut else match[0])
        room -= len(lines[-1])
        if room < 0:
            break
    return b"\n".join(lines)


def _western(sample: bytes) -> str:
    """
    Which of the sets for Latin letters makes the most of the bytes letters of one language, or marks.

    It is Windows-1252 unless another is better: that is what most such files are in. The sets differ in few places,
    and a detector that goes by common and rare letters calls several equally good.
    """
    scores = {codec: _share(sample, codec) for codec in _LETTERS}
    best = max(scores, key=lambda codec: scores[codec])
    return best if scores[best] > scores["cp1252"] + _BETTER else "cp1252"


def _share(sample: bytes, codec: str) -> float:
    """The part of what is not ASCII that one language explains at best; none explains a capital within a word."""
    text = re.sub(_INNER_CAPITAL, "\ufffd", sample.decode(codec, "replace")).lower()
    counts = Counter(_NOT_ASCII.findall(text))
    marks = sum(counts[mark] for mark in _MARKS_OF_PROSE)
    return (marks + max(sum(counts[letter] for letter in letters) for letters in _LETTERS[codec])) / counts.total()
