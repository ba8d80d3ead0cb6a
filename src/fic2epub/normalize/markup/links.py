"""Rules for links and their targets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.anchors import fragment_id, valid_id
from fic2epub.normalize.markup.engine import rule
from fic2epub.normalize.markup.names import SPACES
from fic2epub.normalize.markup.trees import having, select
from fic2epub.normalize.markup.urls import strict_url

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.errors import Note


@rule("@name", "@id")
def name_to_id(body: _Element, _: Note) -> None:
    """`a[name]` becomes an id unless there is one: the target was copied there by AO3's serializer, or is only here."""
    for anchor in select(body, "descendant::a[@name]"):
        name = anchor.attrib.pop("name")
        if not valid_id(anchor.get("id", "")):
            anchor.set("id", name)


@rule("@id")
def settle_ids(body: _Element, note: Note) -> None:
    """
    Ids are valid and unique within the body: the first of a name keeps it, the others are numbered.

    Authors copy a note and forget to change its name: a link of the same name and words leads to the place of its own.
    """
    taken: dict[str, _Element] = {}
    again: list[_Element] = []
    for element in having(body, "id"):
        ident = valid_id(element.get("id", ""))
        if not ident:
            del element.attrib["id"]
            continue
        element.set("id", ident)
        if ident in taken:
            again.append(element)
        else:
            taken[ident] = element
    if again:
        _lead_on(body, _renamed(again, taken))
        note("M007", f"link targets whose name was taken, and that got another: {len(again)}")


def _renamed(again: list[_Element], taken: dict[str, _Element]) -> dict[tuple[str, str], str]:
    """Number those whose name was taken; the name and what stands there → the new name, if that tells them apart."""
    numbers: dict[str, int] = {}
    moved: dict[tuple[str, str], str] = {}
    for element in again:
        ident = element.get("id", "")
        number = numbers.get(ident, 2)
        while f"{ident}-{number}" in taken:
            number += 1
        numbers[ident] = number + 1
        taken[f"{ident}-{number}"] = element
        element.set("id", f"{ident}-{number}")
        mark = _mark(element)
        if mark and mark != _mark(taken[ident]):
            moved.setdefault((ident, mark), f"#{ident}-{number}")
    return moved


def _lead_on(body: _Element, moved: dict[tuple[str, str], str]) -> None:
    """Links to a name that several places had lead to the one that says what they say."""
    for link in body.iter("a") if moved else ():
        href = link.get("href", "").strip()
        place = moved.get((fragment_id(href[1:]), _mark(link))) if href.startswith("#") else None
        if place is not None:
            link.set("href", place)


def _mark(element: _Element) -> str:
    """What a link or a place in one says, without what is around a number; nothing if it is more than a mark."""
    said = ""
    for text in element.itertext("*") if element.tag == "a" else ():
        said += text
        if len(said) > _LONGEST_MARK:
            return ""
    return said.strip(_AROUND)


_AROUND = f"{SPACES}[](){{}}.:"
_LONGEST_MARK = 12


@rule("@href")
def settle_links(body: _Element, note: Note) -> None:
    """Links lead to a place in the work, or to an address that a strict parser takes; others leave their words."""
    lost: list[str] = []
    for anchor in select(body, "descendant::a[@href]"):
        written = anchor.get("href", "").strip()
        if written.startswith("#"):
            target = fragment_id(written[1:])
            settled = f"#{target}" if target else None
        else:
            settled = strict_url(written)
            if settled is None and written:
                lost.append(written)
        if settled is None:
            del anchor.attrib["href"]
        elif settled != anchor.get("href"):
            anchor.set("href", settled)
    if lost:
        note("M005", f"links that lead nowhere from a book, plain words now: {len(lost)} ({_some(lost)})")


def _some(addresses: list[str]) -> str:
    """A few of them, cut short."""
    shown = list(dict.fromkeys(address[:60] for address in addresses))
    return ", ".join(shown[:3]) + (" …" if shown[3:] else "")


@rule("a", "span")
def unwrap_dead_anchors(body: _Element, _: Note) -> None:
    """An `a` that is no link is a span: with its id it is a target still, and without anything it goes."""
    for anchor in select(body, "descendant::a[not(@href)]"):
        anchor.tag = "span"
