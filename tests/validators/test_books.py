"""Every case of the catalogue, as a book, before its judges."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ao3.cases import CASES
from tests.validators.bar import CHECKS
from tests.validators.judges import complaints
from tests.validators.opened import opened, unzipped

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.validators

_MANY = 100
"""Chapters from which a judge takes its time."""
_NAMES = [
    pytest.param(case.name, marks=[pytest.mark.long] if len(case.work.chapters) > _MANY else []) for case in CASES
]


@pytest.mark.parametrize("name", _NAMES)
def test_epubcheck_has_nothing_to_say(name: str, book_of: Callable[[str], Path]) -> None:
    assert complaints(book_of(name)) == []


@pytest.mark.parametrize("name", _NAMES)
def test_the_bar_is_met(name: str, book_of: Callable[[str], Path]) -> None:
    book = opened(unzipped(book_of(name)))

    assert [f"{check.__name__}: {said}" for check in CHECKS for said in check(book)] == []
