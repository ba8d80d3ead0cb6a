"""Declarations of one plain word are read without cssutils, and as it reads them."""

from __future__ import annotations

import pytest

from fic2epub.normalize.skins.judge import judged

BLOCKS = (
    "color: red",
    "color:#a1b2c3;margin-left:16px",
    "color: #aabbcd; background-color: #112234;",
    "font-size: 120%; line-height: 2em; text-align: center",
    " ; display : inline-block ;; font-family: sans-serif",
    "margin: 5px; border-style: solid; filter: none",
    "width: 9999pt; foo: bar",
)


@pytest.mark.parametrize("block", BLOCKS)
def test_plain_declarations_are_read_as_cssutils_reads_them(block: str) -> None:
    assert judged(block)
    assert judged(block) == judged(block.upper())


@pytest.mark.parametrize(
    ("block", "value"),
    [("color: #aabbcc", "#abc"), ("color: #0000ff", "#00f"), ("margin-left: 0px", "0"), ("margin-left: 05px", "5px")],
)
def test_what_cssutils_writes_anew_is_left_to_it(block: str, value: str) -> None:
    assert [one.value for one in judged(block)] == [value]


def test_one_declaration_that_is_not_plain_makes_none_of_its_block_so() -> None:
    assert [(one.name, one.value) for one in judged("color: red; margin-left 5px")] == [("color", "red")]
    assert [(one.name, one.important) for one in judged("color: red; width: 5px !important")] == [
        ("color", False),
        ("width", True),
    ]
