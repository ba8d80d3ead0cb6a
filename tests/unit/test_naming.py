"""File names: safe on any disk, and still the title."""

from __future__ import annotations

import pytest

from fic2epub.errors import OptionsError
from fic2epub.model import Creator, Metadata, Series
from fic2epub.naming import file_name

TEMPLATE = "{title} - {author}"


def named(title: str, template: str = TEMPLATE, **more: object) -> str:
    """The name of a work by one `keeper`."""
    return file_name(Metadata(title=title, creators=(Creator(name="keeper"),), **more), template)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("The Lamp", "The Lamp - keeper.epub"),
        ("Lamp: Lit?", "Lamp- Lit - keeper.epub"),
        ("a/b\\c|d*e", "a-b-cde - keeper.epub".replace("cde", "c-de")),
        ('<3 "quoted"', "(3 'quoted' - keeper.epub"),
        ("灯台の夜", "灯台の夜 - keeper.epub"),
        ("ضوء", "ضوء - keeper.epub"),
        ("Tab\tand\nline", "Tab and line - keeper.epub"),
        ("...", "keeper.epub"),
        ("\u202eevil\u200b", "evil - keeper.epub"),
        ("a \u200b b\udcff", "a b - keeper.epub"),
        ("\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e - keeper.epub"),
    ],
)
def test_titles_keep_their_script_and_lose_what_disks_refuse(title: str, expected: str) -> None:
    """FAT32 refuses nine characters, Windows also a dot or blank at the end."""
    assert named(title) == expected


@pytest.mark.parametrize("device", ["CON", "con", "nul", "COM1", "LPT9"])
def test_names_of_devices_are_not_names_of_books(device: str) -> None:
    """Windows opens the device, whatever the ending."""
    assert named(device, "{title}") == f"_{device}.epub"


@pytest.mark.parametrize("letter", ["x", "é", "灯", "🕯"])
def test_long_titles_are_cut_between_characters(letter: str) -> None:
    """255 characters of any script fit into the 255 bytes that file systems take."""
    name = named(letter * 255)
    assert len(name.encode()) <= 210
    assert name.removesuffix(".epub").strip(letter) == ""


def test_long_titles_are_cut_between_words() -> None:
    """A word is not cut if its start is near the limit."""
    assert named("lantern " * 40, "{title}").removesuffix(".epub").split()[-1] == "lantern"


def test_every_field_of_a_template_is_filled() -> None:
    """Fields that the work does not have are empty."""
    metadata = Metadata(
        title="T", creators=(Creator(name="a"), Creator(name="b"), Creator(name="c")), fandoms=("F",),
        series=(Series(name="S", position="3"),), work_id="7", language="en",
    )  # fmt: skip
    template = "{series} {position} {title} {author} {authors} {fandom} {id}{year}{rating} {language}"
    assert file_name(metadata, template) == "S 3 T a et al a, b, c F 7 en.epub"


def test_two_authors_are_both_named() -> None:
    """Only from three on is it `et al`."""
    metadata = Metadata(title="T", creators=(Creator(name="a"), Creator(name="b")))
    assert file_name(metadata, TEMPLATE) == "T - a, b.epub"


def test_a_work_without_byline_is_anonymous() -> None:
    """The name never ends in a bare dash."""
    assert file_name(Metadata(title="T"), TEMPLATE) == "T - Unknown.epub"


@pytest.mark.parametrize("template", ["{nothing}", "{0}", "{title", "{title.x}"])
def test_a_template_that_cannot_be_filled_says_so(template: str) -> None:
    """The error names the fields there are."""
    with pytest.raises(OptionsError) as caught:
        named("T", template)
    assert "title, author" in caught.value.hint
