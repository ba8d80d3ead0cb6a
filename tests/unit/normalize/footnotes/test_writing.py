"""Notes as they are written: blocks that become asides, lines that are parted from others, links both ways."""

from __future__ import annotations

import pytest

from fic2epub.normalize.footnotes.pages import MOST
from tests.unit.normalize.footnotes.works import WORK_ID, linked, notes_in, rain


def link(number: int, mark: str = "") -> str:
    return f'<a class="noteref" href="#fic-note-{number}" id="fic-ref-{number}">{mark or f"[{number}]"}</a>'


def back(number: int, mark: str = "") -> str:
    return f'<a class="backlink" href="#fic-ref-{number}">{mark or f"[{number}]"}</a>'


def aside(number: int, inside: str, name: str = "footnote") -> str:
    return f'<aside id="fic-note-{number}" class="{name}">{inside}</aside>'


ONE, TWO = aside(1, f"<p>{back(1)} Oil.</p>"), aside(2, f"<p>{back(2)} Oak.</p>")


SHAPES = {
    "<p>Thanks.<br/>[1] Oil.<br/>[2] Oak.</p>": f"<p>Thanks.</p>{ONE}{TWO}",
    "<div>[1] Oil.<br/>[2] Oak.</div>": f"<div>{ONE}{TWO}</div>",
    "<blockquote>[1] Oil.<br/>[2] Oak.</blockquote>": f"<blockquote>{ONE}{TWO}</blockquote>",
    "<p>[1] Oil.</p> <p>[2] Oak.</p> <p>So.</p>": f"{ONE} {TWO} <p>So.</p>",
    '<p class="lines">Thanks.<br/>[1] Oil.<br/>[2] Oak.<br/>Bye.<br/>So.<br/>Yes.</p>': (
        f'<p>Thanks.</p>{ONE}{TWO}<p class="lines">Bye.<br/>So.<br/>Yes.</p>'
    ),
    "<p>Thanks.<br/><br/>[1] Oil.<br/><br/> [2] Oak.<br/></p>": (
        f"<p>Thanks.</p>{ONE}{aside(2, f'<p> {back(2)} Oak.<br/></p>')}"
    ),
    "<dl><dt>Thanks</dt><dd>[1] Oil.<br/>[2] Oak.</dd></dl>": f"<dl><dt>Thanks</dt><dd>{ONE}{TWO}</dd></dl>",
    "<ul><li>[1] Oil.<br/>[2] Oak.</li></ul>": f"<ul><li>{ONE}{TWO}</li></ul>",
    "<p><em>[1] Oil.<br/>[2] Oak.</em> So.</p>": (
        aside(1, f"<p><em>{back(1)} Oil.</em></p>") + aside(2, f"<p><em>{back(2)} Oak.</em> So.</p>")
    ),
    '<p id="a" class="x lines" title="b"><em id="c">[1] Oil.<br/>[2] Oak.</em></p>': (
        aside(1, f'<p id="a" class="x" title="b"><em id="c">{back(1)} Oil.</em></p>')
        + aside(2, f'<p class="x" title="b"><em>{back(2)} Oak.</em></p>')
    ),
    "<div>[1] Oil.</div><div>[2] Oak.</div>": (
        f"<div>{aside(1, f'{back(1)} Oil.')}</div><div>{aside(2, f'{back(2)} Oak.')}</div>"
    ),
    "<div><p>[1] Oil.</p><p>Good.</p></div><div><p>[2] Oak.</p></div>": (
        f"<div>{aside(1, f'<p>{back(1)} Oil.</p><p>Good.</p>')}</div><div>{TWO}</div>"
    ),
    "<div>[1] Oil.<p>Good.</p></div><div>[2] Oak.</div>": (
        f"<div>{aside(1, f'{back(1)} Oil.<p>Good.</p>')}</div><div>{aside(2, f'{back(2)} Oak.')}</div>"
    ),
    "<blockquote><p>[1] Oil.</p></blockquote><blockquote><p>[2] Oak.</p></blockquote>": (
        f"<blockquote>{ONE}</blockquote><blockquote>{TWO}</blockquote>"
    ),
}


@pytest.mark.parametrize(("given", "due"), SHAPES.items())
def test_blocks_of_notes(given: str, due: str) -> None:
    notes, told, written = linked(f"<p>A lamp[1], a bench[2].</p>\n--- end notes\n{given}")

    assert [code for code, *_ in told] == ["M030"]
    assert len(notes) == 2
    assert written.partition("\n")[2] == due


@pytest.mark.parametrize(
    "given",
    [
        "<table><tr><td>[1] Oil.</td></tr></table>",
        "<div>[1] Oil.<p>Rain.</p></div><p>a</p>",
        "<div><p>Rain.</p>[1] Oil.</div>",
        "<div><p>Rain.</p>So.<br/>[1] Oil.</div>",
        "<section>[1] Oil.</section>",
    ],
)
def test_what_cannot_be_parted_stays(given: str) -> None:
    text = f"--- end notes\n{given}"

    notes, _, written = linked(f"<p>A lamp[1].</p>\n{text}")

    assert notes == []
    assert written == f"<p>A lamp[1].</p>\n{given}"


def test_numbers_of_names_that_are_taken() -> None:
    text = '<p>A lamp<a href="#fic-note-2" id="r">1</a>, a bench[2].</p>\n--- end notes\n'
    text += '<p id="fic-note-2"><a href="#r">1</a> Oil.</p><p>[2] Oak.</p>'

    written = linked(text)[2]

    assert '<aside id="fic-note-2" class="footnote"><p><a href="#r">1</a> Oil.</p></aside>' in written
    assert '<a class="noteref" href="#fic-note-2x" id="fic-ref-2">[2]</a>' in written
    assert '<aside id="fic-note-2x" class="footnote">' in written


def test_several_marks_of_one_note() -> None:
    written = linked("<p>A lamp[1], a lamp[1], a lamp[1].</p>\n--- end notes\n<p>[1] Oil.</p>")[2]

    assert written == (
        '<p>A lamp<a class="noteref" href="#fic-note-1" id="fic-ref-1">[1]</a>, '
        'a lamp<a class="noteref" href="#fic-note-1" id="fic-ref-1-2">[1]</a>, '
        f'a lamp<a class="noteref" href="#fic-note-1" id="fic-ref-1-3">[1]</a>.</p>\n{ONE}'
    )


@pytest.mark.parametrize(
    ("mark", "due"),
    [
        ("<em>lamp</em>[1] so", f"<em>lamp</em>{link(1)} so"),
        ("<em>lamp[1] is</em> so", f"<em>lamp{link(1)} is</em> so"),
        ("<em>lamp</em> or[1]<b>so</b>", f"<em>lamp</em> or{link(1)}<b>so</b>"),
        ("lamp<sup>1</sup> so", f"lamp{link(1, '<sup>1</sup>')} so"),
        ("lamp[<em>1</em>] so", None),
        ("<a>lamp[1]</a> so", None),
        ("<a><em>lamp[1]</em></a> so", None),
    ],
)
def test_links_of_marks(mark: str, due: str | None) -> None:
    written = linked(f"<p>A {mark}</p>\n--- end notes\n<p>[1] Oil.</p>")[2]

    assert written == (f"<p>A {due}</p>\n{ONE}" if due else f"<p>A {mark}</p>\n<p>[1] Oil.</p>")


@pytest.mark.parametrize(
    ("note", "due"),
    [
        ("<p>[1]: Oil.</p>", f"<p>{back(1, '[1]:')} Oil.</p>"),
        ("<p>\u00a0 1. Oil.</p>", f"<p>\u00a0 {back(1, '1.')} Oil.</p>"),
        ("<p><sup>1</sup> Oil.</p>", f"<p>{back(1, '<sup>1</sup>')} Oil.</p>"),
        ("<p><em>1.</em> Oil.</p>", f"<p><em>{back(1, '1.')}</em> Oil.</p>"),
        ("<p><em>1</em>. Oil.</p>", f"<p><em>1</em>. Oil.\u00a0{back(1, '^')}</p>"),
    ],
)
def test_ways_back(note: str, due: str) -> None:
    written = linked(f"<p>A lamp<sup>1</sup>.</p>\n--- end notes\n{note}")[2].partition("\n")[2]

    assert written == aside(1, due)


@pytest.mark.parametrize(("behind", "name"), [(3, "footnote"), (4, "footnote beside")])
def test_notes_in_the_midst_of_a_chapter(behind: int, name: str) -> None:
    found = linked(f"<p>A lamp[1].</p><p>[1] Oil.</p>{rain(behind)}")[2]

    assert f'<aside id="fic-note-1" class="{name}">' in found
    found = linked(f"<p>A lamp[1].</p>\n--- end notes\n<p>[1] Oil.</p>{rain(behind)}")[2]
    assert '<aside id="fic-note-1" class="footnote">' in found


def test_other_notes_are_no_story() -> None:
    notes = "".join(f"<p>[{n}] Oil.</p>" for n in range(1, 7))
    marks = ", ".join(f"a lamp[{n}]" for n in range(1, 7))

    assert "beside" not in linked(f"<p>{marks}</p>{notes}")[2]


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ('<p><span id="n1"/>[1] Oil.</p>', "<p>{}</p>"),
        ('<p><span id="n1" class="x"/>[1] Oil.</p>', '<p><span class="x"/>{}</p>'),
        ('<p id="n1">[1] Oil.</p>', "<p>{}</p>"),
        ('<p><b id="n1">[1]</b> Oil.</p>', f"<p><b>{back(1)}</b> Oil.</p>"),
    ],
)
def test_the_note_takes_the_name_of_its_place(line: str, due: str) -> None:
    written = linked(f'<p>A lamp<a href="#n1">[1]</a>.</p>\n--- end notes\n{line}')[2]

    assert written == (
        '<p>A lamp<a href="#n1" id="fic-ref-1">[1]</a>.</p>\n'
        f'<aside id="n1" class="footnote">{due.format(f"{back(1)} Oil.")}</aside>'
    )


def test_the_block_of_a_book_is_the_note() -> None:
    text = '<p>A lamp<a href="#n1" id="r1">[1]</a>.</p>\n--- end notes\n'
    note = '<div id="n1" class="footnote x"><p><a href="#r1">[1]</a> Oil.</p></div>'

    assert linked(text + note)[2] == text.replace("--- end notes\n", "") + note.replace("div", "aside")


@pytest.mark.parametrize(("marks", "found"), [(MOST, 2), (MOST + 1, 0)])
def test_nobody_makes_more_marks(marks: int, found: int) -> None:
    text = "a lamp[1], " * (marks - 1) + "a bench[2]"

    assert len(notes_in(f"<p>{text}</p>\n--- end notes\n<p>[1] Oil.</p><p>[2] Oak.</p>")) == found


@pytest.mark.parametrize(("lists", "found"), [(MOST, 1), (MOST + 1, 0)])
def test_nobody_makes_more_lists(lists: int, found: int) -> None:
    others = "".join(f"<p>{900 if n % 2 else 800}. Rain.</p>" for n in range(lists - 1))

    assert len(notes_in(f"<p>A lamp[1].</p>\n--- end notes\n{others}<p>[1] Oil.</p>")) == found


@pytest.mark.parametrize(
    ("href", "found"),
    [
        ("#n1", True),
        (f"https://archiveofourown.org/works/{WORK_ID}#n1", True),
        (f"https://archiveofourown.org/works/{WORK_ID}/chapters/501#n1", True),
        ("https://archiveofourown.org/works/5#n1", False),
        ("https://example.org/#n1", False),
    ],
)
def test_addresses_of_notes(href: str, found: bool) -> None:  # noqa: FBT001 a case's answer
    text = f'<p>A <a href="{href}" id="r1">1</a> lamp.</p>\n--- end notes\n<p id="n1"><a href="#r1">1</a> Oil.</p>'

    assert bool(notes_in(text)) is found


def test_a_name_with_escapes_is_the_name() -> None:
    text = '<p>A lamp<a href="#{}" id="r1">1</a>.</p>\n--- end notes\n<p id="n_e9"><a href="#r1">1</a> Oil.</p>'

    assert len(notes_in(text.format("n%C3%A9"))) == 1
    assert len(notes_in(text.format("né"))) == 1


@pytest.mark.parametrize(
    ("place", "where"),
    [
        ("notes", "chapter 1, notes"),
        ("summary", "chapter 1, summary"),
        ("work notes", "notes"),
        ("work summary", "summary"),
    ],
)
def test_marks_before_the_text(place: str, where: str) -> None:
    text = f'--- {place}\n<p>A lamp<a href="#n1" id="r1">1</a>.</p>\n--- body\n<p>Rain.</p>\n'

    for end in ("end notes", "work end notes"):
        told = linked(f'{text}--- {end}\n<p id="n1"><a href="#r1">1</a> Oil.</p>')[1]
        assert told == [("M030", "1 mark leads to its note", where)]


def test_marks_behind_the_text() -> None:
    text = '--- body\n<p>Rain.</p>\n--- {}\n<p>A lamp<a href="#n1" id="r1">1</a>.</p>'
    text += '<p id="n1"><a href="#r1">1</a> Oil.</p>'

    assert [linked(text.format(end))[1][0][2] for end in ("end notes", "work end notes")] == [
        "chapter 1, end notes",
        "end notes",
    ]
