"""
Works with notes made by hand, in every shape that authors give them, and what belongs to what in them.

Each mark stands behind a word that stands nowhere else (`quay17q`), each note holds one (`wind17w`), so that what a
book links can be held against the truth by reading it. Between the notes stand traps: what looks like a mark or a
list and is none. The same seed gives the same work; nothing here knows how notes are found.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from tests.ao3.footnote_traps import END_TRAPS, LINE_TRAPS, NOTE_TRAPS
from tests.ao3.works import FakeChapter, FakeWork

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["KINDS", "Footnoted", "footnoted_work", "unnoted_work"]

_PLACES = ("quay", "stair", "oven", "rail", "lamp", "gate", "bean", "clock", "gull", "loaf")
_THINGS = ("wind", "salt", "flour", "smoke", "tide", "moss", "coal", "rope", "brass", "rain")
_OPENINGS = ("She stood by the", "Nobody had seen the", "Tobias asked about the", "It was the third", "“Look at the")
_REST = ("before it rained", "and said no more", "as he always did", "while the kettle sang", "in the old way")
_FILLERS = (
    "The keeper lit the lamp, and the whole room turned gold; nobody spoke for a while.",
    "“There is tea,” said Maren. “There is always tea.” She put three cups on the table.",
    "The 7:15 was late. It had been late on Monday, too, and on the Monday before that.",
    "He counted the gulls on the roof (there were nine), and then the chimneys.",
    "“Two loaves,” she said, “and the small one—no, the other.”",
    "It smelled of wet wool. Outside, somebody was mending the gate, badly.",
)
_MEANINGS = ("a kind of", "what sailors call a", "said of an old", "after the name of a", "short for the")
_WORDS = ("vela", "toru", "mirin", "sadeka", "ondra", "kelu", "parvi", "ishta", "bruma", "nelo")


@dataclass
class Footnoted:
    """A work, and which marks belong to which notes: pairs of words that stand nowhere else."""

    work: FakeWork
    pairs: set[tuple[str, str]]


@dataclass
class _Making:
    """A chapter in the making."""

    random: Random
    number: int
    first: int
    """Number of the first unique word."""
    body: list[str] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)
    """What stands behind the text, in the chapter itself."""
    notes: str = ""
    endnotes: str = ""
    of_work: str = ""
    """What goes into the end notes of the work."""
    pairs: set[tuple[str, str]] = field(default_factory=set)
    running: list[str] = field(default_factory=list)
    """The notes of all chapters that are counted through, and stand behind the work."""

    def mark(self, count: int, write: Callable[[int], str]) -> list[tuple[str, str]]:
        """Put `count` marks into as many paragraphs; the word before each, and the text of its note."""
        made = []
        for place in range(count):
            self.fill(self.random.randint(0, 2))
            word = f"{self.random.choice(_PLACES)}{self.first}q"
            told = f"{self.random.choice(_THINGS)}{self.first}w"
            self.first += 1
            opening, rest = self.random.choice(_OPENINGS), self.random.choice(_REST)
            closed = "”" if opening.startswith("“") else ""
            at_end = self.random.random() < 0.4
            text = f"{opening} {rest.split()[-1]} {word}.{closed}" if at_end else f"{opening} {word}"
            text = f"{text}{write(place + 1)}" if at_end else f"{text}{write(place + 1)} {rest}.{closed}"
            self.body.append(f"<p>{text}</p>")
            self.pairs.add((word, told))
            made.append((word, f"{self.random.choice(_MEANINGS).capitalize()} {told}, or nearly."))
        self.fill(self.random.randint(1, 3))
        return made

    def fill(self, count: int) -> None:
        """Paragraphs without notes, now and then with a trap."""
        for _ in range(count):
            trapped = self.random.random() < 0.25
            text = self.random.choice(LINE_TRAPS) if trapped else self.random.choice(_FILLERS)
            self.body.append(f"<p>{text}</p>")


def _numbered(style: str, entries: Sequence[str], start: int = 1) -> list[str]:
    """The entries, each behind its number in this style."""
    return [f"{style.format(number)}{entry}" for number, entry in enumerate(entries, start)]


def _paragraphs(lines: Sequence[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def _lines(lines: Sequence[str]) -> str:
    return f"<p>{'<br />'.join(lines)}</p>"


def _texts(made: Sequence[tuple[str, str]]) -> list[str]:
    return [text for _, text in made]


def _count(making: _Making, least: int = 1) -> int:
    return making.random.choice((least, 2, 2, 3, 4, 6))


def _linked(making: _Making, prefix: str = "", address: str = "") -> list[str]:
    """Marks that are links, and the lines of their notes, which lead back."""
    copied = making.random.random() < 0.5
    look = making.random.choice(("<sup>{0}</sup>", "[{0}]", "<sup>[{0}]</sup>", "({0})"))

    def anchor(name: str, href: str, text: str) -> str:
        ids = f' id="{name}"' if copied else ""
        return f'<a href="{href}" name="{name}" rel="nofollow"{ids}>{text}</a>'

    made = making.mark(
        _count(making), lambda n: anchor(f"{prefix}ref{n}", f"{address}#{prefix}note{n}", look.format(n))
    )
    form = making.random.choice(("{0}", "[{0}]", "{0}."))
    texts = enumerate(_texts(made), 1)
    return [f"{anchor(f'{prefix}note{n}', f'#{prefix}ref{n}', form.format(n))} {text}" for n, text in texts]


def linked_below(making: _Making) -> None:
    """Links to a list behind the text."""
    lines = _linked(making)
    making.tail += [making.random.choice(("<hr />", "<p>Notes:</p>", "<h4>Footnotes</h4>")), _paragraphs(lines)]


def linked_in_end_notes(making: _Making) -> None:
    """Links to the chapter's end notes, where other things are said, too."""
    making.endnotes = f"<p>Thank you for reading!</p>{_paragraphs(_linked(making))}"


def linked_in_work_notes(making: _Making) -> None:
    """Links to the end notes of the work, under names of their own."""
    making.of_work = _paragraphs(_linked(making, prefix=f"c{making.number}"))


def linked_absolutely(making: _Making) -> None:
    """Links with the full address of the work or of the chapter."""
    address = making.random.choice(("", f"/chapters/{91_000_000 + making.number}"))
    lines = _linked(making, address=f"https://archiveofourown.org/works/40000001{address}")
    making.endnotes = _paragraphs(lines)


def linked_one_way(making: _Making) -> None:
    """Links without a way back."""
    look = making.random.choice(("<sup>{0}</sup>", "[{0}]"))
    made = making.mark(_count(making, 2), lambda n: f'<a href="#fn{n}" rel="nofollow">{look.format(n)}</a>')
    lines = [f'<a name="fn{n}" rel="nofollow"></a>{n}. {text}' for n, text in enumerate(_texts(made), 1)]
    making.endnotes = _paragraphs(lines)


def linked_to_nowhere(making: _Making) -> None:
    """Links whose names were lost; the list is there."""
    made = making.mark(_count(making, 2), lambda n: f'<a href="#_ftn{n}" rel="nofollow">[{n}]</a>')
    making.endnotes = _paragraphs(_numbered("[{}] ", _texts(made)))


def linked_by_words(making: _Making) -> None:
    """A phrase is the link, and the note leads back."""
    made = making.mark(
        _count(making), lambda n: f' <a href="#tr{n}" name="word{n}" rel="nofollow">{_WORDS[n]} {_WORDS[n + 2]}</a>'
    )
    making.endnotes = "<p>Translations:</p>" + "".join(
        f'<p><a name="tr{n}" rel="nofollow"></a>{text} <a href="#word{n}" rel="nofollow">back</a></p>'
        for n, text in enumerate(_texts(made), 1)
    )


def raised_in_end_notes(making: _Making) -> None:
    """Raised numbers, and a numbered list in one of its many forms."""
    look = making.random.choice(("<sup>{0}</sup>", "<sup>[{0}]</sup>", "<sup>({0})</sup>"))
    texts = _texts(making.mark(_count(making), look.format))
    style = making.random.choice(("{}. ", "[{}] ", "{}) ", "<sup>{}</sup> ", "({}) "))
    lines = _numbered(style, texts)
    form = making.random.choice((_paragraphs, _lines, _listed(texts)))
    making.endnotes = form(lines) + making.random.choice(("", "<p>Until next week!</p>"))


def _listed(texts: Sequence[str]) -> Callable[[Sequence[str]], str]:
    def listed(_: Sequence[str]) -> str:
        return f"<ol>{''.join(f'<li>{text}</li>' for text in texts)}</ol>"

    return listed


def bracketed_below(making: _Making) -> None:
    """Numbers in brackets, and a list behind the text under its name."""
    texts = _texts(making.mark(_count(making), "[{}]".format))
    making.tail.append(making.random.choice(("<p>Footnotes:</p>", "<p><strong>Notes</strong></p>", "<hr />")))
    lines = _numbered(making.random.choice(("[{}] ", "[{}]: ")), texts)
    making.tail.append(making.random.choice((_paragraphs, _lines))(lines))


def bracketed_apart(making: _Making) -> None:
    """Numbers in brackets with a blank before them, and a list that says what it is."""
    texts = _texts(making.mark(_count(making, 2), " [{}]".format))
    place = making.random.choice(("<p>Footnotes:</p>", "<h4>Notes</h4>"))
    making.tail.append(place + _paragraphs(_numbered(making.random.choice(("[{}] ", "{}. ")), texts)))


def running_through(making: _Making) -> None:
    """Numbers that go on from chapter to chapter, and one list behind the work."""
    before = len(making.running)
    making.running += _texts(making.mark(_count(making), lambda n: f"[{before + n}]"))


def of_two_marks(making: _Making) -> None:
    """A note that two marks refer to, and others."""
    made = making.mark(_count(making, 2), "<sup>{}</sup>".format)
    word = f"{making.random.choice(_PLACES)}{making.first}q"
    making.first += 1
    told = next(told for text in [made[-1][1]] for told in text.replace(",", "").split() if told.endswith("w"))
    making.pairs.add((word, told))
    making.body.append(f"<p>And there was the {word}<sup>{len(made)}</sup> again.</p>")
    making.endnotes = _paragraphs(_numbered("{}. ", _texts(made)))


def note_in_a_note(making: _Making) -> None:
    """A linked note with a mark of its own."""
    lines = _linked(making)
    number = len(lines) + 1
    word, told = f"gate{making.first}q", f"moss{making.first}w"
    making.first += 1
    making.pairs.add((word, told))
    lines[-1] += f' See the {word}<a href="#note{number}" name="ref{number}" rel="nofollow">[{number}]</a>.'
    lines.append(f'<a name="note{number}" href="#ref{number}" rel="nofollow">{number}</a> Some {told}.')
    making.endnotes = _paragraphs(lines)


def high_digits(making: _Making) -> None:
    """Superscript digits of Unicode, on both sides."""
    digits = " ¹²³⁴⁵⁶⁷"
    texts = _texts(making.mark(_count(making), lambda n: digits[n]))
    lines = [f"{digits[n]} {text}" for n, text in enumerate(texts, 1)]
    making.endnotes = making.random.choice((_paragraphs, _lines))(lines)


def rounded(making: _Making) -> None:
    """Numbers in parentheses."""
    texts = _texts(making.mark(_count(making, 2), "({})".format))
    making.endnotes = "<p>Notes:</p>" + _paragraphs(_numbered("({}) ", texts))


def starred_at_end(making: _Making) -> None:
    """More and more stars, or daggers."""
    signs = making.random.choice((("*", "**", "***"), ("†", "‡", "††"), ("*", "†", "‡")))
    texts = _texts(making.mark(making.random.randint(1, 3), lambda n: signs[n - 1]))
    lines = [f"{sign}{making.random.choice(('', ' '))}{text}" for sign, text in zip(signs, texts, strict=False)]
    if making.random.random() < 0.5:
        making.endnotes = making.random.choice((_paragraphs, _lines))(lines)
    else:
        making.tail.append(_paragraphs(lines))


def starred_beside(making: _Making) -> None:
    """A note right behind its paragraph, each with one star."""
    for _ in range(making.random.randint(1, 3)):
        (_, text), *_ = making.mark(1, lambda _: "*")
        place = max(place for place, line in enumerate(making.body) if "*</p>" in line or "q*" in line)
        making.body.insert(place + 1, f"<p>*{text}</p>")
        making.fill(5)


def in_a_list_of_terms(making: _Making) -> None:
    """Numbers and notes as terms and their descriptions."""
    texts = _texts(making.mark(_count(making, 2), "[{}]".format))
    making.endnotes = "<dl>" + "".join(f"<dt>{n}</dt><dd>{text}</dd>" for n, text in enumerate(texts, 1)) + "</dl>"


def several_paragraphs(making: _Making) -> None:
    """Notes of more than one paragraph."""
    made = making.mark(making.random.randint(2, 4), "[{}]".format)
    lines = []
    for number, (_, text) in enumerate(made, 1):
        lines += [f"[{number}] {text}", "It goes on for a while." if number < len(made) else ""]
    making.endnotes = _paragraphs([line for line in lines if line])


def explained(making: _Making) -> None:
    """Words of another language, and a list that says what they mean."""
    lines = []
    for _ in range(making.random.randint(2, 5)):
        making.fill(making.random.randint(0, 2))
        term = f"{making.random.choice(_WORDS)}{making.first}q"
        told = f"{making.random.choice(_THINGS)}{making.first}w"
        making.first += 1
        shown = making.random.choice(("<em>{}</em>", "<i>{}</i>", "{}")).format(term)
        making.body.append(f"<p>“{shown},” said the baker, and meant it.</p>")
        making.pairs.add((term, told))
        lines.append(f"{term}{{}}a {told} of some kind")
    sign = making.random.choice((" = ", " - ", " – ", ": "))
    name = making.random.choice(("Translations:", "Glossary", "Translations", "Vocabulary:"))
    form = making.random.choice((_paragraphs, _lines))
    entries = [line.format(sign) for line in lines]
    text = f"<p>{name}</p>{form(entries)}" if form is _paragraphs else form([name, *entries])
    place = making.random.choice(("notes", "endnotes", "tail"))
    if place == "tail":
        making.tail.append(text)
    else:
        setattr(making, place, text)
    making.fill(1)


KINDS: tuple[Callable[[_Making], None], ...] = (
    linked_below,
    linked_in_end_notes,
    linked_in_work_notes,
    linked_absolutely,
    linked_one_way,
    linked_to_nowhere,
    linked_by_words,
    raised_in_end_notes,
    bracketed_below,
    bracketed_apart,
    running_through,
    of_two_marks,
    note_in_a_note,
    high_digits,
    rounded,
    starred_at_end,
    starred_beside,
    in_a_list_of_terms,
    several_paragraphs,
    explained,
)


def footnoted_work(seed: int, kinds: Sequence[Callable[[_Making], None]] = KINDS, chapters: int = 4) -> Footnoted:
    """A work whose chapters have notes of these kinds, one kind each; some have none."""
    random = Random(f"footnotes {seed}")  # noqa: S311 - the same for the same seed
    made = []
    running: list[str] = []
    for number in range(1, chapters + 1):
        making = _Making(random, number, number * 100, running=running)
        making.fill(random.randint(1, 4))
        random.choice(kinds)(making)
        made.append(making)
    made[-1].of_work += _paragraphs(_numbered("[{}] ", running))
    return Footnoted(_work(made), {pair for making in made for pair in making.pairs})


def unnoted_work(seed: int, chapters: int = 5) -> FakeWork:
    """A work without notes, full of what looks like them."""
    random = Random(f"traps {seed}")  # noqa: S311 - the same for the same seed
    made = []
    for number in range(1, chapters + 1):
        making = _Making(random, number, number * 100)
        for _ in range(random.randint(2, 5)):
            making.fill(random.randint(0, 3))
            making.body.append(f"<p>{random.choice(LINE_TRAPS)}</p>")
        if random.random() < 0.6:
            making.body.append(random.choice(NOTE_TRAPS))
            making.fill(random.randint(0, 3))
        if random.random() < 0.5:
            making.tail.append(random.choice(END_TRAPS))
        if random.random() < 0.5:
            making.endnotes = random.choice(END_TRAPS)
        if random.random() < 0.2:
            making.of_work = random.choice(END_TRAPS)
        made.append(making)
    return _work(made)


def _work(made: Sequence[_Making]) -> FakeWork:
    chapters = tuple(
        FakeChapter(
            position=making.number,
            body="".join((*making.body, *making.tail)),
            notes=making.notes,
            endnotes=making.endnotes,
        )
        for making in made
    )
    endnotes = "".join(making.of_work for making in made)
    return FakeWork(title="Notes from the Quay", chapters=chapters, planned=len(chapters), endnotes=endnotes)
