"""The same cover wherever the fonts and the libraries are the same: whatever else the machine is set to."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from fic2epub.options import DESIGNS

_ROOT = Path(__file__).parents[3]
_PROGRAM = """
import sys, hashlib
from fic2epub.model import Creator, Metadata, Series
from fic2epub.options import Options
from fic2epub.pages.cover import draw_cover, fonts
if sys.argv[1] == "backwards":
    fonts._FOLDERS = fonts._FOLDERS[::-1]
for design in {designs!r}:
    for title, language in (("Low Water", "en"), ("長い夜", "ja"), ("دليل الطريق", "ar"), ("नदी \\U0001f30a", "hi")):
        facts = Metadata(
            title=title, creators=(Creator("fenlark"),), fandoms=("Harbour Books", "B"),
            series=(Series("Lights", "2"),), language=language,
        )
        cover = draw_cover(facts, lambda *_: None, Options(cover=design))
        print(design, language, hashlib.sha256(cover).hexdigest())
""".replace("{designs!r}", repr(DESIGNS))


def _covers(folder: Path, order: str, **settings: str) -> str:
    """What a process of its own draws, in a folder of its own."""
    folder.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(_ROOT / "src"), "HOME": str(folder), **settings}
    words = [sys.executable, "-c", _PROGRAM, order]
    return subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=True).stdout


@pytest.mark.timeout(300)
def test_covers_depend_on_nothing_but_metadata_and_fonts(tmp_path: Path) -> None:
    one = _covers(tmp_path / "one", "forwards", PYTHONHASHSEED="1", LC_ALL="C", TZ="UTC", PYTHONUTF8="1")
    other = _covers(tmp_path / "other", "backwards", PYTHONHASHSEED="77", LC_ALL="de_DE.UTF-8", TZ="Asia/Tokyo")
    assert len(set(one.splitlines())) == 4 * len(DESIGNS)
    assert one == other
