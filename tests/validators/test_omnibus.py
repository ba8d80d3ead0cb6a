"""Many works in one book, before the same judges as one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

import fic2epub
from fic2epub.model import Source
from tests.ao3.cases import CASES
from tests.ao3.together import TOGETHER
from tests.validators.bar import CHECKS
from tests.validators.judges import complaints
from tests.validators.opened import opened, unzipped

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.validators

_MANY = 100
_WORK = re.compile(rb"(/works/)\d+(?=[\"<])")


def _numbered(source: bytes, number: int) -> bytes:
    """The file with another number of the work, for many cases have the same."""
    return _WORK.sub(rb"\g<1>%d" % (7000 + number), source)


def _omnibus(kind: str) -> list[Source]:
    if kind == "series":
        return [Source(data=file, name=name) for name, file in TOGETHER.items() if name.startswith("harbour-")]
    plain = [case for case in CASES if case.suffix == ".html" and not case.name.startswith("long-")][:_MANY]
    return [Source(data=_numbered(case.source(), number), name=f"{number}.html") for number, case in enumerate(plain)]


@pytest.fixture(scope="module", params=["series", pytest.param("hundred", marks=pytest.mark.long)])
def omnibus(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The path of an omnibus: of a series with its page, or of a hundred cases."""
    options = fic2epub.Options(partial=True)
    work = fic2epub.omnibus(_omnibus(request.param), options)
    if request.param == "hundred":
        assert len(work.parts) > _MANY * 0.9
    path = tmp_path_factory.mktemp("omnibus") / "book.epub"
    return fic2epub.write(fic2epub.build(work, options), path)


def test_epubcheck_has_nothing_to_say(omnibus: Path) -> None:
    assert complaints(omnibus) == []


def test_the_bar_is_met(omnibus: Path) -> None:
    book = opened(unzipped(omnibus))

    assert [f"{check.__name__}: {said}" for check in CHECKS for said in check(book)] == []
