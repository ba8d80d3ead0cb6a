"""Which links of an author lead to notes: each condition at both of its sides."""

from __future__ import annotations

import pytest

from tests.unit.normalize.footnotes.works import linked, notes_in, rain

MARK = '<p>The lamp<a href="#n1" id="r1">1</a> was lit.</p>'
WORD = '<p>He said <a href="#n1" id="r1">bonjour</a> to her.</p>'


@pytest.mark.parametrize(
    ("lines", "note"),
    [(0, "The first. Back"), (3, "The first.Rain.Rain.Rain. Back"), (4, "The first.\u00a0^")],
)
def test_the_way_back_is_four_lines_behind_at_most(lines: int, note: str) -> None:
    back = ' <a href="#r1">Back</a>'
    text = f"<p id='n1'>The first.{back}</p>" if not lines else f"<p id='n1'>The first.</p>{rain(lines)}<p>{back}</p>"

    assert notes_in(f"{MARK}\n--- end notes\n{text}") == [note]


@pytest.mark.parametrize(("links", "found"), [(60, 60), (61, 0)])
def test_nobody_makes_more_links_on_a_line(links: int, found: int) -> None:
    marks = " ".join(f'and a lamp<a href="#n{n}" id="r{n}">{n}</a>' for n in range(1, links + 1))
    notes = "".join(f'<p id="n{n}"><a href="#r{n}">{n}</a> A lamp.</p>' for n in range(1, links + 1))

    assert len(notes_in(f"<p>There was {marks}.</p>\n--- end notes\n{notes}")) == found


@pytest.mark.parametrize(
    ("line", "made"),
    [
        ('<p id="n1"><a href="#r1">1</a> A lamp.</p>', True),
        ('<p id="n1"><a href="#r1">1</a>.a</p>', True),
        ('<p id="n1"><a href="#r1">1</a>.</p>', False),
        ('<p id="n1">A lamp. <a href="#r1">1</a></p>', True),
        ('<p>A lamp. <a href="#r1" id="n1">1</a></p>', True),
        ('<p>A lamp. (<a href="#r1" id="n1">1</a>).</p>', True),
        ('<p>A lamp [<a href="#r1" id="n1">1</a>]\u00a0</p>', True),
        ('<p>A lamp. <a href="#r1" id="n1">1</a> of oil</p>', False),
        ('<p>A lamp, <a href="#r1">1</a> <b id="n1">of</b> oil</p>', False),
        ('<p>A lamp, <a href="#r1">1</a> <b id="n1">of</b></p>', False),
        ('<h3 id="n1"><a href="#r1">1</a> A lamp.</h3>', False),
        ('<pre id="n1"><a href="#r1">1</a> A lamp.</pre>', False),
        ('<p role="separator" id="n1"><a href="#r1">1</a> A lamp.</p>', False),
        *(
            (f'<table><{around}><{tag}><a id="n1" href="#r1">1</a> A lamp.</{tag}></{around}></table>', False)
            for around, tag in (("tr", "td"), ("tr", "th"))
        ),
        ('<table><caption><a id="n1" href="#r1">1</a> A lamp.</caption><tr><td>b</td></tr></table>', False),
    ],
)
def test_what_a_mark_with_a_way_back_leads_to(line: str, made: bool) -> None:  # noqa: FBT001 a case's answer
    for place in ("--- end notes\n", ""):
        assert bool(notes_in(f"{MARK}\n{place}{line}")) is made


def test_a_mark_does_not_begin_its_line() -> None:
    note = '--- end notes\n<p id="n1"><a href="#r1">1</a> A lamp.</p>'

    assert notes_in(f'<p>[<a href="#n1" id="r1">1</a>] The lamp.</p>\n{note}') == []
    assert notes_in(f'<p>A <a href="#n1" id="r1">1</a> The lamp.</p>\n{note}') == ["1 A lamp."]


def test_a_place_in_the_line_of_its_link_is_no_note() -> None:
    assert notes_in('<p>The lamp<a href="#n1" id="r1">1</a>. <a id="n1" href="#r1">1</a></p>') == []
    assert notes_in('<p>The lamp<a href="#n1" id="r1">1</a>.<br/><a id="n1" href="#r1">1</a> Oil.</p>') == ["1 Oil."]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("a lamp{}, a door{}, a cat{} it?", 3),  # 25 letters
        ("a lamp{}, a door{}, a cat{} it", 0),
        ("a lamp{}, a door{}", 2),
        ("{}", 0),
        ("— {} | {} —", 0),
        ("— {} | {} a", 2),
    ],
)
def test_a_row_of_links_is_no_row_of_marks(line: str, found: int) -> None:
    count = line.count("{}")
    marks = [f'<a href="#n{n}" id="r{n}">{n}</a>' for n in range(1, count + 1)]
    notes = "".join(f'<p id="n{n}"><a href="#r{n}">{n}</a> A lamp.</p>' for n in range(1, count + 1))

    assert len(notes_in(f"<p>{line.format(*marks)}</p>\n--- end notes\n{notes}")) == found


def test_in_a_chapter_a_note_comes_behind_its_mark() -> None:
    note = '<p id="n1"><a href="#r1">1</a> A lamp.</p>'

    assert notes_in(f"{note}{MARK}") == []
    assert notes_in(f"--- notes\n{note}\n--- body\n{MARK}") == ["1 A lamp."]


@pytest.mark.parametrize(
    ("line", "made"),
    [
        ('<p id="n1">1. A lamp.</p>', True),
        ('<p id="n1">2. A lamp.</p>', False),
        ('<p id="n1">A lamp.</p>', False),
        ('<p>A lamp. <a id="n1">1</a></p>', False),
    ],
)
def test_without_a_way_back_the_mark_is_there_again(line: str, made: bool) -> None:  # noqa: FBT001 a case's answer
    assert bool(notes_in(f"{MARK}{line}")) is made
    assert bool(notes_in(f"{MARK}\n--- end notes\n{line}")) is True
    assert bool(notes_in(f"{MARK}\n--- end notes\n{line.replace('<p', '<div').replace('/p', '/div')}")) is (
        made or "<a" in line
    )


@pytest.mark.parametrize(
    ("before", "heading", "behind", "made"),
    [
        (5, "", 4, True),
        (6, "", 4, False),
        (6, "", 3, True),
        (6, "<h3>Notes</h3>", 4, True),
        (6, "<p>Notes</p>", 4, True),
        (6, "<hr/>", 4, True),
    ],
)
def test_where_such_a_note_stands_in_a_chapter(before: int, heading: str, behind: int, made: bool) -> None:  # noqa: FBT001
    text = f'{rain(2)}{MARK}{rain(before)}{heading}<p id="n1">1. A lamp.</p>{rain(behind)}'

    assert bool(notes_in(text)) is made


@pytest.mark.parametrize(("length", "made"), [(1500, True), (1501, False)])
def test_a_note_of_words_is_short(length: int, made: bool) -> None:  # noqa: FBT001 a case's answer
    text = "Good day. ".ljust(length - 4, "n")

    assert bool(notes_in(f'{WORD}\n--- end notes\n<p id="n1">{text}<a href="#r1">back</a></p>')) is made


@pytest.mark.parametrize(
    "back", ["back", "return", "up", "text", "zurück", "retour", "volver", "назад", "↩", "↑ Back", "x"]
)
def test_words_lead_to_a_note_that_leads_back(back: str) -> None:
    note = f'--- end notes\n<p id="n1">Good day. <a href="#r1">{back.title()}</a></p>'

    assert len(notes_in(f"{WORD}\n{note}")) == 1
    words = '<p>He said <a href="#n1" id="r1">{}</a> to her.</p>'
    if back not in ("x", "↩"):
        assert notes_in(f"{words.format(back)}\n{note}") == []


@pytest.mark.parametrize(
    ("line", "made"),
    [
        ('<p id="n1"><a href="#r1">bonjour</a>: good day.</p>', True),
        ('<p id="n1"><a href="#r1">good</a> day.</p>', False),
        ('<p id="n1">Good day.</p>', False),
    ],
)
def test_or_to_one_that_says_them(line: str, made: bool) -> None:  # noqa: FBT001 a case's answer
    assert bool(notes_in(f"{WORD}\n--- end notes\n{line}")) is made


@pytest.mark.parametrize(("behind", "made"), [(2, True), (3, False)])
def test_words_lead_to_no_place_in_the_midst_of_the_story(behind: int, made: bool) -> None:  # noqa: FBT001
    text = f'{WORD}<p>Rain.</p><p id="n1">Good day. <a href="#r1">back</a></p>{rain(1)}{rain(behind)}'

    assert bool(notes_in(text)) is made


def test_notes_of_words_in_a_row_end_a_chapter() -> None:
    words = "".join(f'<p>He said <a href="#n{n}" id="r{n}">bonjour</a> to her.</p>' for n in range(5))
    notes = "".join(f'<p id="n{n}">Good day. <a href="#r{n}">back</a></p>' for n in range(5))

    assert len(notes_in(f"{words}{notes}")) == 5


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("<p id='n1'><a href='#r1'>1</a> A lamp.</p><p>Oil.</p>", ["1 A lamp."]),
        ("<p id='n1'>1 A lamp.</p><p>Oil. <a href='#r1'>back</a></p><p>Rain.</p>", ["1 A lamp.Oil. back"]),
        ("<p id='n1'>1 A lamp.</p><hr/><p>Oil. <a href='#r1'>back</a></p>", ["1 A lamp."]),
        ("<p id='n1'>1 A lamp.</p><h3>Oil <a href='#r1'>back</a></h3>", ["1 A lamp."]),
        ("<ol><li id='n1'>A lamp.<p>Oil.</p><p>Or so.</p></li><li>Rain.</li></ol>", ["A lamp.Oil.Or so.\u00a0^"]),
        ("<dl><dt>1</dt><dd id='n1'>A lamp.<p>Oil.</p></dd><dd>Rain.</dd></dl>", ["A lamp.Oil.\u00a0^"]),
        ("<div class='footnote' id='n1'><p>1 A lamp.</p><p>Oil. <a href='#r1'>1</a></p></div>", ["1 A lamp.Oil. 1"]),
        ("<div class='footnote' id='n1'><p>1 A lamp.</p><p>Oil.</p></div>", []),
    ],
)
def test_where_a_note_ends(text: str, notes: list[str]) -> None:
    assert notes_in(f"{MARK}\n--- end notes\n{text}") == notes


def test_a_note_ends_where_another_begins() -> None:
    marks = '<p>The lamp<a href="#n1" id="r1">1</a> and oil<a href="#n2" id="r2">2</a>.</p>'
    notes = '<p id="n1">1 A lamp.</p><p>Rain.</p><p id="n2">2 Oil. <a href="#r1">back</a> <a href="#r2">back</a></p>'

    assert notes_in(f"{marks}\n--- end notes\n{notes}") == ["1 A lamp.Rain.", "2 Oil. back back"]


def test_a_place_around_the_link_is_where_it_leads_back_to() -> None:
    note = '--- end notes\n<p id="n1">A lamp. <a href="#r1">back</a></p>'

    assert notes_in(f'<p id="r1">A.<br/>The lamp<a href="#n1">1</a>.</p>\n{note}') == ["A lamp. back"]
    assert notes_in(f'<div id="r1"><p>A.</p><p>A <a href="#n1">lamp</a>.</p></div>\n{note}') == ["A lamp. back"]
    assert notes_in(f'<p id="r1">A.</p><p>A <a href="#n1">lamp</a>.</p>\n{note}') == []


def test_a_far_note_is_the_last_that_is_thought_of() -> None:
    own = '--- body\n<p>The lamp<a href="#n1" id="r1">1</a> was.</p>\n--- end notes\n<p>1. Oil.</p>\n'
    far = '--- body\n<p>Rain.</p>\n--- end notes\n<p id="n1">1. Far.</p>'

    assert notes_in(own + far) == ["1. Oil."]
    assert notes_in(own.replace("1. Oil", "Oil") + far) == ["1. Far."]
    assert notes_in(own.replace("1. Oil", "Oil") + far.replace("1. Far.", '<a href="#r1">1</a> Far')) == ["1 Far"]


def test_links_that_are_notes_keep_their_words() -> None:
    note = '<p id="n1"><a href="#r1">1</a> A lamp.</p>'
    _, told, written = linked(f"{MARK}\n--- end notes\n{note}")

    assert told == [("M030", "1 mark leads to its note", "chapter 1")]
    assert written == f'{MARK}\n<aside id="n1" class="footnote"><p><a href="#r1">1</a> A lamp.</p></aside>'
