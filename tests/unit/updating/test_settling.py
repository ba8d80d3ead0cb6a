"""A text at the places of the one before: what stands in each, and that a fresh reading sees nothing of it."""

from __future__ import annotations

import time

import pytest

from fic2epub.dom import serialize
from fic2epub.places import has_places, undo_places
from fic2epub.updating.settling import parsed, settled

_PAGE = (
    '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
    '<html xmlns="http://www.w3.org/1999/xhtml" lang="en" xml:lang="en"><head><title>x</title></head><body>'
    '<section class="chapter"><h2 class="chapter-title">T</h2>{}<div class="chapter-body" id="t">\n{}\n</div></section>'
    "</body></html>\n"
)
_NOTES = '<section class="box notes"><h3>N</h3><div class="box-body"><p>Hello there.</p></div></section>'
_LINE = '<br class="fic-added"/><span class="fic-line">'
_GONE_LINE = '<br class="fic-added"/><span class="fic-line fic-gone" hidden="hidden"/>'
_A, _B, _C = "<p>One a b.</p>", "<p>Two c d.</p>", "<p>Three e f.</p>"
_NEW, _NEWER = "<p>New x y.</p>", "<p>Newer z z.</p>"
_QUOTE = "<blockquote><p>Said q.</p><p>Said r.</p></blockquote>"
_RULED = '<p>One a b.<br class="fic-added"/><span role="separator" class="fic-line fic-rule"/></p>'
_QUOTED = (
    '<p>One a b.<br class="fic-added"/><span class="fic-line fic-quotation">'
    '<span class="fic-part fic-flush">Said q.</span><span class="fic-part">Said r.</span></span></p>'
)
_LIST = "<ul><li>Four.</li><li>Five.</li></ul>"
_LONG = f"<blockquote>{'<p>So it was said, at length.</p>' * 20}</blockquote>"

CASES = {
    "nothing has changed": (_A + _B, _A + _B, _A + _B),
    "a paragraph at the end": (_A + _B, _A + _B + _NEW, _A + _B + _NEW),
    "a paragraph between two": (_A + _B, _A + _NEW + _B, f"<p>One a b.{_LINE}New x y.</span></p>{_B}"),
    "two paragraphs between two": (
        _A + _B,
        _A + _NEW + _NEWER + _B,
        f"<p>One a b.{_LINE}New x y.</span>{_LINE}Newer z z.</span></p>{_B}",
    ),
    "a paragraph before all": (
        _A + _B,
        _NEW + _A + _B,
        f'<p class="fic-indented">One a b.</p>{_B}',
    ),
    "a paragraph taken out": (_A + _B + _C, _A + _C, f'{_A}<p class="fic-gone" hidden="hidden"/>{_C}'),
    "the last one taken out": (_A + _B + _C, _A + _B, _A + _B),
    "one in the place of another": (_A + _B + _C, _A + _NEW + _C, _A + _NEW + _C),
    "a word changed": (_A + _B, f"{_A}<p>Two c e.</p>", f"{_A}<p>Two c e.</p>"),
    "two joined": (
        _A + _B + _C,
        "<p>One a b. Two c d.</p>" + _C,
        f'<p>One a b. Two c d.</p><p class="fic-gone" hidden="hidden"/>{_C}',
    ),
    "a rule between two": (
        _A + _B,
        f"{_A}<hr/>{_B}",
        f'{_RULED}<p class="fic-flush">Two c d.</p>',
    ),
    "a paragraph behind a rule": (
        f"{_A}<hr/>{_B}",
        f"{_A}<hr/>{_NEW}{_B}",
        f'{_A}<section class="fic-added"><hr/>{_NEW}</section>{_B}',
    ),
    "a rule taken out": (f"{_A}<hr/>{_B}", _A + _B, f'{_A}<section class="fic-gone" hidden="hidden"/>{_B}'),
    "a quotation between two": (
        _A + _B,
        _A + _QUOTE + _B,
        f'{_QUOTED}<p class="fic-flush">Two c d.</p>',
    ),
    "a list between two": (
        _A + _B,
        _A + _LIST + _B,
        f'{_A}<section class="fic-added">{_LIST}</section><p class="fic-flush">Two c d.</p>',
    ),
    "a paragraph behind a short quotation": (
        _QUOTE + _B,
        _QUOTE + _NEW + _B,
        f'<section class="fic-added">{_QUOTE}{_NEW}</section>{_B}',
    ),
    "a paragraph behind a long one": (
        _LONG + _B,
        _LONG + _NEW + _B,
        f'{_LONG}<section class="fic-added"><p class="fic-flush">New x y.</p></section>{_B}',
    ),
    "a paragraph inside of a quotation": (
        _QUOTE,
        _QUOTE.replace("<p>Said r", "<p>Said n.</p><p>Said r"),
        f"<blockquote><p>Said q.{_LINE}Said n.</span></p><p>Said r.</p></blockquote>",
    ),
    "a line of a list": (_LIST, _LIST.replace("<li>Five", "<li>Six and more.</li><li>Five"), None),
}


@pytest.mark.parametrize("name", CASES)
def test_texts_stand_where_they_stood(name: str) -> None:
    old, new, expected = CASES[name]
    fresh = _page(new)

    made = settled(_page(old), fresh)

    if expected is not None and name != "a paragraph before all":
        assert _text(made) == expected
    assert _undone(made) == fresh
    assert settled(made, fresh) == made
    assert _undone(settled(made, _page(old))) == _page(old)
    assert has_places(made) or made == fresh


def test_what_comes_before_a_text_stands_outside_of_it() -> None:
    made = settled(_page(_A + _B), _page(_NEW + _A + _B)).decode()

    assert f'<header class="fic-opening chapter-body">{_NEW}</header><div class="chapter-body" id="t">' in made
    assert '<p class="fic-indented">One a b.</p>' in made


def test_notes_that_come_before_a_text_are_no_section_more() -> None:
    made = settled(_page(_A), _page(_A, _NOTES))

    assert f'</h2><header class="fic-added">{_NOTES}</header><div' in made.decode()
    assert _undone(made) == _page(_A, _NOTES)


def test_notes_that_go_leave_their_place_before_others() -> None:
    made = settled(_page(_A, _NOTES), _page(_A))

    assert '</h2><section class="fic-gone" hidden="hidden"/><div' in made.decode()


def test_paragraphs_that_were_carried_are_carried_on() -> None:
    first = settled(_page(_A + _B), _page(_A + _NEW + _B))

    second = settled(first, _page(_A + _NEW + _NEWER + _B))
    third = settled(second, _page(_A + _NEWER + _B))

    assert _text(second) == f"<p>One a b.{_LINE}New x y.</span>{_LINE}Newer z z.</span></p>{_B}"
    assert _text(third) == f"<p>One a b.{_GONE_LINE}{_LINE}Newer z z.</span></p>{_B}"
    assert _undone(third) == _page(_A + _NEWER + _B)


def test_what_carries_may_go() -> None:
    first = settled(_page(_A + _B), _page(_A + _NEW + _B))

    second = settled(first, _page(_NEW + _B))

    assert _text(second) == f'<p class="fic-gone">{_LINE}New x y.</span></p>{_B}'
    assert _undone(second) == _page(_NEW + _B)


def test_a_text_of_thousands_of_paragraphs_takes_no_longer_for_each() -> None:
    old = "".join(f"<p>Line {number} of many.</p>" for number in range(4000))
    new = old.replace("<p>Line 2000 ", "<p>Another one.</p><p>Line 2000 ")

    made = settled(_page(old), _page(new))

    assert made.count(b'class="fic-line"') == 1


@pytest.mark.parametrize("change", ["turned round", "much between"])
def test_nor_do_those_that_move_or_come_in_the_middle(change: str) -> None:
    old = [f"<p>Line {number} of the tide table.</p>" for number in range(700)]
    between = [f"<h3>Head {n}</h3><p>Of {n}.</p><blockquote><p>Said {n}.</p></blockquote><hr/>" for n in range(700)]
    new = {"turned round": old[::-1], "much between": [*old[:350], *between, *old[350:]]}[change]
    begun = time.process_time()

    made = settled(_page("".join(old)), _page("".join(new)))

    assert time.process_time() - begun < 2
    assert _text(_undone(made)) == "".join(new)


def _page(text: str, front: str = "") -> bytes:
    return _PAGE.format(front, text).encode()


def _text(page: bytes) -> str:
    return page.decode().partition('id="t">\n')[2].partition("\n</div></section>")[0]


def _undone(page: bytes) -> bytes:
    root = parsed(page)
    undo_places(root)
    return serialize(root)
