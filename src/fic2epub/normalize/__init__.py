"""Work[Html] → Work[Xhtml]: every body of a work is made valid, in place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fic2epub.errors import Notice
from fic2epub.model import Chapter, Stylesheet, Work, Xhtml
from fic2epub.normalize.addresses import with_strict_addresses
from fic2epub.normalize.markup import rules_for, run
from fic2epub.normalize.styles import merged_sheet

if TYPE_CHECKING:
    from fic2epub.errors import Note
    from fic2epub.model import Html
    from fic2epub.options import Options

__all__ = ["normalize_work"]


class _Ledger:
    """Keeps the notices, and the sheets that stood inside bodies."""

    def __init__(self, work: Work[Html], options: Options) -> None:
        known = replace(options, language=options.language or work.metadata.language)
        self._rules = rules_for(known, styled=bool(work.styles))
        self.notices: list[Notice] = list(work.notices)
        self.sheets: list[Stylesheet] = list(work.styles)

    def at(self, place: str) -> Note:
        """A `note` that says where."""

        def note(code: str, message: str, where: str = "") -> None:
            self.notices.append(Notice(code, message, where or place))

        return note

    def normalized(self, body: Html, place: str) -> Xhtml:
        """Take the body over and make it valid."""
        element = body.element
        for sheet in element.iter("style"):
            self.sheets.append(Stylesheet(css="".join(sheet.itertext("*")), where=place))
        element.tail = None
        run(self._rules, element, self.at(place))
        return Xhtml(element)

    def optional(self, body: Html | None, place: str) -> Xhtml | None:
        """The same for a body that may be absent; one that holds nothing is absent from here on."""
        if body is None:
            return None
        settled = self.normalized(body, place)
        return settled if len(settled.element) else None


def normalize_work(work: Work[Html], options: Options) -> Work[Xhtml]:
    """
    Make every body of the work valid XHTML 5 in place; what was lost or changed on the way is in the notices.

    The trees are taken over from `work`, which is not to be used again. Its sheets and those in its bodies become
    one small sheet at most. The parts of an omnibus are works of their own, with sheets and notices of their own.
    """
    ledger = _Ledger(work, options)
    summary = ledger.optional(work.summary, "summary")
    notes = ledger.optional(work.notes, "notes")
    chapters = tuple(_normalize_chapter(chapter, ledger) for chapter in work.chapters)
    endnotes = ledger.optional(work.endnotes, "end notes")
    return Work(
        metadata=with_strict_addresses(work.metadata),
        chapters=chapters,
        parts=tuple(normalize_work(part, options) for part in work.parts),
        one_shot=work.one_shot,
        summary=summary,
        notes=notes,
        endnotes=endnotes,
        styles=merged_sheet(ledger.sheets, ledger.at("styles")) if ledger.sheets else (),
        listed=work.listed,
        assets=work.assets,
        origin=work.origin,
        notices=tuple(ledger.notices),
    )


def _normalize_chapter(chapter: Chapter[Html], ledger: _Ledger) -> Chapter[Xhtml]:
    place = f"chapter {chapter.number}"
    return Chapter(
        number=chapter.number,
        title=chapter.title,
        byline=chapter.byline,
        chapter_id=chapter.chapter_id,
        published=chapter.published,
        summary=ledger.optional(chapter.summary, f"{place}, summary"),
        notes=ledger.optional(chapter.notes, f"{place}, notes"),
        body=ledger.normalized(chapter.body, place),
        endnotes=ledger.optional(chapter.endnotes, f"{place}, end notes"),
    )
