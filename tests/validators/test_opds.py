"""The library's catalogue, read by a real reading program's parser, where node and its packages are to be had."""

from __future__ import annotations

import json
import shutil
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette")

from fic2epub.serving.app import application
from fic2epub.serving.guarding import Rules
from fic2epub.serving.library import Library
from fic2epub.serving.shelf import open_shelf
from tests.unit.serving.asking import Client
from tests.unit.serving.shelves import put, shelf_of

_PARSER = Path(__file__).with_name("opds")
_PATHS = {"start": "", "all": "/books?order=title", "found": "/books?words=elan", "authors": "/names/author"}


def _missing() -> str:
    if not shutil.which("node"):
        return "node is not installed"
    there = (_PARSER / "node_modules").is_dir()
    return "" if there else f"the parser is not installed: npm ci --ignore-scripts --prefix {_PARSER}"


@pytest.mark.skipif(bool(_missing()), reason=_missing() or "nothing is missing")
@pytest.mark.parametrize("base", ["/opds", "/opds2"])
def test_readiums_parser_reads_the_catalogue(base: str, tmp_path: Path) -> None:
    put(tmp_path / "books", shelf_of())
    with closing(open_shelf(tmp_path / "books", tmp_path / "index.sqlite")) as shelf:
        shelf.refresh()
        client = Client(application(Library(shelf, "The House"), shelf, Rules()))
        for name, path in _PATHS.items():
            (tmp_path / name).write_bytes(client.get(base + path).content)
        feeds = _read(tmp_path)
        ours = feeds["found"]["books"][0]
        for _, address in ours["files"]:
            assert client.head(address).status_code == 200
        for address in ours["pictures"]:
            assert client.head(address).status_code == 200

    assert feeds["start"]["title"] == "The House"
    assert [title for title, _ in feeds["start"]["ways"]][2:] == ["By fandom", "By series", "By author", "By language"]
    assert {"self", "start", "search"} <= feeds["start"]["links"].keys()
    assert [book["title"] for book in feeds["all"]["books"]] == [
        "A Kobo Book",
        "Élan & Öresund",
        "Old Tides",
        "東京の雨が降る",
    ]
    assert feeds["all"]["total"] == 4
    assert feeds["all"]["facets"] == {"Sort by": 4, "Fandom": 1, "Series": 1, "Author": 4, "Language": 3}
    assert feeds["authors"]["ways"][0][0] == "Ines Dray"
    assert ours["authors"] == ["lampkeeper", "Sea Glass"]
    assert ours["languages"] == ["en"]
    assert ours["subjects"] == ["The Harbour Band", "Fan fiction"]
    assert ours["summary"] == "A storm, a lamp.\nAnd bread."
    assert [kind for kind, _ in ours["files"]] == ["application/epub+zip", "application/kepub+zip"]


def _read(folder: Path) -> dict[str, Any]:
    """Each feed, as the parser understands it."""
    command = ["node", str(_PARSER / "read.cjs"), *(str(folder / name) for name in _PATHS)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    return dict(zip(_PATHS, map(json.loads, ran.stdout.splitlines()), strict=True))
