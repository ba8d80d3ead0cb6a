"""The order of names as people see it."""

from __future__ import annotations

import re

__all__ = ["natural"]

_DIGITS = re.compile(r"([0-9]+)")


def natural(name: str) -> tuple[tuple[tuple[str, int, str], ...], str]:
    """What to sort names by, so that `page 2` comes before `page 10`, in any case of letters."""
    parts = _DIGITS.split(name.casefold())
    key = tuple(
        ("", len(part.lstrip("0")), part.lstrip("0")) if place % 2 else (part, 0, "")
        for place, part in enumerate(parts)
    )
    return key, name
