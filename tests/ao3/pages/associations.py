"""Gifts, prompts and related works (otwarchive works/_work_header_notes, _work_approved_children.html.erb)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ao3.head import stored
from tests.ao3.links import link
from tests.ao3.pages.age import Age
from tests.ao3.works import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.ao3.pages.shown import Shown
    from tests.ao3.works import Name, Relation

__all__ = ["associations", "inspired", "shown_relations"]

_PHRASES = {"inspired_by": "Inspired by {}", "translation_of": "A translation of {}"}


def shown_relations(relations: tuple[Relation, ...], age: Age) -> list[Relation]:
    """The related works that an age told of: hidden ones later than others, deleted ones since 2026-06."""
    states = {State.REVEALED}
    if age >= Age.A2013_09:
        states |= {State.RESTRICTED, State.UNREVEALED}
    if age >= Age.A2026_06:
        states |= {State.DELETED}
    return [relation for relation in relations if relation.state in states]


def associations(shown: Shown) -> list[str]:
    """The lines above the notes: a list, until 2013-09 a heading for gifts and paragraphs for the rest."""
    if shown.age < Age.A2010_10:
        return []
    gift = _gift(shown)
    others = [*_translations(shown), *_parents(shown), *_prompts(shown)]
    if shown.age < Age.A2013_09:
        heading = [f"      <h4>{gift}</h4>"] if gift else []
        return [*heading, *(f"      <p>{line}</p>" for line in others)]
    lines = [gift, *others] if gift else others
    if not lines:
        return []
    return ['      <ul class="associations">', *(f"        <li>\n{line}\n</li>" for line in lines), "      </ul>"]


def _gift(shown: Shown) -> str:
    links = [_recipient(name) for name in shown.work.recipients]
    return f"For {', '.join(links)}." if links else ""


def _recipient(name: Name) -> str:
    path = f"/users/{name.user}/gifts" if name.user else f"/gifts?recipient={name.shown}"
    return link(path.replace(" ", "+"), stored(name.shown))


def _translations(shown: Shown) -> Iterator[str]:
    for relation in shown_relations(shown.work.translations, shown.age):
        name, code = relation.language
        work = _work(relation, shown, "A work in an unrevealed collection")
        yield f'Translation into <span lang="{code}">{name}</span> available: {work}'


def _parents(shown: Shown) -> Iterator[str]:
    for relation in shown_relations(shown.work.parents, shown.age):
        work = "a deleted work" if relation.state is State.DELETED else _work(relation, shown, _UNREVEALED)
        hidden = relation.state is State.RESTRICTED and not shown.viewer.logged_in
        stop = "." if shown.age < Age.A2023_10 and not hidden else ""
        yield f"{_PHRASES[relation.kind].format(work)}{stop}"


_UNREVEALED = "a work in an unrevealed collection"


def _work(relation: Relation, shown: Shown, unrevealed: str) -> str:
    if relation.state is State.UNREVEALED:
        return unrevealed
    byline = shown.byline((relation.byline,)) if relation.byline else ""
    if relation.state is State.RESTRICTED and not shown.viewer.logged_in:
        end = " (Log in to access.)" if shown.age >= Age.A2023_10 else ". Log in to view."
        return f"[Restricted Work] by {byline}{end}"
    return f"{link(relation.path, stored(relation.title))} by {byline}"


def _prompts(shown: Shown) -> Iterator[str]:
    for prompter, collection in shown.work.prompts:
        into = link(f"/collections/{collection.name}", stored(collection.title))
        who = shown.byline((prompter,)) if prompter.user else stored(prompter.shown)
        prompt = link(f"/collections/{collection.name}/prompts/7", "prompt")
        yield f"In response to a {prompt} by\n            {who} in the {into}\n          collection."


def inspired(shown: Shown) -> list[str]:
    """The works that this one inspired, after its end notes."""
    lines = [_work(relation, shown, "A work in an unrevealed collection") for relation in shown.work.inspired]
    if not lines:
        return []
    items = [f"        <li>\n{line}\n</li>" for line in lines]
    heading = '      <h3 class="heading">Works inspired by this one:</h3>'
    return [
        '    <div id="children" class="children module">',
        heading,
        "      <ul>",
        *items,
        "      </ul>",
        "    </div>",
    ]
