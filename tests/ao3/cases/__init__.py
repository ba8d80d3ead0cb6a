"""The catalogue: one named case for each thing a download can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ao3.cases import elements, eras, files, mess, metadata, structure, titles
from tests.ao3.cases.case import Case
from tests.ao3.cases.files import REFUSED, Refused

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["CASES", "REFUSED", "Case", "Refused", "named", "write_cases"]

CASES: tuple[Case, ...] = (
    *eras.CASES,
    *titles.CASES,
    *metadata.CASES,
    *structure.CASES,
    *elements.CASES,
    *mess.CASES,
    *files.CASES,
)
"""Every file that is to become a book."""


def named(name: str) -> Case:
    """The case of this name; `KeyError` if there is none."""
    return _BY_NAME[name]


def write_cases(folder: Path) -> int:
    """Write every case's file into `folder`, made if need be; how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    for case in CASES:
        (folder / f"{case.name}{case.suffix}").write_bytes(case.source())
    return len(CASES)


_BY_NAME = {case.name: case for case in CASES}
if len(_BY_NAME) != len(CASES):
    raise ValueError("two cases have the same name")
