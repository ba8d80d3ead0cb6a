"""The preface of a page: title, byline, summary, notes, and what AO3 calls associations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.dom import drop, text_of
from fic2epub.model import Html, Link, Prompt
from fic2epub.readers.bylines import linked, related_of
from fic2epub.readers.selectors import child, classes, kids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from fic2epub.model import RelatedWork
    from fic2epub.readers.bylines import Linked

__all__ = ["Associations", "associations_of", "box_in", "children_of", "endnotes_of", "parts_of"]

_PARTS = frozenset(("title", "byline", "summary", "notes"))
_GIFT = re.compile(r"^for\s+(.*?)\.?$", re.IGNORECASE | re.DOTALL)
_PROMPT = re.compile(r"^In response to an? .+? by (.+?) in the (.+?) collection\.?$", re.DOTALL)
_LOG_IN = re.compile(r"\s*\(Log in to access\.\)$|\.\s*Log in to view\.$")
"""After works that the reader may not see (otwarchive works/_work_header_notes.html.erb; the second until 2023-10)."""
_JUMP = re.compile(r"\s*\(See the end")
_ENDS = ("\ue001.", "a deleted work.", "in an unrevealed collection.")
"""After a link or one of these words, a full stop is the archive's own."""


class Associations(NamedTuple):
    """For whom and after what the work was written."""

    recipients: tuple[Link, ...]
    prompts: tuple[Prompt, ...]
    related: tuple[RelatedWork, ...]


def parts_of(block: _Element | None) -> dict[str, _Element]:
    """The headings and boxes of a preface or a chapter's head, by their class."""
    found: dict[str, _Element] = {}
    for kid in () if block is None else block.iterchildren("*"):
        for name in classes(kid):
            if name in _PARTS:
                found.setdefault(name, kid)
    return found


def box_in(part: _Element | None) -> Html | None:
    """
    The author's text in `div.summary` or `div.notes`; to be asked for once.

    `div.notes > h3 + blockquote.userstuff`, or `blockquote.notes > h3` with the text beside it until 2010.
    """
    if part is None:
        return None
    if part.tag == "blockquote":
        return _bare(part)
    quote = next(part.iterchildren("blockquote"), None)
    return None if quote is None else Html(quote)


def _bare(quote: _Element) -> Html | None:
    """The quote without its label and the pointer to the end notes, or None when nothing else is in it."""
    for kid in (child(quote, "h3"), child(quote, "span", "endnotes-link")):
        if kid is not None:
            drop(kid)
    return Html(quote) if len(quote) or text_of(quote) else None


def endnotes_of(block: _Element) -> Html | None:
    """
    The work's or a chapter's end notes in a block after its text.

    `div.end.notes`, `div.footnotes` until 2011, and in a preview the block itself.
    """
    for box in (block, *kids(block, "div"), *(deep for kid in kids(block, "div", "preface") for deep in kids(kid))):
        if (box.get("id") or "").endswith("endnotes") or "notes" in classes(box):
            quote = child(box, "blockquote")
            if quote is not None:
                return Html(quote)
    return None


def children_of(block: _Element, site: str) -> Iterator[Linked]:
    """The lines of `Works inspired by this one`."""
    for box in kids(block, "div", "children"):
        for entry in (entry for listed in kids(box, "ul") for entry in kids(listed, "li")):
            yield _plain_line(linked(entry, base=site), dotted=False)


def associations_of(preface: _Element | None, site: str, *, dotted: bool) -> Associations:
    """
    Gifts, prompts, translations and parents (otwarchive works/_work_header_notes.html.erb).

    Until 2023-10 each line ended with a full stop, even after names of creators elsewhere, which may end with one of
    their own: `dotted` says that the page is so old, or else another line shows it.
    """
    recipients: list[Link] = []
    prompts: list[Prompt] = []
    others: list[Linked] = []
    for line in (linked(element, base=site) for element in _association_lines(preface)):
        if gift := _GIFT.match(line.text):
            recipients += _people(line, gift[1])
        elif prompt := _PROMPT.match(line.text):
            collection = _people(line, prompt[2])
            prompts.append(Prompt(line.plain(prompt[1]), collection[0] if collection else Link("")))
        else:
            others.append(line)
    dotted = dotted or any(line.text.endswith(_ENDS[0]) for line in others)
    plain = [_plain_line(line, dotted=dotted) for line in others]
    return Associations(tuple(recipients), tuple(prompts), tuple(related_of(plain)))


def _association_lines(preface: _Element | None) -> Iterator[_Element]:
    """`ul.associations > li`; `h4` and `p` in the notes until 2013-09; `h3.recipients` in the first year."""
    yield from kids(preface, "h3", "recipients")
    for notes in kids(preface, "div", "notes"):
        for kid in kids(notes):
            if kid.tag == "ul":
                yield from kids(kid, "li")
            elif kid.tag == "h4" or (kid.tag == "p" and not _JUMP.match(kid.text or "")):
                yield kid


def _people(line: Linked, text: str) -> list[Link]:
    """The links in a part of a line, or its names when they are none."""
    names = (name.strip() for name in text.split(", "))
    marked = [line.link(name) or Link(line.plain(name)) for name in names if name]
    return [link for link in marked if link.name]


def _plain_line(line: Linked, *, dotted: bool) -> Linked:
    """The line as downloads print it: without how to see a hidden work, and without the archive's full stop."""
    text = _LOG_IN.sub("", line.text)
    line.text = text.removesuffix(".") if text.endswith(_ENDS) or (dotted and " by " in text) else text
    return line
