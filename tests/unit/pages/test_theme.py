"""The sheets: what every engine bears, and every class that the other stages write."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import fic2epub
from fic2epub import pages
from fic2epub.options import CHOICES
from tests.validators.wardrobe import PIECES, book_of

FOLDER = Path(pages.__file__).parent / "theme"
THEMES = CHOICES["theme"]
Rules = list[tuple[list[str], dict[str, str]]]


def sheet_of(*names: str) -> str:
    """The text of these files, without comments and the line that names their encoding."""
    text = "".join((FOLDER / f"{name}.css").read_text("utf-8") for name in names)
    return re.sub(r"/\*.*?\*/", "", text.removeprefix('@charset "utf-8";'), flags=re.DOTALL)


def rules_of(*names: str) -> Rules:
    """Selectors and declarations of each rule in these files."""
    return [
        ([selector.strip() for selector in selectors.split(",")], dict(re.findall(r"([a-z-]+):\s*([^;]+);", body)))
        for selectors, body in re.findall(r"([^{};]+)\{([^}]*)\}", sheet_of(*names))
    ]


RULES = rules_of("base")
ALL = rules_of("base", *THEMES)
CLASSES = re.findall(
    r"\S+",
    "align-left align-center align-right align-justify underline strike overline big small mono bold italic upright"
    " normal-weight indent no-indent block inline hidden ol-lower-alpha ol-upper-alpha ol-lower-roman ol-upper-roman"
    " ol-decimal ul-disc ul-circle ul-square bordered hr-third hr-full break blank picture embed missing"
    " third full dropcap flashback caps spoiler border font-serif font-sansserif font-monospace font-big font-small"
    " weight-bold slant-italic small-caps lines wide dotted own-indents no-hyphens vertical",
)


def selectors() -> list[str]:
    """All selectors of all sheets."""
    return [selector for group, _ in ALL for selector in group]


@pytest.mark.parametrize("name", CLASSES)
def test_a_class_that_stands_for_the_authors_markup_is_styled(name: str) -> None:
    assert any(re.search(rf"\.{name}(?![\w-])", selector) for group, _ in RULES for selector in group)


def test_there_are_no_colours_and_no_sizes_in_pixels() -> None:
    for group, declarations in ALL:
        for name, value in declarations.items():
            assert "color" not in name, group
            assert "background" not in name, group
            assert not (name == "font-size" and re.search(r"px|pt", value)), group


def test_the_text_itself_is_the_readers_own() -> None:
    ours = {"color", "background", "font-family", "font-size", "line-height", "text-align"}
    for group, declarations in ALL:
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
    assert not re.search(modern, sheet_of("base", *THEMES))


def test_margins_that_center_are_no_auto_which_old_adobe_engines_take_for_nothing() -> None:
    assert not [group for group, declarations in ALL if "auto" in declarations.get("margin", "")]


def test_no_margin_is_negative_which_kindle_refuses() -> None:
    negative = [
        group
        for group, declarations in ALL
        for name, value in declarations.items()
        if name.startswith(("margin", "padding")) and re.search(r"(?:^| )-", value)
    ]
    assert negative == []


@pytest.mark.parametrize("theme", ["base", *THEMES])
def test_what_hangs_to_the_left_is_mirrored(theme: str) -> None:
    group_of = [group for group, _ in rules_of(theme)]
    mirrored = {one.removeprefix("[dir=rtl] ") for group in group_of for one in group if one.startswith("[dir=rtl] ")}
    for group, declarations in rules_of(theme):
        sides = [declarations.get(name, "0").split() for name in ("margin", "padding")]
        uneven = any(len(one) == 4 and one[1] != one[3] for one in sides)
        uneven = uneven or "border-left" in declarations or declarations.get("text-align") == "left"
        if uneven and not group[0].startswith(("[dir", ".vertical", ".align-left")):
            assert set(group) - {"td", "th"} <= mirrored


@pytest.mark.parametrize("theme", THEMES)
def test_what_a_theme_draws_beside_the_text_it_draws_above_upright_text(theme: str) -> None:
    """A rule over a heading of lines from top to bottom would stand at their beginning."""
    rules = rules_of(theme)
    drawn = {one for group, declarations in rules for one in group if {"border-top", "border-left"} & set(declarations)}
    turned = {one.removeprefix(".vertical ") for group, _ in rules for one in group if one.startswith(".vertical ")}
    upright = {one for one in drawn if re.match(r"\.(?:chapter|box)", one) and "none" not in one}
    upright = {one for one in upright if not one.startswith(".vertical")}

    assert upright <= turned | {one for group, _ in RULES for one in group}


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


@pytest.mark.parametrize("theme", THEMES)
def test_the_sheet_of_a_book_is_the_base_and_its_theme(theme: str) -> None:
    book = book_of("flash", theme=theme)
    css = [asset.data for asset in book.assets if asset.media_type == "text/css"]

    assert css == [(FOLDER / "base.css").read_bytes() + (FOLDER / f"{theme}.css").read_bytes()]


def test_the_themes_differ_and_the_plain_one_is_the_smallest() -> None:
    sizes = {theme: (FOLDER / f"{theme}.css").stat().st_size for theme in THEMES}

    assert min(sizes, key=lambda theme: sizes[theme]) == "plain"
    assert sizes["plain"] * 3 < min(sizes["classic"], sizes["modern"])


BARE = re.compile(
    "and|appendix|author|backlink|chapter|entry|entry-label|fandom|folded|footnote-copy|noteref|number|ours|part"
    "|part-page|planned|posted|rating|series-name|summary|unfold|warnings|(?:row|to|by)-[a-z]+"
)
"""Classes that no sheet has a rule for: they name a thing, for who reads the markup, and for this program."""
DRAWN = ("chat", "letter", "mail", "newspaper")
"""Pieces with names of their authors' own."""
ARCHIVE = frozenset(
    "indent dropcap flashback caps spoiler border font-serif font-sansserif font-monospace font-big font-small third"
    " full weight-bold slant-italic".split()
)
"""Classes of otwarchive's public/stylesheets/work_skins/basic_formatting.css."""


def _classes_in(book: fic2epub.model.Book) -> set[str]:
    found: set[str] = set()
    for document in book.documents:
        found.update(*(words.split() for words in re.findall(r' class="([^"]+)"', document.xhtml.decode())))
    return found


def _styled_in(book: fic2epub.model.Book) -> set[str]:
    css = b"".join(asset.data for asset in book.assets if asset.media_type == "text/css")
    return set(re.findall(r"\.([A-Za-z][\w-]*)", re.sub(r"/\*.*?\*/", "", css.decode(), flags=re.DOTALL)))


STYLED = {one for selector in selectors() for one in re.findall(r"\.([A-Za-z][\w-]*)", selector)}


@pytest.mark.parametrize("name", [piece for piece in PIECES if piece not in DRAWN])
def test_every_class_of_a_book_is_styled_or_a_name(name: str) -> None:
    book = book_of(name, lengths=True)

    assert {one for one in _classes_in(book) - STYLED - _styled_in(book) if not BARE.fullmatch(one)} == set()


def test_every_class_of_a_sheet_is_one_that_is_written() -> None:
    source = Path(fic2epub.__file__).parent
    files = (file for stage in ("pages", "book", "normalize") for file in (source / stage).rglob("*.py"))
    written = set().union(*(re.findall(r"[\w-]+", file.read_text("utf-8")) for file in files))

    assert STYLED - written - ARCHIVE == set()


def test_no_name_is_styled_after_all() -> None:
    assert not [one for one in STYLED if BARE.fullmatch(one)]
