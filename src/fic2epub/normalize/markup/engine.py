"""How rules are declared, and how those a body needs are run.

A rule is a small function that changes a body in place. It says what wakes it: names of elements, `@` and names of
attributes, `*` for an element that is not known, `@*` for an attribute that is not, `~` and a sign that the text holds
(`scripts.signs_in`), nothing at all for "always". One census of the body decides, so that clean prose costs few passes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.normalize.markup.names import KNOWN, KNOWN_ATTRIBUTES
from fic2epub.normalize.markup.scripts import signs_in
from fic2epub.options import Options
from fic2epub.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml.etree import _Element

    from fic2epub.errors import Note

    Change = Callable[[_Element, Note], None]
    InformedChange = Callable[[_Element, Note, Options], None]

__all__ = ["Rule", "census", "informed_rule", "rule", "run"]

_TAKEN = frozenset(("align", "style"))
"""Attributes that are gone from every element when the rule for unknown ones comes."""
COMMENT = "#"
"""Stands in a census for comments and processing instructions."""


class Rule(NamedTuple):
    """A named change, what wakes it, and what it may bring into the body (names as in a census)."""

    name: str
    change: Change
    wakes: frozenset[str]
    brings: frozenset[str]
    when: Callable[[Options], bool] | None = None
    """Whether the options ask for it; without this they cannot but have it."""
    informed: InformedChange | None = None
    """The change as a function of the options too."""

    def under(self, options: Options) -> Rule:
        """The rule as it works under these options; their `language` is that of the work, if it is known."""
        informed = self.informed
        if informed is None:
            return self
        return self._replace(change=lambda body, note: informed(body, note, options))


def rule(wakes: str = "", brings: str = "", when: Callable[[Options], bool] | None = None) -> Callable[[Change], Rule]:
    """Declare a rule; both words are names parted by blanks."""

    def declare(change: Change) -> Rule:
        return Rule(change.__name__, change, frozenset(wakes.split()), frozenset(brings.split()), when)

    return declare


def informed_rule(
    wakes: str = "", brings: str = "", when: Callable[[Options], bool] | None = None
) -> Callable[[InformedChange], Rule]:
    """Declare a rule whose function takes the options as well, for the choices or the work's language in them."""

    def declare(change: InformedChange) -> Rule:
        bare = rule(wakes, brings, when)(lambda body, note: change(body, note, Options()))
        return bare._replace(name=change.__name__, informed=change)

    return declare


def census(elements: Iterable[_Element]) -> set[str]:
    """The names of elements as they are, their attributes after `@`, `*` and `@*` for unknown ones of each."""
    tags = set()
    attributes: set[str] = set()
    for element in elements:
        tags.add(element.tag)
        if keys := element.keys():
            attributes.update(keys)
    found = {tag if isinstance(tag, str) else COMMENT for tag in tags}
    if not found <= KNOWN:
        found.add("*")
    if not attributes <= KNOWN_ATTRIBUTES | _TAKEN:
        found.add("@*")
    found.update("@" + name for name in attributes)
    return found


def run(
    rules: tuple[Rule, ...], body: _Element, note: Note, watch: Callable[[str, _Element], None] | None = None
) -> set[str]:
    """
    Run the rules that the body wakes, in their order; `watch` is shown the body after each of them.

    Answers what was in the body at any time, so that nobody need look again for what never was there.
    """
    elements = list(body.iterdescendants())  # lxml makes each of them once for all rules as long as they are kept
    found = census(elements) | signs_in(body)
    for each in rules:
        if not each.wakes or not each.wakes.isdisjoint(found):
            each.change(body, note)
            found |= each.brings
            if watch is not None:
                watch(each.name, body)
    return found
