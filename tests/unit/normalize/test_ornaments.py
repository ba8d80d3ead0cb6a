"""What a line needs to be a break, at both sides of each limit."""

from __future__ import annotations

import pytest

from fic2epub.normalize.markup.ornaments import LONGEST, Need, need_of

ANYWHERE = (
    *(
        "*",
        "***",
        "* * *",
        "*" * LONGEST,
        "~",
        "#",
        "•",
        "--",
        "---",
        "⸺",
        "⸻",
        "– –",
        "———",
        "_ _",
        "~*~",
        "★☆★",
        "★" * 6,
    ),
    *(
        "oOo",
        "OoO",
        "xXx",
        "0o0",
        "o0o",
        "vVv",
        "xXXx",
        "Xoxoxoxo",
        "xoxoxoxo",
        "-x-",
        "-o-",
        "x-x-x",
        "o.o.o",
        "...o...",
    ),
    *(
        "..........",
        "…………",
        ":::",
        "/////",
        "///",
        "|||",
        "^^^^",
        "<<<",
        "&&&",
        "%%%",
        "[]",
        "{}",
        "<>",
        "(*)",
        "((*))",
        ".:.",
    ),
    *(
        "♥ ♥",
        "<3 <3",
        "🌙*🌙",
        "⚜",
        "♠",
        "(~)",
        "~(*)~",
        "★★☆",
        "★☆☆☆☆☆",
        "~LINE BREAK~",
        "[page break]",
        "*scenebreak*",
    ),
    *("⁂", "⁘", "⸙", "⸎", "🜂", "＊", "～", "ﾟ*ﾟ", "⠿", "█", "─", "¤", "°°", "✓✓", "₪"),
)
PROSE = (
    *("x", "X", "o", "O", "ooo", "OOO", "xxx", "XXX", "Ooo", "Xxx", "vvv", "oxo", "xox", "oXo", "//", "||", "\\\\"),
    *(
        "+",
        "=",
        "♪",
        "→",
        "✓",
        "♥",
        "♡",
        "🌊🌊🌊",
        "🌙✨🌙",
        "🌊🌊😂",
        "❤️❤️❤️",
        "ღ",
        "ʚɞ",
        "୨୧",
        ". . . .",
        "line break",
        "Divider",
        "ᯓ★",
    ),
)
MUCH = (
    *(
        "-",
        "–",
        "—",
        "——",
        "_",
        "/",
        "|",
        "\\",
        "&",
        "%",
        "@",
        "$",
        "€",
        "©",
        "©®",
        "🌊",
        "🌊🌊",
        "😂",
        "😂😂😂",
        "👍",
        "❤️",
        "❤️❤️",
        ".-:",
        "-->",
    ),
)
CENTRE = ("...", "…", "……", "..", ". . .", ".........", "[...]", "[…]", "…—", "。。")
NEVER = (
    *("", "*" * (LONGEST + 1), ".", "。", "?", "!", "?!", "...?", "¿", "‽", "“…”", "“***”", "„*“", "「*」", '"*"'),
    *("***!", "**?", "*.", "#@$%!", "« *** »", "«*»", "*…", "xo", "xx", "oo", "xoxo", "OXOX", "xoxoxox", "XOXOXO"),
    *(
        "0",
        "00",
        "000",
        "0x0",
        "x=0",
        "v",
        "V",
        "1",
        "***1",
        "a",
        "*a*",
        "I",
        "x.",
        ".x",
        "x-",
        "oOo!",
        "o:o",
        "(x)",
        "[x]",
    ),
    *(
        "^_^",
        "o.o",
        "O_o",
        "T_T",
        ">.<",
        "*_*",
        "=_=",
        "@_@",
        "-_-",
        "-__-",
        "-.-",
        "~_~",
        "._.",
        "^^",
        "^^^",
        "><",
        ">>>",
        "^-^",
        ">-<",
    ),
    *(":)", ":-)", ";D", ":*", "=)", "xD", "XDD", "<3", "</3", "\\o/", "o/", "o7", "\\o", "8)", ">_<", "^o^", "$o$"),
    *(
        "(^_^)",
        "(ツ)",
        "(*",
        "*)",
        "ʕ•ᴥ•ʔ",
        "┻━┻",
        "(╯°□°)╯︵ ┻━┻",
        "★★★★☆",
        "★★★★★☆☆☆☆☆",
        "⭐⭐⭐✩✩",
        ",",
        ",,,",
        "'''",
        '"""',
        "'",
        "``",
    ),
    *("ⓐⓑ", "🄰", "㊙*㊙", "好", "好★", "ᯓ", "ᯓᯓ★★★", "ø★ø★", "break", "a line break", "line breaks", "\ufe0f", "$$$"),
)


@pytest.mark.parametrize("text", ANYWHERE)
def test_signs_are_a_break_anywhere(text: str) -> None:
    assert need_of(text) is Need.NOTHING


@pytest.mark.parametrize("text", PROSE)
def test_what_may_be_an_answer_needs_prose_around_it(text: str) -> None:
    assert need_of(text) is Need.PROSE


@pytest.mark.parametrize("text", MUCH)
def test_what_may_be_said_needs_more(text: str) -> None:
    assert need_of(text) is Need.MUCH


@pytest.mark.parametrize("text", CENTRE)
def test_silence_needs_the_middle_of_the_line(text: str) -> None:
    assert need_of(text) is Need.CENTRE


@pytest.mark.parametrize("text", NEVER)
def test_words_faces_and_numbers_are_none(text: str) -> None:
    assert need_of(text) is None
