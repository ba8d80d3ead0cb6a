"""What authors put between scenes, and what only looks like it: written down from habits, not from any program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ao3 import prose

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

__all__ = ["BLANKS", "HELD_OUT", "ORNAMENTS", "PICTURES", "RULES", "TRAPS", "WRAPPINGS"]

ORNAMENTS = (
    *("***", "* * *", "*", "**", "****", "*****", "* * * * *", "*\u00a0*\u00a0*\u00a0*\u00a0*", "**********", "*~*~*"),
    *("---", "–––", "———", "- - -", "-----", "--------------------", "_____", "______________________________"),
    *("~*~", "~~~", "~", "~~~~~~~~~~", "~ ~ ~", "*~*~*~*~*", "~*~*~*~*~*~*~*~*~*~*~*~*~*~*~*~*~*~*~*~", "~oOo~"),
    *("oOo", "xXx", "-oOo-", "ooOOoo", "0o0", "oOoOoOo", "xXxXx", "-x-", "-X-", "~x~", "o-O-o", ".oOo.", "x-x-x"),
    *("#", "# # #", "###", "◇", "◆◇◆", "⁂", "❦", "※", "✦", "★", "☆", "♡", "♥", "•", "• • •", "◦", "§", "☾", "✿"),
    *(".:.", ".:.:.", "** - _ - **", "=====", "===", "+++", "+ + +", "<><><>", "^^^^^", "~.~.~", ":::"),
    *(
        "✦ ── ⋆⋅☆⋅⋆ ──",
        "⋆⋅☆⋅⋆",
        "━━━━━━━━━━",
        "─────── ✧ ───────",
        "・・・",
        "＊＊＊",
        "◇◇◇",
        "☆・☆・☆",
    ),
    *("🌊🌊🌊", "🌙✨🌙", "🌸 🌸 🌸", "⭐⭐⭐", "⠁⠂⠄⠂⠁", "⚔️⚔️⚔️", "<3 <3 <3", "░░░░░", "//////", "~Line Break~"),
    *("x", "o", "O", "X"),
)
"""Those that everybody knows, and their kin."""

HELD_OUT = (
    *(
        "⊱ ────── {.⋅ ♫ ⋅.} ───── ⊰",
        "•───────•°•❀•°•───────•",
        "✧･ﾟ: *✧･ﾟ:*",
        "»»————　★　————««",
        "☽ ⋆ ☾",
        "༺═──────────────═༻",
    ),
    *(
        "¤ø,¸¸,ø¤º°`°º¤ø,¸",
        "▂▃▅▆▇█▓▒░",
        "╔═══*.·:·.☽✧✦✧☾.·:·.*═══╗",
        "⚜",
        "❖ ❖ ❖",
        "⟡ ⟡ ⟡",
        "✂- - - - - - - -",
        "◈",
        "▲▼▲▼▲",
    ),
    *(
        "-=-=-=-=-",
        "=^=^=^=",
        '_.~"~._.~"~._',
        "-----oOo-----",
        "=:=:=:=",
        "~*~oOo~*~",
        "*¨*•.¸¸♪",
        "☁ ☁ ☁",
        "🍂🍁🍂",
        "🜂",
    ),
    *("⌘", "☙ ❧", "♛♛♛", "♬♩♪♩", "[-*-]", "⊹ ⊹ ⊹", "࿔࿔࿔", "⋘ ⋙", "⸙", "✶✷✸"),
    *(
        "⊰᯽⊱┈──╌❊╌──┈⊰᯽⊱",
        "꧁༺༻꧂",
        "·͙*̩̩͙˚̩̥̩̥*̩̩̥͙ ✩ *̩̩̥͙˚̩̥̩̥*̩̩͙‧͙",
        "▀▄▀▄▀▄",
        "∘₊✧──────✧₊∘",
        "-`♡´-",
        "♠ ♣ ♥ ♦",
        "o.O.o",
        "vVv",
        "^v^v^v^",
    ),
    *("ᯓ★", "{*}", "-<>-", "<<<>>>", "♱", "~v~", "‡‡‡", "+-+-+"),
)
"""Others, which were not looked at when the rules were made."""

WRAPPINGS: tuple[str, ...] = (
    "<p>{}</p>",
    "<p>{}</p>",
    '<p align="center">{}</p>',
    "<center><p>{}</p></center>",
    "<p><strong>{}</strong></p>",
    '<p align="center"><strong><em>{}</em></strong></p>',
    "<p><span>{}</span></p>",
    '<div align="center"><p>{}</p></div>',
    "<h3>{}</h3>",
    '<h4 align="center">{}</h4>',
    "<p>\u00a0{}\u00a0</p>",
    "<p>{}<br /></p>",
    "<div>{}</div>",
    '<p class="align-center">{}</p>',
    "<p><u>{}</u></p>",
    '<p align="right">{}</p>',
)

RULES = (
    "<hr />",
    '<hr class="third" />',
    '<hr width="50%" align="center" />',
    "<center><hr /></center>",
    "<hr />\n<hr />",
)

PICTURES = (
    '<p><img src="https://example.com/scene-divider.png" alt="" /></p>',
    '<p align="center"><img src="https://example.com/a1.png" alt="divider" /></p>',
    (
        '<center><p><a href="https://example.com/"><img src="https://example.com/a2.gif" alt="A line break of leaves"'
        " /></a></p></center>"
    ),
)

BLANKS = (
    "<p>\u00a0</p>",
    "<p>&nbsp;</p>",
    "<p><br /></p>",
    "<p><span>\u00a0</span></p>",
    "<p><span><br /></span></p>",
    "<p><em>\u00a0</em></p>",
    "<p>\u00a0 \u00a0</p>",
    "<div>\u00a0</div>",
    "<h3>\u00a0</h3>",
    "<p><strong></strong><br /></p>",
)
"""One blank line each; a chapter has mostly one kind."""


def _letter(chance: Random) -> str:
    end = chance.choice(("xoxo", "XXX", "xx", "x", "♥"))
    lines = ("Dear Maren,", prose.text(f"letter-{chance.random()}", 2), "Love,", "Tobias", end)
    return "<blockquote>" + "".join(f"<p>{line}</p>" for line in lines) + "</blockquote>"


def _letter_of_lines(chance: Random) -> str:
    return f"<p>Dear Maren,<br />{prose.sentence(str(chance.random()))}<br />Yours,<br />Tobias<br />xoxo</p>"


def _chat(chance: Random) -> str:
    replies = (
        "...",
        "?",
        "😂",
        "👍",
        ":)",
        "<3",
        "OK",
        "I",
        "^_^",
        "o.o",
        "x",
        "!!!",
        "💙",
        "🎉🎉🎉",
        "Ooo",
        "♥",
        "¯\\_(ツ)_/¯",
        "(╯°□°)╯︵ ┻━┻",
    )
    lines = ["you there", chance.choice(replies), "ada", chance.choice(replies), "fine"]
    return "".join(f"<p>{line.replace('<', '&lt;')}</p>" for line in lines)


def _spoken(chance: Random) -> str:
    said = chance.choice(("“...”", "...", "…", "?", "!", "?!", "“***!”", '"***"', "***!", "“—”", "“?”", "……", "?!?!"))
    return f"<p>“Where is the lamp?”</p><p>{said}</p><p>“In the garden.”</p>"


def _broken_off(_: Random) -> str:
    before = "“I thought that you had locked the door behind you, and that nobody"
    return f"<p>{before}</p><p>—</p><p>“Somebody did,” he said.</p>"


def _rating(chance: Random) -> str:
    return (
        f"<p>The review said:</p><p>{chance.choice(('★★★★☆', '★★★☆☆', '★★★★★', '⭐⭐⭐⭐'))}</p><p>Nobody minded.</p>"
    )


def _listed(chance: Random) -> str:
    signs = [chance.choice(("o", "x", "*", "***", "—", "#", "I", "2", "???")) for _ in range(3)]
    if chance.random() < 0.5:
        return "<ul>" + "".join(f"<li>{sign}</li>" for sign in signs) + "</ul>"
    cells = "".join(f"<td><p>{sign}</p></td>" for sign in signs)
    return f"<table><tbody><tr>{cells}</tr></tbody></table>"


def _drawn(chance: Random) -> str:
    cat = ("/\\_/\\", "( o.o )", "&gt; ^ &lt;", "/|___|\\", "(_______)")
    tower = ("/\\", "/  \\", "|==|", "|  |", "|__|", "~~~~~~")
    lines = chance.choice((cat, tower))
    if chance.random() < 0.5:
        return f"<p>{'<br />'.join(lines)}</p>"
    return f"<pre>{chr(10).join(lines)}</pre>"


def _verse(chance: Random) -> str:
    lines = [
        f"The {chance.choice(('lamp', 'tide', 'bread'))} goes {chance.choice(('round', 'out', 'by'))},"
        for _ in range(4)
    ]
    return f"<p>{'<br />'.join(lines)}</p>"


def _illustration(chance: Random) -> str:
    return f'<p><img src="https://example.com/{chance.randrange(10**9)}.png" alt="The lamp" /></p>'


def _numbers(chance: Random) -> str:
    sign = chance.choice(
        ("1", "7", "10:30", "II", "I.", "0", "000", "[x]", "(?)", "Zzz", "A", "Ines", "~ Ines ~", "* one")
    )
    return f"<p>{sign}</p>"


TRAPS: tuple[Callable[[Random], str], ...] = (
    *(
        _letter,
        _letter_of_lines,
        _chat,
        _spoken,
        _broken_off,
        _rating,
        _listed,
        _drawn,
        _verse,
        _illustration,
        _numbers,
    ),
)
"""What is no break, wherever it stands within a scene."""
