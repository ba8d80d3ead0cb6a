"""Files and functions stay short enough to be read in one go."""

from __future__ import annotations

import ast
import statistics
from functools import cache
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]
_FOLDERS = ("benchmarks", "docs", "examples", "src", "tests")
_FILES = sorted(path for folder in _FOLDERS for path in (_ROOT / folder).rglob("*.py"))
_FILE_LINES = 400
_FUNCTION_LINES = 60
_MEDIAN_LINES = 10


@cache
def _lengths(path: Path) -> dict[str, int]:
    """Lines of each function, its docstring included."""
    tree = ast.parse(path.read_text("utf-8"))
    return {
        node.name: (node.end_lineno or 0) - node.lineno + 1
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


@pytest.mark.parametrize("path", _FILES, ids=lambda path: str(path.relative_to(_ROOT)))
def test_a_file_and_its_functions_are_short(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= _FILE_LINES
    assert {name: length for name, length in _lengths(path).items() if length > _FUNCTION_LINES} == {}


def test_the_usual_function_is_a_handful_of_lines() -> None:
    lengths = [length for path in _FILES if path.is_relative_to(_ROOT / "src") for length in _lengths(path).values()]

    assert statistics.median(lengths) <= _MEDIAN_LINES
