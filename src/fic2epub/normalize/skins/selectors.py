"""Selectors read into parts that `matching` can try on an element; one that is not understood is None."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from fic2epub.normalize.skins.scanner import parted

__all__ = ["Attribute", "Compound", "Count", "Nested", "Selector", "read_selectors"]


class Attribute(NamedTuple):
    """`[name]`, or with an operator (`=`, `~=`, `|=`, `^=`, `$=`, `*=`) and a value."""

    name: str
    operator: str = ""
    value: str = ""
    any_case: bool = False


class Count(NamedTuple):
    """A place among the siblings, `step * n + start`: of any kind or of its type, from the start or the end."""

    step: int
    start: int
    of_type: bool = False
    from_end: bool = False


class Nested(NamedTuple):
    """Selectors of which one must match, or none of which may."""

    selectors: tuple[Selector, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Compound:
    """What is asked of one element."""

    tag: str = ""
    classes: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    counts: tuple[Count, ...] = ()
    nested: tuple[Nested, ...] = ()
    empty: bool = False

    @property
    def is_frame(self) -> bool:
        """Whether it names what stands around a body, and no more."""
        plain = not (self.attributes or self.counts or self.nested or self.empty)
        named = {*self.ids, *self.classes} or ({self.tag} & _FRAME_TAGS)
        return plain and bool(named) and named <= _FRAME

    @property
    def is_bare(self) -> bool:
        """Whether nothing but the name of an element is asked for."""
        return not (self.classes or self.ids or self.attributes or self.nested)


@dataclass(frozen=True, slots=True)
class Selector:
    """Compounds from the right to the left, each with the combinator that stands before it."""

    compounds: tuple[Compound, ...]
    combinators: tuple[str, ...]
    """One fewer than compounds; the first stands before the last compound."""
    part: str = ""
    """`before`, `after` or `first-letter`; empty for the element itself."""
    stateful: bool = False
    """Whether it waits for a reader's hand: `:hover`, `:focus`, `:target`, …"""

    @property
    def weight(self) -> tuple[int, int, int]:
        """CSS's specificity: ids, classes, elements."""
        weights = [_weight(compound) for compound in self.compounds]
        ids, classes, tags = (sum(column) for column in zip(*weights, strict=True))
        return ids, classes + self.stateful, tags + bool(self.part)

    @property
    def is_simple(self) -> bool:
        """Whether it asks for the name and the classes of one element, and nothing else."""
        last = self.compounds[0]
        named = not (last.ids or last.attributes or last.counts or last.nested or last.empty)
        return named and len(self.compounds) == 1

    @property
    def is_page(self) -> bool:
        """Whether it speaks of the text as a whole: a frame, or any paragraph, whatever it is."""
        if self.compounds[0].is_frame:
            return True
        bare = all(compound.is_bare or compound.is_frame for compound in self.compounds)
        return bare and self.compounds[0].tag in _BODY_TAGS


_FRAME_TAGS = frozenset(("html", "body"))
_FRAME = _FRAME_TAGS | frozenset(
    ("workskin", "work-skin", "chapters", "userstuff", "chapter", "main", "outer", "inner", "chapter-body", "box-body")
)
"""What stands around a chapter on AO3 and in our books, and is the chapter's own box here (otwarchive
app/views/works/show.html.erb, lib/css_cleaner.rb)."""
_BODY_TAGS = frozenset(("", "p", "div", "span"))
_MOST_COMPOUNDS = 12
_LONGEST = 2_000
"""Characters of a rule's selectors; nobody's are longer, and reading them must end."""
_STATES = frozenset(
    "hover focus focus-within focus-visible active target target-within checked visited indeterminate".split()
)
_PARTS = {"before": "before", "after": "after", "first-letter": "first-letter"}
_LINKS = frozenset(("link", "any-link"))
_ANY_OF = frozenset(("is", "where", "matches", "any", "-webkit-any", "-moz-any"))
_PLACES = {
    "first-child": (Count(0, 1),),
    "last-child": (Count(0, 1, from_end=True),),
    "only-child": (Count(0, 1), Count(0, 1, from_end=True)),
    "first-of-type": (Count(0, 1, of_type=True),),
    "last-of-type": (Count(0, 1, of_type=True, from_end=True),),
    "only-of-type": (Count(0, 1, of_type=True), Count(0, 1, of_type=True, from_end=True)),
}
_TOKEN = re.compile(
    r"""(?P<combinator>\s*[>+~]\s*|\s+)"""
    r"""|(?P<tag>\*|[A-Za-z][\w-]*)"""
    r"""|\.(?P<class>-?[^\W\d][\w-]*)"""
    r"""|\#(?P<id>-?[^\W\d][\w-]*)"""
    r"""|\[\s*(?P<name>[A-Za-z_][\w:-]*)\s*(?:(?P<operator>[~|^$*]?=)\s*"""
    r"""(?:"(?P<double>[^"\\]*)"|'(?P<single>[^'\\]*)'|(?P<bare>[\w./\#-]+))\s*(?P<case>[iIsS])?\s*)?\]"""
    r"""|::?(?P<pseudo>[a-z-]+)(?P<open>\()?""",
    re.VERBOSE | re.IGNORECASE,
)
_PLACE = re.compile(r"(?:([+-]?\d{0,4})n\s*(?:([+-])\s*(\d{1,4}))?|([+-]?\d{1,4}))", re.IGNORECASE)
_DEEPEST = 2
"""Selectors within selectors."""


def read_selectors(prelude: str) -> list[Selector | None]:
    """What stands before a rule's brace, selector by selector."""
    if len(prelude) > _LONGEST:
        return [None]
    return [_selector(one) for one in parted(prelude, ",")]


class _NotUnderstoodError(ValueError):
    """Something that this reader does not know: the selector is left out."""


def _selector(written: str) -> Selector | None:
    try:
        reading = _Reading(written.strip())
        return reading.selector()
    except _NotUnderstoodError:
        return None


class _Reading:
    """One selector while it is read from the left."""

    def __init__(self, written: str, depth: int = 0) -> None:
        self._text = written
        self._depth = depth
        self._compounds: list[Compound] = []
        self._combinators: list[str] = []
        self._part = ""
        self._stateful = False
        self._open()

    def _open(self) -> None:
        self._tag = ""
        self._lists: dict[str, list[object]] = {"class": [], "id": [], "attribute": [], "count": [], "nested": []}
        self._empty = False
        self._fresh = True

    def selector(self) -> Selector:
        """Read all of it."""
        place = 0
        while place < len(self._text):
            match = _TOKEN.match(self._text, place)
            if match is None or self._part:
                raise _NotUnderstoodError
            place = self._take(match)
        self._close()
        return self._without_frame()

    def _take(self, match: re.Match[str]) -> int:
        """Take one token; the place behind it."""
        kind = match.lastgroup
        if match["combinator"]:
            self._close()
            self._combinators.append(match["combinator"].strip() or " ")
            return match.end()
        if match["tag"]:
            if not self._fresh:
                raise _NotUnderstoodError
            self._tag = "" if match["tag"] == "*" else match["tag"].lower()
        elif kind in ("class", "id"):
            self._lists[kind].append(match[kind])
        elif match["name"]:
            self._lists["attribute"].append(_attribute(match))
        else:
            self._fresh = False
            return self._pseudo(match)
        self._fresh = False
        return match.end()

    def _pseudo(self, match: re.Match[str]) -> int:
        name = match["pseudo"].lower()
        if match["open"]:
            return self._function(name, match.end())
        if name in _PARTS:
            self._part = _PARTS[name]
        elif name in _PLACES:
            self._lists["count"] += _PLACES[name]
        elif name in _STATES:
            self._stateful = True
        elif name in _LINKS:
            self._lists["attribute"].append(Attribute("href"))
        elif name == "root":
            self._lists["class"].append("userstuff")
        elif name == "empty":
            self._empty = True
        else:
            raise _NotUnderstoodError
        return match.end()

    def _function(self, name: str, start: int) -> int:
        """`:not(…)`, `:is(…)` and the places that are counted; the place behind the bracket."""
        end = _closing(self._text, start)
        inner = self._text[start:end].strip()
        if name in _ANY_OF or name == "not":
            self._lists["nested"].append(self._nested(inner, negated=name == "not"))
        elif name in ("nth-child", "nth-last-child", "nth-of-type", "nth-last-of-type"):
            self._lists["count"].append(_count(inner, of_type="type" in name, from_end="last" in name))
        else:
            raise _NotUnderstoodError
        return end + 1

    def _nested(self, inner: str, *, negated: bool) -> Nested:
        if self._depth > _DEEPEST:
            raise _NotUnderstoodError
        found = [_Reading(one, self._depth + 1) for one in parted(inner, ",")]
        selectors = tuple(one.selector() for one in found)
        stateful = any(one.stateful for one in selectors)
        if any(one.part for one in selectors) or not all(one.compounds for one in selectors):
            raise _NotUnderstoodError
        if stateful and negated:  # `:not(:hover)` is how it stands while nobody points
            selectors = tuple(one for one in selectors if not one.stateful)
        self._stateful = self._stateful or (stateful and not negated)
        return Nested(selectors, negated)

    def _close(self) -> None:
        """A compound is whole."""
        if self._fresh:
            raise _NotUnderstoodError
        lists = {name: tuple(found) for name, found in self._lists.items()}
        compound = Compound(
            tag=self._tag,
            classes=lists["class"],  # type: ignore[arg-type] # each list holds what its name says
            ids=lists["id"],  # type: ignore[arg-type]
            attributes=lists["attribute"],  # type: ignore[arg-type]
            counts=lists["count"],  # type: ignore[arg-type]
            nested=lists["nested"],  # type: ignore[arg-type]
            empty=self._empty,
        )
        self._compounds.append(compound)
        if len(self._compounds) > _MOST_COMPOUNDS:
            raise _NotUnderstoodError
        self._open()

    def _without_frame(self) -> Selector:
        """Drop what stands around every body; `>` behind it asks for a child of the body itself."""
        start = 0
        while start < len(self._combinators) and self._compounds[start].is_frame:
            start += 1
        if start and self._combinators[start - 1] != " ":
            start -= 1
        return Selector(
            tuple(reversed(self._compounds[start:])),
            tuple(reversed(self._combinators[start:])),
            self._part,
            self._stateful,
        )


def _attribute(match: re.Match[str]) -> Attribute:
    value = next((match[kind] for kind in ("double", "single", "bare") if match[kind] is not None), "")
    return Attribute(match["name"].lower(), match["operator"] or "", value, (match["case"] or "").lower() == "i")


def _closing(text: str, start: int) -> int:
    """Where the bracket that was opened before `start` is closed."""
    depth = 1
    for place in range(start, len(text)):
        depth += (text[place] == "(") - (text[place] == ")")
        if not depth:
            return place
    raise _NotUnderstoodError


def _count(written: str, *, of_type: bool, from_end: bool) -> Count:
    """`2n+1`, `odd`, `-n + 3`, `4`."""
    match = _PLACE.fullmatch({"odd": "2n+1", "even": "2n"}.get(written.lower(), written))
    if match is None:
        raise _NotUnderstoodError
    if match[4]:
        return Count(0, int(match[4]), of_type, from_end)
    step = int(match[1] + "1") if match[1] in ("", "+", "-") else int(match[1])
    return Count(step, int((match[2] or "+") + (match[3] or "0")), of_type, from_end)


def _weight(compound: Compound) -> tuple[int, int, int]:
    classes = len(compound.classes) + len(compound.attributes) + len(compound.counts) + compound.empty
    weights = [(len(compound.ids), classes, int(bool(compound.tag)))]
    weights += [max((one.weight for one in nested.selectors), default=(0, 0, 0)) for nested in compound.nested]
    ids, named, tags = (sum(column) for column in zip(*weights, strict=True))
    return ids, named, tags
