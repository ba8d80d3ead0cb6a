"""Chapters by chance whose breaks between scenes are known: every habit of spacing, every kind of break, and traps.

The same seed gives the same chapter. What the truth says is between which paragraphs of prose a scene ends; what a
program finds is read off the body that it made.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.model import Html
from fic2epub.normalize.markup import rules_for, run
from fic2epub.options import Options
from tests.ao3 import prose
from tests.ao3.scenes_kinds import BLANKS, HELD_OUT, ORNAMENTS, PICTURES, RULES, TRAPS, WRAPPINGS
from tests.ao3.words import fragment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml.etree import _Element

__all__ = ["HABITS", "FakeChapter", "Found", "Score", "chapter", "found_in", "score"]


class FakeChapter(NamedTuple):
    """A body, its paragraphs of prose in order, and where scenes end: after so many of them."""

    body: str
    paragraphs: list[str]
    breaks: frozenset[int]
    blank_breaks: frozenset[int]
    """Those of them that blank lines alone say."""


class _Author:
    """Who writes one chapter: habits by chance, kept to the end."""

    def __init__(self, seed: str, *, held_out: bool) -> None:
        self.chance = Random(seed)  # noqa: S311 - chance that comes again
        self.seed = seed
        self.blank = self.chance.choice(BLANKS)
        self.faithful = self.chance.random() < 0.8
        self.ornaments = HELD_OUT if held_out else ORNAMENTS
        self.kind = self._any_break()
        self.paragraphs: list[str] = []

    def _any_break(self) -> str:
        chance = self.chance
        kind = chance.random()
        if kind < 0.15:
            return chance.choice(RULES)
        if kind < 0.22:
            return chance.choice(PICTURES)
        return chance.choice(WRAPPINGS).format(self.ornament())

    def ornament(self) -> str:
        """One ornament, as markup."""
        return self.chance.choice(self.ornaments).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    def drawn(self) -> str:
        """A break as it is drawn: the author's own, now and then another, now and then two."""
        one = self.kind if self.faithful else self._any_break()
        if self.chance.random() < 0.05:
            return one + self.chance.choice(("<hr />", "<p>\u00a0</p><hr />"))
        return one

    def paragraph(self) -> str:
        """One paragraph of prose, long or short; no two are alike."""
        chance = self.chance
        number = len(self.paragraphs) + 1
        seed = f"{self.seed}-{number}"
        kind = chance.random()
        if kind < 0.25:
            said, who = chance.choice(("Yes", "No", "Bread", "At last")), chance.choice(("Ines", "the baker", "Tobias"))
            text = f"“{said}, number {number},” said {who}."
        elif kind < 0.35:
            text = f"Nobody saw number {number}."
        else:
            text = prose.text(seed, chance.randint(1, 5))
        self.paragraphs.append(text)
        return text

    def scenes(self) -> list[list[str]]:
        """Scenes of some paragraphs each; one alone may be a whole chapter."""
        count = self.chance.choice((1, 1, 2, 3, 4, 6))
        return [[self.paragraph() for _ in range(self.chance.randint(4, 20))] for _ in range(count)]

    def with_traps(self, scene: list[str], wrap: str = "<p>{}</p>") -> list[str]:
        """The blocks of a scene: paragraphs, and between them what is no break."""
        blocks: list[str] = []
        for number, text in enumerate(scene):
            if 0 < number < len(scene) - 1 and self.chance.random() < 0.04:
                blocks.append(self.chance.choice(TRAPS)(self.chance))
            blocks.append(wrap.format(text))
        return blocks

    def ends(self) -> tuple[str, str]:
        """What stands before the first scene and behind the last one: mostly nothing."""
        return tuple(self.drawn() if self.chance.random() < 0.08 else "" for _ in range(2))  # type: ignore[return-value] # two


def _joined(author: _Author, scenes: list[list[str]], between: Callable[[], str], gap: str) -> str:
    start, end = author.ends()
    return start + between_scenes([gap.join(author.with_traps(scene)) for scene in scenes], between) + end


def between_scenes(scenes: Iterable[str], between: Callable[[], str]) -> str:
    """Scenes with a break between every two."""
    first, *others = scenes
    return first + "".join(between() + other for other in others)


def _single(author: _Author, scenes: list[list[str]]) -> str:
    return _joined(author, scenes, author.drawn, author.chance.choice(("", "\n")))


def _blank_breaks(author: _Author, scenes: list[list[str]]) -> str:
    return _joined(author, scenes, lambda: author.blank * author.chance.choice((1, 1, 1, 2, 3)), "")


def _doubled(author: _Author, scenes: list[list[str]]) -> str:
    return _joined(author, scenes, lambda: author.blank + author.drawn() + author.blank, author.blank)


def _doubled_but_ornaments(author: _Author, scenes: list[list[str]]) -> str:
    before, after = author.chance.choice((("", ""), (author.blank, ""), ("", author.blank)))
    return _joined(author, scenes, lambda: before + author.drawn() + after, author.blank)


def _doubled_longer(author: _Author, scenes: list[list[str]]) -> str:
    times = author.chance.choice((2, 3, 4))
    return _joined(author, scenes, lambda: author.blank * times, author.blank)


def _doubled_with_lapses(author: _Author, scenes: list[list[str]]) -> str:
    def text(scene: list[str]) -> str:
        parts = [part + (author.blank if author.chance.random() < 0.9 else "") for part in author.with_traps(scene)]
        return "".join(parts)

    start, end = author.ends()
    return start + between_scenes([text(scene) for scene in scenes], author.drawn) + end


def _half_doubled(author: _Author, scenes: list[list[str]]) -> str:
    """The first scenes were pasted with blank lines, the others were not."""
    half = (len(scenes) + 1) // 2
    texts = [
        (author.blank if number < half else "").join(author.with_traps(scene)) for number, scene in enumerate(scenes)
    ]
    return between_scenes(texts, author.drawn)


def _by_two_lines(author: _Author, scenes: list[list[str]]) -> str:
    """One paragraph a scene, its paragraphs parted by two line breaks."""
    texts = [f"<p>{'<br /><br />'.join(scene)}</p>" for scene in scenes]
    return between_scenes(texts, author.drawn)


def _all_by_lines(author: _Author, scenes: list[list[str]]) -> str:
    """One paragraph for everything; ornaments stand between line breaks too, or there are more line breaks."""
    gap = author.chance.choice(("<br /><br />", "<br />\n<br />\n", "<br /> <br />"))
    texts = [gap.join(scene) for scene in scenes]
    between = gap + author.ornament() + gap
    return f"<p>{between.join(texts)}</p>"


def _all_by_lines_blank(author: _Author, scenes: list[list[str]]) -> str:
    texts = ["<br /><br />".join(scene) for scene in scenes]
    return f"<p>{('<br />' * author.chance.choice((4, 5))).join(texts)}</p>"


def _divisions(author: _Author, scenes: list[list[str]]) -> str:
    """What mail programs write: a `div` for each line, and one with a line break for a blank one."""
    times = author.chance.choice((2, 3))
    texts = ["<div><br /></div>".join(f"<div>{text}</div>" for text in scene) for scene in scenes]
    return between_scenes(texts, lambda: "<div><br /></div>" * times)


def _documents(author: _Author, scenes: list[list[str]]) -> str:
    """What an office on the web leaves."""
    spacer = author.chance.choice(("<p><span><br /></span></p>", "", '<p dir="ltr"><span>\u00a0</span></p>'))
    texts = [spacer.join(author.with_traps(scene, '<p dir="ltr"><span>{}</span></p>')) for scene in scenes]
    return between_scenes(texts, lambda: spacer + author.drawn() + spacer)


def _indented(author: _Author, scenes: list[list[str]]) -> str:
    """Paragraphs that begin with typed spaces, after a line break."""
    wrap = author.chance.choice(
        ("<p>\u00a0\u00a0\u00a0\u00a0{}</p>", "<p>\u2003{}</p>", "<p><br />{}</p>", "<p>{}<br /></p>")
    )
    texts = ["".join(author.with_traps(scene, wrap)) for scene in scenes]
    return between_scenes(texts, author.drawn)


class Habit(NamedTuple):
    """How an author spaces a chapter, and whether blank lines alone are the breaks."""

    name: str
    write: Callable[[_Author, list[list[str]]], str]
    blank: bool = False


HABITS: tuple[Habit, ...] = (
    Habit("paragraphs alone", _single),
    Habit("blank lines are breaks", _blank_breaks, blank=True),
    Habit("double spacing, drawn breaks", _doubled),
    Habit("double spacing but beside breaks", _doubled_but_ornaments),
    Habit("double spacing, longer gaps are breaks", _doubled_longer, blank=True),
    Habit("double spacing with lapses", _doubled_with_lapses),
    Habit("half of it double spaced", _half_doubled),
    Habit("two line breaks, a paragraph a scene", _by_two_lines),
    Habit("two line breaks throughout", _all_by_lines),
    Habit("line breaks, more of them are breaks", _all_by_lines_blank, blank=True),
    Habit("divisions of a mail", _divisions, blank=True),
    Habit("an office on the web", _documents),
    Habit("typed indents and stray line breaks", _indented),
)


def chapter(habit: Habit, seed: int, *, held_out: bool = False) -> FakeChapter:
    """The chapter of this seed in this habit; with ornaments that are `held_out` it has no others."""
    author = _Author(f"{habit.name}/{seed}/{held_out}", held_out=held_out)
    scenes = author.scenes()
    body = habit.write(author, scenes)
    ends = []
    written = 0
    for scene in scenes[:-1]:
        written += len(scene)
        ends.append(written)
    return FakeChapter(body, author.paragraphs, frozenset(ends), frozenset(ends if habit.blank else ()))


class Found(NamedTuple):
    """What a program made of a chapter: breaks after so many paragraphs of prose, and whether all of those are told."""

    breaks: frozenset[int]
    whole: bool
    """Whether each paragraph of prose is one."""


def found_in(body: _Element, paragraphs: list[str]) -> Found:
    """Read breaks and paragraphs off a normalized body."""
    numbers = {" ".join(text.split()): number for number, text in enumerate(paragraphs, 1)}
    breaks = set()
    last = met = 0
    for block in body.iter("p", "hr", "div"):
        if block.tag == "hr" or block.get("role") == "separator":
            breaks.add(last)
            continue
        number = numbers.get(" ".join("".join(block.itertext()).split()))
        if number is not None and number > last:
            last, met = number, met + 1
    return Found(frozenset(breaks), met == len(paragraphs))


class Score(NamedTuple):
    """Counts of breaks, and of chapters whose spacing was understood."""

    right: int = 0
    found: int = 0
    true: int = 0
    chapters: int = 0
    understood: int = 0

    def plus(self, other: Score) -> Score:
        """Both counts."""
        return Score(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))

    @property
    def precision(self) -> float:
        """How many of the breaks found are breaks."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """How many of the breaks were found."""
        return self.right / self.true if self.true else 1.0

    @property
    def spacing(self) -> float:
        """In how many chapters each gap of blank lines was taken for what it is, and each paragraph for one."""
        return self.understood / self.chapters if self.chapters else 1.0


def normalized(markup: str) -> _Element:
    """The body of a chapter as a book would have it."""
    body = Html(fragment(markup)).element
    run(rules_for(Options()), body, lambda *_: None)
    return body


def score(one: FakeChapter) -> Score:
    """Normalize the chapter, and hold what was found against the truth."""
    body = normalized(one.body)
    found = found_in(body, one.paragraphs)
    blank = {"blank"}
    by_blank = {place for place in found.breaks - one.breaks if place} | (one.blank_breaks - found.breaks)
    understood = (
        found.whole and not by_blank and not any(blank & set((p.get("class") or "").split()) for p in body.iter("p"))
    )
    return Score(len(found.breaks & one.breaks), len(found.breaks), len(one.breaks), 1, int(understood))
