"""Who may import whom, and where markup is parsed."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]
_MODULES = sorted((_ROOT / "src").rglob("*.py"))
_MARKUP = {"HTML", "HTMLParser", "XML", "XMLParser", "fromstring", "iterparse", "parse", "tostring", "tounicode"}
"""What lxml.etree calls its parsers and serializers; their one door is `dom.py`."""


def test_the_import_contracts_are_kept() -> None:
    words = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()"]
    ran = subprocess.run(words, cwd=_ROOT, capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stdout
    assert " 0 broken" in ran.stdout


@pytest.mark.parametrize("path", _MODULES, ids=lambda path: str(path.relative_to(_ROOT / "src")))
def test_markup_is_parsed_and_serialized_in_one_place(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    used = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "etree"
    } | {alias.name for node in ast.walk(tree) if _is_from_lxml(node) for alias in node.names}

    assert path.name == "dom.py" or not used & _MARKUP


def _is_from_lxml(node: ast.AST) -> bool:
    return isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "lxml"


@pytest.mark.parametrize("path", _MODULES, ids=lambda path: str(path.relative_to(_ROOT / "src")))
def test_nothing_opens_addresses(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    modules |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}

    assert "urllib.request" not in modules
