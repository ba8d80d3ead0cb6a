"""Which elements of a body are blocks of a family: told from their class names and from their shape."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from fic2epub.normalize.families.names import CERTAIN, LIKELY, OWN, WITHIN, Meaning, meanings
from fic2epub.normalize.markup.names import BLOCKS, HEADINGS, SPACES
from fic2epub.normalize.markup.trees import is_blank, select
from fic2epub.normalize.patterns import late

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from lxml.etree import _Element

__all__ = [
    "FIELD",
    "SPOKEN",
    "Found",
    "Named",
    "boxes",
    "lines_of",
    "loose_messages",
    "meanings_of",
    "named",
    "side_of",
]

_BOXES = frozenset("div blockquote p ul ol dl table figure details".split())
"""What a block may be; the items, cells and sayings of another are not."""
_OURS = frozenset(OWN.values())
_NESTED = 8
"""Boxes around a box that were none: deeper nobody draws, and looking would cost by squares."""


class Named(NamedTuple):
    """An element whose class names speak of a family."""

    element: _Element
    meanings: tuple[Meaning, ...]
    done: bool
    """Whether it is a block of a book already."""

    def role(self, family: str, *roles: str) -> int | None:
        """How surely it is one of these parts of the family; None when it is none."""
        return max((one.strength for one in self.meanings if one.family == family and one.role in roles), default=None)


class Found(NamedTuple):
    """A block: its family, its elements (neighbours), and the named elements in them."""

    family: str
    elements: list[_Element]
    parts: list[Named]


def named(body: _Element) -> list[Named]:
    """The elements whose classes speak of a family, in order."""
    seen: dict[str, tuple[tuple[Meaning, ...], bool]] = {}
    found = []
    for element in select(body, "descendant::*[@class]"):
        written = element.get("class", "")
        known = seen.get(written)
        if known is None:
            tokens = written.split()
            said = tuple(meaning for token in tokens for meaning in meanings(token))
            known = seen[written] = (said, not _OURS.isdisjoint(tokens))
        if known[0] or known[1]:
            found.append(Named(element, *known))
    return found


def boxes(entries: list[Named]) -> Iterator[Found]:
    """The outermost blocks that are told by the name of what is around them, in order."""
    taken: set[_Element] = set()
    refused: set[_Element] = set()
    failed: list[_Element] = []
    for place, entry in enumerate(entries):
        element = entry.element
        if element in taken or element in refused:
            continue
        if entry.done:
            taken.update(element.iter())
            continue
        if element.tag not in _BOXES or not any(one.role == "box" for one in entry.meanings):
            continue
        failed = [one for one in failed if _is_around(one, element)]
        if len(failed) >= _NESTED:
            continue
        found = _found(entries, place)
        if found is None:
            failed.append(element)
            refused.update(_neighbours(entry))
            continue
        for one in found.elements:
            taken.update(one.iter())
        yield found


def _is_around(outer: _Element, inner: _Element) -> bool:
    return any(one is outer for one in inner.iterancestors())


def _found(entries: list[Named], place: int) -> Found | None:
    """The block that begins with this element, if it is one of the families that its names speak of."""
    best: tuple[int, Found] | None = None
    for family, strength in _claims(entries[place].meanings).items():
        elements = _run(entries[place].element, family)
        within = {one for element in elements for one in element.iter()}
        parts = []
        for at in range(place, len(entries)):
            if entries[at].element not in within:
                break
            parts.append(entries[at])
        found = Found(family, elements, parts)
        look = Look(found, certain=strength == CERTAIN)
        if not look.lines or _holds_boxes(found) or not _SHAPES[family](look):
            continue
        weight = sum(1 for part in parts[1:] if any(one.family == family for one in part.meanings))
        weight += 3 * (strength == CERTAIN)
        if best is None or weight > best[0]:
            best = (weight, found)
    return best[1] if best else None


def _claims(said: tuple[Meaning, ...]) -> dict[str, int]:
    """The families of which it may be a block, each with the strength of the claim."""
    claims: dict[str, int] = {}
    for meaning in said:
        if meaning.role == "box":
            claims[meaning.family] = max(meaning.strength, claims.get(meaning.family, 0))
    return claims


def _run(element: _Element, family: str) -> list[_Element]:
    """The element, and if it is a paragraph those that follow and are named like it."""
    run = [element]
    while element.tag == "p" and is_blank(element.tail):
        follower = element.getnext()
        if follower is None or follower.tag != "p" or not _goes_on(follower, family):
            break
        run.append(follower)
        element = follower
    return run


def _goes_on(element: _Element, family: str) -> bool:
    """Whether a paragraph is named like a block of the family, or like a message in one."""
    said = meanings_of(element)
    if family == "texts" and any(one.family == family and one.strength >= LIKELY for one in said):
        return True
    return family in _claims(said)


def _neighbours(entry: Named) -> Iterator[_Element]:
    """The paragraphs that would have been of the block, if it had been one."""
    if entry.element.tag == "p":
        for family in _claims(entry.meanings):
            yield from _run(entry.element, family)


def meanings_of(element: _Element) -> tuple[Meaning, ...]:
    """What its classes may mean."""
    return tuple(meaning for token in (element.get("class") or "").split() for meaning in meanings(token))


def _holds_boxes(found: Found) -> bool:
    """Whether it is only around several blocks of its family, as `div.tweets` is around each `div.tweet`."""
    outer = set(found.elements)
    inner = [part for part in found.parts if part.element not in outer and part.element.tag in _BOXES]
    return sum(1 for part in inner if part.role(found.family, "box") == CERTAIN) > 1


class Look:
    """What the shape of a block is judged by."""

    def __init__(self, found: Found, *, certain: bool) -> None:
        self.found = found
        self.certain = certain
        self.roles: Counter[str] = Counter()
        self.sure: Counter[str] = Counter()
        for part in found.parts:
            for role in {one.role for one in part.meanings if one.family == found.family}:
                self.roles[role] += 1
                self.sure[role] += (part.role(found.family, role) or WITHIN) >= LIKELY

    @cached_property
    def lines(self) -> list[str]:
        """The lines in it."""
        return [line for element in self.found.elements for line in lines_of(element)]

    @property
    def length(self) -> int:
        """Characters in it."""
        return sum(map(len, self.lines))

    def count(self, pattern: re.Pattern[str]) -> int:
        """How many lines begin like this."""
        return sum(1 for line in self.lines if pattern.match(line))

    def holds(self, *tags: str) -> bool:
        """Whether one of these elements is in it, or is it."""
        return any(next(element.iter(*tags), None) is not None for element in self.found.elements)


def lines_of(element: _Element) -> list[str]:
    """The text in it as lines: blocks and `br` begin one; blank ones are left out."""
    parts: list[str] = []
    for event, one in etree.iterwalk(element, events=("start", "end")):
        if one.tag in BLOCKS or (one.tag == "br" and event == "start"):
            parts.append("\0")
        parts.append((one.text if event == "start" else one.tail if one is not element else "") or "")
    return [line for line in (part.strip(SPACES) for part in "".join(parts).split("\0")) if line]


SPOKEN = late(
    r"\s*((?:[\[(<]?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[ap]\.?m\.?)?[\])>]?\s*)?"
    r"(?:<[\w .@'-]{1,30}>|[\[(]?[^\W\d_][\w .@'’-]{0,29}[\])]?\s?:))(?=\s|$)",
    re.IGNORECASE,
)
"""`Name: text`, `[10:31] Name: text`, `<name> text`."""
FIELD = late(
    r"\s*((?:from|to|cc|bcc|subject|re|date|sent|attachments?|reply-to|von|an|betreff|datum|gesendet|de|à|a|objet|"
    r"para|asunto|assunto|data|da|oggetto|fecha|onderwerp)\s?:)(?=\s|$)",
    re.IGNORECASE,
)
"""The lines above a mail, in the tongues in which mails are most often written."""
_PROPERTY = late(r"\s*[^\W_][\w /'+()-]{0,39}(?:\s?:\s|\s[–—-]\s)\s*\S")
"""`Strength: 12` in a window of a game."""
_BRACKETED = late(r"\s*[\[<【『〖《«{|+]")
_GREETING = late(
    r"\s*(?:(?:my |our )?(?:dear|dearest|darling|beloved)|liebe[rs]?|cher|chère|querid[oa]|car[oa])\b"
    r"[^.!?]{0,60}[,:!–—-]?\s*$",
    re.IGNORECASE,
)
_SIGNED = late(
    r"\s*(?:[-–—~]\s?\S|(?:yours|love|sincerely|regards|best|xo|your)\b).{0,40}$|[^\W\d_][\w .'’-]{0,24}$",
    re.IGNORECASE,
)
_SHORT_SIGN, _LONG_SIGN = 120, 400
"""Characters on a sign whose name may mean something else, and on any."""
_LONGEST_POST = 3_000
"""Characters in a post; more is a chapter that was brought from a journal, with its name and date."""
_LETTER, _ARTICLE = 40, 40
"""Characters from which something is a letter, or a newspaper's."""


def _is_texts(look: Look) -> bool:
    sides = ("sent", "received", "message")
    inner = sum(look.sure[role] for role in sides)
    return look.certain or inner > 0 or (look.roles["sent"] > 0 and look.roles["received"] > 0)


def _is_chat(look: Look) -> bool:
    return look.certain or look.roles["name"] > 1 or look.count(SPOKEN) * 2 >= max(len(look.lines), 4)


def _is_mail(look: Look) -> bool:
    fields = look.count(FIELD)
    if look.certain:
        return fields > 0 or look.roles["head"] > 0 or len(look.lines) > 1
    return fields > 1 or look.roles["head"] > 1


def _is_post(look: Look) -> bool:
    if look.certain:
        return True
    return look.roles["name"] > 0 and look.roles["count"] + look.roles["time"] > 0 and look.length <= _LONGEST_POST


def _is_letter(look: Look) -> bool:
    lines = look.lines
    if look.certain:
        return look.length >= _LETTER
    return len(lines) > 1 and bool(_GREETING.match(lines[0]) or (len(lines[-1]) < len(lines[0]) and _is_signed(lines)))


def _is_signed(lines: list[str]) -> bool:
    return _SIGNED.match(lines[-1]) is not None


def _is_sign(look: Look) -> bool:
    length = look.length
    return 0 < length <= (_LONG_SIGN if look.certain else _SHORT_SIGN)


def _is_paper(look: Look) -> bool:
    return (look.certain and look.length >= _ARTICLE) or look.roles["title"] > 0 or (look.holds(*HEADINGS))


def _is_window(look: Look) -> bool:
    if look.certain or look.roles["title"] > 0 or look.holds("table", "dl"):
        return True
    return look.count(_BRACKETED) > 0 or look.count(_PROPERTY) > 1


_SHAPES: dict[str, Callable[[Look], bool]] = {
    "texts": _is_texts,
    "chat": _is_chat,
    "mail": _is_mail,
    "post": _is_post,
    "letter": _is_letter,
    "sign": _is_sign,
    "paper": _is_paper,
    "window": _is_window,
}

_SIDES = ("sent", "received")
_LONGEST_MESSAGE = 500
"""Characters that somebody types into a telephone; longer paragraphs are prose."""
_RAREST = 20
"""One message in so many is the other side's, at the least: a class on every paragraph of a chapter is no side."""


def side_of(entry: Named) -> str:
    """`sent` or `received`, the surer of both; nothing for no side."""
    sides = [(entry.role("texts", side), side) for side in _SIDES]
    return max(((strength, side) for strength, side in sides if strength is not None), default=(0, ""))[1]


def loose_messages(entries: list[Named], taken: set[_Element]) -> Iterator[Found]:
    """Runs of neighbours that are text messages of two sides, with no box around them."""
    carriers: dict[_Element, list[Named]] = {}
    filled: dict[_Element, bool] = {}
    for entry in entries:
        if entry.element in taken or (entry.role("texts", *_SIDES) or WITHIN) < LIKELY:
            continue
        carrier = _carrier(entry.element)
        if carrier is None:
            continue
        if carrier not in filled:
            filled[carrier] = carrier is entry.element or _is_filled(carrier)
        if filled[carrier]:
            carriers.setdefault(carrier, []).append(entry)
    for run in _runs(carriers):
        inner = [entry for carrier in run for entry in carriers[carrier]]
        if _are_messages(inner):
            yield Found("texts", run, inner)


def _carrier(element: _Element) -> _Element | None:
    """The block that a message may be: the element itself, or the paragraph around it."""
    if element.tag in ("p", "div"):
        return element
    parent = element.getparent()
    return parent if element.tag == "span" and parent is not None and parent.tag == "p" else None


def _is_filled(paragraph: _Element) -> bool:
    """Whether it holds nothing but messages, and what stands beside them."""
    if not is_blank(paragraph.text):
        return False
    return all(is_blank(child.tail) and (child.tag == "br" or _is_part(child)) for child in paragraph)


def _is_part(element: _Element) -> bool:
    """Whether it is a message, a name, a time."""
    return any(meaning.family == "texts" for meaning in meanings_of(element))


def _runs(carriers: Iterable[_Element]) -> Iterator[list[_Element]]:
    """Those that stand one behind the other, blank paragraphs between them or not."""
    run: list[_Element] = []
    for carrier in carriers:
        if run and _next_written(run[-1]) is not carrier:
            yield run
            run = []
        run.append(carrier)
    if run:
        yield run


def _next_written(element: _Element) -> _Element | None:
    """The next sibling that says something, if no text stands between."""
    while is_blank(element.tail):
        follower = element.getnext()
        if follower is None:
            return None
        if follower.tag != "p" or "".join(follower.itertext()).strip(SPACES) or len(follower) > 1:
            return follower
        element = follower
    return None


def _are_messages(entries: list[Named]) -> bool:
    """Whether both sides speak, often enough, and shortly."""
    sides = Counter(side_of(entry) for entry in entries)
    fewest = min(sides["sent"], sides["received"])
    return fewest * _RAREST >= len(entries) and fewest > 0 and all(_is_short(entry.element) for entry in entries)


def _is_short(element: _Element) -> bool:
    return len("".join(element.itertext())) <= _LONGEST_MESSAGE
