"""The two tables of contents of a book: where they lead, and whether they agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fic2epub.checking.findings import found
from fic2epub.checking.opening import document_in, is_remote, local
from fic2epub.containers import inside, named, xml_of
from fic2epub.dom import EPUB_TYPE, text_of
from fic2epub.errors import Fic2EpubError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

    from fic2epub.checking.findings import Finding
    from fic2epub.checking.opening import Opened, Traces

__all__ = [
    "CHECKS",
    "Contents",
    "Target",
    "contents_of",
    "is_led",
    "leads",
    "targets_of_nav",
    "targets_of_ncx",
    "toc_in",
]

_DEEPEST = 2
_STARTS = frozenset(("bodymatter", "text", "start", "chapter"))


class Target(NamedTuple):
    """An entry of a table of contents."""

    label: str
    name: str
    """Of the file; empty when it leads nowhere, or out of the book."""
    fragment: str
    depth: int
    """From 1."""
    element: _Element
    """`a`, or `navPoint`'s `content`."""


class Contents(NamedTuple):
    """Both tables."""

    nav: tuple[Target, ...]
    ncx: tuple[Target, ...]
    landmarks: frozenset[str]
    """Their types, and those of the guide."""
    uid: str
    """Of which book the NCX says that it is."""
    broken: tuple[str, ...] = ()
    """Names of tables that cannot be read."""


def contents_of(book: Opened) -> Contents:
    """Both tables of contents of a book."""
    guide = {reference.get("type", "").lower() for reference in named(book.package, "reference")}
    nav: tuple[Target, ...] = ()
    ncx: tuple[Target, ...] = ()
    landmarks, uid = frozenset(guide), ""
    broken: list[str] = []
    if book.nav:
        root = document_in(book, book.nav).root
        if root is not None:
            nav = tuple(targets_of_nav(root, book.nav))
            landmarks |= {a.get(EPUB_TYPE, "") for a in root.iter("{*}a")}
    if book.ncx:
        try:
            ncx_root = xml_of(book.files, book.ncx)
        except Fic2EpubError:
            broken.append(book.ncx)
        else:
            ncx = tuple(targets_of_ncx(ncx_root, book.ncx))
            uid = next(
                (meta.get("content", "") for meta in named(ncx_root, "meta") if meta.get("name") == "dtb:uid"), ""
            )
    return Contents(nav, ncx, landmarks, uid.strip(), tuple(broken))


def toc_in(root: _Element) -> _Element | None:
    """The `nav` of the contents in a document; the first, where none says that it is."""
    navs = list(root.iter("{*}nav"))
    return next((nav for nav in navs if "toc" in nav.get(EPUB_TYPE, "").split()), navs[0] if navs else None)


def targets_of_nav(root: _Element, name: str) -> Iterator[Target]:
    """The entries of EPUB 3's contents, in order."""
    toc = toc_in(root)
    for link in toc.iter("{*}a") if toc is not None else ():
        depth = sum(local(around.tag) == "ol" for around in link.iterancestors())
        yield _target(text_of(link), link.get("href", ""), name, depth, link)


def targets_of_ncx(root: _Element, name: str) -> Iterator[Target]:
    """The entries of EPUB 2's contents, in order."""
    for point in named(root, "navPoint"):
        content = next((child for child in point if local(child.tag) == "content"), None)
        label = next((child for child in point if local(child.tag) == "navLabel"), None)
        if content is not None:
            depth = 1 + sum(local(around.tag) == "navPoint" for around in point.iterancestors())
            yield _target(text_of(label), content.get("src", ""), name, depth, content)


def _target(label: str, address: str, base: str, depth: int, element: _Element) -> Target:
    file, _, fragment = address.strip().partition("#")
    name = base if not file and fragment else inside(base, file) or ""
    return Target(label, name, fragment, depth, element)


def leads(target: Target, traces: dict[str, Traces], book: Opened) -> bool:
    """Whether there is what an entry leads to."""
    if target.name not in book.files:
        return False
    ids = traces[target.name].ids if target.name in traces else None
    return not target.fragment or ids is None or target.fragment in ids


Told = tuple["Opened", Contents, dict[str, "Traces"]]


def _both(told: Told) -> Iterator[tuple[str, Target]]:
    """All entries, with the file in which each stands."""
    book, contents, _ = told
    for name, targets in ((book.nav, contents.nav), (book.ncx, contents.ncx)):
        for target in targets:
            yield name, target


def _bodies(told: Told) -> Iterator[Finding]:
    for where, target in _both(told):
        trace = told[2].get(target.name)
        if trace and target.fragment and target.fragment in trace.bodies:
            yield found("K040", where, f"{target.name}#{target.fragment}")


def _nowhere(told: Told) -> Iterator[Finding]:
    for where, target in _both(told):
        if not leads(target, told[2], told[0]):
            address = target.element.get("href") or target.element.get("src") or "an entry without an address"
            yield found("K041", where, address)


def _at_odds(told: Told) -> Iterator[Finding]:
    book, contents, _ = told
    if not (book.nav and book.ncx and contents.nav) or contents.broken:
        return
    nav, ncx = ([one.name for one in table if one.name in book.files] for table in (contents.nav, contents.ncx))
    if nav != ncx:
        odd = sorted(set(nav) ^ set(ncx)) or ["their order"]
        yield found("K042", book.ncx, odd[0])


def _empty(told: Told) -> Iterator[Finding]:
    book, contents, _ = told
    for name, targets in ((book.nav, contents.nav), (book.ncx, contents.ncx)):
        if name and not targets:
            yield found("K043", name)


def _unlisted(told: Told) -> Iterator[Finding]:
    book, contents, traces = told
    if book.is_epub3 or not contents.ncx:
        return
    listed = {target.name for target in contents.ncx}
    for name in dict.fromkeys(book.spine):
        if name not in listed and name in traces and traces[name].has_text:
            yield found("K044", name)


def _deep(told: Told) -> Iterator[Finding]:
    deepest = max((target.depth for _, target in _both(told)), default=0)
    if deepest > _DEEPEST:
        yield found("K045", told[0].nav or told[0].ncx, f"{deepest} levels")


def _order(told: Told) -> Iterator[Finding]:
    book, contents, _ = told
    places = {name: place for place, name in reversed(list(enumerate(book.spine)))}
    order = [places[target.name] for target in contents.nav or contents.ncx if target.name in places]
    if order != sorted(order):
        yield found("K046", book.nav or book.ncx)


def _uid(told: Told) -> Iterator[Finding]:
    book, contents, _ = told
    unique = book.package.get("unique-identifier", "")
    said = [text_of(element) for element in named(book.package, "identifier") if element.get("id") == unique]
    if book.ncx and not contents.broken and said and said[0] and contents.uid != said[0]:
        yield found("K047", book.ncx, contents.uid)


def _start(told: Told) -> Iterator[Finding]:
    if not told[1].landmarks & _STARTS:
        yield found("K032", told[0].nav or told[0].path)


def _dead_links(told: Told) -> Iterator[Finding]:
    book, _, traces = told
    for name, trace in traces.items():
        if name == book.nav:
            continue  # its entries are told by K041
        for link in trace.links:
            if not is_led(name, link.address, traces, book):
                yield found("K067", link.where, link.address[:80])


def is_led(name: str, address: str, traces: dict[str, Traces], book: Opened) -> bool:
    """Whether an address in a document leads somewhere, or out of the book."""
    if is_remote(address) or ":" in address.partition("/")[0].partition("#")[0]:
        return not address.lower().startswith("file:")
    file, _, fragment = address.partition("#")
    target = inside(name, file) if file else name
    if not target or target not in book.files:
        return False
    ids = traces[target].ids if target in traces else None
    return not fragment or ids is None or fragment in ids or fragment.startswith(("epubcfi(", "xywh=", "t="))


CHECKS: tuple[Callable[[Told], Iterator[Finding]], ...] = (
    _bodies,
    _nowhere,
    _at_odds,
    _empty,
    _unlisted,
    _deep,
    _order,
    _uid,
    _start,
    _dead_links,
)
