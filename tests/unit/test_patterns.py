"""Patterns that wait are those that `re.compile` gives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fic2epub.patterns import late

if TYPE_CHECKING:
    import pytest


def test_a_pattern_does_what_a_compiled_one_does() -> None:
    found = late("a+", re.IGNORECASE).search("bAa")
    assert found is not None
    assert found[0] == "Aa"
    assert late("a+").search("bAA") is None
    assert late("a").sub("c", "aba") == "cbc"


def test_a_pattern_is_compiled_when_it_is_first_asked_and_not_before(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    compile_pattern = re.compile

    def watched(pattern: str, flags: int) -> re.Pattern[str]:
        compiled.append(pattern)
        return compile_pattern(pattern, flags)

    monkeypatch.setattr(re, "compile", watched)
    pattern = late("a+")
    assert compiled == []
    assert pattern.match("a")
    assert pattern.match("aa")
    assert compiled == ["a+"]
