"""What we make is what we ask of others: nothing is found in our books, for no device."""

from __future__ import annotations

import functools

import pytest

import fic2epub
from fic2epub.checking import check
from fic2epub.epub import epub_bytes
from fic2epub.targets import DEVICES, container
from tests.ao3.cases import CASES, named
from tests.golden.test_goldens import _GOLDENS, _work


@functools.cache
def _golden(name: str) -> bytes:
    return epub_bytes(fic2epub.build(_work(name)))


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("name", _GOLDENS)
def test_nothing_is_found_in_a_golden_book(name: str, device: str) -> None:
    target = DEVICES[device]

    assert check(container(_golden(name), target), device, name=f"book{target.ending}") == ()


@pytest.mark.parametrize("device", DEVICES)
def test_nothing_is_found_in_what_is_made_for_a_device(device: str) -> None:
    options = fic2epub.Options(device=device)
    target = DEVICES[device]
    book = epub_bytes(fic2epub.build(fic2epub.read(named("era-d8-several").source()), options))

    assert check(container(book, target), device, name=f"book{target.ending}") == ()


@pytest.mark.parametrize("name", [case.name for case in CASES][::60])
def test_nothing_is_found_in_the_books_of_awkward_works(name: str) -> None:
    source = named(name).source()
    book = epub_bytes(fic2epub.build(fic2epub.read(source, fic2epub.Options(partial=True))))

    assert check(book, name="book.epub") == ()
