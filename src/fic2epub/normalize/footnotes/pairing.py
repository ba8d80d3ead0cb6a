"""Marks and lists that belong together: told by the whole of both, and never by one mark alone.

The numbers of a list are to be those of the marks, in the same order; what is missing on either side may be little.
Where the list stands, what it is called and how its marks look decides whether that is enough.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fic2epub.normalize.footnotes.marks import BRACKETS, CIRCLED, PARENTHESES, RAISED, SIGN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
    """
    All lists of the work whose marks were found.

    Those that have all marks of their text come first; what is left may stand right behind its paragraph.
    """
    found: list[Found] = []
    chapters = [(body, notes) for body, notes in pages.chapters() if body.is_marked and body.refs]
    for strict in (True, False):
        for body, notes in chapters:
            _find_for(body, notes, plan, found, strict=strict)
        _find_in_work(pages, plan, found, strict=strict)
    for body, _ in chapters:
        _find_beside(body, plan, found)
    return found


def _find_for(body: Page, notes: list[Page], plan: Plan, found: list[Found], *, strict: bool) -> None:
    """The lists for one chapter: first those under a name or behind a break, then its notes, then what ends it."""
    own = [run for run in _free_runs(body, plan) if run.headed or run.final]
    lists = [(body, run) for run in own if run.headed]
    lists += [(page, run) for page in notes for run in _free_runs(page, plan)]
    lists += [(body, run) for run in own if not run.headed]
    for page, run in lists:
        if body.free and run.start not in page.found:
            _keep(_matched([(body, body.free)], page, run, strict=strict), found)


def _find_beside(body: Page, plan: Plan, found: list[Found]) -> None:
    """Notes right behind the paragraphs of their marks."""
    for run in _free_runs(body, plan) if body.free else ():
        if run.start not in body.found:
            near = [ref for ref in body.free if run.start - _NEAR <= ref.line < run.entries[-1].line]
            _keep(_matched([(body, near)], body, run, strict=True, near=True), found)


def _keep(one: Found | None, found: list[Found]) -> None:
    if one is not None:
        found.append(one)
        one.page.found.add(one.run.start)
        for page, ref, _ in one.pairs:
            page.paired.add(ref)


def _free_runs(page: Page, plan: Plan) -> Iterator[Run]:
    """The lists of a page, without the notes that links lead to."""
    for run in page.runs:
        entries = tuple(entry for entry in run.entries if not plan.has(page, entry.line))
        if entries:
            yield run._replace(entries=entries)


def _find_in_work(pages: Pages, plan: Plan, found: list[Found], *, strict: bool) -> None:
    """Lists in the notes of the work, for its chapters one by one or for all of them."""
    open_ = [body for body, _ in pages.chapters() if body.is_marked and body.free]
    if not open_:
        return
    for page in pages.of_work():
        runs = [run for run in _free_runs(page, plan) if run.start not in page.found]
        for one in _in_work(page, runs, [body for body in open_ if body.free], strict=strict):
            _keep(one, found)


def _in_work(page: Page, runs: list[Run], bodies: list[Page], *, strict: bool) -> Iterator[Found | None]:
    if len(runs) == len(bodies):  # one list for each chapter
        for run, body in zip(runs, bodies, strict=True):
            yield _matched([(body, body.free)], page, run, strict=strict)
        return
    for run in runs:
        one = _matched([(body, body.free) for body in bodies], page, run, strict=strict)
        yield one if one is None or _goes_through(one) else None


def _goes_through(found: Found) -> bool:
    """Whether no number is in two chapters: which of them means the note cannot be told then."""
    chapters: dict[int | str, Page] = {}
    return all(chapters.setdefault(ref.key, page) is page for page, ref, _ in found.pairs)


def _matched(
    windows: Sequence[tuple[Page, Sequence[Ref]]], page: Page, run: Run, *, strict: bool, near: bool = False
) -> Found | None:
    """The list with its marks, if they belong together; `windows` are the marks that come into question."""
    refs = [
        (body, ref) for body, some in windows for ref in some if body is not page or ref.line < run.entries[-1].line
    ]
    if run.entries[0].kind == SIGN:
        return _by_signs(refs, page, run, strict=strict, near=near)
    mixed = _mixed(refs, run)
    if mixed and _suits(run.entries[0].kind, [ref for _, ref in mixed], page, run, near=near):
        return _by_numbers(mixed, page, run, strict=True)
    kinds = dict.fromkeys((run.entries[0].kind, *_KINDS))
    by_kind = [(kind, [(body, ref) for body, ref in refs if ref.kind == kind]) for kind in kinds]
    for kind, mine in by_kind:
        for some in _forms(mine):
            if _suits(kind, [ref for _, ref in some], page, run, near=near):
                apart = not all(ref.attached for _, ref in some)
                one = _by_numbers(some, page, run, strict=strict or apart)
                if one is not None:
                    return one
    return None


def _mixed(refs: Sequence[tuple[Page, Ref]], run: Run) -> list[tuple[Page, Ref]]:
    """Marks of several looks, each right behind a word, that together have every number of the list once, in order."""
    behind = [(body, ref) for body, ref in refs if ref.attached and ref.kind in {RAISED, BRACKETS}]
    several = len({ref.kind for _, ref in behind}) > 1
    return behind if several and [ref.key for _, ref in behind] == [entry.key for entry in run.entries] else []


def _forms(refs: list[tuple[Page, Ref]]) -> Iterator[list[tuple[Page, Ref]]]:
    """The marks that are elements; those right behind a word; all of them: few authors write them in several ways."""
    before = None
    for some in (
        [one for one in refs if one[1].element is not None],
        [one for one in refs if one[1].attached],
        refs,
    ):
        if some and len(some) != before:
            before = len(some)
            yield some


def _suits(kind: str, refs: Sequence[Ref], page: Page, run: Run, *, near: bool) -> bool:
    """Whether marks that look so can belong to a list that looks so, and stands there."""
    same = run.entries[0].kind == kind
    attached = all(ref.attached for ref in refs)
    told = run.named or page.kind != "body"
    if kind == PARENTHESES:
        return (same and told) or (attached and (same or told))
    if near:
        return same and attached
    if not attached:
        return run.named or (same and (run.headed or told))
    return same or run.headed or run.final or told


def _by_numbers(refs: Sequence[tuple[Page, Ref]], page: Page, run: Run, *, strict: bool) -> Found | None:
    """Pair by number, if nearly all are there on both sides, and in order."""
    entries = {entry.key: entry for entry in run.entries}
    known = [(body, ref, entries[ref.key]) for body, ref in refs if ref.key in entries]
    known = [one for one in known if one[0] is not page or one[1].line < one[2].line]
    firsts = list(dict.fromkeys(ref.key for _, ref, _ in known))
    if firsts != sorted(firsts, key=int) or not firsts:
        return None
    lost = [(body, ref) for body, ref in refs if ref.key not in entries]
    missing = len(entries) - len(firsts) + len({ref.key for _, ref in lost})
    if missing and (strict or len(firsts) < _STEP or missing > max(1, len(firsts) // _SPARE)):
        return None
    if missing and run.entries[0].key not in firsts and run.entries[0].kind != refs[0][1].kind:
        return None
    return Found(page, run, tuple(known), tuple(lost))


_STEP = 2
"""Pairs that are enough for one mark or note to be missing."""


def _by_signs(refs: Sequence[tuple[Page, Ref]], page: Page, run: Run, *, strict: bool, near: bool) -> Found | None:
    """Pair signs by their look where each note has its own, else one after the other."""
    if near:  # a line beside it may only look like a note
        marked = {ref.key for _, ref in refs if ref.kind == SIGN}
        run = run._replace(entries=tuple(entry for entry in run.entries if entry.key in marked))
    keys = [entry.key for entry in run.entries]
    signs = [(body, ref) for body, ref in refs if ref.kind == SIGN]
    mine = [(body, ref) for body, ref in signs if ref.key in keys]
    if strict and not near and len(mine) < len(signs):
        return None
    if len(set(keys)) < len(keys):
        if [ref.key for _, ref in mine] != keys:
            return None
        pairs = tuple((body, ref, entry) for (body, ref), entry in zip(mine, run.entries, strict=True))
        return Found(page, run, pairs, ())
    if not keys or list(dict.fromkeys(ref.key for _, ref in mine)) != keys:
        return None
    if len(mine) > len(keys) and (near or len(keys) == 1 or len(mine) > 2 * len(keys)):
        return None
    entries = dict(zip(keys, run.entries, strict=True))
    return Found(page, run, tuple((body, ref, entries[ref.key]) for body, ref in mine), ())
