"""Patterns that are compiled when one is first used: a work needs few of all, and short works are mostly start."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

__all__ = ["late"]


def late(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` gives, without its time until a method is called; no argument for functions of `re`."""
    return cast("re.Pattern[AnyStr]", _Late(pattern, flags))


class _Late:
    """Stands for a compiled pattern."""

    def __init__(self, source: str | bytes, options: int) -> None:
        self._source = source
        self._options = options

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a pattern has by this name
        """Compile, and keep the method: the next time it is found without coming here."""
        method = getattr(re.compile(self._source, self._options), name)
        setattr(self, name, method)
        return method
