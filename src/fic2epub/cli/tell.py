"""Notices in words for people, on standard error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fic2epub.errors import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fic2epub.errors import Notice

__all__ = ["tell"]

_DECIDED = ("M", "C")
"""Letters of the codes that are about markup and style."""
_TOLD = frozenset(("M046",))
"""Of those, what says that an option was of no use."""
_PLACES = 3
"""How many places of one kind of notice are named."""


def tell(notices: Iterable[Notice], work: str) -> None:
    """
    One line a kind of notice: severity, code, message, how often and where.

    What was decided on text and style as it was meant to be is left to the report: nearly every work has some.
    """
    kinds: dict[tuple[str, str], list[Notice]] = {}
    for notice in notices:
        if not _is_decision(notice):
            kinds.setdefault((notice.severity.value, notice.code), []).append(notice)
    if kinds:
        click.echo(f"{work}:", err=True)
    for (severity, code), same in kinds.items():
        click.echo(f"  {severity:<7} {code}  {same[0].message}{_places(same)}", err=True)


def _is_decision(notice: Notice) -> bool:
    """Whether it tells of markup or of style, and of nothing that is to be cared about."""
    return notice.code[0] in _DECIDED and notice.code not in _TOLD and notice.severity is Severity.INFO


def _places(notices: list[Notice]) -> str:
    places = list(dict.fromkeys(notice.where for notice in notices if notice.where))
    named = "; ".join(places[:_PLACES]) + ("; …" if len(places) > _PLACES else "")
    times = f"{len(notices)} times: " if len(notices) > 1 else ""
    return f" ({times}{named})" if named else f" ({len(notices)} times)" if len(notices) > 1 else ""
