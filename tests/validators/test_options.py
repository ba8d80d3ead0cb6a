"""Books of every choice for notes and paragraphs, before the judges."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import fic2epub
from fic2epub.model import Source
from tests.ao3.cases import named
from tests.ao3.together import TOGETHER
from tests.validators.bar import CHECKS
from tests.validators.judges import complaints
from tests.validators.opened import opened, unzipped

if TYPE_CHECKING:
    from pathlib import Path

    from fic2epub.model import Html, Work

pytestmark = pytest.mark.validators

_WORKS = (
    *("era-d3-several", "era-d11-several", "notes-chapters", "footnotes-in-end-notes", "footnotes-in-work-end-notes"),
    *("text-arabic", "long-chapter", "stats-no-chapters", "omnibus"),
)
_CHOICES = (
    *({"notes": notes} for notes in ("end", "appendix", "drop")),
    {"paragraphs": "spaced"},
    {"paragraphs": "author", "notes": "appendix", "footnotes": "end"},
    {"spacing": "keep", "footnotes": "keep", "work_skin": "off"},
)


def _work(name: str, options: fic2epub.Options) -> Work[Html]:
    if name == "omnibus":
        return fic2epub.omnibus([file for one, file in TOGETHER.items() if one.startswith("harbour-")], options)
    return fic2epub.read(Source(data=named(name).source(), name=f"{name}.html"), options)


@pytest.mark.parametrize("choice", _CHOICES, ids=lambda choice: "-".join(choice.values()))
@pytest.mark.parametrize("name", _WORKS)
def test_books_of_any_choice_pass(name: str, choice: dict[str, str], tmp_path: Path) -> None:
    options = fic2epub.Options(partial=True, **choice)  # type: ignore[arg-type]
    path = fic2epub.write(fic2epub.build(_work(name, options), options), tmp_path / "book.epub")
    book = opened(unzipped(path))

    assert complaints(path) == []
    assert [f"{check.__name__}: {said}" for check in CHECKS for said in check(book)] == []
