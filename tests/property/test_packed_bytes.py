"""Any bytes that begin as an archive give a book or one of our errors, whatever was done to what is inside."""

from __future__ import annotations

from functools import cache

from hypothesis import example, given
from hypothesis import strategies as st

import fic2epub
from fic2epub.epub import epub_bytes
from fic2epub.errors import Fic2EpubError
from fic2epub.options import Options
from tests.ao3.cases.eras import everything
from tests.ao3.epubs import calibre_epub, fanficfare_epub, hand_made_epub, packing
from tests.ao3.works import Era
from tests.property.books import well_formed

_OPTIONS = Options(cover="none", partial=True)
_STRAY = (
    *(b"<", b">", b"</div>", b"<div>", b"</body>", b'id="', b"..", b"/", b"&", b"&#0;", b"<!--", b"]]>", b"\x00", b"#"),
    *(
        b'"',
        b"<itemref/>",
        b'<item href="a"/>',
        b"</spine>",
        b"<h2>",
        b"<b>Series:</b>",
        b"<section>",
        b"http://[",
        b"%",
    ),
)


@cache
def _sources() -> tuple[bytes, ...]:
    """An EPUB of each kind."""
    ours = fic2epub.build(fic2epub.read(calibre_epub(everything(Era.D9), Era.D9)), _OPTIONS)
    return (
        calibre_epub(everything(Era.D9), Era.D9),
        hand_made_epub(everything(Era.D2), Era.D2),
        fanficfare_epub(everything(Era.D11)),
        fanficfare_epub(everything(Era.D11), table=True),
        epub_bytes(ours),
    )


def _is_book_or_error(source: bytes) -> None:
    try:
        book = fic2epub.build(fic2epub.read(source, _OPTIONS), _OPTIONS)
    except Fic2EpubError as error:
        said = error.message
    else:
        said = book.metadata.title
        for document in book.documents:
            well_formed(document)
    assert said


@given(rest=st.binary(max_size=300))
@example(rest=b"")
@example(rest=b"\x05\x06" + b"\x00" * 18)
@example(rest=b"\x03\x04" + b"\xff" * 300)
def test_what_begins_as_an_archive(rest: bytes) -> None:
    _is_book_or_error(b"PK" + rest)


@given(data=st.data())
def test_an_archive_with_bytes_put_in_and_taken_out(data: st.DataObject) -> None:
    source = bytearray(data.draw(st.sampled_from(_sources())))
    for _ in range(data.draw(st.integers(1, 4))):
        place = int(data.draw(st.floats(0, 1)) * len(source))
        source[place : place + data.draw(st.sampled_from((0, 1, 1, 4, 50)))] = data.draw(st.binary(max_size=4))
    _is_book_or_error(bytes(source))


@given(data=st.data())
def test_files_with_stray_markup_and_without_pieces(data: st.DataObject) -> None:
    files = packing.unpacked(data.draw(st.sampled_from(_sources())))
    for _ in range(data.draw(st.integers(1, 4))):
        name = data.draw(st.sampled_from(sorted(files)))
        content = files[name]
        place = int(data.draw(st.floats(0, 1)) * len(content))
        taken = data.draw(st.sampled_from((0, 0, 3, 40, 500)))
        files[name] = content[:place] + data.draw(st.sampled_from(_STRAY)) + content[place + taken :]
    _is_book_or_error(packing.packed(files))


@given(data=st.data())
def test_files_that_are_exchanged(data: st.DataObject) -> None:
    files = packing.unpacked(data.draw(st.sampled_from(_sources())))
    one, other = data.draw(st.permutations(sorted(files)))[:2]
    files[one], files[other] = files[other], files[one]
    _is_book_or_error(packing.packed(files))
