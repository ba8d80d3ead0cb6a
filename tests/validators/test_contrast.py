"""Letters can be read on what is behind them: axe's judgement, in a browser, of books that wear skins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ao3.skins import SKINNED
from tests.validators.looks import MODES, chapter_of, look, missing

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.ace
@pytest.mark.timeout(600)
@pytest.mark.skipif(bool(missing()), reason=missing() or "nothing is missing")
def test_axe_finds_contrast_enough_by_day_and_by_night(tmp_path: Path) -> None:
    chapters = [chapter_of(name, "page", mode, tmp_path) for name in SKINNED for mode in MODES]
    chapters += [chapter_of(name, "download", mode, tmp_path) for name in ("chat", "tweets") for mode in MODES]
    jobs = [{"page": str(chapter), "contrast": True, "night": night} for chapter in chapters for night in (False, True)]

    seen = look(jobs)

    assert len(seen) == len(jobs)
    assert all(answer["judged"] for answer in seen)
    assert [answer for answer in seen if answer["violations"]] == []
