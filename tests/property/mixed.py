"""
Works by chance that mix all that authors do, and all that may be chosen for their books.

A chapter is made of pieces: bodies out of the specification, with their ornaments, blank lines, soup, letters, chats
and languages; chapters with spacing of every habit; pasted soup; texts that a skin draws; whatever nests. Behind them
stand texts with notes of one kind or another, whose lists may be anywhere in the work.
"""

from __future__ import annotations

import random
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from lxml import etree

from fic2epub import Options
from fic2epub.options import CHOICES
from tests.ao3 import scenes
from tests.ao3.download import render
from tests.ao3.footnotes import footnoted_work
from tests.ao3.pages import Age, render_page
from tests.ao3.skins import SKINNED, skinned
from tests.ao3.words import fragment
from tests.ao3.works import Era
from tests.property.soups import pieces, souped_body
from tests.property.strategies import bodies

if TYPE_CHECKING:
    from tests.ao3.works import FakeChapter, FakeWork

__all__ = ["any_options", "mixed_works", "saved"]

_PAGES = Path(__file__).parents[1] / "spec"
_FENCED = re.compile(r"^```(html|css)[^\n]*\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
_PLACE = re.compile(r"^---.*$", re.MULTILINE)
"""`--- end notes` in a case of several bodies."""
_REPLACED = re.compile(
    r"<(?:applet|audio|embed|iframe|math|noembed|noframes|noscript|object|plaintext|script|select|style|svg|template"
    r"|textarea|datalist|title|video|xmp|form|input|button|base|body|head|html)\b|asset:",
    re.IGNORECASE,
)
"""What the archive keeps out of works, and addresses that only readers give to pictures; tests of their own hold what
becomes of their words."""
_SCOPE = "#workskin .nobody { }"
"""A sheet of a saved page is the work's if its rules are for `#workskin`, as the archive writes them."""
_LANGUAGES = ("English", "English", "Français", "Deutsch", "العربية", "日本語", "中文-普通话 國語", "Harbourish")


@cache
def _fenced(kind: str) -> tuple[str, ...]:
    """All fences of a kind in the specification."""
    found = [
        _PLACE.sub("", fence[2])
        for page in sorted(_PAGES.rglob("*.md"))
        for fence in _FENCED.finditer(page.read_text("utf-8"))
        if fence[1] == kind
    ]
    return tuple(text for text in found if not _REPLACED.search(text))


def _stored(markup: str) -> str:
    """The markup as a cleaner stores it: whatever is opened is closed."""
    held = fragment(markup)
    return (held.text or "") + "".join(etree.tostring(one, encoding="unicode", method="html") for one in held)


def _scenes(habit: scenes.Habit, seed: int) -> str:
    return scenes.chapter(habit, seed).body


def _soup(seed: int) -> str:
    chance = random.Random(seed)  # noqa: S311 - the same for the same seed
    return souped_body([pieces(chance) for _ in range(chance.randint(1, 6))], chance)


def _drawn(name: str) -> str:
    return skinned(name).chapters[0].body


_SEEDS = st.integers(0, 999)


@cache
def _shapes() -> st.SearchStrategy[str]:
    return st.sampled_from(_fenced("html")).map(_stored)


@cache
def _pieces() -> st.SearchStrategy[str]:
    several = st.lists(_shapes(), min_size=1, max_size=6).map("\n".join)
    return st.one_of(
        several,
        several,
        st.builds(_scenes, st.sampled_from(scenes.HABITS), _SEEDS),
        st.builds(_soup, _SEEDS),
        st.builds(_drawn, st.sampled_from(sorted(SKINNED))),
        bodies(),
    )


@st.composite
def _mixed(draw: st.DrawFn, chapter: FakeChapter) -> FakeChapter:
    """The chapter with pieces before its text, and perhaps a summary and more notes."""
    said = st.one_of(st.just(""), st.just(""), _shapes())
    return replace(
        chapter,
        title=draw(st.sampled_from(("", "One", "Author’s note", "Q & A <3"))),
        body="\n".join([*draw(st.lists(_pieces(), max_size=3)), chapter.body]),
        summary=draw(said),
        notes=draw(said) + chapter.notes,
        endnotes=draw(said) + chapter.endnotes,
    )


@cache
@st.composite
def mixed_works(draw: st.DrawFn) -> FakeWork:
    """A work of one to four chapters in which anything may stand beside anything, with a skin for its pages."""
    work = footnoted_work(draw(_SEEDS), chapters=draw(st.integers(1, 4))).work
    sheets = draw(st.lists(st.sampled_from(_fenced("css")), max_size=4))
    if draw(st.booleans()):
        sheets.append(skinned(draw(st.sampled_from(sorted(SKINNED)))).skin)
    return replace(
        work,
        chapters=tuple(draw(_mixed(chapter)) for chapter in work.chapters),
        planned=draw(st.sampled_from((None, 9))),
        language=draw(st.sampled_from(_LANGUAGES)),
        summary=draw(_shapes()),
        notes=draw(st.one_of(st.just(""), _shapes())),
        skin="\n".join([_SCOPE, *sheets] if sheets else []).replace("</style", ""),
    )


def saved(work: FakeWork, form: Era | Age) -> bytes:
    """The file of a work: a download of this era, or the page of the entire work at this age, which has its skin."""
    return render(work, form) if isinstance(form, Era) else render_page(work, form)


@cache
def any_options() -> st.SearchStrategy[Options]:
    """Options for texts and notes, whatever is chosen."""
    chosen = {name: st.sampled_from(words) for name, words in CHOICES.items()}
    switched = {name: st.booleans() for name in ("vertical", "calm_marks", "smarten")}
    return st.builds(Options, cover=st.just("none"), **chosen, **switched)
