"""Marks and lists that belong together: told by the whole of both, and never by one mark alone.

The numbers of a list are to be those of the marks, in the same order; what is missing on either side may be little.
Where the list stands, what it is called and how its marks look decides whether that is enough.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fic2epub.normalize.footnotes.marks import BRACKETS, CIRCLED, PARENTHESES, RAISED, SIGN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from fic2epub.normalize.footnotes.marks import Entry, Ref
    from fic2epub.normalize.footnotes.notes import Plan
    from fic2epub.normalize.footnotes.pages import Page, Pages
    from fic2epub.normalize.footnotes.runs import Run

__all__ = ["Found", "find_pairs"]

_NEAR = 4
"""Lines before a note that stands in the text, among which its mark is."""
_SPARE = 4
"""Of so many marks or notes that have their other half, one may be missing."""
_KINDS = (RAISED, BRACKETS, CIRCLED, PARENTHESES)


class Found(NamedTuple):
    """A list, and the marks that refer to its notes."""

    page: Page
    run: Run
    pairs: tuple[tuple[Page, Ref, Entry], ...]
    lost: tuple[tuple[Page, Ref], ...]
    """Marks of the same kind that have no note."""


def find_pairs(pages: Pages, plan: Plan) -> list[Found]:
    """All lists of the work whose marks were found."""
    found: list[Found] = []
    for body, notes in pages.chapters():
        if not body.is_marked or not body.refs:
            continue
        for run in _free_runs(body, plan):
            _keep(_in_text(body, run), found)
        for page in notes if body.free else ():
            for run in _free_runs(page, plan):
                _keep(_matched([(body, body.free)], page, run), found)
    _find_in_work(pages, plan, found)
    return found


def _keep(one: Found | None, found: list[Found]) -> None:
    if one is not None:
        found.append(one)
        for page, ref, _ in one.pairs:
            page.paired.add(ref)


def _in_text(body: Page, run: Run) -> Found | None:
    """The marks before a list in the text itself: all of them, or those that stand near."""
    before = [ref for ref in body.free if ref.line < run.entries[-1].line]
    near = [ref for ref in before if ref.line >= run.start - _NEAR]
    windows = [before] if run.headed or run.final else []
    for refs in (*windows, near):
        one = _matched([(body, refs)], body, run, near=refs is near and not windows)
        if one is not None:
            return one
    return None


def _free_runs(page: Page, plan: Plan) -> Iterator[Run]:
    """The lists of a page, without the notes that links lead to."""
    for run in page.runs:
        entries = tuple(entry for entry in run.entries if not plan.has(page, entry.line))
        if entries:
            yield run._replace(entries=entries)


def _find_in_work(pages: Pages, plan: Plan, found: list[Found]) -> None:
    """Lists in the notes of the work, for its chapters one by one or for all of them."""
    open_ = [body for body, _ in pages.chapters() if body.is_marked and body.free]
    if not open_:
        return
    for page in pages.of_work():
        _keep_each(page, list(_free_runs(page, plan)), [body for body in open_ if body.free], found)


def _keep_each(page: Page, runs: list[Run], bodies: list[Page], found: list[Found]) -> None:
    if len(runs) == len(bodies):  # one list for each chapter
        for run, body in zip(runs, bodies, strict=True):
            _keep(_matched([(body, body.free)], page, run), found)
        return
    for run in runs:
        _keep(_matched([(body, body.free) for body in bodies], page, run), found)


def _matched(
    windows: Sequence[tuple[Page, Sequence[Ref]]], page: Page, run: Run, *, near: bool = False
) -> Found | None:
    """The list with its marks, if they belong together; `windows` are the marks that come into question."""
    refs = [
        (body, ref) for body, some in windows for ref in some if body is not page or ref.line < run.entries[-1].line
    ]
    if run.entries[0].kind == SIGN:
        return _by_signs(refs, page, run, near=near)
    kinds = (run.entries[0].kind, *_KINDS)
    for kind in dict.fromkeys(kinds):
        mine = [(body, ref) for body, ref in refs if ref.kind == kind]
        if mine and _suits(kind, [ref for _, ref in mine], page, run, near=near):
            one = _by_numbers(mine, page, run, near=near)
            if one is not None:
                return one
    return None


def _suits(kind: str, refs: Sequence[Ref], page: Page, run: Run, *, near: bool) -> bool:
    """Whether marks that look so can belong to a list that looks so, and stands there."""
    same = run.entries[0].kind == kind
    told = run.named or page.kind != "body"
    if kind == PARENTHESES and not all(ref.attached for ref in refs):
        return same and told
    if kind == PARENTHESES:
        return same or told
    if near:
        return same
    return same or run.headed or told or all(ref.attached for ref in refs)


def _by_numbers(refs: Sequence[tuple[Page, Ref]], page: Page, run: Run, *, near: bool) -> Found | None:
    """Pair by number, if nearly all are there on both sides, and in order."""
    entries = {entry.key: entry for entry in run.entries}
    known = [(body, ref, entries[ref.key]) for body, ref in refs if ref.key in entries]
    known = [one for one in known if one[0] is not page or one[1].line < one[2].line]
    firsts = list(dict.fromkeys(ref.key for _, ref, _ in known))
    if firsts != sorted(firsts, key=int) or not firsts:
        return None
    lost = [(body, ref) for body, ref in refs if ref.key not in entries]
    missing = len(entries) - len(firsts) + len({ref.key for _, ref in lost})
    if missing and (near or len(firsts) < _STEP or missing > max(1, len(firsts) // _SPARE)):
        return None
    if missing and run.entries[0].key not in firsts and run.entries[0].kind != refs[0][1].kind:
        return None
    return Found(page, run, tuple(known), tuple(lost))


_STEP = 2
"""Pairs that are enough for one mark or note to be missing."""


def _by_signs(refs: Iterable[tuple[Page, Ref]], page: Page, run: Run, *, near: bool) -> Found | None:
    """Pair signs by their look where each note has its own, else one after the other."""
    keys = [entry.key for entry in run.entries]
    mine = [(body, ref) for body, ref in refs if ref.kind == SIGN and ref.key in keys]
    if len(set(keys)) < len(keys):
        if [ref.key for _, ref in mine] != keys:
            return None
        pairs = tuple((body, ref, entry) for (body, ref), entry in zip(mine, run.entries, strict=True))
        return Found(page, run, pairs, ())
    if list(dict.fromkeys(ref.key for _, ref in mine)) != keys or (near and len(mine) > len(keys)):
        return None
    if len(mine) > 2 * len(keys):
        return None
    entries = dict(zip(keys, run.entries, strict=True))
    return Found(page, run, tuple((body, ref, entries[ref.key]) for body, ref in mine), ())
