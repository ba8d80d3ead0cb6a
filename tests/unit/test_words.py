"""Words are counted as the archive does, and as a person reads them."""

from __future__ import annotations

import pytest

from fic2epub.dom import parse_html
from fic2epub.model import Html
from fic2epub.words import words_in, words_read


def _body(markup: str) -> Html:
    root = parse_html(f"<body>{markup}</body>".encode(), lambda *_: None)
    body = root.find("body")
    assert body is not None
    return Html(body)


@pytest.mark.parametrize(
    ("markup", "count"),
    [
        ("<p>It’s a well-known lamp.</p>", 4),
        ("<p>So--then</p>", 2),
        ("<p>w<b>or</b>d and <i>more</i></p>", 5),
        ("<p>one<br>two</p><p>three</p>", 3),
        ("<p>灯台の明かり</p>", 6),
        ("<p>ไทย</p>", 3),
        ("<p>Ein Träger, e\u0301té, हिन्दी</p>", 4),
        ("<p>* * *</p>", 0),
        ("<p>7:15</p>", 2),
        ("", 0),
    ],
)
def test_words_are_counted_as_the_archive_does(markup: str, count: int) -> None:
    assert words_in(_body(markup)) == count


@pytest.mark.parametrize(
    ("markup", "count"),
    [
        ("<p>w<b>or</b>d and <i>more</i></p>", 3),
        ("<p>one<br>two</p><p>three</p>", 3),
        ("<p>w<blink>or</blink>d and <o:p>m</o:p>ore</p>", 3),
        ("<p>one<!-- a remark -->two</p>", 1),
        ("<table><tr><td>one</td><td>two</td></tr></table>", 2),
        ("one<p>two</p>three", 3),
        ("<p>one</p><script>three()</script><style>p { color: red }</style>four", 2),
        ("<p>so\u00adft and zero\u200bwide</p>", 3),
        ("<p>So--then</p>", 2),
        ("<p>灯<b>台</b></p>", 2),
    ],
)
def test_words_are_counted_as_a_person_reads_them(markup: str, count: int) -> None:
    assert words_read(_body(markup).element) == count
