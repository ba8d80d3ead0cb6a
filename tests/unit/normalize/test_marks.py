"""What the notices of languages and signs say: how many, and which."""

from __future__ import annotations

import pytest

from fic2epub.normalize.markup import rules_for, run
from fic2epub.options import Options
from tests.unit.normalize.test_rules import container

ENGLISH = "<p>The lamp was lit at six, and the boats came home one after the other.</p>"
PILED = "q\u0301\u0302\u0303\u0304"


def said(html: str, code: str, options: Options) -> list[str]:
    """The messages of this code."""
    told: list[str] = []
    run(
        rules_for(options),
        container(html),
        lambda one, message, _where="": told.append(message) if one == code else None,
    )
    return told


@pytest.mark.parametrize(
    ("html", "code", "options", "message"),
    [
        (
            ENGLISH + "<p>שלום רב</p><p>OK then</p><p>סוף סוף</p>",
            "M041",
            Options(),
            "blocks that run the other way, as their letters tell: 2",
        ),
        (
            ENGLISH + "<p>שלום לכולם</p><p>これは灯台です。</p><p>シー、うみだ</p>",
            "M042",
            Options(language="en"),
            "blocks in another language than the work's, as their letters tell: he, ja",
        ),
        (
            f"<p>{PILED}{PILED}</p><p>q\u0301</p>",
            "M044",
            Options(),
            "letters under piles of marks: 2; --calm-marks limits them",
        ),
        (
            f"<p>{PILED}<b>x</b>{PILED}{PILED}</p><p>q\u0301</p>",
            "M045",
            Options(calm_marks=True),
            "letters that lost marks of a pile, as was asked for: 3",
        ),
        (
            "<p>𝓓𝓮𝓪𝓻 ᴛʜᴇ 𝓓𝓮𝓪𝓻 𝕽𝖊𝖆𝖉𝖊𝖗 ᴇɴᴅ</p>",
            "M043",
            Options(),
            "words in signs that a screen reader spells out: 5, such as 𝓓𝓮𝓪𝓻 (Dear), ᴛʜᴇ, 𝕽𝖊𝖆𝖉𝖊𝖗 (Reader)",
        ),
        ("<p>ᴛʜᴇ end</p>", "M043", Options(), "words in signs that a screen reader spells out: 1, such as ᴛʜᴇ"),
    ],
)
def test_a_notice_says_how_many(html: str, code: str, options: Options, message: str) -> None:
    assert said(html, code, options) == [message]


@pytest.mark.parametrize(
    ("language", "noted"), [("en", True), ("ja", False), ("zh-Hans", False), ("ko", False), ("und", False)]
)
def test_wide_latin_letters_are_letters_where_they_are_usual(language: str, *, noted: bool) -> None:
    assert bool(said("<p>Ｈｅｌｌｏ</p>", "M043", Options(language=language))) is noted
    assert not said("<p>Ｈｅｌｌｏ</p>", "M043", Options())
