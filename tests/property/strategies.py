"""Works by chance: any characters, any nesting of what the archive lets through, footnotes that lead anywhere."""

from __future__ import annotations

import html
import os
from functools import cache
from math import ceil
from typing import TYPE_CHECKING

from hypothesis import settings
from hypothesis import strategies as st

from tests.ao3.works import Era, FakeChapter, FakeWork, Name, pseud

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["bodies", "many", "some", "texts", "works"]

some = settings(max_examples=ceil(settings().max_examples / (1 if os.environ.get("CI") else 3)))
"""For tests that draw works for each of the archive's years: a third of the examples are many all the same."""

many = settings(max_examples=40 if os.environ.get("CI") else settings().max_examples)
"""For tests whose works are drawn with options as well: CI takes the time for more of them."""

_PHRASES = (
    *(
        "The lamp was lit",
        "“Bread,” he said",
        "salt—and rain…",
        "* * *",
        "xXx",
        "Chapter One",
        "Notes",
        "Afterword",
        "I <3 you",
    ),
    *(
        "AT&T & Co.",
        "灯台の明かり",
        "أضاءت المصباح",
        "Семичасовой поезд",
        "naïve café",
        "<p>no tag</p>",
        "--",
        "1",
        "👩‍👩‍👧",
    ),
)
_ODD = (
    "aZ1 \u00a0éǆ\u0301\u0338\u200b\u200d\u200f\u202e\u00ad漢ñאب😀𝒜🏽*-~_#.\"'&<>="
    "\t\n\r\x01\x0c\x1f\x7f\x85\u2028\ufeff\ufffe"
)
_INLINE: Sequence[str] = (
    *(
        "em",
        "strong",
        "i",
        "b",
        "u",
        "s",
        "strike",
        "del",
        "ins",
        "big",
        "small",
        "tt",
        "sub",
        "sup",
        "span",
        "q",
        "cite",
    ),
    *("code", "kbd", "samp", "var", "dfn", "abbr", "acronym"),
)
_ATTRIBUTES: Sequence[str] = (
    *("", "", "", "", ' align="center"', ' align="right"', ' dir="rtl"', ' dir="ltr"', ' class="indent"', ' class=""'),
    *(' class="MsoNormal c1"', ' title="a &amp; b"', ' lang="fr"', ' title="" align="justify" class="font-big"'),
)
_TARGETS: Sequence[str] = (
    *("#note1", "#ref1", "#1", "#a%20b", "#gone", "#", "", "#chapters", "#endnotes", "#endnotes2", "#caf\u00e9"),
    *(
        "https://example.com/?a=1&amp;b=2#c",
        "/works/1",
        "mailto:keeper@example.com",
        "http://[broken",
        "//example.com/x",
    ),
    *("https://archiveofourown.org/works/40000001#note1", "http://archiveofourown.org/works/40000001/chapters/5#ref1"),
)
_NAMES: Sequence[str] = ("note1", "ref1", "1", "a b", "chapters", "endnotes", "caf\u00e9", "preface", "x")
_LEAVES: Sequence[str] = (
    *("<hr />", "<hr>", '<hr class="third" />', "<p>\u00a0</p>", "<p></p>", "<p><br /></p>", "<p>***</p>", "<br />"),
    *("<center><p>* * *</p></center>", '<p><img src="https://example.com/a.png" alt="sea" /></p>', "<p><img /></p>"),
    '<p><iframe src="https://www.youtube.com/embed/a"></iframe></p>',
    '<audio src="https://example.com/a.mp3" controls="controls"></audio>',
    '<p><img src="/images/a.gif" alt="" width="10" /></p>',
)


@cache
def texts() -> st.SearchStrategy[str]:
    """Text as a person might have typed it, or as no person would."""
    anything = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
    odd = st.text(st.sampled_from(_ODD), min_size=1, max_size=12)
    return st.one_of(st.sampled_from(_PHRASES), st.sampled_from(_PHRASES), anything, odd)


@cache
def _escaped() -> st.SearchStrategy[str]:
    return texts().map(lambda text: html.escape(text, quote=False))


def _wrapped(tag: str, attributes: str, inside: list[str]) -> str:
    return f"<{tag}{attributes}>{''.join(inside)}</{tag}>"


def _around(tags: Sequence[str], inside: st.SearchStrategy[list[str]]) -> st.SearchStrategy[str]:
    return st.builds(_wrapped, st.sampled_from(tags), st.sampled_from(_ATTRIBUTES), inside)


@cache
def _links() -> st.SearchStrategy[str]:
    """A reference, or a place to refer to, with its id copied beside its name (until 2025-08) or without."""

    def link(href: str, text: str) -> str:
        return f'<a href="{href}" rel="nofollow">{text}</a>'

    def place(name: str, text: str, *, copied: bool) -> str:
        ids = f' id="{name}"' if copied else ""
        return f'<a name="{name}"{ids} rel="nofollow">{text}</a>'

    references = st.builds(link, st.sampled_from(_TARGETS), _escaped())
    return references | st.builds(place, st.sampled_from(_NAMES), _escaped(), copied=st.booleans())


@cache
def _runs() -> st.SearchStrategy[list[str]]:
    """Inline content."""
    single = st.one_of(_escaped(), _escaped(), _links(), st.sampled_from(("<br />", "<br>\n", "<img alt='x' />")))
    ruby = st.builds("<ruby>{}<rp>(</rp><rt>{}</rt><rp>)</rp></ruby>".format, _escaped(), _escaped())
    nested = st.recursive(single | ruby, lambda inner: _around(_INLINE, st.lists(inner, max_size=3)), max_leaves=5)
    return st.lists(nested, max_size=4)


def _listed(tag: str, entries: list[str]) -> str:
    return f"<{tag}>{''.join(f'<li>{entry}</li>' for entry in entries)}</{tag}>"


def _table(rows: list[list[str]]) -> str:
    cells = ("".join(f'<td width="10" align="right">{cell}</td>' for cell in row) for row in rows)
    return f'<table border="1">{"".join(f"<tr>{row}</tr>" for row in cells)}</table>'


def _around_blocks(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Blocks that hold blocks, and inline elements that hold blocks though they may not."""
    several = st.lists(inner, max_size=3)
    return st.one_of(
        _around(("div", "blockquote", "center", "div", "figure", "i", "span", "b"), several),
        st.builds(_listed, st.sampled_from(("ul", "ol", 'ol type="a" start="3"')), several).map(
            lambda made: made.replace('</ol type="a" start="3">', "</ol>")
        ),
        st.builds(_table, st.lists(several, max_size=2)),
        st.builds("<dl><dt>{}</dt><dd>{}</dd></dl>".format, _escaped(), inner),
        st.builds("<details><summary>{}</summary>{}</details>".format, _escaped(), inner),
    )


@cache
def bodies(max_blocks: int = 4) -> st.SearchStrategy[str]:
    """A body as the archive might have stored it: blocks, glued together or on lines of their own."""
    flat = st.one_of(
        _around(("p", "p", "p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "address"), _runs()),
        _around(("p",), _runs()),
        st.sampled_from(_LEAVES),
        _runs().map("".join),
    )
    blocks = st.recursive(flat, _around_blocks, max_leaves=5)
    return st.builds(str.join, st.sampled_from(("", "\n", "\n\n")), st.lists(blocks, min_size=1, max_size=max_blocks))


@cache
def _notes() -> st.SearchStrategy[str]:
    """Perhaps nothing."""
    return st.one_of(st.just(""), st.just(""), bodies(2))


@cache
@st.composite
def _chapters(draw: st.DrawFn) -> tuple[FakeChapter, ...]:
    positions = draw(st.lists(st.integers(1, 9), min_size=1, max_size=3, unique=True))
    return tuple(
        FakeChapter(
            position=position,
            title=draw(st.sampled_from(("", "", "One", "Chapter 2", "Afterword", "Q & A <3"))),
            body=draw(bodies()),
            summary=draw(_notes()),
            notes=draw(_notes()),
            endnotes=draw(_notes()),
        )
        for position in sorted(positions)
    )


_TITLES = ("Rain", "Afterword", "Q & A <3", "灯台", "المنارة", "a\u200b", "Rain - and Shine", "“Bread”")
_BYLINES: tuple[tuple[Name, ...], ...] = (
    (pseud("lampkeeper"),),
    (pseud("Sea Glass", "sea_glass"), pseud("bee")),
    (Name(shown="Anonymous"),),
)


@st.composite
def works(draw: st.DrawFn, era: Era) -> FakeWork:
    """A work that could have been posted by the time of this era."""
    chapters = draw(_chapters())
    if era >= Era.D4A and draw(st.integers(0, 19)) == 0:
        chapters = ()
    return FakeWork(
        title=draw(st.sampled_from(_TITLES)),
        chapters=chapters,
        planned=draw(st.sampled_from((None, len(chapters) or 1, 9))),
        bylines=draw(st.sampled_from(_BYLINES)),
        language=draw(st.sampled_from(("English", "العربية", "日本語", "Harbourish"))),
        summary=draw(_notes()),
        notes=draw(_notes()),
        endnotes=draw(_notes()),
    )
