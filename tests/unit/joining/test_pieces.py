"""Fragments alone are pieces of one text."""

from __future__ import annotations

from dataclasses import replace

from fic2epub.model import Form, Origin
from tests.ao3.cases.case import one
from tests.unit.joining.given import body, codes, download, fragment, joined


def test_fragments_alone_are_pieces_of_one_text() -> None:
    unit = (
        '<div class="userstuff module" role="article"><h3 class="landmark heading" id="work">Chapter Text</h3>{}</div>'
    )
    given = [fragment(unit.format(f"<p>Piece {number}.</p>"), f"saves/lamp_ch-{number}.html") for number in (10, 9, 2)]

    (work,) = joined(given)

    assert [body(work, place) for place in range(3)] == ["Piece 2.", "Piece 9.", "Piece 10."]
    assert [found.number for found in work.chapters] == [1, 2, 3]
    assert work.metadata.title == "lamp"
    assert not work.one_shot
    assert {"R078", "R079"} <= codes(work)


def test_fragments_that_tell_their_numbers_stand_in_that_order() -> None:
    head = (
        '<div class="chapter preface group"><h3 class="title"><a href="/works/1/chapters/2">Chapter {}</a></h3></div>'
    )
    text = (
        '<div class="userstuff module" role="article"><h3 class="landmark heading" id="work">Chapter Text</h3>{}</div>'
    )
    given = [
        fragment(f"{head}{text}".format(n, f"<p>Piece {n}.</p>"), f"{name}.html") for name, n in (("a", 7), ("b", 3))
    ]
    unknown = [replace(piece.work.metadata, source_url=None, work_id=None) for piece in given]
    origin = Origin(Form.FRAGMENT)
    given = [
        piece._replace(work=replace(piece.work, origin=origin, metadata=metadata))
        for piece, metadata in zip(given, unknown, strict=True)
    ]

    (work,) = joined(given)

    assert [(found.number, body(work, place)) for place, found in enumerate(work.chapters)] == [
        (3, "Piece 3."),
        (7, "Piece 7."),
    ]


def test_fragments_beside_a_work_stay_apart() -> None:
    given = [fragment(f"<div class='userstuff'><p>{word}</p></div>", f"{word}.html") for word in ("one", "two")]

    assert len(joined([*given, download(one("Rain"))])) == 3
