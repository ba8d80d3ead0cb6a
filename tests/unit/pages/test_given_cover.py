"""Covers that are pictures: a reader's own, or the author's."""

from __future__ import annotations

import os
import struct
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from fic2epub.errors import OptionsError
from fic2epub.model import Asset
from fic2epub.options import Options
from fic2epub.pages.cover import cover_of, jacket_of
from tests.unit.pages.samples import metadata

if TYPE_CHECKING:
    from pathlib import Path

NOTES: list[tuple[str, str]] = []
SEA, SAND = (20, 60, 120), (220, 200, 140)


@pytest.fixture(autouse=True)
def _forget() -> None:
    NOTES.clear()


def note(code: str, message: str, where: str = "") -> None:
    """Keep what was said."""
    NOTES.append((code, f"{where}: {message}"))


def packed(image: Image.Image, form: str, **settings: object) -> bytes:
    """The picture as a file."""
    file = BytesIO()
    image.save(file, form, **settings)
    return file.getvalue()


def beach(width: int = 600, height: int = 900, mode: str = "RGB") -> Image.Image:
    """Sea above sand."""
    image = Image.new("RGB", (width, height), SEA)
    image.paste(SAND, (0, height // 2, width, height))
    return image.convert(mode)


def given(content: bytes, folder: Path, name: str = "cover.bin", **options: object) -> Image.Image:
    """The cover that is made of a file with these bytes."""
    path = folder / name
    path.write_bytes(content)
    chosen = Options(cover=str(path), **options)
    cover = cover_of(jacket_of(metadata(), chosen), chosen.cover, (), note)
    image = Image.open(BytesIO(cover))
    assert (image.format, "progressive" in image.info, image.info.get("exif")) == ("JPEG", False, None)
    return image


def near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether two colours differ no more than a JPEG's do."""
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) < 12


@pytest.mark.parametrize(
    ("form", "mode"),
    [("JPEG", "RGB"), ("JPEG", "CMYK"), ("PNG", "P"), ("PNG", "RGBA"), ("GIF", "P"), ("WEBP", "RGB"), ("TIFF", "RGB")],
)
def test_a_picture_of_any_format_becomes_the_cover(form: str, mode: str, tmp_path: Path) -> None:
    image = given(packed(beach(mode=mode), form), tmp_path)
    assert (image.size, image.mode) == ((600, 900), "RGB")
    assert near(image.getpixel((300, 100)), SEA)
    assert near(image.getpixel((300, 800)), SAND)
    assert NOTES == []


def test_it_is_turned_as_its_camera_says(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # a quarter to the right
    image = given(packed(beach(900, 600), "JPEG", exif=exif), tmp_path)
    assert image.size == (600, 900)
    assert near(image.getpixel((500, 450)), SEA)


def test_what_is_transparent_becomes_white(tmp_path: Path) -> None:
    image = given(packed(Image.new("RGBA", (400, 600), (0, 0, 0, 0)), "PNG"), tmp_path)
    assert near(image.getpixel((200, 300)), (255, 255, 255))


def test_sixteen_bits_a_colour_become_eight(tmp_path: Path) -> None:
    image = given(packed(Image.new("I;16", (400, 600), 65535 // 2), "PNG"), tmp_path)
    assert near(image.getpixel((200, 300)), (127, 127, 127))


def test_a_large_one_is_made_smaller_and_a_small_one_stays(tmp_path: Path) -> None:
    assert given(packed(beach(3200, 3200), "JPEG"), tmp_path).size == (1600, 1600)
    assert given(packed(beach(90, 120), "PNG"), tmp_path).size == (90, 120)
    grey = given(packed(beach(1000, 1500), "JPEG"), tmp_path, image_size="500x600", grey=True)
    assert (grey.mode, grey.size) == ("RGB", (400, 600))


def test_the_same_picture_gives_the_same_bytes(tmp_path: Path) -> None:
    content = packed(beach(), "PNG")
    assert given(content, tmp_path).tobytes() == given(content, tmp_path, "other.png").tobytes()


def _bomb() -> bytes:
    """A PNG whose head says that it has 100,000 × 100,000 pixels."""
    head = struct.pack(">LLBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    chunk = struct.pack(">L", len(head)) + b"IHDR" + head + struct.pack(">L", zlib.crc32(b"IHDR" + head))
    return b"\x89PNG\r\n\x1a\n" + chunk


@pytest.mark.parametrize(
    "content",
    [b"", b"no picture", b"<svg xmlns='http://www.w3.org/2000/svg'/>", packed(beach(), "JPEG")[:900], _bomb()],
    ids=["empty", "text", "drawing", "half", "bomb"],
)
def test_what_is_no_picture_is_refused_with_a_hint(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(OptionsError) as error:
        given(content, tmp_path)
    assert error.value.where == str(tmp_path / "cover.bin")
    assert error.value.hint


@pytest.mark.parametrize("path", ["./not/there.png", ".", "./a\0b"])
def test_what_cannot_be_read_is_refused_with_a_hint(path: str) -> None:
    with pytest.raises(OptionsError) as error:
        cover_of(jacket_of(metadata(), Options(cover=path)), path, (), note)
    assert error.value.hint


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    pipe = str(tmp_path / "cover.png")
    os.mkfifo(pipe)
    with pytest.raises(OptionsError, match="no regular file"):
        cover_of(jacket_of(metadata(), Options(cover=pipe)), pipe, (), note)


def authors(*pictures: Image.Image | bytes) -> bytes:
    """The cover when the author's picture is asked for."""
    contents = [one if isinstance(one, bytes) else packed(one, "PNG") for one in pictures]
    assets = [Asset(f"images/p{n}.png", "image/png", content) for n, content in enumerate(contents)]
    sheet = Asset("css/x.css", "text/css", b"")
    return cover_of(jacket_of(metadata(), Options(cover="author")), "author", (sheet, *assets), note)


def test_the_authors_first_large_upright_picture_is_taken() -> None:
    cover = Image.open(BytesIO(authors(beach(900, 300), beach(40, 60), b"cut", beach(500, 800), beach(700, 900))))
    assert cover.size == (500, 800)
    assert NOTES == [("I011", "cover: the cover is the author's picture p3.png")]


@pytest.mark.parametrize("pictures", [(), (beach(900, 300),), (beach(310, 2000),), (packed(beach(), "PNG")[:300],)])
def test_without_such_a_picture_one_is_drawn(pictures: tuple[Image.Image | bytes, ...]) -> None:
    assert Image.open(BytesIO(authors(*pictures))).size == (1600, 2400)
    assert [code for code, _ in NOTES] == ["I012"]
