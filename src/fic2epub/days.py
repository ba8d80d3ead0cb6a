"""Days on which files were saved, as file systems, archives and mails tell them."""

from __future__ import annotations

from datetime import UTC, date, datetime

__all__ = ["day_of_time", "day_packed", "day_written"]

_FIRST_DAY = date(1980, 1, 1)
"""The first that a zip archive can tell: there, and before, stands what knows no date."""


def day_of_time(seconds: float) -> date | None:
    """
    The day, in UTC, of so many seconds since 1970; None where it stands for nothing or for no day at all.

    >>> day_of_time(1_700_000_000)
    datetime.date(2023, 11, 14)
    """
    try:
        return _known(datetime.fromtimestamp(seconds, UTC).date())
    except (OSError, OverflowError, ValueError):
        return None


def day_packed(year: int, month: int, day: int) -> date | None:
    """The day that a zip archive tells of a file; None where it stands for nothing or for no day at all."""
    try:
        return _known(date(year, month, day))
    except ValueError:
        return None


def day_written(text: str) -> date | None:
    """
    The day that an ISO date, or a moment that begins with one, tells.

    >>> day_written("2024-05-01T22:10:00+00:00")
    datetime.date(2024, 5, 1)
    """
    try:
        return _known(date.fromisoformat(text.strip()[:10]))
    except ValueError:
        return None


def _known(day: date) -> date | None:
    return day if day > _FIRST_DAY else None
