"""Books made to do harm: an answer or an error of ours, in short time, and nothing outside of the book."""

from __future__ import annotations

import random
import struct
import time
import zipfile
from io import BytesIO

import pytest

from fic2epub.checking import check, fix
from fic2epub.errors import Fic2EpubError, ReadingError, SourceError
from tests.unit.checking.right import Files, changed, old_book, packed, right_book, unpacked

_ONE = "OPS/one.xhtml"


def _bomb() -> bytes:
    return packed({**right_book(), "OPS/cover.jpg": bytes(40 << 20)})


def _outside() -> bytes:
    out = BytesIO(packed(right_book()))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("../../outside.xhtml", "x")
    return out.getvalue()


def _crowd() -> bytes:
    """The list of files of an archive of 25,000, which has but one."""
    entry = struct.pack("<4sHHHHHHLLLHHHHHLL", b"PK\x01\x02", 20, 20, 0, 0, 0, 33, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0)
    directory = b"".join(entry + b"%06d" % number for number in range(25_000))
    end = struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, 25_000, 25_000, len(directory), 0, 0)
    return b"PK\x03\x04" + directory + end


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", SourceError),
        (b"no book", SourceError),
        (packed({"a.txt": "x"}), SourceError),
        (packed(right_book())[:900], ReadingError),
        (_bomb(), SourceError),
        (_outside(), SourceError),
        (_crowd(), Fic2EpubError),
    ],
    ids=["empty", "text", "archive", "cut", "bomb", "outside", "crowd"],
)
def test_what_is_not_to_be_trusted_is_refused(content: bytes, error: type[Fic2EpubError]) -> None:
    for judge in (check, fix):
        with pytest.raises(error):
            judge(content)


def _laughs(attribute: str = "") -> str:
    words = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    return f'<!DOCTYPE html [<!ENTITY l0 "ha">{words}]>', f'<p title="{attribute}">&l11;</p>'


def _text(new: str, doctype: str = "<!DOCTYPE html>", files: Files | None = None) -> bytes:
    files = changed(files or right_book(), _ONE, '<p id="p2">', new + '<p id="p2">')
    return packed(changed(files, _ONE, "<!DOCTYPE html>", doctype) if doctype != "<!DOCTYPE html>" else files)


_DOCTYPE, _PARAGRAPH = _laughs("&l11;")
_HARMFUL = {
    "laughs": _text(_PARAGRAPH, _DOCTYPE),
    "file": _text("<p>&f;</p>", '<!DOCTYPE html [<!ENTITY f SYSTEM "file:///etc/passwd">]>'),
    "deep": _text("<div>" * 30_000 + "</div>" * 30_000),
    "braces": packed({**right_book(), "OPS/style.css": "a{" * 6_000 + "}" * 6_000}),
    "quotes": packed({**right_book(), "OPS/style.css": "'\"/*(url(" * 60_000}),
    "comments": _text("<!--" * 60_000),
    "doctypes": _text("<p>x</p>", "<!DOCTYPE html [" + "<!ENTITY a " * 60_000),
    "brackets": _text("<p>x</p>", "<!DOCTYPE " + "\"'[" * 60_000),
    "ampersands": _text("<p>" + "&" * 20_000 + "</p>"),
    "ids": _text("".join(f'<p id="p1"><a href="#{n}">x</a></p>' for n in range(2_000))),
    "attributes": _text("<p " + " ".join(f'a{n}="x"' for n in range(6_000)) + ">x</p>"),
    "spine": packed(changed(right_book(), "OPS/book.opf", "</spine>", '<itemref idref="one"/>' * 5_000 + "</spine>")),
    "manifest": packed(
        changed(
            right_book(),
            "OPS/book.opf",
            "</manifest>",
            "".join(f'<item id="x{n % 90}" href="{n % 70}.css" media-type="text/css"/>' for n in range(2_000))
            + "</manifest>",
        )
    ),
    "self": packed(changed(right_book(), "META-INF/container.xml", "OPS/book.opf", "META-INF/container.xml")),
    "wide": packed({**right_book(), _ONE: str(right_book()[_ONE]).encode("utf-16")[:-1]}),
    "zeros": packed({**right_book(), _ONE: bytes(50_000)}),
    "nested contents": packed(
        changed(old_book(), "OPS/toc.ncx", "</navMap>", "<navPoint>" * 250 + "</navPoint>" * 250 + "</navMap>")
    ),
    "address": _text('<p><a href="http://[">x</a><a href="%00">y</a><img src="//[" alt="x"/></p>'),
}


def _in_place_of(name: str, other: str) -> Files:
    return {(other if one == name else one): content for one, content in right_book().items()}


_CONTAINER = str(right_book()["META-INF/container.xml"])
_ALIKE = {
    "a container in small letters": _in_place_of("META-INF/container.xml", "meta-inf/container.xml"),
    "a second container": {**right_book(), "META-INF/CONTAINER.XML": _CONTAINER},
    "a second container comes first": {"meta-inf/container.xml": _CONTAINER, **right_book()},
    "a mimetype in capitals": _in_place_of("mimetype", "MIMETYPE"),
}


@pytest.mark.parametrize("name", _ALIKE)
def test_names_of_the_format_in_other_letters(name: str) -> None:
    made = fix(packed(changed(_ALIKE[name], "OPS/book.opf", "<dc:language>en</dc:language>", "")))

    names = list(unpacked(made.content))
    assert {"mimetype", "META-INF/container.xml"} <= set(names)
    assert len({one.lower() for one in names}) == len(names)
    assert fix(made.content).content == made.content


def test_an_entry_that_leads_out_of_the_book_is_none_of_the_contents_for_old_readers() -> None:
    files = changed(right_book(), "OPS/nav.xhtml", "<ol>", '<ol><li><a href="https://example.org/">Out</a></li>')
    made = fix(packed(changed(files, "OPS/toc.ncx", "two.xhtml#two", "one.xhtml")))

    assert {"K042"} == {one.code for one in made.mended}
    assert b"example.org" not in unpacked(made.content)["OPS/toc.ncx"]


def test_what_a_mend_brings_about_is_mended_too() -> None:
    files = changed(old_book(), "OPS/book.opf", 'href="style.css"', 'href="gone.css"')
    made = fix(packed(changed(files, _ONE, '<p id="p2">', '<section role="note"><p>Aside.</p></section><p id="p2">')))

    assert made.left == ()
    assert fix(made.content).content == made.content


@pytest.mark.parametrize("name", _HARMFUL)
def test_hostile_books_get_an_answer(name: str) -> None:
    begun = time.process_time()
    check(_HARMFUL[name])
    made = fix(_HARMFUL[name])

    assert time.process_time() - begun < 10
    assert b"root:" not in made.content
    check(made.content)


def test_bytes_by_chance_get_an_answer_or_an_error() -> None:
    chance = random.Random(6)  # noqa: S311 - seeded chance, no secrets
    book = packed(right_book())
    stored = BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        for name, content in right_book().items():
            archive.writestr(name, content)
    for content in (book, stored.getvalue()):
        for _ in range(60):
            broken = bytearray(content)
            for _ in range(chance.randint(1, 8)):
                broken[chance.randrange(len(broken))] = chance.randrange(256)
            try:
                fix(bytes(broken))
            except Fic2EpubError as error:
                assert error.message  # noqa: PT017 - either is right
