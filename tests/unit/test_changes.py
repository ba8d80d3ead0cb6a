"""What each step did is recorded, before and after."""

from __future__ import annotations

import pytest
from lxml import etree

import fic2epub
from fic2epub.changes import Excerpt, Recorder
from fic2epub.model import Source
from fic2epub.pipeline import changes
from fic2epub.watching import AS_READ
from tests.ao3.together import TOGETHER


def _recorded(before: str, after: str, where: str = "chapter 1") -> Recorder:
    recorder = Recorder()
    recorder(AS_READ, etree.fromstring(f"<div class='a'>{before}</div>"), where)
    recorder("mend", etree.fromstring(f"<div>{after}</div>"), where)
    return recorder


def test_what_is_as_it_was_is_no_change() -> None:
    assert _recorded("<p>One</p>", "<p>One</p>").changes() == ()


@pytest.mark.parametrize(
    ("before", "after", "excerpts"),
    [
        ("<p>One</p><p>Two</p>", "<p>One</p><p><b>Two</b></p>", [("<p>Two</p>", "<p><b>Two</b></p>")]),
        ("<p>One</p><p/><p>Two</p>", "<p>One</p><p>Two</p>", [("<p/>", "")]),
        ("<p>One</p><p>Two</p>", "<p>One</p><hr/><p>Two</p>", [("", "<hr/>")]),
        ("<p>One</p><hr/>", "<p>One</p>", [("<hr/>", "")]),
        ("<p>1</p><p>2</p><p>3</p>", "<p>a</p><p>b</p><p>3</p>", [("<p>1</p><p>2</p>", "<p>a</p><p>b</p>")]),
        ("<p>1</p><p>2</p><p>3</p>", "<p>a</p><p>2</p><p>c</p>", [("<p>1</p>", "<p>a</p>"), ("<p>3</p>", "<p>c</p>")]),
        ("text\n  and more", "text", [("text and more", "text")]),
        ("", "<p>New</p>", [("", "<p>New</p>")]),
    ],
)
def test_a_change_is_shown_before_and_after(before: str, after: str, excerpts: list[tuple[str, str]]) -> None:
    (change,) = _recorded(before, after).changes()

    assert change.step == "mend"
    assert change.times == len(excerpts)
    assert change.places == ("chapter 1",)
    assert list(change.excerpts) == [Excerpt("chapter 1", *excerpt) for excerpt in excerpts]


def test_a_long_block_is_cut_to_where_it_differs() -> None:
    words = "word " * 200
    (change,) = _recorded(f"<p>{words}<i>x</i>{words}</p>", f"<p>{words}<em>x</em>{words}</p>").changes()

    before, after = change.excerpts[0].before, change.excerpts[0].after
    assert before.startswith("…")
    assert before.endswith("…")
    assert len(before) <= 162
    assert "<i>x</i>" in before
    assert "<em>x</em>" in after


def test_changes_are_counted_through_a_long_text() -> None:
    before = "".join(f"<p>{number}</p><p>same</p>" for number in range(300))
    after = "".join(f"<p>{number}!</p><p>same</p>" for number in range(300))

    (change,) = _recorded(before, after).changes()
    assert change.times == 300
    assert len(change.excerpts) == 3


def test_all_of_a_long_text_may_change() -> None:
    before = "".join(f"<p>{number}</p>" for number in range(300))
    after = "".join(f"<p>{number}!</p>" for number in range(300))

    (change,) = _recorded(before, after).changes()
    assert 1 <= change.times <= 300 // 40 + 1


def test_excerpts_are_of_different_bodies_first() -> None:
    recorder = Recorder()
    for number in range(1, 5):
        where = f"chapter {number}"
        recorder(AS_READ, etree.fromstring("<div><p>1</p><p>x</p><p>2</p></div>"), where)
        recorder("mend", etree.fromstring("<div><p>a</p><p>x</p><p>b</p></div>"), where)

    (change,) = recorder.changes()
    assert change.times == 8
    assert [excerpt.where for excerpt in change.excerpts] == ["chapter 1", "chapter 2", "chapter 3"]


def test_each_step_is_compared_with_the_one_before() -> None:
    recorder = _recorded("<p>One</p>", "<p>Two</p>")
    recorder("polish", etree.fromstring("<div><p>Three</p></div>"), "chapter 1")
    recorder("mend", etree.fromstring("<div><p>Four</p></div>"), "chapter 1")

    assert [(change.step, change.times) for change in recorder.changes()] == [("mend", 2), ("polish", 1)]
    assert recorder.changes()[1].excerpts == (Excerpt("chapter 1", "<p>Two</p>", "<p>Three</p>"),)


def test_the_pipeline_tells_changes_and_notices() -> None:
    source = b'<div class="userstuff"><p>The <span>lamp</span>.</p><p><a href="javascript:x()">dead</a></p></div>'
    found, notices = changes(fic2epub.read(Source(data=source, name="x.html")))

    assert "unwrap_bare_spans" in [change.step for change in found]
    assert "M005" in [notice.code for notice in notices]


def test_parts_of_an_omnibus_are_told_apart() -> None:
    found, _ = changes(fic2epub.omnibus([file for name, file in TOGETHER.items() if name.startswith("harbour-")]))

    places = {place for change in found for place in change.places}
    assert {place.partition(",")[0] for place in places} >= {"part 1", "part 3"}
