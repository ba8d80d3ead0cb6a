"""A book with a picture of every kind passes EPUBCheck and the bar, in colour and in grey."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fic2epub.options import Options
from fic2epub.pipeline import build, write
from tests.unit.images.samples import KINDS
from tests.unit.images.works import picture, work_with
from tests.validators.bar import CHECKS
from tests.validators.judges import complaints
from tests.validators.opened import opened, unzipped

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.validators

_DRAWINGS = (
    b"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="90" height="60">
    <style>.a{fill:#333}</style><defs><linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient>
    <clipPath id="c"><rect x="1" y="1" width="9" height="9"/></clipPath><g id="p"><path d="M0 0L5 5"/></g></defs>
    <g clip-path="url(#c)" class="a"><use xlink:href="#p" x="3"/><text x="3" y="9">a <tspan dy="2">b</tspan></text></g>
    <circle cx="9" cy="9" r="4" fill="url(#g)" data-x="1" onclick="x()"/><script>1</script></svg>""",
    b"""<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">
    <svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="urn:x" version="1.1" viewBox="0 0 9 9"><metadata/>
    <title>A lamp</title><desc>by day</desc><symbol id="s" viewBox="0 0 3 3"><ellipse rx="2" ry="1"/></symbol>
    <use href="#s"/><polygon points="0,0 4,4 0,4" inkscape:label="x" style="fill:#123;stroke:none"/></svg>""",
)


@pytest.mark.parametrize("grey", [False, True], ids=["coloured", "grey"])
def test_a_picture_of_every_kind(grey: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a case
    assets = tuple(picture(data) for data in (*KINDS.values(), *_DRAWINGS))
    markup = "".join(f'<p>words</p><p><img src="asset:{asset.href}" alt="A lamp"></p>' for asset in assets)
    bare = f'<p><img src="asset:{assets[0].href}"></p><p><img src="https://example.com/a.png"></p>'
    book = build(work_with(markup, bare, assets=assets), Options(grey=grey))
    assert sum(asset.media_type.startswith("image/") for asset in book.assets) > 20
    path = write(book, tmp_path / "pictures.epub")
    assert complaints(path) == []
    found = opened(unzipped(path))
    assert [f"{check.__name__}: {said}" for check in CHECKS for said in check(found)] == []
