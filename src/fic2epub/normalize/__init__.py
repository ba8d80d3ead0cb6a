"""Work[Html] → Work[Xhtml]: every body of a work is made valid, in place."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING

from fic2epub.dom import XML_LANG
from fic2epub.errors import Notice, noting
from fic2epub.model import Chapter, Work, Xhtml
from fic2epub.normalize.addresses import with_strict_addresses
from fic2epub.normalize.families.sheet import sheet_for, without_ours
from fic2epub.normalize.footnotes import link_footnotes
from fic2epub.normalize.lone import names_in, unlink_ornaments
from fic2epub.normalize.markup import rules_for, run
from fic2epub.normalize.markup.edges import TYPED
from fic2epub.normalize.skins import wear_styles
from fic2epub.normalize.telling import told_language
from fic2epub.watching import AS_READ, in_part, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from fic2epub.errors import Note
    from fic2epub.model import Html
    from fic2epub.options import Options
    from fic2epub.watching import Watch

__all__ = ["normalize_work"]


class _Ledger:
    """Keeps the notices, and the bodies that are done."""

    def __init__(self, work: Work[Html], options: Options, watch: Watch | None) -> None:
        self._watch = watch
        known = replace(options, language=options.language or work.metadata.language)
        self.notices: list[Notice] = list(work.notices)
        bodies = [body.element for body in _raw_bodies(work)]
        self.styles = wear_styles(bodies, without_ours(work.styles), options.work_skin, self.at("styles"))
        """The author's own sheet, which the elements of the bodies wear already."""
        told(watch, "wear_styles", work)
        self._rules = rules_for(known)
        self._found: set[str] = set()
        self._names = cache(partial(names_in, bodies))
        self.bodies: list[_Element] = []
        """Those that are normalized, in the order in which they are read."""

    def at(self, place: str) -> Note:
        """A `note` that says where."""

        def note(code: str, message: str, where: str = "") -> None:
            self.notices.append(Notice(code, message, where or place))

        return note

    @property
    def may_have_notes(self) -> bool:
        """Whether any body held a sign of a note, a raised one or a link, when it was read or at any time since."""
        return not self._found.isdisjoint(("~notes", "sup", "@href"))

    def normalized(self, body: Html, place: str) -> Xhtml:
        """Take the body over and make it valid."""
        element = body.element
        element.tail = None
        around = element.getparent()
        if around is not None:  # rules look at what is around a block, and the page around the body is not theirs
            around.remove(element)
        typed = TYPED in element.get("class", "")  # a book of ours remembers it
        for name in ("class", "dir", "lang", XML_LANG):  # these the rules set, where they hold for all of the body
            element.attrib.pop(name, None)
        if typed:
            element.set("class", TYPED)
        unlink_ornaments(element, self._names, self.at(place))
        watch = self._watch
        look = None if watch is None else lambda step, seen: watch(step, seen, place)
        self._found |= run(self._rules, element, self.at(place), look)
        self.bodies.append(element)
        return Xhtml(element)

    def optional(self, body: Html | None, place: str) -> Xhtml | None:
        """The same for a body that may be absent; one that holds nothing is absent from here on."""
        if body is None:
            return None
        settled = self.normalized(body, place)
        return settled if len(settled.element) else None


def normalize_work(work: Work[Html], options: Options, watch: Watch | None = None) -> Work[Xhtml]:
    """
    Make every body of the work valid XHTML 5 in place; what was lost or changed on the way is in the notices.

    The trees are taken over from `work`, which is not to be used again. Its sheets and those in its bodies become
    one small sheet at most. The parts of an omnibus are works of their own, with sheets and notices of their own.
    `watch` is shown every body as it was read, and after each step.
    """
    told(watch, AS_READ, work)
    noticed: list[Notice] = []
    language = told_language(work, options, noting(noticed))
    metadata = replace(with_strict_addresses(work.metadata), language=language)
    ledger = _Ledger(replace(work, metadata=metadata, notices=(*work.notices, *noticed)), options, watch)
    summary = ledger.optional(work.summary, "summary")
    notes = ledger.optional(work.notes, "notes")
    chapters = tuple(_normalize_chapter(chapter, ledger) for chapter in work.chapters)
    endnotes = ledger.optional(work.endnotes, "end notes")
    own_sheets = sheet_for(ledger.bodies, options, ledger.at("styles"))
    settled = Work(
        metadata=metadata,
        chapters=chapters,
        parts=tuple(normalize_work(part, options, in_part(watch, n)) for n, part in enumerate(work.parts, 1)),
        one_shot=work.one_shot,
        summary=summary,
        notes=notes,
        endnotes=endnotes,
        styles=(*own_sheets, *ledger.styles),
        listed=work.listed,
        assets=work.assets,
        origin=work.origin,
    )
    if ledger.may_have_notes:
        link_footnotes(settled, options, ledger.at("work"))
    told(watch, "link_footnotes", settled)
    return replace(settled, notices=tuple(ledger.notices))


def _raw_bodies(work: Work[Html]) -> Iterator[Html]:
    """Every body of the work, in the order in which they are read."""
    found = [work.summary, work.notes]
    for chapter in work.chapters:
        found += [chapter.summary, chapter.notes, chapter.body, chapter.endnotes]
    yield from filter(None, (*found, work.endnotes))


def _normalize_chapter(chapter: Chapter[Html], ledger: _Ledger) -> Chapter[Xhtml]:
    place = f"chapter {chapter.number}"
    return Chapter(
        number=chapter.number,
        title=chapter.title,
        byline=chapter.byline,
        chapter_id=chapter.chapter_id,
        published=chapter.published,
        mark=chapter.mark,
        removed=chapter.removed,
        summary=ledger.optional(chapter.summary, f"{place}, summary"),
        notes=ledger.optional(chapter.notes, f"{place}, notes"),
        body=ledger.normalized(chapter.body, place),
        endnotes=ledger.optional(chapter.endnotes, f"{place}, end notes"),
    )
