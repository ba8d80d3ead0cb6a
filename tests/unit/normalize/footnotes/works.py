"""Works of a few lines, and the notes that are found in them."""

from __future__ import annotations

import re

from lxml import etree

from fic2epub.model import Chapter, Metadata, Work, Xhtml
from fic2epub.normalize.footnotes import link_footnotes
from fic2epub.options import Options

WORK_ID = "40000001"
_PLACE = re.compile(r"^--- (.+)\n", re.MULTILINE)


def work_of(text: str) -> Work[Xhtml]:
    """The work with these bodies, each under its name as in tests/spec/footnotes; chapter 1 if none is named."""
    pieces = _PLACE.split(text if text.startswith("---") else f"--- body\n{text}")[1:]
    named = [
        (name, Xhtml(etree.fromstring(f"<div>{markup.strip()}</div>")))
        for name, markup in zip(pieces[::2], pieces[1::2], strict=True)
    ]
    whole = {name.removeprefix("work "): body for name, body in named if name.startswith("work ")}
    chapters: list[dict[str, Xhtml]] = []
    ahead: dict[str, Xhtml] = {}
    for name, body in named:
        if name in ("notes", "summary"):
            ahead[name] = body
        elif name == "body":
            chapters.append({**ahead, name: body})
            ahead = {}
        elif name == "end notes":
            chapters[-1]["endnotes"] = body
    return Work(
        metadata=Metadata(title="Notes", language="en", work_id=WORK_ID),
        chapters=tuple(
            Chapter(number=number, chapter_id=str(500 + number), **one) for number, one in enumerate(chapters, 1)
        ),
        summary=whole.get("summary"),
        notes=whole.get("notes"),
        endnotes=whole.get("end notes"),
    )


def bodies_in(work: Work[Xhtml]) -> list[etree._Element]:
    """All bodies, in reading order."""
    found = [work.summary, work.notes]
    for chapter in work.chapters:
        found += [chapter.summary, chapter.notes, chapter.body, chapter.endnotes]
    return [body.element for body in (*found, work.endnotes) if body is not None]


def linked(text: str, options: Options | None = None) -> tuple[list[str], list[tuple[str, str, str]], str]:
    """The words of each note that was made, all notices, and the bodies that came out."""
    work = work_of(text)
    told: list[tuple[str, str, str]] = []
    link_footnotes(work, options or Options(), lambda code, said, where="": told.append((code, said, where)))
    bodies = bodies_in(work)
    notes = ["|".join("".join(one.itertext()).split("\n")) for body in bodies for one in body.iter("aside")]
    written = [etree.tostring(body, encoding="unicode", with_tail=False)[5:-6] for body in bodies]
    return notes, told, "\n".join(written)


def notes_in(text: str) -> list[str]:
    """The words of each note that was made."""
    return linked(text)[0]


def rain(lines: int) -> str:
    """So many lines of the story."""
    return "<p>Rain.</p>" * lines
