"""Whatever bytes stand for a picture: a book is made, and every picture in it is one that e-readers show."""

from __future__ import annotations

import os
from io import BytesIO

from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from fic2epub.images import fit_pictures
from fic2epub.images.target import MOST_BYTES, Target, Unshowable
from fic2epub.kinds import MEDIA_TYPES, asset_of, kind_of
from fic2epub.model import Asset
from fic2epub.options import Options
from fic2epub.pipeline import build
from tests.property.strategies import many
from tests.unit.images.samples import KINDS
from tests.unit.images.works import work_with

_NAMES = tuple(KINDS)
_BEGINNINGS = (
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"GIF89a",
    b"RIFF\0\0\0\0WEBP",
    b"BM",
    b"II*\0",
    b"\0\0\1\0",
    b"<svg",
)


@st.composite
def _damaged(draw: st.DrawFn) -> bytes:
    """A picture of any kind with some bytes changed, taken out or put in."""
    data = bytearray(KINDS[draw(st.sampled_from(_NAMES))])
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, min(len(data), draw(st.sampled_from((64, 1 << 20))))))
        length = draw(st.sampled_from((0, 1, 4, 900)))
        data[place : place + length] = draw(st.binary(max_size=8))
    return bytes(data)


_ANY = st.one_of(_damaged(), st.builds(bytes.__add__, st.sampled_from(_BEGINNINGS), st.binary(max_size=200)))


@settings(max_examples=300 if os.environ.get("CI") else 60)
@given(pictures=st.lists(_ANY, min_size=1, max_size=4), grey=st.booleans(), width=st.sampled_from((40, 1600)))
@example(pictures=[b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='1.2.3 1e9'><path/></svg>"], grey=False, width=40)
def test_what_comes_out_is_shown(pictures: list[bytes], grey: bool, width: int) -> None:  # noqa: FBT001 - drawn
    """Nothing is raised; what is no picture is told, and the rest opens, fits, and is what it is called."""
    assets = [asset_of(data, kind_of(data) or "png") for data in pictures]
    became = list(fit_pictures(assets, Target(width, 2400, grey)))
    assert len(became) == len(pictures)
    for one in became:
        if isinstance(one, Unshowable):
            continue
        assert kind_of(one.data) == one.kind
        assert len(one.data) <= MOST_BYTES
        if one.kind == "svg":
            assert b"<script" not in one.data
            continue
        image = Image.open(BytesIO(one.data))
        image.load()
        assert image.mode in ("1", "L", "P", "RGB", "RGBA", "LA")
        assert image.width <= width


@many
@given(st.lists(_ANY, min_size=1, max_size=4), st.sampled_from(("keep", "drop")))
def test_a_book_is_made_of_any_bytes(pictures: list[bytes], images: str) -> None:
    """As the file of a work, under any name and type: no error, and nothing in the book that is not shown in it."""
    assets = tuple(
        Asset(href=f"images/{number}.jpg", media_type="image/jpeg", data=data) for number, data in enumerate(pictures)
    )
    markup = "".join(f'<p><img src="asset:{asset.href}" alt="A lamp"></p>' for asset in assets)
    book = build(work_with(markup, assets=assets), Options(cover="none", images=images))
    text = b"".join(document.xhtml for document in book.documents)
    for asset in book.assets:
        if asset.href.startswith("images/"):
            assert f"../{asset.href}".encode() in text
            assert asset.media_type == MEDIA_TYPES[kind_of(asset.data)]
    assert text.count(b"A lamp") == len(pictures)
