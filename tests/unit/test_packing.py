"""What is packed while more is being made comes out as if it had been packed alone, and at the end."""

from __future__ import annotations

import threading
import zlib

import pytest

from fic2epub import packing
from fic2epub.packing import Packed, Packer, stored

WORDS = b"The lamp was lit at six and burned until the boats came home. " * 40
PAGES = [WORDS * (number % 7 + 1) for number in range(60)]


def alone(contents: list[bytes]) -> list[Packed]:
    with Packer() as packer:
        return packer.packed(contents)


def test_content_comes_out_as_it_went_in() -> None:
    assert [zlib.decompress(one.content, -15) for one in alone(PAGES)] == PAGES
    assert [one.crc for one in alone(PAGES)] == [zlib.crc32(page) for page in PAGES]


def test_what_does_not_become_smaller_is_stored() -> None:
    assert alone([b"ab", b""]) == [stored(b"ab"), stored(b"")]


@pytest.mark.parametrize("added", [0, 1, 30, 60])
def test_whatever_was_added_before_the_bytes_are_the_same(monkeypatch: pytest.MonkeyPatch, added: int) -> None:
    before = alone(PAGES)
    monkeypatch.setattr(packing, "_LARGE", 0)
    with Packer() as packer:
        for page in PAGES[:added]:
            packer.add(page)
        assert packer.packed(PAGES) == before


def test_what_was_added_is_packed_without_being_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def tell(plain: bytes) -> Packed:
        done.set()
        return stored(plain)

    done = threading.Event()
    monkeypatch.setattr(packing, "_LARGE", 0)
    monkeypatch.setattr(packing, "pack", tell)
    with Packer() as packer:
        packer.add(WORDS)
        assert done.wait(10)


def test_little_is_packed_without_a_thread() -> None:
    with Packer() as packer:
        packer.add(WORDS)
        assert threading.active_count() == 1
        assert len(packer.packed([WORDS])) == 1


def test_the_thread_ends_though_nobody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "_LARGE", 0)
    with Packer() as packer:
        for page in PAGES:
            packer.add(page)
    assert threading.active_count() == 1


def test_what_fails_in_the_thread_fails_for_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: bytes) -> Packed:
        tried.set()
        raise MemoryError

    tried = threading.Event()
    monkeypatch.setattr(packing, "_LARGE", 0)
    monkeypatch.setattr(packing, "pack", refuse)
    with Packer() as packer:
        packer.add(WORDS)
        assert tried.wait(10)
        with pytest.raises(MemoryError):
            packer.packed([WORDS])
