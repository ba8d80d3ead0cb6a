"""A library over a small shelf, asked without a network."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.unit.serving.shelves import put, shelf_of

pytest.importorskip("starlette")

from fic2epub.serving.app import application
from fic2epub.serving.guarding import Rules
from fic2epub.serving.library import Library
from fic2epub.serving.shelf import FolderShelf, open_shelf
from tests.unit.serving.asking import Client

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fic2epub.serving.codes import Gate


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FolderShelf]:
    """A shelf that nobody changes."""
    root = tmp_path_factory.mktemp("library")
    put(root / "books", shelf_of())
    with closing(open_shelf(root / "books", root / "index.sqlite")) as shelf:
        shelf.refresh()
        yield shelf


@pytest.fixture
def said() -> list[str]:
    """What the library logs."""
    return []


@pytest.fixture
def ask(small: FolderShelf, said: list[str]) -> Callable[..., Client]:
    """A client of a library; `gate` guards it."""

    def client(gate: Gate | None = None, names: frozenset[str] = frozenset()) -> Client:
        library = Library(small, "The House", gate is not None)
        app = application(library, small, Rules(gate, names, said.append), nudge=lambda: said.append("nudged"))
        return Client(app)

    return client


@pytest.fixture
def client(ask: Callable[..., Client]) -> Client:
    """A client of a library without a code."""
    return ask()
