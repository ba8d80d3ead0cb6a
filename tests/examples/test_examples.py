"""The scripts of `examples/` do what the documentation says, from any folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_EXAMPLES = Path("examples").resolve()
_DOCS = Path("docs")
_SCRIPTS = sorted(path.name for path in _EXAMPLES.glob("*.py"))
_LINES = 40

_SAID = {
    "chapter_lengths.py": "3. A Stick in the Mud",
    "convert_one.py": "The Clock That Kept the Tide - Quayside (fic2epub_examples).epub",
    "folder_to_books.py": "the-clock-that-kept-the-tide.html → Original Work - The Clock That Kept the Tide.epub",
    "inspect_facts.py": "by:       Quayside (fic2epub_examples)\nlanguage: en",
    "own_subjects.py": "- Bedtime\n- General Audiences\n- Clocks",
}
"""What each script says among other things."""
_MADE = {
    "convert_one.py": "The Clock That Kept the Tide - Quayside (fic2epub_examples).epub",
    "folder_to_books.py": "books/Original Work - The Clock That Kept the Tide.epub",
    "own_subjects.py": "bedtime.epub",
}


@pytest.mark.parametrize("script", _SCRIPTS)
def test_a_script_says_and_makes_what_it_should(script: str, tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-X", "utf8", _EXAMPLES / script], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert (run.returncode, run.stderr) == (0, "")
    assert _SAID[script] in run.stdout
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.epub")) == (
        [_MADE[script]] if script in _MADE else []
    )


@pytest.mark.parametrize("script", _SCRIPTS)
def test_a_script_is_short_and_shown_in_the_documentation(script: str) -> None:
    assert len((_EXAMPLES / script).read_text("utf-8").splitlines()) <= _LINES
    assert any(f"examples/{script}" in page.read_text("utf-8") for page in _DOCS.rglob("*.md"))


def test_a_file_that_is_no_work_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "shopping.html").write_text("<ul><li>bread</li></ul>", "utf-8")

    words = [sys.executable, _EXAMPLES / "folder_to_books.py", tmp_path, tmp_path]
    run = subprocess.run(words, capture_output=True, text=True, check=True)

    assert run.stdout.startswith("left out shopping.html: ")
    assert list(tmp_path.glob("*.epub")) == []
