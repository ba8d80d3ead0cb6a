"""What a picture is, its first bytes tell."""

from __future__ import annotations

import pytest

from fic2epub.kinds import asset_of, is_sane, kind_of, moves
from tests.unit.drawn import gif, jpeg, png
from tests.unit.images.samples import KINDS, moving

SVG = b'<svg xmlns="http://www.w3.org/2000/svg">'


@pytest.mark.parametrize(
    "data",
    [
        SVG,
        b"\xef\xbb\xbf \n" + SVG,
        b"<?xml version='1.0'?><!-- a > b --><!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'x'>" + SVG,
        b"<!DOCTYPE svg [<!ENTITY a 'b>'>]>" + SVG,
        b"<svg:svg xmlns:svg='http://www.w3.org/2000/svg'/>",
        b"<!--" + b"-" * 3000 + b"-->" + SVG,
    ],
)
def test_a_drawing_is_told(data: bytes) -> None:
    assert kind_of(data) == "svg"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<",
        b"<html>" + SVG,
        b"<!DOCTYPE html>" + SVG,
        b"<svgx>",
        b"words <svg>",
        b"<!--" * 4000 + b"<svgx",
        b"<!---->" * 2000 + b"<svgx",
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        b"RIFF\0\0\0\0WAVE",
        b"%PDF-1.7",
        b"PK\3\4",
    ],
    ids=lambda data: repr(data[:20]),
)
def test_what_is_no_picture(data: bytes) -> None:
    assert kind_of(data) == ""


def test_a_picture_is_named_by_its_bytes() -> None:
    """The kind by what is in it."""
    one, same, other = (asset_of(data, kind_of(data)) for data in (png(), png(), gif()))
    assert one == same
    assert one.href != other.href
    assert (other.media_type, other.href[-4:]) == ("image/gif", ".gif")


def test_what_moves_is_told_without_decoding() -> None:
    kinds = {name: moves(asset_of(data, kind_of(data))) for name, data in KINDS.items()}
    assert [name for name, found in kinds.items() if found] == ["GIF that moves"]
    assert not moves(asset_of(moving("GIF")[:200], "gif"))
    assert not moves(asset_of(b"GIF89a" + bytes(9), "gif"))


def test_sizes_beyond_reason_are_told_by_headers() -> None:
    assert all(is_sane(data, kind_of(data)) for data in KINDS.values())
    assert not is_sane(png(width=100_000, height=100_000), "png")
    assert not is_sane(jpeg(0xFFFF, 0xFFFF), "jpg")
    assert not is_sane(b"", "bmp")
