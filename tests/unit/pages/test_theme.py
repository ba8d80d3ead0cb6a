"""The sheet: what every engine bears, and every class that the other stages write."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fic2epub import pages

SHEET = Path(pages.__file__).with_name("theme").joinpath("base.css").read_text("utf-8")
PLAIN = re.sub(r"/\*.*?\*/", "", SHEET, flags=re.DOTALL)
RULES = [
    ([selector.strip() for selector in selectors.split(",")], dict(re.findall(r"([a-z-]+):\s*([^;]+);", body)))
    for selectors, body in re.findall(r"([^{};]+)\{([^}]*)\}", PLAIN.partition(";")[2])
]
CLASSES = re.findall(
    r"\S+",
    "align-left align-center align-right align-justify underline strike overline big small mono bold italic upright"
    " normal-weight indent no-indent block inline hidden ol-lower-alpha ol-upper-alpha ol-lower-roman ol-upper-roman"
    " ol-decimal ul-disc ul-circle ul-square bordered hr-third hr-full break blank picture embed missing"
    " third full dropcap flashback caps spoiler border font-serif font-sansserif font-monospace font-big font-small"
    " weight-bold slant-italic small-caps lines wide dotted own-indents no-hyphens vertical",
)


def selectors() -> list[str]:
    """All selectors of the sheet."""
    return [selector for group, _ in RULES for selector in group]


@pytest.mark.parametrize("name", CLASSES)
def test_a_class_that_stands_for_the_authors_markup_is_styled(name: str) -> None:
    assert any(re.search(rf"\.{name}(?![\w-])", selector) for selector in selectors())


def test_there_are_no_colours_and_no_sizes_in_pixels() -> None:
    for group, declarations in RULES:
        for name, value in declarations.items():
            assert "color" not in name, group
            assert "background" not in name, group
            assert not (name == "font-size" and re.search(r"px|pt", value)), group


def test_the_text_itself_is_the_readers_own() -> None:
    ours = {"color", "background", "font-family", "font-size", "line-height", "text-align"}
    for group, declarations in RULES:
        if {"html", "body", "p", "div", "span"} & set(group):
            assert not ours & set(declarations), group


def test_no_rule_is_on_bare_div_or_span() -> None:
    assert not {"div", "span", "html", "body", "*"} & {selector.split()[-1] for selector in selectors()}


@pytest.mark.parametrize(
    "modern",
    [
        r"@media",
        r"@import",
        r"@supports",
        r"\b(?:min|max|calc|var|clamp)\(",
        r":not\(",
        r":is\(",
        r"epub\|",
        r"flex",
        r"grid",
    ],
)
def test_nothing_is_newer_than_css_2(modern: str) -> None:
    assert not re.search(modern, PLAIN)


def test_margins_that_center_are_no_auto_which_old_adobe_engines_take_for_nothing() -> None:
    assert not [group for group, declarations in RULES if "auto" in declarations.get("margin", "")]


def test_no_margin_is_negative_which_kindle_refuses() -> None:
    negative = [
        group
        for group, declarations in RULES
        for name, value in declarations.items()
        if name.startswith(("margin", "padding")) and re.search(r"(?:^| )-", value)
    ]
    assert negative == []


def test_what_hangs_to_the_left_is_mirrored() -> None:
    mirrored = {selector.removeprefix("[dir=rtl] ") for selector in selectors() if selector.startswith("[dir=rtl] ")}
    for group, declarations in RULES:
        margin = declarations.get("margin", "0").split()
        if len(margin) == 4 and margin[1] != margin[3] and not group[0].startswith(("[dir", ".vertical")):
            assert set(group) <= mirrored


def test_the_breaks_are_drawn_by_borders_and_one_is_white() -> None:
    styles = {selector: declarations for group, declarations in RULES for selector in group}
    assert styles["hr"]["margin"] == "1.5em 38%"
    assert styles["hr"]["border-top"] == "1px solid"
    assert styles["hr.blank"]["border-top"] == "none"


@pytest.mark.parametrize(
    ("nested", "margins"),
    [
        ("blockquote", {"margin-left", "margin-right"}),
        (".indent", {"margin-left", "margin-right"}),
        ("li", {"margin-left", "padding-left"}),
        ("dd", {"margin-left", "padding-left"}),
        ("[dir=rtl] dd", {"margin-right", "padding-right"}),
    ],
)
def test_what_is_nested_deep_is_indented_no_further(nested: str, margins: set[str]) -> None:
    """Lines without any width: MuPDF 1.21 lays thirty such quotes out for more than a minute."""
    name = nested.rsplit(maxsplit=1)[-1]
    chain = re.compile(rf"{re.escape(nested)}(?: {re.escape(name)}){{3,6}}(?: [uo]l)?")
    found = [declarations for group, declarations in RULES if any(chain.fullmatch(selector) for selector in group)]

    assert any({declaration for declaration in margins if one.get(declaration) == "0"} == margins for one in found)
