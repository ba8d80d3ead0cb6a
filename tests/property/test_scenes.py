"""Breaks between scenes and double spacing in chapters whose truth is known, and bodies made to be slow."""

from __future__ import annotations

import pytest
from lxml import etree

from fic2epub.normalize.markup import rules_for, run
from fic2epub.options import Options
from tests.ao3.scenes import HABITS, Habit, Score, chapter, found_in, score
from tests.ao3.scenes import normalized as settled

_WANTED, _OF_EACH = 0.99, 0.95
_SEEDS = range(12)
"""Chapters a habit; `benchmarks/scenes.py` takes many more."""


@pytest.fixture(scope="module")
def scores() -> dict[tuple[str, bool], Score]:
    found = {}
    for habit in HABITS:
        for held_out in (False, True):
            total = Score()
            for seed in _SEEDS:
                total = total.plus(score(chapter(habit, seed, held_out=held_out)))
            found[habit.name, held_out] = total
    return found


def test_breaks_and_spacing_are_told(scores: dict[tuple[str, bool], Score]) -> None:
    total = Score()
    for one in scores.values():
        total = total.plus(one)

    assert total.true > 300
    assert total.precision >= _WANTED
    assert total.recall >= _WANTED
    assert total.spacing >= _WANTED


@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.name)
def test_no_habit_is_told_badly(habit: Habit, scores: dict[tuple[str, bool], Score]) -> None:
    total = scores[habit.name, False].plus(scores[habit.name, True])

    assert min(total.precision, total.recall, total.spacing) >= _OF_EACH


@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.name)
def test_a_chapter_is_the_same_for_the_same_seed(habit: Habit) -> None:
    assert chapter(habit, 3) == chapter(habit, 3)
    assert chapter(habit, 3).body != chapter(habit, 4).body


@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.name)
def test_what_was_told_stays(habit: Habit) -> None:
    made = chapter(habit, 1)
    body = settled(made.body)
    before = etree.tostring(body)

    run(rules_for(Options()), body, lambda *_: None)

    assert etree.tostring(body) == before


def test_a_break_that_is_missed_or_false_counts() -> None:
    """The measure can fail: blank lines, traps and ornaments that nobody looked at leave it far from perfect."""
    made = chapter(HABITS[0], 1)
    plain = etree.fromstring("<div>" + "".join(f"<p>{text}</p>" for text in made.paragraphs) + "</div>")
    ruled = etree.fromstring("<div>" + "".join(f"<p>{text}</p><hr/>" for text in made.paragraphs) + "</div>")

    assert found_in(plain, made.paragraphs).breaks == frozenset()
    assert found_in(ruled, made.paragraphs).breaks > made.breaks


@pytest.mark.parametrize(
    "unit",
    [
        "<p>***</p>",
        "<p>***</p><p>\u00a0</p>",
        "<p>x</p><p>\u00a0</p>",
        "<p>\u00a0</p>",
        "<hr>",
        "<br>",
        "a<br>",
        "<p>a</p><br>",
        "<p>\u00a0\u00a0a</p>",
        "<div><p>\u00a0</p></div>",
        "<center><p>*</p></center>",
        "<p>a<br><br>b</p>",
        "<p>\u00a0</p><p>a</p>",
        "<p>—</p><hr>",
        "<p><img src='https://example.com/1.png'></p>",
    ],
)
@pytest.mark.timeout(20)
def test_endless_runs_end(unit: str) -> None:
    body = settled(unit * 6_000)

    assert body.tag == "div"


@pytest.mark.parametrize("deep", ["<div>", "<blockquote>", "<center>", "<em>"])
@pytest.mark.timeout(20)
def test_deep_nests_end(deep: str) -> None:
    body = settled("<p>a</p>" + deep * 200 + "<p>\u00a0</p><p>***</p><br><br>")

    assert body.tag == "div"
