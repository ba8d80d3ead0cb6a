"""The gallery's pictures are there, small, described, and those that its script draws."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    import pytest

_ROOT = Path(__file__).parents[2]
_GALLERY = _ROOT / "docs" / "gallery"
_PICTURE = re.compile(r"!\[([^\]]*)\]\((?:docs/)?gallery/([^)]+)\)")
_SHOWN = _PICTURE.findall((_ROOT / "docs" / "gallery.md").read_text("utf-8"))
_MOST, _MOST_OF_ALL = 60_000, 2_000_000
_SHORTEST = 30
"""Characters of a description that says something."""


def _drawn() -> set[str]:
    """The names in the script's table, which is not run: it wants a browser."""
    tree = ast.parse((_GALLERY / "make.py").read_text("utf-8"))
    tables = [node.value for node in tree.body if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict)]
    return {str(key.value) for table in tables for key in table.keys if isinstance(key, ast.Constant)}


def test_every_picture_is_drawn_shown_and_kept() -> None:
    kept = {path.stem for path in _GALLERY.iterdir() if path.suffix in {".png", ".jpg"}}

    assert _drawn() == kept == {Path(name).stem for _, name in _SHOWN}


def test_pictures_are_small() -> None:
    sizes = {name: (_GALLERY / name).stat().st_size for _, name in _SHOWN}

    assert [name for name, size in sizes.items() if size > _MOST] == []
    assert sum(sizes.values()) <= _MOST_OF_ALL


def test_pictures_are_whole() -> None:
    for _, name in _SHOWN:
        with Image.open(_GALLERY / name) as picture:
            picture.load()
            assert picture.width > 500


def test_pictures_are_described() -> None:
    in_readme = _PICTURE.findall((_ROOT / "README.md").read_text("utf-8"))

    assert len(in_readme) == 1
    assert [name for said, name in [*_SHOWN, *in_readme] if len(said) < _SHORTEST] == []


def test_every_page_and_note_in_the_script_is_in_its_book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(_GALLERY)
    import make
    import screens

    shelf = make.Shelf(tmp_path / "shelf")
    shelf.folder.mkdir()
    for name, picture in make.PICTURES.items():
        if not picture.compares:
            for place, screen in enumerate(picture.screens(shelf)):
                shown = screens.framed(screen, tmp_path / f"{name}-{place}", picture.scale)
                assert shown.count("<iframe") + shown.count("<img") == 1 + bool(getattr(screen, "note", ""))
    for module in ("make", "peers", "screens"):
        sys.modules.pop(module)
