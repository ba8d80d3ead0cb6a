"""Bodies as lines, what lists of notes are called, and the quick look that tells whether there may be any."""

from __future__ import annotations

import pytest
from lxml import etree

from fic2epub.normalize.footnotes.lines import read_text
from fic2epub.normalize.footnotes.looking import may_have_marks, may_have_notes, may_name_glossary

NAMES = [
    *("Notes", "note", "Footnotes", "footnote", "Foot-notes", "Endnotes", "end-notes", "Annotations", "References"),
    *("Sources", "Citations", "Author's notes", "Authors’ note", "Author notes", "Translation notes", "Chapter notes"),
    *("Story Notes", "Historical Notes", "Language notes", "Foot notes", "End Notes", "Translations", "translation"),
    *("Translated", "Glossary", "Vocabulary", "Vocab", "Dictionary", "Lexicon", "Definitions", "definition", "Notas"),
    *("nota", "Notas de rodapé", "Notas al pie", "Notes de bas de page", "Fußnoten", "Fussnoten", "Anmerkungen"),
    *("Übersetzungen", "Traduction", "Traductions", "Traducciones", "Traduções", "Traduzioni", "Примечания", "Сноски"),
    *("Перевод", "Переводы", "注", "注释", "注釋", "註", "註釋", "脚注", "訳注", "译注"),
    *("~ Notes ~", "Notes:", "[Notes]", "Notes for this chapter:", "— Translations —"),
]
GLOSSARIES = [
    "glossaire",
    "glosario",
    *("translations", "glossary", "vocab", "dictionary", "übersetzungen", "traductions", "traducciones", "traduções"),
    *("traduzioni", "перевод", "глоссарий", "翻译", "翻譯", "译注", "訳注"),
]


def body(markup: str) -> etree._Element:
    return etree.fromstring(f"<div>{markup}</div>")


def lines(markup: str) -> list[str]:
    return [line.text for line in read_text(body(markup)).lines]


@pytest.mark.parametrize("name", NAMES)
def test_what_notes_are_called(name: str) -> None:
    for said in (name, name.title(), f"\u00a0{name}\u200b"):
        assert read_text(body(f"<p>{said}</p>")).lines[0].names_notes


@pytest.mark.parametrize(
    "name", ["Lamps", "He notes", "Notes. He slept.", "Notebook", "Notes!!! Yes? No", "My footnotes", "Noted", "***"]
)
def test_what_else_lines_say(name: str) -> None:
    assert not read_text(body(f"<p>{name}</p>")).lines[0].names_notes


@pytest.mark.parametrize(("rest", "named"), [(40, True), (41, False)])
def test_a_name_says_little_more(rest: int, named: bool) -> None:  # noqa: FBT001 a case's answer
    assert read_text(body(f"<p>Notes{' b' * (rest // 2)}{'a' * (rest % 2)}</p>")).lines[0].names_notes is named


@pytest.mark.parametrize(("length", "named"), [(60, True), (61, False)])
def test_a_name_is_short(length: int, named: bool) -> None:  # noqa: FBT001 a case's answer
    assert read_text(body(f"<p>{'~' * (length - 5)}notes</p>")).lines[0].names_notes is named


def test_lines_are_what_blocks_and_breaks_make() -> None:
    assert lines("a<p>b<br/>c <em>d<br/>e</em></p>f<ul><li>g<p>h</p>i</li></ul><p> \u00a0</p><aside>j</aside>k") == [
        *("a", "b", "c d", "e", "f", "g", "h", "i", "j", "k")
    ]


def test_lines_know_their_blocks_and_breaks() -> None:
    found = read_text(body("<p>a<br/>b</p>c<div><p>d</p>e</div>")).lines

    assert [line.block.tag for line in found] == ["p", "p", "div", "p", "div"]
    assert [line.breaks is not None for line in found] == [False, True, False, False, False]
    assert [line.number for line in found] == [0, 1, 2, 3, 4]
    assert found[2].block is not found[4].block


@pytest.mark.parametrize(
    ("markup", "ruled"),
    [
        ("<p>a</p><hr/><p>b</p>", {1}),
        ('<p>a</p><p role="separator">* * *</p><p>b</p>', {2}),
        ('<p>a</p><p role="separator"> </p><p>b</p>', set()),
        ('<p>a</p><p role="note">* * *</p><p>b</p>', set()),
        ("<p>a</p><p> </p><p>b</p>", set()),
        ("<hr/><p>a</p><p>b</p><hr/>", {0, 2}),
    ],
)
def test_what_parts_scenes(markup: str, ruled: set[int]) -> None:
    assert read_text(body(markup)).ruled == ruled


def test_places_that_links_can_name() -> None:
    text = read_text(body('<p id="a">b <b id="c">d</b><br/>e<a id="f"/></p><p>g <i id="a"/></p><hr id="h"/><p>i</p>'))

    assert {ident: (one.line, one.start) for ident, one in text.targets.items()} == {
        "a": (0, 0),
        "c": (0, 2),
        "f": (1, 1),
        "h": (3, 0),
    }
    assert text.targets["a"].element.tag == "p"


def test_the_body_itself_is_no_place() -> None:
    assert read_text(etree.fromstring('<div id="a"><p>b</p></div>')).targets == {}


@pytest.mark.parametrize("tag", ["a", "sup", "code", "kbd", "samp"])
def test_where_watched_elements_stand(tag: str) -> None:
    text = read_text(body(f"<p>a <{tag}>bc</{tag}> d<br/>e <{tag}>f<br/>gh</{tag}> i</p>"))

    assert [[span[:2] for span in line.spans] for line in text.lines] == [[(2, 4)], [], [(0, 2)]]
    assert [(line, span[:2]) for line, span in text.span_of.values()] == [(0, (2, 4)), (2, (0, 2))]


def test_other_elements_are_not_watched() -> None:
    assert read_text(body("<p>a <em>bc</em> d</p>")).span_of == {}


@pytest.mark.parametrize(("line", "last"), [("abc", 0), (" [(（［【\u00a0abc", 7), ("]a", 0), (" ", 1)])
def test_where_a_line_starts(line: str, last: int) -> None:
    found = read_text(body(f"<p>{line}<i/></p>" if line.strip() else f"<p>{line}a</p>")).lines[0]

    assert found.starts(0)
    assert found.starts(last)
    assert not found.starts(last + 1)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "a [1]",
            "a ［1］",
            "a 【1】",
            "a （1）",
            "lamp¹",
            "lamp²",
            "lamp³",
            "a①",
            "lamp(1)",
            "a (note123) b",
            "a (abcdefghi123)",
            "lamp* b",
        ),
        *("lamp† b", "lamp‡ b"),
    ],
)
def test_what_may_be_a_mark(text: str) -> None:
    assert may_have_marks(text)
    assert may_have_notes(body(f"<p>{text}</p>"))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "a lamp",
            "a (lamp)",
            "a (abcdefghij123)",
            "a (note 1)",
            "a (1234",
            "(three lamps 1)",
            "a) 1)",
            "* * *",
            "~*~",
            " *",
            "***",
            "†",
            " ‡",
            "(*",
            "(‡",
        ),
        *("=*=", "+*+", "_*_", "|*|", "-*-", "a (1", "1)"),
    ],
)
def test_what_is_no_mark(text: str) -> None:
    assert not may_have_marks(text)
    assert not may_have_notes(body(f"<p>{text}</p>"))


def test_who_has_many_stars_has_one_first() -> None:
    assert may_have_marks("a lamp*\n* * *")
    assert may_have_marks("a lamp**")
    assert not may_have_notes(body("<p>a lamp*\n* * *</p>"))
    assert not may_have_notes(body("<p>a lamp**</p>"))
    assert may_have_notes(body("<p>a lamp††</p>"))


@pytest.mark.parametrize(
    ("markup", "may"),
    [
        ("a<sup>1</sup>", True),
        ('<a href="#a">b</a>', True),
        ('<a href="https://example.org/#a">b</a>', True),
        ('<a href="https://example.org/">b</a><a>c</a>', False),
        ("<sub>1</sub>", False),
    ],
)
def test_elements_that_may_be_marks(markup: str, may: bool) -> None:  # noqa: FBT001 a case's answer
    assert may_have_notes(body(f"<p>{markup}</p>")) is may


@pytest.mark.parametrize("name", GLOSSARIES)
def test_what_lists_of_translations_are_called(name: str) -> None:
    assert may_name_glossary(f"A lamp. {name.upper()}: a lamp")
    assert may_have_notes(body(f"<p>A lamp. {name}</p>"))


def test_a_list_of_translations_stands_at_the_end() -> None:
    assert may_name_glossary("glossary".ljust(5000, "a"))
    assert not may_name_glossary("glossary".ljust(5001, "a"))
    assert not may_name_glossary("a lamp")


def test_the_end_of_a_text_may_begin_within_a_letter() -> None:
    assert not may_have_notes(body(f"<p>{'é' * 10_000}a</p>"))
    assert not may_have_notes(body(f"<p>glossary{'語' * 5_000}</p>"))
    assert may_have_notes(body(f"<p>glossary{'語' * 4_992}</p>"))
