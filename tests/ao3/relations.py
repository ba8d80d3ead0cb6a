"""Related works, in the three ways a download has told of them (otwarchive helpers/works_helper.rb)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ao3.head import stored
from tests.ao3.links import link
from tests.ao3.works import Era, State

if TYPE_CHECKING:
    from tests.ao3.links import Site
    from tests.ao3.works import FakeWork, Relation

__all__ = ["inspired_list", "parents_before_2018", "printed_parents", "printed_translations", "related_list"]

_PHRASES = {"inspired_by": "Inspired by {}", "translation_of": "A translation of {}"}
_LABEL = "Works inspired by this one"


def printed_parents(work: FakeWork, era: Era) -> list[Relation]:
    """The parents an era shows: hidden ones from D6, deleted ones from D11."""
    shown = {State.REVEALED}
    if era >= Era.D6:
        shown |= {State.RESTRICTED, State.UNREVEALED}
    if era >= Era.D11:
        shown |= {State.DELETED}
    return [parent for parent in work.parents if parent.state in shown]


def printed_translations(work: FakeWork, era: Era) -> list[Relation]:
    """Translations into other languages, listed from D6a on."""
    return list(work.translations) if era >= Era.D6A else []


def parents_before_2018(work: FakeWork, site: Site) -> list[str]:
    """One row, whatever the relation was."""
    parents = printed_parents(work, site.era)
    if not parents:
        return []
    named = ", ".join(_revealed(parent, site) for parent in parents)
    return ["    <dl>", "      <dt>This work was inspired by</dt>", f"      <dd>{named}</dd>", "    </dl>"]


def related_list(work: FakeWork, site: Site) -> list[str]:
    """A `ul`: translations first, then parents."""
    notes = [_translated(relation, site) for relation in printed_translations(work, site.era)]
    notes += [_parent(relation, site) for relation in printed_parents(work, site.era)]
    if not notes:
        return []
    return ["      <ul>", *(f"          <li>\n            {note}\n          </li>" for note in notes), "      </ul>"]


def inspired_list(work: FakeWork, site: Site) -> list[str]:
    """The afterword's list: one `dd` in all before D6, one each from then on, perhaps none."""
    if not work.inspired and not work.empty_inspired_list:
        return []
    notes = [_shown(relation, site, "A work in an unrevealed collection") for relation in work.inspired]
    if site.era < Era.D6:
        notes = [",\n".join(notes)] if notes else []
    cells = [f"            <dd>\n              {note}\n            </dd>" for note in notes]
    return ["        <dl>", f"          <dt>{_LABEL}</dt>", *cells, "        </dl>"]


def _parent(relation: Relation, site: Site) -> str:
    if relation.state is State.DELETED:
        return _PHRASES[relation.kind].format("a deleted work")
    return _PHRASES[relation.kind].format(_shown(relation, site, "a work in an unrevealed collection"))


def _translated(relation: Relation, site: Site) -> str:
    name, code = relation.language
    shown = _shown(relation, site, "A work in an unrevealed collection")
    return f'Translation into <span lang="{code}">{name}</span> available: {shown}'


def _shown(relation: Relation, site: Site, unrevealed: str) -> str:
    if relation.state is State.UNREVEALED:
        return unrevealed
    return _revealed(relation, site)


def _revealed(relation: Relation, site: Site) -> str:
    byline = site.byline((relation.byline,)) if relation.byline else ""
    if relation.state is State.RESTRICTED:
        return f"[Restricted Work] by {byline}"
    href = (
        site.absolute(relation.path)
        if site.era >= Era.D6 or relation.kind == "inspired"
        else site.parent(relation.path)
    )
    return f"{link(href, stored(relation.title))} by {byline}"
