"""Borders of paragraphs found in flattened text, held against the true ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import fic2epub
from fic2epub.model import Source
from tests.ao3.download import render
from tests.ao3.flatten import flatten, lines_of_body, true_borders
from tests.ao3.voices import chapter
from tests.ao3.works import Era, FakeChapter, FakeWork

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fic2epub.model import Html
    from tests.ao3.cases import Case
    from tests.ao3.voices import Voice

__all__ = ["Score", "found_lines", "score_of_case", "score_of_voice"]


class Score(NamedTuple):
    """Counts of borders."""

    right: int = 0
    found: int = 0
    true: int = 0

    def __add__(self, other: object) -> Score:
        """Both counts."""
        if not isinstance(other, Score):
            return NotImplemented
        return Score(self.right + other.right, self.found + other.found, self.true + other.true)

    @property
    def precision(self) -> float:
        """How many of the borders found are borders; 1 when none was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """How many of the borders were found; 1 when there was none."""
        return self.right / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def found_lines(body: Html) -> list[str]:
    """The paragraphs that were read, without blank ones."""
    lines = (" ".join("".join(paragraph.itertext()).split()) for paragraph in body.element)
    return [line for line in lines if line]


def score(true: list[str], found: list[str]) -> Score:
    """Hold two divisions of one text against each other."""
    wanted, got = true_borders(true), true_borders(found)
    return Score(len(wanted & got), len(got), len(wanted))


def _read_flat(work: FakeWork, era: Era) -> list[Html]:
    source = Source(data=flatten(render(work, era)), name="flat.txt")
    return [read.body for read in fic2epub.read(source).chapters]


def score_of_voice(voice: Voice, seeds: Iterable[int], words: str, stored: str) -> Score:
    """Works of two chapters in this voice, flattened and read."""
    total = Score()
    for seed in seeds:
        bodies = [chapter(voice, 2 * seed + part, words, stored) for part in (0, 1)]
        chapters = tuple(FakeChapter(position=position, body=body) for position, body in enumerate(bodies, 1))
        work = FakeWork(title=f"In the Voice of {voice.name}", chapters=chapters, planned=2)
        for body, read in zip(bodies, _read_flat(work, Era.D6), strict=True):
            total += score(lines_of_body(body), found_lines(read))
    return total


def score_of_case(case: Case) -> Score:
    """The chapters of a download of the catalogue; nothing when they cannot be told apart."""
    read = _read_flat(case.work, case.era)
    bodies = [chapter.body for chapter in case.work.chapters]
    if len(read) != len(bodies):
        return Score()
    total = Score()
    for body, found in zip(bodies, read, strict=True):
        total += score(lines_of_body(body), found_lines(found))
    return total
