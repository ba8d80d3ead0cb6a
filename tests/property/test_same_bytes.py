"""The same file and options give the same book: in any time zone, locale, folder, and with any hash seed."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import fic2epub
from fic2epub.epub import epub_bytes
from tests.ao3.cases import named
from tests.ao3.download import render
from tests.ao3.works import Era
from tests.property.books import OPTIONS
from tests.property.strategies import works

_SRC = Path(fic2epub.__file__).parents[1]
_PLACES = (
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1", "LANG": "C"},
    {"TZ": "America/Los_Angeles", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "4242", "SOURCE_DATE_EPOCH": "1"},
    {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "random", "PYTHONUTF8": "0"},
)
_SCRIPT = "import sys, fic2epub; fic2epub.convert(sys.argv[1], sys.argv[2])"


def _made_elsewhere(source: Path, folder: Path, place: dict[str, str]) -> bytes:
    """The book's bytes, made by another process."""
    folder.mkdir()
    target = folder / "book.epub"
    environment = {**os.environ, "PYTHONPATH": str(_SRC), **place}
    subprocess.run([sys.executable, "-c", _SCRIPT, str(source), str(target)], check=True, cwd=folder, env=environment)
    return target.read_bytes()


@pytest.mark.parametrize("name", ["era-d8-several", "mess-mixed-scripts"])
def test_the_place_changes_nothing(name: str, tmp_path: Path) -> None:
    source = tmp_path / "work.html"
    source.write_bytes(named(name).source())

    books = [_made_elsewhere(source, tmp_path / str(number), place) for number, place in enumerate(_PLACES)]

    assert len({sha256(book).hexdigest() for book in books}) == 1


def test_the_name_and_folder_of_the_file_change_nothing(tmp_path: Path) -> None:
    paths = [tmp_path / "a.html", tmp_path / "elsewhere" / "Große Datei.htm"]
    paths[1].parent.mkdir()
    for path in paths:
        path.write_bytes(named("era-d3-several").source())

    books = [epub_bytes(fic2epub.build(fic2epub.read(path))) for path in paths]

    assert books[0] == books[1]


@given(data=st.data())
def test_the_same_work_twice_is_the_same_book(data: st.DataObject) -> None:
    era = data.draw(st.sampled_from(Era))
    source = render(data.draw(works(era)), era)

    books = [epub_bytes(fic2epub.build(fic2epub.read(source, OPTIONS), OPTIONS)) for _ in range(2)]

    assert books[0] == books[1]
