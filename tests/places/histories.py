"""Works as their authors change them: chapters come, go and move, paragraphs are put in, taken out, mended."""

from __future__ import annotations

import html
import random
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tests.ao3.works import FakeChapter, FakeWork

if TYPE_CHECKING:
    from collections.abc import Callable

_SYLLABLES = "ba do fe gi ku la me ni po ru sa te vi zo".split()
_DID = (
    *("lit the lamp", "carried the flour upstairs", "waited on the platform", "watered the beans", "wound the clock"),
    *("wrote a long letter", "counted the gulls again", "mended the garden gate", "put the kettle on"),
)
_WHEN = (
    *("before the rain came", "as the first train went by", "while the bread was rising", "at the turn of the tide"),
    *("long after the shops had closed", "and nobody minded", "because it was market day"),
)

Paragraph = list[str]
"""Sentences; of a rule none, of a quotation one that begins with `>`."""
RULE: Paragraph = []


@dataclass
class Written:
    """A chapter in the making."""

    key: int
    title: str
    blocks: list[Paragraph]
    notes: list[Paragraph] = field(default_factory=list)
    endnotes: list[Paragraph] = field(default_factory=list)
    summary: list[Paragraph] = field(default_factory=list)


class Author:
    """Writes a work and changes it, by chance, and the same for the same seed."""

    def __init__(self, seed: int, length: tuple[int, int] = (12, 30), *, moves: bool = True) -> None:
        """`length` is how many paragraphs a chapter has, at least and at most; `moves` if chapters change places."""
        self._changes = {kind: weight for kind, (weight, _) in _CHANGES.items() if moves or kind not in MOVING}
        self._length = length
        self.chance = random.Random(seed)  # noqa: S311 - the same for the same seed
        self._names = 0
        self.chapters = [self._chapter() for _ in range(self.chance.randint(2, 4))]
        self.tags = 1
        self.day = 1
        self.edited: set[str] = set()
        """Names of sentences in paragraphs that were changed in themselves since the last save."""

    def save(self) -> FakeWork:
        """The work as it is now."""
        self.day += 1
        chapters = tuple(_printed(place, one) for place, one in enumerate(self.chapters, 1))
        return FakeWork(
            title="The Long Way Round",
            chapters=chapters,
            planned=None,
            published="2020-01-01",
            revised=f"2021-{1 + self.day // 28:02d}-{1 + self.day % 28:02d}",
            tags=tuple(f"Tag {number}" for number in range(self.tags)),
            summary=f"<p>About it all, {self.tags} times.</p>",
        )

    def work_on(self, changes: int) -> list[str]:
        """Make so many changes, and say what they were."""
        self.edited = set()
        kinds = self.chance.choices(list(self._changes), list(self._changes.values()), k=changes)
        for kind in kinds:
            _CHANGES[kind][1](self)
        return kinds

    def sentence(self) -> str:
        """A sentence whose first word no other has."""
        self._names += 1
        number, name = self._names, ""
        for _ in range(4):
            number, place = divmod(number, len(_SYLLABLES))
            name += _SYLLABLES[place]
        return f"{name.capitalize()} {self.chance.choice(_DID)} {self.chance.choice(_WHEN)}."

    def paragraph(self) -> Paragraph:
        return [self.sentence() for _ in range(self.chance.randint(1, 5))]

    def _chapter(self) -> Written:
        blocks = [self.paragraph() for _ in range(self.chance.randint(*self._length))]
        for _ in range(self.chance.randint(0, 3)):
            blocks.insert(self.chance.randint(2, len(blocks) - 2), self.chance.choice((RULE, [">" + self.sentence()])))
        notes = [self.paragraph()] if self.chance.random() < 0.3 else []
        return Written(self._names, self.sentence().split()[0] if self.chance.random() < 0.5 else "", blocks, notes)

    def _some(self) -> Written:
        return self.chance.choice(self.chapters)

    def _text(self) -> tuple[Written, int]:
        """A chapter and the place of a paragraph in it."""
        chapter = self._some()
        places = [place for place, one in enumerate(chapter.blocks) if one and not one[0].startswith(">")]
        return chapter, self.chance.choice(places)

    def add_chapter(self) -> None:
        self.chapters.append(self._chapter())

    def insert_chapter(self) -> None:
        self.chapters.insert(self.chance.randint(0, len(self.chapters)), self._chapter())

    def remove_chapter(self) -> None:
        if len(self.chapters) > 2:
            self.chapters.remove(self._some())

    def move_chapter(self) -> None:
        chapter = self._some()
        self.chapters.remove(chapter)
        self.chapters.insert(self.chance.randint(0, len(self.chapters)), chapter)

    def retitle(self) -> None:
        self._some().title = self.sentence().split()[0]

    def insert_paragraph(self) -> None:
        chapter = self._some()
        place = self.chance.randint(0, len(chapter.blocks))
        chapter.blocks[place:place] = [self.paragraph() for _ in range(self.chance.randint(1, 3))]

    def insert_block(self) -> None:
        chapter = self._some()
        block = self.chance.choice((RULE, [">" + self.sentence()]))
        chapter.blocks.insert(self.chance.randint(1, len(chapter.blocks) - 1), block)

    def remove_paragraph(self) -> None:
        chapter, place = self._text()
        if len(chapter.blocks) > 6:
            del chapter.blocks[place]

    def mend(self) -> None:
        """Change a word of a sentence."""
        chapter, place = self._text()
        block = chapter.blocks[place]
        at = self.chance.randrange(len(block))
        self._edit(block)
        block[at] = block[at].replace(" the ", self.chance.choice((" teh ", " some ", " their old ")), 1)

    def insert_sentence(self) -> None:
        chapter, place = self._text()
        block = chapter.blocks[place]
        self._edit(block)
        block.insert(self.chance.randint(0, len(block)), self.sentence())

    def remove_sentence(self) -> None:
        chapter, place = self._text()
        block = chapter.blocks[place]
        if len(block) > 1:
            self._edit(block)
            del block[self.chance.randrange(len(block))]

    def split(self) -> None:
        chapter, place = self._text()
        block = chapter.blocks[place]
        if len(block) > 1:
            self._edit(block)
            at = self.chance.randint(1, len(block) - 1)
            chapter.blocks[place : place + 1] = [block[:at], block[at:]]

    def join(self) -> None:
        chapter, place = self._text()
        following = chapter.blocks[place + 1] if place + 1 < len(chapter.blocks) else RULE
        if following and not following[0].startswith(">"):
            self._edit(following)
            chapter.blocks[place : place + 2] = [chapter.blocks[place] + following]

    def change_notes(self) -> None:
        chapter = self._some()
        name = self.chance.choice(("notes", "endnotes", "summary"))
        there = getattr(chapter, name)
        paragraphs = [] if there and self.chance.random() < 0.3 else [*there, self.paragraph()]
        setattr(chapter, name, paragraphs)

    def change_tags(self) -> None:
        self.tags += 1

    def _edit(self, block: Paragraph) -> None:
        self.edited.update(name_in(one) for one in block)


_CHANGES: dict[str, tuple[int, Callable[[Author], None]]] = {
    "chapter added": (50, Author.add_chapter),
    "chapter inserted": (5, Author.insert_chapter),
    "chapter removed": (2, Author.remove_chapter),
    "chapter moved": (1, Author.move_chapter),
    "chapter retitled": (5, Author.retitle),
    "word changed": (15, Author.mend),
    "paragraphs inserted": (12, Author.insert_paragraph),
    "rule or quotation inserted": (4, Author.insert_block),
    "paragraph removed": (8, Author.remove_paragraph),
    "sentence inserted": (6, Author.insert_sentence),
    "sentence removed": (4, Author.remove_sentence),
    "paragraph split": (3, Author.split),
    "paragraphs joined": (3, Author.join),
    "notes changed": (15, Author.change_notes),
    "tags changed": (10, Author.change_tags),
}
"""What authors do → how often, and how; what a work on the archive sees is mostly a new chapter."""


def name_in(sentence: str) -> str:
    """What tells a sentence from all others."""
    return sentence.strip().partition(" ")[0]


def _printed(place: int, chapter: Written) -> FakeChapter:
    """The chapter as the archive has it."""
    body, notes, endnotes, summary = map(_markup, (chapter.blocks, chapter.notes, chapter.endnotes, chapter.summary))
    printed = FakeChapter(position=place, body=body, title=chapter.title, key=str(500_000 + chapter.key))
    return replace(printed, notes=notes, endnotes=endnotes, summary=summary)


def _markup(blocks: list[Paragraph]) -> str:
    return "".join(map(_block, blocks))


def _block(block: Paragraph) -> str:
    if not block:
        return "<hr>"
    text = html.escape(" ".join(block))
    return (
        f"<blockquote><p>{text.removeprefix('&gt;')}</p></blockquote>" if text.startswith("&gt;") else f"<p>{text}</p>"
    )


MOVING = frozenset(("chapter moved",))
"""Changes that give chapters of before other places among each other."""
