"""The era of a download, told by what its templates changed."""

from __future__ import annotations

import pytest

import fic2epub
from fic2epub.readers.eras import span
from tests.ao3.cases import named
from tests.ao3.cases.case import chapter, several
from tests.ao3.cases.eras import everything
from tests.ao3.download import render
from tests.ao3.works import Era

_TOLD = {
    Era.D1: "2010-12 to 2011-11",
    Era.D1A: "2011-11 to 2014-06",
    Era.D1B: "2010-12 to 2014-06",
    Era.D1C: "2011-11 to 2014-06",
    Era.D2: "2014-06 to 2016-10",
    Era.D2A: "2016-10 to 2018-08",
    Era.D2B: "2016-10 to 2018-08",
    Era.D2C: "2018-08 to 2019-01",
    Era.D3: "2019-01 to 2022-06",
    Era.D4: "2022-06 to 2023-04",
    Era.D4A: "2022-06 to 2023-04",
    Era.D5: "2023-04",
    Era.D5A: "2023-04 to 2023-10",
    Era.D6: "2023-10 to 2025-05",
    Era.D6A: "2023-10 to 2025-05",
    Era.D7: "2025-05 to 2025-12",
    Era.D7A: "2025-05 to 2025-12",
    Era.D8: "2025-05 to 2025-12",
    Era.D9: "2025-12 or later",
    Era.D10: "2025-12 or later",
    Era.D11: "2025-12 or later",
}


def _era(file: bytes) -> str:
    origin = fic2epub.read(file).origin
    assert origin is not None
    return origin.era


@pytest.mark.parametrize("era", Era, ids=lambda era: era.label)
def test_the_narrowest_span_is_told(era: Era) -> None:
    assert _era(render(everything(era), era)) == _TOLD[era]


@pytest.mark.parametrize("era", Era, ids=lambda era: era.label)
def test_a_short_work_tells_less_and_nothing_wrong(era: Era) -> None:
    told = _era(named(f"era-{era.label}-single").source())
    first, last = _TOLD[era][:7], _TOLD[era][11:] or _TOLD[era][:7]

    assert told
    assert told[:7] <= first
    assert told.endswith("or later") or last.endswith("later") or told[11:] >= last


def test_one_posted_chapter_of_several_in_chapter_form_is_of_2026() -> None:
    work = several("Rain", chapter(1, "Dawn"), planned=None)

    assert _era(render(work, Era.D10)) == "2026-02 or later"
    assert _era(render(work, Era.D9)) == "2025-12 to 2026-02"


def test_a_file_that_contradicts_itself_has_no_era() -> None:
    file = render(everything(Era.D3), Era.D3)

    assert _era(file.replace(b"http://", b"https://")) == ""


def test_spans_are_words() -> None:
    assert span("2019-01", "2022-06") == "2019-01 to 2022-06"
    assert span("2026-02", "") == "2026-02 or later"
    assert span("2023-04", "2023-04") == "2023-04"
    assert span("2022-06", "2019-01") == ""
