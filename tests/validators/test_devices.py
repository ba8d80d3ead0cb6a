"""Books for each device before EPUBCheck and the bar, in the form in which the device gets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import fic2epub
from fic2epub.model import Source
from fic2epub.targets import DEVICES
from tests.ao3.cases import named
from tests.validators.bar import CHECKS
from tests.validators.judges import complaints
from tests.validators.opened import made_for

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.validators

_WORKS = ("era-d11-several", "footnotes-in-end-notes", "footnotes-in-work-end-notes", "text-arabic")


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("name", _WORKS)
def test_a_book_for_a_device_passes(name: str, device: str, tmp_path: Path) -> None:
    source = Source(data=named(name).source(), name=f"{name}.html")
    options = fic2epub.Options(device=device, css="p { margin: 0 }")
    path = fic2epub.convert(source, f"{tmp_path}/", options)

    assert path.name.endswith(DEVICES[device].ending)
    assert complaints(path) == []
    book = made_for(device, path)
    assert [f"{check.__name__}: {said}" for check in CHECKS for said in check(book)] == []
