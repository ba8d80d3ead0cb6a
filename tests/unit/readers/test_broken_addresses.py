"""Addresses that are none, wherever a page may have one: they were the end of a page, and are no link of a book."""

from __future__ import annotations

import re

import pytest

import fic2epub
from fic2epub.model import Source
from tests.ao3.cases.eras import everything
from tests.ao3.download import render
from tests.ao3.pages import Age, render_page
from tests.ao3.works import Era
from tests.property.books import OPTIONS, lost_links

BROKEN = (
    "http://[bad",
    "//[x",
    "/works/[",
    "%",
    "http://a b/works/5/chapters/6",
    "http://\x01a",
    "http://[::1]:x/works/5",
)
FILES = {
    "download": render(everything(Era.D11), Era.D11),
    "old download": render(everything(Era.D1), Era.D1),
    "page": render_page(everything(Era.D11), Age.A2026_06),
    "chapter page": render_page(everything(Era.D11), Age.A2026_06, 1),
}


def _linked(file: bytes, address: str) -> bytes:
    return re.sub(rb'href="[^"]*"', lambda _: b'href="%s"' % address.encode(), file)


def _marked(file: bytes, address: str) -> bytes:
    """As Chrome marks what it saves."""
    return b"<!-- saved from url=(0042)%s -->" % address.encode() + file


def _based(file: bytes, address: str) -> bytes:
    return file.replace(b"<head>", b'<head><base href="%s">' % address.encode(), 1)


@pytest.mark.parametrize("put", [_linked, _marked, _based])
@pytest.mark.parametrize("address", BROKEN)
@pytest.mark.parametrize("name", FILES)
def test_a_broken_address_breaks_nothing_else(name: str, address: str, put: object) -> None:
    assert callable(put)
    work = fic2epub.read(Source(data=put(FILES[name], address), name="work.html"), OPTIONS)
    assert work.metadata.title == everything(Era.D11).title
    book = fic2epub.build(work, OPTIONS)
    assert lost_links(book) == []
    assert all(b"[bad" not in document.xhtml and b"a b/" not in document.xhtml for document in book.documents)
