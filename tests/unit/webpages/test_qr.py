from __future__ import annotations

import io
import re

import pytest
import segno

from fic2epub.serving.qr import lines_of, told

_URL = "http://192.168.178.23:8000/"
_HALVES = {" ": (0, 0), "▀": (1, 0), "▄": (0, 1), "█": (1, 1)}


class _Stream(io.TextIOWrapper):
    """A terminal, or none, of some encoding."""

    def __init__(self, encoding: str, *, terminal: bool) -> None:
        super().__init__(io.BytesIO(), encoding=encoding)
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


@pytest.mark.parametrize("url", [_URL, "http://[fe80::1]:8000/", "http://library.local:65535/" + "a" * 200])
def test_the_halves_of_blocks_are_the_code_with_its_quiet_zone(url: str) -> None:
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in lines_of(url).splitlines()]
    rows = [[_HALVES[sign][half] for sign in line] for line in lines for half in (0, 1)]

    expected = [list(row) for row in segno.make(url, error="m", micro=False).matrix_iter(border=4)]

    assert rows[: len(expected)] == expected
    assert all(not any(row) for row in rows[len(expected) :])
    assert not any(map(any, expected[:4]))


def test_each_line_says_its_colours_and_takes_them_back() -> None:
    lines = lines_of(_URL).splitlines()

    assert all(line.startswith("\x1b[38;5;16;48;5;231m") and line.endswith("\x1b[0m") for line in lines)
    assert max(len(re.sub(r"\x1b\[[0-9;]*m", "", line)) for line in lines) < 80


def test_the_address_stands_below_the_code() -> None:
    assert told(_URL, _Stream("utf-8", terminal=True)) == lines_of(_URL) + _URL


@pytest.mark.parametrize(("encoding", "terminal"), [("utf-8", False), ("ascii", True), ("cp1252", True)])
def test_without_a_terminal_that_can_show_it_there_is_the_address_alone(encoding: str, terminal: bool) -> None:  # noqa: FBT001 - a case
    assert told(_URL, _Stream(encoding, terminal=terminal)) == _URL


def test_what_no_camera_reads_is_no_code() -> None:
    assert lines_of("http://library.local/" + "a" * 300) == ""
