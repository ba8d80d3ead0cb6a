"""Which marks belong to which lists: each condition at both of its sides."""

from __future__ import annotations

import pytest

from fic2epub.options import Options
from tests.unit.normalize.footnotes.works import linked, notes_in, rain


def marks(*written: str) -> str:
    return "<p>" + ", ".join(f"word{mark}" for mark in written) + ".</p>"


def listed(*numbers: int | str) -> str:
    return "".join(f"<p>{number} note</p>" for number in numbers)


def count(text: str) -> int:
    return len(notes_in(text))


KINDS = {"raised": "¹", "brackets": "[1]", "circled": "①", "round": "(1)", "apart": " [1]", "round apart": " (1)"}


@pytest.mark.parametrize(
    ("kind", "places"),
    [
        # end notes with the same look, with a plain number; final in a chapter with the same look, plain;
        # under a name with the same look, plain; under a break plain; in the midst beside it, the same look, plain
        ("raised", "YY YY YY Y Y-"),
        ("brackets", "YY YY YY Y Y-"),
        ("circled", "YY YY YY Y Y-"),
        ("round", "YY Y- YY - Y-"),
        ("apart", "Y- -- YY - --"),
        ("round apart", "Y- -- Y- - --"),
    ],
)
def test_how_marks_look_and_where_the_list_stands(kind: str, places: str) -> None:
    mark = KINDS[kind]
    same, plain = listed(mark.strip()), listed("1.")
    midst = rain(4)
    texts = [
        f"{marks(mark)}\n--- end notes\n{same}",
        f"{marks(mark)}\n--- end notes\n{plain}",
        f"{marks(mark)}{rain(5)}{same}",
        f"{marks(mark)}{rain(5)}{plain}",
        f"{marks(mark)}{rain(5)}<p>Notes:</p>{same}{midst}",
        f"{marks(mark)}{rain(5)}<p>Notes:</p>{plain}{midst}",
        f"{marks(mark)}{rain(5)}<hr/>{plain}{midst}",
        f"{marks(mark)}{same}{midst}",
        f"{marks(mark)}{plain}{midst}",
    ]

    found = "".join("Y" if count(text) else "-" for text in texts)

    assert f"{found[:2]} {found[2:4]} {found[4:6]} {found[6]} {found[7:]}" == places


@pytest.mark.parametrize("heading", ["<p>Notes:</p>", "<h3>Rain</h3>", "<hr/>", '<p role="separator">* * *</p>'])
def test_what_parts_a_list_from_the_story(heading: str) -> None:
    assert count(f"{marks('[1]', '[2]')}{rain(5)}{heading}{listed('[1]', '[2]')}{rain(4)}") == 2
    assert count(f"{marks('[1]', '[2]')}{rain(5)}<p>Rain</p>{listed('[1]', '[2]')}{rain(4)}") == 0


@pytest.mark.parametrize(
    ("refs", "entries", "found"),
    [
        ((1, 2), (1, 2), 2),
        ((1, 2), (1, 2, 3), 2),
        ((1, 2, 3), (1, 2), 2),
        ((1, 2, 4), (1, 2, 3), 0),
        ((1,), (1, 2), 0),
        ((1, 2), (1,), 0),
        ((2, 1), (1, 2), 0),
        ((1, 1, 2), (1, 2), 2),
        ((1, 2, 1), (1, 2), 2),
        ((1, 2, 3), (1, 3), 2),
        ((3,), (1, 2), 0),
        (tuple(range(1, 11)), tuple(range(1, 9)), 8),
        (tuple(range(1, 12)), tuple(range(1, 9)), 0),
        (tuple(range(1, 10)), tuple(range(1, 8)), 0),
        (tuple(range(1, 9)), tuple(range(1, 8)), 7),
        ((9, 9, 1, 2), (1, 2), 2),
        ((9, 8, 1, 2), (1, 2), 0),
    ],
)
def test_how_many_may_be_missing(refs: tuple[int, ...], entries: tuple[int, ...], found: int) -> None:
    text = f"{marks(*(f'[{n}]' for n in refs))}\n--- end notes\n{listed(*(f'[{n}]' for n in entries))}"

    assert count(text) == found


def test_marks_apart_miss_none() -> None:
    assert count(f"{marks(' [1]', ' [2]')}\n--- end notes\n{listed('[1]', '[2]')}") == 2
    assert count(f"{marks(' [1]', ' [2]')}\n--- end notes\n{listed('[1]', '[2]', '[3]')}") == 0


def test_who_attaches_some_marks_means_those() -> None:
    assert notes_in(f"{marks('[1]', ' [7]', '[2]')}\n--- end notes\n{listed('[1]', '[2]')}") == ["[1] note", "[2] note"]
    assert notes_in(f"{marks('<sup>1</sup>', '²')}\n--- end notes\n{listed('1.')}") == ["1. note"]


def test_a_list_of_another_look_begins_with_its_first_mark() -> None:
    assert count(f"{marks('[2]', '[3]')}\n--- end notes\n{listed('[1]', '[2]', '[3]')}") == 2
    assert count(f"{marks('[2]', '[3]')}\n--- end notes\n{listed('1.', '2.', '3.')}") == 0


@pytest.mark.parametrize(
    ("lines", "entry", "found"),
    [(3, "[2]", 2), (4, "[2]", 2), (5, "[2]", 0), (0, "[3]", 2), (0, "[4]", 0), (0, "[1]", 1), (0, "¹", 1)],
)
def test_a_list_goes_on(lines: int, entry: str, found: int) -> None:
    """Beside a story, so that each list counts alone; in lists of one, neither number is all there is."""
    number = entry.strip("[]").replace("¹", "1")
    text = f"{marks('[1]', f'[{number}]')}\n--- end notes\n<p>[1] note</p>{rain(lines)}<p>{entry} note</p>"

    assert count(text) == found


def test_a_list_ends_at_a_mark_of_its_next_note() -> None:
    text = "<p>A lamp[1].</p><p>[1] Oil.</p><p>A cat{}.</p><p>[2] Fur.</p>" + rain(4)

    assert notes_in(text.format("[2]")) == ["[1] Oil.", "[2] Fur."]
    assert notes_in(text.format("") + "<p>So[2].</p>") == []


@pytest.mark.parametrize(("behind", "found"), [(3, 1), (4, 0)])
def test_how_much_follows_a_list(behind: int, found: int) -> None:
    assert count(f"{marks('[1]')}{rain(5)}{listed('[1]')}{rain(behind)}") == found
    assert count(f"{marks('[1]')}{rain(5)}<ol><li><p>[1] note</p><p>a</p></li></ol>{rain(behind)}") == found


@pytest.mark.parametrize(("between", "found"), [(3, 1), (4, 0)])
def test_how_near_a_note_is(between: int, found: int) -> None:
    assert count(f"{marks('[1]')}{rain(between)}{listed('[1]')}{rain(4)}") == found
    assert count(f"{marks('*')}{rain(between)}{listed('*')}{rain(4)}") == found


def test_notes_beside_do_not_come_before_their_marks() -> None:
    assert count(f"{listed('[1]')}{marks('[1]')}{rain(4)}") == 0
    assert count(f"{listed('*')}{marks('*')}{rain(4)}") == 0


@pytest.mark.parametrize(
    ("refs", "entries", "found"),
    [
        (("*", "**"), ("*", "**"), 2),
        (("**", "*"), ("*", "**"), 0),
        (("*", "*"), ("*", "*"), 2),
        (("*", "*", "*"), ("*", "*"), 0),
        (("*", "**", "*"), ("*", "**"), 2),
        (("*", "*"), ("*",), 0),
        (("*", "**") * 2, ("*", "**"), 2),
        (("*", "**", "*", "**", "*"), ("*", "**"), 0),
        (("*",), ("*", "**"), 0),
        (("*", "†"), ("*",), 1),
        (("†",), ("*",), 0),
    ],
)
def test_signs(refs: tuple[str, ...], entries: tuple[str, ...], found: int) -> None:
    assert count(f"{marks(*refs)}\n--- end notes\n{listed(*entries)}") == found


def test_a_list_is_found_once() -> None:
    assert linked(f"{marks('[1]', '¹')}\n--- end notes\n{listed('[1]')}")[2].count("noteref") == 1


def test_beside_a_story_none_is_missing() -> None:
    assert count(f"{marks('[1]', '[2]')}{listed('[1]', '[2]')}{rain(4)}") == 2
    assert count(f"{marks('[1]', '[2]', '[3]')}{listed('[1]', '[2]')}{rain(4)}") == 0


def test_marks_that_touch() -> None:
    assert count(f"{marks('[1][2]')}\n--- end notes\n{listed('[1]', '[2]')}") == 2


def test_signs_beside_may_only_look_like_notes() -> None:
    assert notes_in(f"{marks('*')}{listed('*', '**')}{rain(4)}") == ["* note"]
    assert notes_in(f"{marks('*', '*')}{listed('*')}{rain(4)}") == []
    assert notes_in(f"{marks('*', '†')}{listed('*')}{rain(4)}") == ["* note"]


def test_of_two_lists_each_has_its_marks() -> None:
    two = f"{marks('[1]', '[2]')}<hr/>{listed('[1]', '[2]')}{marks('[1]')}<hr/>{listed('[1]')}"

    assert notes_in(two) == ["[1] note", "[2] note", "[1] note"]
    assert (
        count(f"{marks('[1]', '[2]')}<p>Notes:</p>{listed('[1]', '[2]')}\n--- end notes\n{listed('[1]', '[2]')}") == 2
    )
    assert notes_in(f"{marks('[1]')}<p>[1] in</p>\n--- end notes\n<p>[1] behind</p>") == ["[1] behind"]
    assert notes_in(f"{marks('[1]')}<p>Notes:</p><p>[1] in</p>\n--- end notes\n<p>[1] behind</p>") == ["[1] in"]
    assert notes_in(f"--- notes\n<p>[1] before</p>\n--- body\n{marks('[1]')}\n--- end notes\n<p>[1] behind</p>") == [
        "[1] behind"
    ]
    assert notes_in(f"--- notes\n<p>[1] before</p>\n--- body\n{marks('[1]')}") == ["[1] before"]
    assert notes_in(f"--- summary\n<p>[1] before</p>\n--- body\n{marks('[1]')}") == []


def test_all_marks_of_a_text_go_before_nearly_all() -> None:
    text = f"{marks('[1]', '[2]')}\n--- end notes\n<p>[1] a</p><p>[2] b</p><p>[3] c</p><hr/><p>[1] d</p><p>[2] e</p>"

    assert notes_in(text) == ["[1] d", "[2] e"]


@pytest.mark.parametrize("place", ["work end notes", "work notes"])
def test_notes_of_the_work(place: str) -> None:
    def work(notes: str, *bodies: str) -> list[str]:
        text = "\n".join(f"--- body\n{body}" for body in bodies)
        return notes_in(f"--- {place}\n{notes}\n{text}" if place == "work notes" else f"{text}\n--- {place}\n{notes}")

    one, two = marks("[1]"), marks("[2]")
    assert work(listed("[1]", "[2]"), one, two) == ["[1] note", "[2] note"]
    assert work("<p>[1] a</p><hr/><p>[1] b</p>", one, one) == ["[1] a", "[1] b"]
    assert work("<p>[1] a</p><hr/><p>[1] b</p>", one, "<p>a</p>", one) == ["[1] a", "[1] b"]
    assert work(listed("[1]"), one, one) == []
    assert work(listed("[1]", "[2]"), marks("[1]", "[2]"), two) == []
    assert work(listed("[1]", "[2]"), two, one) == []
    assert work(listed("[1]", "[2]"), one) == []


def test_notes_of_the_work_behind_it_go_first() -> None:
    text = f"--- work notes\n<p>[1] a</p>\n--- body\n{marks('[1]')}\n--- work end notes\n<p>[1] b</p>"

    assert notes_in(text) == ["[1] b"]
    assert notes_in(text.replace("work notes", "work summary").replace("[1] b", "b")) == []


def test_notes_of_other_chapters_are_none() -> None:
    assert count(f"--- body\n{marks('[1]')}\n--- body\n<p>a</p>\n--- end notes\n{listed('[1]')}") == 0


def test_what_is_told() -> None:
    text = f"--- body\n{marks('[1]', '[2]', '[8]', '[9]')}\n--- end notes\n{listed('[1]', '[2]')}"
    assert linked(text)[1] == []

    text = f"{marks(*(f'[{n}]' for n in (1, 2, 3)))}\n--- end notes\n{listed('[1]', '[2]')}"
    assert linked(text)[1] == [
        ("M030", "2 marks lead to their notes", "chapter 1"),
        ("M031", "marks without a note, left as they are: 1 (3)", "chapter 1"),
    ]

    text = f"--- body\n{marks('[1]')}\n--- end notes\n{listed('[1]')}\n--- body\n{marks('[1]', '[2]')}\n--- end notes\n"
    assert linked(text + listed("[1]", "[2]", "[3]"))[1] == [
        ("M030", "1 mark leads to its note", "chapter 1"),
        ("M030", "2 marks lead to their notes", "chapter 2"),
        ("M032", "notes without a mark, left as they are: 1 (3)", "chapter 2, end notes"),
    ]


def test_marks_of_several_looks_of_which_some_have_no_note_are_told() -> None:
    def told(body: str, places: str = "") -> list[tuple[str, str, str]]:
        return [one for one in linked(body + places)[1] if one[0] != "M030"]

    mark, note = "marks without a note, left as they are", "notes without a mark, left as they are"
    body, end = "<p>A lamp [1] and a boat* and an oar.</p>" + rain(6), "<p>[1] Old.</p><p>* Wet.</p>"
    assert told(body + end) == [("M031", f"{mark}: 1 (1)", "chapter 1"), ("M032", f"{note}: 1 (1)", "chapter 1")]
    turned = "<p>A lamp*, a boat**, a rope[2] and an oar[1].</p>"
    behind = "\n--- end notes\n<p>* a</p><p>** b</p><p>[1] Old.</p><p>[2] Wet.</p>"
    assert told(f"--- body\n{turned}", behind) == [
        ("M031", f"{mark}: 2 (2, 1)", "chapter 1"),
        ("M032", f"{note}: 2 (1, 2)", "chapter 1, end notes"),
    ]
    assert told(f"--- body\n{turned}", behind.replace("end", "work end"))[1][2] == "end notes"
    assert told(f"--- body\n{turned}\n--- body\n<p>a</p>", behind.replace("end", "work end")) == []

    assert told(body + "<p>* Wet.</p>") == []
    assert told(body.replace("*", "") + end) == []
    assert told(f"{end.replace('*', '[3]')}{rain(6)}{body}<p>* Wet.</p>") == []
    assert told(body.replace(" [1]", "[1]") + end) == []


def test_of_many_three_are_named() -> None:
    text = f"{marks(*(f'[{n}]' for n in range(1, 21)))}\n--- end notes\n{listed(*(f'[{n}]' for n in range(1, 17)))}"
    assert linked(text)[1][1][1] == "marks without a note, left as they are: 4 (17, 18, 19)"

    text = f"{marks(*(f'[{n}]' for n in range(1, 17)))}\n--- end notes\n{listed(*(f'[{n}]' for n in range(1, 21)))}"
    assert linked(text)[1][1][1] == "notes without a mark, left as they are: 4 (17, 18, 19)"


def test_notes_that_are_left_out_leave_what_the_text_needs() -> None:
    text = f"{marks('[1]')}\n--- end notes\n<p>Thanks!</p>{listed('[1]')}"
    moved = linked(text, Options(notes="drop"))[2]

    assert [line.count("<aside") for line in moved.splitlines()] == [1, 0]
    assert [line.count("<aside") for line in linked(text)[2].splitlines()] == [0, 1]
    inside = f"{marks('[1]')}<p>Notes:</p>{listed('[1]')}<p>Rain.</p>"
    assert linked(inside, Options(notes="drop"))[2] == linked(inside)[2]
    assert linked(text, Options(footnotes="keep"))[0] == []
