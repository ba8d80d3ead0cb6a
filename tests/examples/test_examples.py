"""The scripts of `examples/` do what the documentation says, from any folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.shell import run, with_programs

if TYPE_CHECKING:
    import subprocess

_EXAMPLES = Path("examples").resolve()
_DOCS = Path("docs")
_SCRIPTS = sorted(path.name for path in _EXAMPLES.glob("*.py"))
_LINES = 40

_SAID = {
    "chapter_lengths.py": "3. A Stick in the Mud",
    "convert_one.py": "The Clock That Kept the Tide - Quayside.epub",
    "folder_to_books.py": "the-clock-that-kept-the-tide.html → Original Work - The Clock That Kept the Tide.epub",
    "inspect_facts.py": "by:       Quayside\nlanguage: en",
    "series_to_book.py": "- The Clock That Kept the Tide (4 chapters)\n- Two Lanterns for Mrs. Dray (2 chapters)",
    "own_subjects.py": "- Bedtime\n- General Audiences\n- Clocks",
}
"""What each script says among other things."""
_MADE = {
    "convert_one.py": "The Clock That Kept the Tide - Quayside.epub",
    "folder_to_books.py": "books/Original Work - The Clock That Kept the Tide.epub",
    "own_subjects.py": "bedtime.epub",
    "series_to_book.py": "series.epub",
}


def _python(words: object, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a script, with its words, in a folder."""
    return run(f"python3 {words}", folder, with_programs(folder / ".programs"))


@pytest.mark.parametrize("script", _SCRIPTS)
def test_a_script_says_and_makes_what_it_should(script: str, tmp_path: Path) -> None:
    ran = _python(_EXAMPLES / script, tmp_path)

    assert (ran.returncode, ran.stderr) == (0, "")
    assert _SAID[script] in ran.stdout
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.epub")) == (
        [_MADE[script]] if script in _MADE else []
    )


@pytest.mark.parametrize("script", _SCRIPTS)
def test_a_script_is_short_and_shown_in_the_documentation(script: str) -> None:
    assert len((_EXAMPLES / script).read_text("utf-8").splitlines()) <= _LINES
    assert any(f"examples/{script}" in page.read_text("utf-8") for page in _DOCS.rglob("*.md"))


def test_a_file_that_is_no_work_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "busy.html").write_text("Retry later", "utf-8")

    ran = _python(f"{_EXAMPLES / 'folder_to_books.py'} . books", tmp_path)

    assert ran.stdout.startswith("left out busy.html: ")
    assert list(tmp_path.rglob("*.epub")) == []
