"""The commonest joints are parted at once; what is not as plain is left to be judged."""

from __future__ import annotations

import pytest

from fic2epub.readers.flat.evidence import weigh
from fic2epub.readers.flat.letters import BORDER, LINE
from fic2epub.readers.flat.plain import part_plain_ends


def shown(line: str) -> tuple[str, int]:
    """The line with `|` for a border, and how many are doubtful."""
    text = f"{LINE}{line}{LINE}"
    parted, doubtful = part_plain_ends(text, weigh(text))
    return parted.strip(LINE).replace(BORDER, "|"), doubtful


@pytest.mark.parametrize(
    "line",
    [
        "It rained.|Then it did not.",
        "It rained.|“Then go.”|“No.”|She went.",
        "It rained.|‘Then go.’",
        "“Go!”|“Where?”|“There…”|It rained.",
        "Who?|Nobody!|“What?”",
        "There were 12.|Nobody counted.",
        "In 1951.|Nobody counted.",
        "At the 1st.|Nobody counted.",
        "A prof. sang, and a sprof.|Then it rained.",
    ],
)
def test_plain_ends_are_parted(line: str) -> None:
    assert shown(line.replace("|", "")) == (line, 0)


@pytest.mark.parametrize(
    "line",
    [
        "It rained.then it did not.",
        "It cost 3.14, or 12345.Nobody counted; v2.Then it rained.",
        "See dr.Marsh, mrs.Marsh, prof.Marsh and messrs.Marsh.",
        "U.S.A, J.R.Hale and Wha?what",
        "A file of the name of lamp.TXT or lamp.Html is none.",
        "It is at www.lamp.Example and a/lamp.Then, at me@lamp.Then too.",
        "“So?“ – „Ja!”Und",
        "“Then",
        "She said ”Then",
    ],
)
def test_what_is_not_as_plain_is_left_alone(line: str) -> None:
    assert shown(line) == (line, 0)


def test_a_border_in_an_open_quotation_is_doubtful() -> None:
    assert shown("“It rained.Then it did.“Who?Nobody.”") == ("“It rained.|Then it did.|“Who?|Nobody.”", 2)


def test_quotations_are_believed_to_be_open_for_so_long_only() -> None:
    assert shown(f"“It {'r' * 390}ained.Then")[1] == 1
    assert shown(f"“It {'r' * 400}ained.Then")[1] == 0


def test_han_has_no_blanks_to_be_missed() -> None:
    line = "雨が降った。" * 20 + "rained.Then"

    assert shown(line) == (line, 0)
