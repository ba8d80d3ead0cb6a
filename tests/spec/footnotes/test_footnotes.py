"""
Notes made by hand, case by case: `*.md` beside this file hold the bodies of a work and what becomes of them.

A pair of fences is a case: `html` has the bodies as they are written, each under its name (`--- body`, `--- end
notes`; another `--- body` begins another chapter), `xhtml` what comes out, with the codes of the notices behind the
word. A case under a heading with options in braces (`{footnotes=keep}`) is made with these.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from lxml import etree

from fic2epub.dom import parse_html
from fic2epub.model import Chapter, Html, Metadata, Work
from fic2epub.normalize import normalize_work
from fic2epub.options import Options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from fic2epub.model import Xhtml

FOLDER = Path(__file__).parent
HEADING = re.compile(r"^## ([^{\n]+?)(?: \{(.+)\})?$", re.MULTILINE)
PAIR = re.compile(r"^```html\n(.*?)\n```\n```xhtml([^\n]*)\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
PLACE = re.compile(r"^--- (.+)\n", re.MULTILINE)
WORK_ID = "40000001"


class Case(NamedTuple):
    """One pair of fences."""

    options: Options
    given: str
    codes: list[str]
    due: str


def cases() -> Iterator[tuple[str, Case]]:
    """Every case with a name: file, heading, number."""
    for page in sorted(FOLDER.glob("*.md")):
        text = page.read_text(encoding="utf-8")
        headings = list(HEADING.finditer(text))
        ends = [heading.start() for heading in headings[1:]] + [len(text)]
        for heading, end in zip(headings, ends, strict=True):
            options = Options(**dict(word.split("=") for word in (heading[2] or "").split()))
            for number, pair in enumerate(PAIR.finditer(text, heading.end(), end), 1):
                yield f"{page.stem}: {heading[1]} {number}", Case(options, pair[1], pair[2].split(), pair[3])


ALL = dict(cases())
parametrized = pytest.mark.parametrize("case", ALL.values(), ids=list(ALL))


def body(markup: str) -> Html:
    """A body, by way of the real parser."""
    root = parse_html(f"<body><div>{markup.strip()}</div></body>".encode(), lambda *_: None)
    found = root.find("body/div")
    assert found is not None
    return Html(found)


def work_of(text: str) -> Work[Html]:
    """The work that a fence describes."""
    pieces = PLACE.split(text)[1:]
    chapters: list[dict[str, Html]] = []
    whole: dict[str, Html] = {}
    waiting: dict[str, Html] = {}
    for name, markup in zip(pieces[::2], pieces[1::2], strict=True):
        if name.startswith("work"):
            whole[name.removeprefix("work ")] = body(markup)
        elif name == "notes":
            waiting["notes"] = body(markup)
        elif name == "body":
            chapters.append({**waiting, "body": body(markup)})
            waiting = {}
        else:
            chapters[-1][name] = body(markup)
    return Work(
        metadata=Metadata(title="Notes", language="en", work_id=WORK_ID),
        chapters=tuple(
            Chapter(
                number=number,
                chapter_id=str(500 + number),
                body=one["body"],
                notes=one.get("notes"),
                endnotes=one.get("end notes"),
            )
            for number, one in enumerate(chapters, 1)
        ),
        notes=whole.get("notes"),
        endnotes=whole.get("end notes"),
    )


def shown(work: Work[Xhtml]) -> str:
    """The work as a fence describes it."""
    parts = [("work notes", work.notes)]
    for chapter in work.chapters:
        parts += [("notes", chapter.notes), ("body", chapter.body), ("end notes", chapter.endnotes)]
    parts.append(("work end notes", work.endnotes))
    return "\n".join(f"--- {name}\n{inner(one.element)}" for name, one in parts if one is not None)


def inner(element: _Element) -> str:
    """What is inside the container, a block a line."""
    whole = etree.tostring(element, encoding="unicode", with_tail=False)
    text = whole[whole.index(">") + 1 : whole.rindex("</")] if not whole.endswith("/>") else ""
    return re.sub(r"\n+", "\n", text.strip())


def normalized(text: str, options: Options) -> tuple[str, list[str]]:
    """The bodies that come out, and the codes of the notices about notes."""
    done = normalize_work(work_of(text), options)
    return shown(done), sorted({one.code for one in done.notices if one.code.startswith("M03")})


def test_there_are_cases_enough() -> None:
    """A pattern that reads nothing is no success."""
    assert len(ALL) >= 60


@parametrized
def test_case(case: Case) -> None:
    """What the page says is what comes out, notices included."""
    assert normalized(case.given, case.options) == (case.due, case.codes)


@parametrized
def test_once_is_enough(case: Case) -> None:
    """What came out is left as it is, also after it was written and read again."""
    assert normalized(case.due, case.options)[0] == case.due


@parametrized
def test_no_word_is_lost_and_none_added(case: Case) -> None:
    """The letters that go in come out; an arrow that leads back is no letter."""
    given, due = (sorted(re.sub(r"<[^>]*>|^--- .*$|[\s\u00a0^]", "", text, flags=re.MULTILINE)) for text in case[1::2])
    assert due == given


@pytest.mark.parametrize(("length", "codes"), [(5000, ["M030"]), (5001, [])])
def test_no_note_is_longer_than_readers_show(length: int, codes: list[str]) -> None:
    """Kobo opens no longer ones."""
    note = "[1] ".ljust(length, "n")

    found, told = normalized(f"--- body\n<p>One[1].</p>\n--- end notes\n<p>{note}</p>", Options())

    assert told == codes
    assert ("noteref" in found) == bool(codes)
