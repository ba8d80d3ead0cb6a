"""What two threads pack comes out as if one had packed it."""

from __future__ import annotations

import threading
import zlib

import pytest

from fic2epub import packing
from fic2epub.packing import packed, stored

WORDS = b"The lamp was lit at six and burned until the boats came home. " * 40
PAGES = [WORDS * (number % 7 + 1) for number in range(60)]


def test_content_comes_out_as_it_went_in() -> None:
    assert [zlib.decompress(one.content, -15) for one in packed(PAGES)] == PAGES
    assert [one.crc for one in packed(PAGES)] == [zlib.crc32(page) for page in PAGES]


def test_what_does_not_become_smaller_is_stored() -> None:
    assert packed([b"ab", b""]) == [stored(b"ab"), stored(b"")]


def test_it_is_smaller_than_zlib_makes_it() -> None:
    assert len(packed([WORDS])[0].content) <= len(zlib.compress(WORDS, 6, -15))


def test_two_threads_pack_as_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = packed(PAGES[:9])
    monkeypatch.setattr(packing, "_LARGE", 0)
    assert packed(PAGES[:9]) == alone


def test_little_is_packed_without_a_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(threading, "Thread")
    assert len(packed([WORDS])) == 1


@pytest.mark.parametrize("failing", [0, 1])
def test_what_fails_in_either_thread_is_raised(monkeypatch: pytest.MonkeyPatch, failing: int) -> None:
    calls = []

    def pack(_queue: object, _done: object) -> None:
        calls.append(1)
        if len(calls) - 1 == failing:
            raise MemoryError

    monkeypatch.setattr(packing, "_LARGE", 0)
    monkeypatch.setattr(packing, "_pack", pack)
    with pytest.raises(MemoryError):
        packed([WORDS])
