"""What is mended in the two tables of contents: each can be made of the other, or of what documents call themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from fic2epub.checking.contents import Target, leads, targets_of_nav, targets_of_ncx
from fic2epub.checking.mending_packages import manifest
from fic2epub.checking.opening import MEDIA_XHTML
from fic2epub.containers import named
from fic2epub.dom import EPUB_TYPE, document_root, serialize, sub, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

    from fic2epub.checking.bench import Bench

__all__ = ["MENDS"]

_NAV, _NCX = "nav-made.xhtml", "toc-made.ncx"
_NCX_TYPE = "application/x-dtbncx+xml"
_DAISY = "http://www.daisy.org/z3986/2005/ncx/"


def _nav_targets(bench: Bench) -> tuple[Target, ...]:
    root = bench.document(bench.book.nav).root if bench.book.nav else None
    return tuple(targets_of_nav(root, bench.book.nav)) if root is not None else ()


def _ncx_targets(bench: Bench) -> tuple[Target, ...]:
    return tuple(targets_of_ncx(bench.ncx, bench.book.ncx)) if bench.ncx is not None else ()


def _spine_targets(bench: Bench) -> tuple[Target, ...]:
    """What the documents call themselves, where nobody else says how they are called."""
    targets = []
    for name in dict.fromkeys(bench.book.spine):
        document = bench.document(name)
        titles = (
            *document.elements.get("h1", ()),
            *document.elements.get("h2", ()),
            *document.elements.get("title", ()),
        )
        label = next((words for words in map(text_of, titles) if words), "")
        if label and document.root is not None:
            targets.append(Target(label, name, "", 1, document.root))
    return tuple(targets)


def lead_to_documents(bench: Bench) -> None:
    """An entry leads to its document, where it led to the body of one, or to nothing in it."""
    traces = bench.traces()
    for target in (*_nav_targets(bench), *_ncx_targets(bench)):
        trace = traces.get(target.name)
        astray = target.name in bench.book.files and not leads(target, traces, bench.book)
        key = "src" if target.element.get("src") is not None else "href"
        address = (target.element.get(key) or "").partition("#")[0]
        if address and target.fragment and (astray or (trace is not None and target.fragment in trace.bodies)):
            target.element.set(key, address)
            if key == "href":
                bench.touch(bench.book.nav)


def write_ncx(bench: Bench) -> None:
    """The contents for old readers, made of the others; the spine names them."""
    ident = next((entry.ident for entry in bench.book.entries if entry.name and entry.name == bench.book.ncx), "")
    told = _nav_targets(bench) or (() if bench.book.ncx or bench.book.nav else _spine_targets(bench))
    targets = tuple(target for target in told if target.name in bench.book.files)
    if targets:
        name = bench.book.ncx or bench.beside_package(_NCX)
        bench.replace_ncx(name, _ncx(bench, targets, name))
        ident = ident or manifest(bench, bench.address(name, bench.book.path), _NCX_TYPE)
    for spine in named(bench.package, "spine"):
        if ident:
            spine.set("toc", ident)


def _ncx(bench: Bench, targets: tuple[Target, ...], name: str) -> _Element:
    root = etree.Element(f"{{{_DAISY}}}ncx", {"version": "2005-1"}, {None: _DAISY})
    head = sub(root, f"{{{_DAISY}}}head")
    metas = {"dtb:uid": _uid(bench), "dtb:depth": str(max(target.depth for target in targets))}
    for key, value in (metas | {"dtb:totalPageCount": "0", "dtb:maxPageNumber": "0"}).items():
        sub(head, f"{{{_DAISY}}}meta", name=key, content=value)
    title = text_of(next(named(bench.package, "title"), None))
    sub(sub(root, f"{{{_DAISY}}}docTitle"), f"{{{_DAISY}}}text", title)
    parents = [sub(root, f"{{{_DAISY}}}navMap")]
    for number, target in enumerate(targets, 1):
        del parents[min(max(target.depth, 1), len(parents)) :]
        point = sub(parents[-1], f"{{{_DAISY}}}navPoint", id=f"point-{number}", playOrder=str(number))
        sub(sub(point, f"{{{_DAISY}}}navLabel"), f"{{{_DAISY}}}text", target.label)
        sub(point, f"{{{_DAISY}}}content", src=_address(bench, target, name))
        parents.append(point)
    return root


def _uid(bench: Bench) -> str:
    unique = bench.package.get("unique-identifier", "")
    return next((text_of(one) for one in named(bench.package, "identifier") if one.get("id") == unique), "")


def _address(bench: Bench, target: Target, name: str) -> str:
    return bench.address(target.name, name) + (f"#{target.fragment}" if target.fragment else "")


def write_nav(bench: Bench) -> None:
    """The contents of EPUB 3, made of those for old readers; not in the spine, so that no page is added."""
    told = _ncx_targets(bench) or (() if bench.book.ncx else _spine_targets(bench))
    targets = [target for target in told if target.name in bench.book.files and target.label]
    if not targets or bench.book.nav:
        return
    name = bench.beside_package(_NAV)
    language = text_of(next(named(bench.package, "language"), None)) or "und"
    root = document_root(language)
    title = text_of(next(named(bench.package, "title"), None)) or "Contents"
    sub(sub(root, "head"), "title", title)
    toc = sub(sub(root, "body"), "nav")
    toc.set(EPUB_TYPE, "toc")
    lists = [sub(toc, "ol")]
    for target in targets:
        del lists[min(max(target.depth, 1), len(lists)) :]
        row = sub(lists[-1], "li")
        sub(row, "a", target.label, href=_address(bench, target, name))
        lists.append(row)
        _nest(lists)
    _drop_empty(toc)
    bench.files[name] = serialize(root)
    manifest(bench, bench.address(name, bench.book.path), MEDIA_XHTML, "nav")


def _nest(lists: list[_Element]) -> None:
    """In place of the row just written stands the list in it, for deeper entries."""
    lists[-1] = sub(lists[-1], "ol")


def _drop_empty(toc: _Element) -> None:
    for inner in list(toc.iter("ol")):
        parent = inner.getparent()
        if not len(inner) and parent is not None:
            parent.remove(inner)


def name_book(bench: Bench) -> None:
    """The contents for old readers name the book that they are of."""
    if bench.ncx is None:
        return
    metas = [meta for meta in named(bench.ncx, "meta") if meta.get("name") == "dtb:uid"]
    heads = list(named(bench.ncx, "head"))
    if not metas and heads:
        metas = [sub(heads[0], str(heads[0].tag).replace("head", "meta"), name="dtb:uid")]
    for meta in metas:
        meta.set("content", _uid(bench))


MENDS: tuple[tuple[frozenset[str], Callable[[Bench], None]], ...] = (
    (frozenset(("K040", "K041")), lead_to_documents),
    (frozenset(("K028", "K042")), write_ncx),
    (frozenset(("K027",)), write_nav),
    (frozenset(("K013", "K047")), name_book),
)
"""Codes → what mends them, in the order in which it is done."""
