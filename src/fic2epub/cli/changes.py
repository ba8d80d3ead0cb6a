"""What normalizing does to a work, rule by rule: for `inspect --changes`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fic2epub.cli.receipts import told_notice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fic2epub.changes import Changed
    from fic2epub.errors import Notice

__all__ = ["changed_lines", "changes_told"]

_PLACES = 3
"""How many bodies are named for people."""


def changes_told(changes: Iterable[Changed], notices: Iterable[Notice]) -> dict[str, Any]:
    """Changes and notices in types that JSON knows."""
    return {
        "changes": [
            {
                "step": change.step,
                "times": change.times,
                "places": list(change.places),
                "excerpts": [excerpt._asdict() for excerpt in change.excerpts],
            }
            for change in changes
        ],
        "notices": [told_notice(notice) for notice in notices],
    }


def changed_lines(told: dict[str, Any]) -> Iterator[str]:
    """The same for people: each step with a few excerpts, what was after `-`, what is after `+`."""
    for change in told["changes"]:
        yield ""
        yield f"{change['step'].replace('_', ' ')}: {_times(change['times'])} in {_named(change['places'])}"
        for excerpt in change["excerpts"]:
            yield f"  {excerpt['where']}"
            yield from (
                f"    {sign} {excerpt[side]}" for sign, side in (("-", "before"), ("+", "after")) if excerpt[side]
            )
    if not told["changes"]:
        yield from ("", "no rule changes anything")


def _times(count: int) -> str:
    return "1 place" if count == 1 else f"{count:,} places"


def _named(places: list[str]) -> str:
    return "; ".join(places[:_PLACES]) + (f" and {len(places) - _PLACES:,} more" if len(places) > _PLACES else "")
