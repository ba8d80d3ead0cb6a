"""The pictures on the pages of devices show what the program says today."""

from __future__ import annotations

import os
import re
import runpy
from pathlib import Path

import pytest

_PAGES = Path(__file__).parents[3] / "docs/devices"
_NAMES = ("kobo", "kindle", "pocketbook", "koreader", "apple", "others")


def _words(svg: str) -> list[str]:
    """What is to be read in a picture, without what Rich draws around it."""
    return re.findall(r">([^<>\n]+)</text>", svg)


@pytest.mark.parametrize("name", _NAMES if os.environ.get("CI") else _NAMES[:2])
def test_a_picture_shows_what_is_said(name: str) -> None:
    script = runpy.run_path(str(_PAGES / "make.py"))

    assert tuple(script["PICTURES"]) == _NAMES
    assert _words(script["drawn"](name, script["PICTURES"][name])) == _words(
        (_PAGES / f"{name}.svg").read_text("utf-8")
    )


@pytest.mark.parametrize("name", _NAMES)
def test_every_page_has_its_picture_and_says_what_was_tried(name: str) -> None:
    page = (_PAGES / f"{name}.md").read_text("utf-8")

    assert re.search(rf"!\[[^\]]{{40,}}\]\({name}\.svg\)", page)
    assert [
        title for title in ("What works", "What cannot be had", "What was tried") if f"## {title}\n" not in page
    ] == []
    assert "http" not in (_PAGES / f"{name}.svg").read_text("utf-8").replace('xmlns="http://www.w3.org/2000/svg"', "")
