"""A few books, file by file as text: what a change does to them is seen in the diff of a commit.

`pytest tests/golden --accept` rewrites them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import fic2epub
from fic2epub.epub import epub_bytes
from tests.ao3.cases import named
from tests.ao3.together import TOGETHER
from tests.property.books import package

if TYPE_CHECKING:
    from fic2epub.model import Html, Work

_HERE = Path(__file__).parent
_GOLDENS = (
    "era-d1-single",
    "era-d3-several",
    "era-d8-several",
    "stats-unfinished-d10",
    "stats-no-chapters",
    "text-arabic",
    "omnibus",
)
"""Names of cases, and the series of `tests/ao3/together.py`; each has a folder beside this file."""
_TEXTS = (".opf", ".ncx", ".xhtml", ".xml")


def _exploded(name: str) -> dict[str, str]:
    """The text files of a case's book by their path in it, style sheets and pictures left out."""
    files, _ = package(epub_bytes(fic2epub.build(_work(name))))
    return {path: content.decode() for path, content in files.items() if path.endswith(_TEXTS)}


def _work(name: str) -> Work[Html]:
    if name != "omnibus":
        return fic2epub.read(named(name).source())
    return fic2epub.omnibus(file for one, file in TOGETHER.items() if one.startswith("harbour-"))


def _rewrite(folder: Path, texts: dict[str, str]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for path, text in texts.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="")


def _kept(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes().decode() for path in files}


@pytest.mark.parametrize("name", _GOLDENS)
def test_the_book_is_the_one_that_was_accepted(name: str, *, accept: bool) -> None:
    texts = _exploded(name)
    if accept:
        _rewrite(_HERE / name, texts)

    kept = _kept(_HERE / name)

    assert sorted(texts) == sorted(kept)
    for path, text in texts.items():
        assert text == kept[path], f"{name}/{path} has changed: look at it, then --accept"


def test_every_golden_is_a_case_that_is_tried() -> None:
    folders = {path.name for path in _HERE.iterdir() if path.is_dir() and not path.name.startswith("__")}

    assert folders == set(_GOLDENS)


def test_goldens_are_not_rewritten_where_nobody_looks() -> None:
    before = _kept(_HERE / "era-d1-single")
    words = [sys.executable, *"-m pytest --accept -q -n0 -p no:cacheprovider -k era-d1-single".split(), __file__]

    done = subprocess.run(
        words, env={**os.environ, "CI": "true"}, cwd=_HERE.parents[1], capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert "not in CI" in done.stdout
    assert _kept(_HERE / "era-d1-single") == before
