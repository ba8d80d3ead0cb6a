"""Pieces in any order, nested in any way, lose no word and never fail but with a reason."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import fic2epub
from fic2epub.dom import parse_html
from fic2epub.errors import Fic2EpubError
from fic2epub.model import Html, Source, Work

_WORDS = st.integers(0, 999).map(lambda number: f"word{number}")
_FRAMES = st.sampled_from((
    '<div class="userstuff">{}</div>',
    '<div class="userstuff module" role="article">{}</div>',
    '<div class="chapter" id="chapter-3">{}</div>',
    '<div class="chapter">{}</div>',
    '<div class="chapter preface group"><h3 class="title">{}</h3></div>',
    '<div class="chapter preface group"><div class="end notes module"><blockquote>{}</blockquote></div></div>',
    '<div class="preface group"><p>{}</p></div>',
    '<div class="meta" id="endnotes3"><p>Chapter End Notes</p><blockquote>{}</blockquote></div>',
    '<div id="chapters">{}</div>',
    '<h3 id="work">Chapter Text</h3>{}',
    '<h3 class="landmark heading" id="work">Work Text:</h3>{}',
    "<div>{}</div>",
    "<article>{}</article>",
    "<p>{}</p>",
    '<p align="center">{}</p>',
    "<blockquote>{}</blockquote>",
    "<table><tr><td>{}</table>",
    "<h2>{}</h2>",
    "<i>{}</i>",
    "{}<br>{}",
    "{}\n<hr>{}",
    "<!-- end cache -->{}",
))  # fmt: skip
_TEMPLATE = ("Chapter Text", "Work Text:", "Chapter End Notes", "Untitled")
_HTML = st.recursive(
    _WORDS,
    lambda inner: st.tuples(_FRAMES, st.lists(inner, min_size=2, max_size=4)).map(
        lambda made: made[0].replace("{}", "".join(made[1]), 1).replace("{}", made[1][0])
    ),
    max_leaves=12,
)


def _text(work: Work[Html]) -> str:
    titles = [chapter.title for chapter in work.chapters]
    bodies = [body for chapter in work.chapters for body in (chapter.body, chapter.notes, chapter.endnotes) if body]
    return " ".join([work.metadata.title, *titles, *("".join(body.element.itertext("*")) for body in bodies)])


def _letters(text: str) -> list[str]:
    for words in _TEMPLATE:
        text = text.replace(words, "")
    return sorted("".join(text.split()))


@given(markup=_HTML)
def test_no_word_of_a_piece_is_lost(markup: str) -> None:
    expected = _letters("".join(parse_html(markup.encode(), lambda *_: None).itertext("*")))
    try:
        work = fic2epub.read(Source(data=markup.encode(), name="-"))
    except Fic2EpubError:
        return

    assert _letters(_text(work)) == expected
    fic2epub.build(work, fic2epub.Options(cover="none"))
