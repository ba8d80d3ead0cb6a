"""Tables of letters and signs against what Unicode says of them: every entry, and what stands beside it."""

from __future__ import annotations

import unicodedata

import pytest
from lxml import etree

from fic2epub.normalize.markup.marks import note_fancy_letters
from fic2epub.normalize.markup.scripts import LEFTWARD, SCRIPTS, Share, Shares, share_in, signs_in, suits
from fic2epub.normalize.markup.signs import counted
from fic2epub.options import Options

BY_LANGUAGE = {script.language: script for script in SCRIPTS}
NAMES = {
    "ja": ("HIRAGANA LETTER", "KATAKANA LETTER", "HALFWIDTH KATAKANA LETTER"),
    "ko": ("HANGUL SYLLABLE", "HANGUL LETTER", "HANGUL CHOSEONG", "HANGUL JUNGSEONG", "HANGUL JONGSEONG"),
    "he": ("HEBREW LETTER", "HEBREW POINT"),
    "el": ("GREEK SMALL", "GREEK CAPITAL"),
    "th": ("THAI CHARACTER KHO KH", "THAI CHARACTER SARA", "THAI CHARACTER MAI", "THAI CHARACTER RO"),
    "lo": ("LAO LETTER", "LAO VOWEL", "LAO TONE"),
    "km": ("KHMER LETTER", "KHMER VOWEL", "KHMER SIGN COENG"),
    "hy": ("ARMENIAN SMALL", "ARMENIAN CAPITAL"),
    "ka": ("GEORGIAN LETTER", "GEORGIAN CAPITAL", "GEORGIAN MTAVRULI"),
    "ta": ("TAMIL LETTER", "TAMIL VOWEL", "TAMIL SIGN VIRAMA"),
    "te": ("TELUGU LETTER", "TELUGU VOWEL", "TELUGU SIGN VIRAMA"),
    "kn": ("KANNADA LETTER", "KANNADA VOWEL", "KANNADA SIGN VIRAMA"),
    "ml": ("MALAYALAM LETTER", "MALAYALAM VOWEL", "MALAYALAM SIGN VIRAMA"),
    "si": ("SINHALA LETTER", "SINHALA VOWEL"),
    "gu": ("GUJARATI LETTER", "GUJARATI VOWEL", "GUJARATI SIGN VIRAMA"),
    "pa": ("GURMUKHI LETTER", "GURMUKHI VOWEL", "GURMUKHI SIGN VIRAMA"),
    "dv": ("THAANA LETTER", "THAANA ABAFILI"),
    "chr": ("CHEROKEE LETTER", "CHEROKEE SMALL"),
}
"""Languages and how Unicode begins the names of their letters."""
LETTERS: dict[str, list[str]] = {}
"""Words that names of letters begin with → those letters of the first plane."""


def named(beginning: str) -> str:
    """All letters whose names begin so."""
    if not LETTERS:
        for code in range(0xA0, 0xFFFF):
            name = unicodedata.name(chr(code), "")
            LETTERS.setdefault(name.partition(" ")[0], []).append(chr(code))
    found = LETTERS[beginning.partition(" ")[0]]
    return "".join(letter for letter in found if unicodedata.name(letter).startswith(beginning))


@pytest.mark.parametrize("language", list(NAMES))
def test_a_script_has_its_letters_and_no_others(language: str) -> None:
    script = BY_LANGUAGE[language]
    own = "".join(map(named, NAMES[language]))
    assert share_in((own,), script)[:3] == (len(own), 0, len(own))
    for other in NAMES.keys() - {language}:
        foreign = named(NAMES[other][0])
        assert share_in((foreign,), script)[0] == 0
        assert share_in((foreign,), script)[1] > 0
    assert share_in(("one two",), script) == Share(0, 6)


def test_every_script_is_known_here() -> None:
    assert BY_LANGUAGE.keys() == NAMES.keys()


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("\u4e00\u9fff", Share(2)),
        ("\u3005\u3007\u3400\u4dbf\uf900\U00020000", Share(6)),
        ("\u3042\u4e00", Share(2, 0, 1)),
        ("\u3042", Share(0, 0, 0)),
        ("ab \u3042\u3044 c", Share(2, 2, 2)),
        ("\u4e00\u4e8c 12 __", Share(2)),
    ],
)
def test_letters_side_by_side_are_counted(text: str, share: Share) -> None:
    assert share_in((text,), BY_LANGUAGE["ja"]) == share


@pytest.mark.parametrize(
    ("language", "text", "doubts"),
    [
        ("he", "\u05d0\u05d1", 0),
        ("he", "\u05f0\u05d1", 1),
        ("he", "\u05f2\u05d1", 1),
        ("he", "\u05d1\ufb1f", 1),
        ("he", "\u05d0\u05b7\u05d1", 1),
        ("he", "\u05d0\u05b8\u05d1", 1),
        ("he", "\u05d0\u05b8\u05d1\u05b0", 0),
        ("he", "\u05d0\u05b9\u05d1", 0),
        ("el", "\u03b1\u03b2", 0),
        ("el", "\u1f00\u03b2", 1),
    ],
)
def test_signs_of_another_language_with_the_same_letters(language: str, text: str, doubts: int) -> None:
    assert share_in((text,), BY_LANGUAGE[language]).doubts == doubts


@pytest.mark.parametrize(
    ("share", "mostly", "hardly", "tells"),
    [
        (Share(), False, False, False),
        (Share(4, 0, 4), True, False, True),
        (Share(3, 0, 3), True, False, False),
        (Share(4, 2, 4), False, False, False),
        (Share(5, 2, 5), True, False, True),
        (Share(2, 4, 2), False, False, False),
        (Share(2, 5, 2), False, True, False),
        (Share(10, 0, 2), True, False, True),
        (Share(10, 0, 1), True, False, False),
        (Share(10, 0, 10, 1), True, False, False),
    ],
)
def test_so_many_letters_tell_a_language(share: Share, *, mostly: bool, hardly: bool, tells: bool) -> None:
    assert (share.mostly(), share.hardly(), share.tells()) == (mostly, hardly, tells)


def test_another_measure_may_be_asked_for() -> None:
    share = Share(5, 2, 5)
    assert (share.mostly(3), share.tells(3)) == (False, False)
    assert share.plus(Share(1, 2, 3, 4)) == Share(6, 4, 8, 4)


def test_each_block_has_its_share() -> None:
    body = etree.fromstring("<div>ab<p>\u0e01\u0e02</p><div><p>cd</p><p><b>\u0e03</b>\u0e04\u0e05</p></div></div>")
    shares = Shares(body, BY_LANGUAGE["th"])
    found = {"".join(block.itertext()): shares.of(block) for block in body.iter("div", "p")}
    assert found == {
        "\u0e01\u0e02": Share(2, 0, 2),
        "cd": Share(0, 2),
        "\u0e03\u0e04\u0e05": Share(3, 0, 3),
        "cd\u0e03\u0e04\u0e05": Share(3, 2, 3),
        "ab\u0e01\u0e02cd\u0e03\u0e04\u0e05": Share(5, 2, 5),
    }


@pytest.mark.parametrize(
    ("language", "script", "suiting"),
    [
        ("ja", "ja", True),
        ("ja-JP", "ja", True),
        ("ain", "ja", True),
        ("ko", "ja", False),
        ("zh", "ko", False),
        ("yi", "he", True),
        ("YI", "he", True),
        ("lad", "he", True),
        ("arc", "he", True),
        ("und-Hebr", "he", True),
        ("cop", "el", True),
        ("tsd", "el", True),
        ("en", "el", False),
    ],
)
def test_languages_suit_scripts(language: str, script: str, *, suiting: bool) -> None:
    assert suits(language, BY_LANGUAGE[script]) is suiting


def test_scripts_from_right_to_left_are_those_of_unicode() -> None:
    for code in [*range(0xA0, 0xFFFF), *range(0x10800, 0x11000), *range(0x1E800, 0x1E95F)]:
        if unicodedata.category(chr(code))[0] == "L" and unicodedata.bidirectional(chr(code)) in ("R", "AL"):
            assert share_in((chr(code) * 2,), LEFTWARD).own == 2, hex(code)
    for digit in "\u0660\u06f0\u07c0":
        assert share_in((digit * 2,), LEFTWARD).own == 0


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("plain", set()),
        ("caf\u00e9 \u201cyes\u201d \u2014 \u2026 na\u00efve \u0105", set()),
        ("\u05d0", {"~leftward", "~letters"}),
        ("\u0633", {"~leftward"}),
        ("\u0645", {"~leftward"}),
        ("\u3042", {"~letters", "~han"}),
        ("\u4e00", {"~han"}),
        ("\u03b1", {"~letters"}),
        ("\u0531", {"~letters"}),
        ("\U0001d400", {"~fancy"}),
        ("\u24b6", {"~fancy"}),
        ("\u24e9", {"~fancy"}),
        ("a\u00a0b", {"~spaces"}),
        *((f"a{space}b", {"~spaces"}) for space in "\u2002\u2003\u2000\u2001\u2004\u2005\u2009\u200a\u202f"),
        ("e\u0301", set()),
        ("e\u0301\u0302\u0303", set()),
        ("e\u0301\u0302\u0303\u0304", {"~piles"}),
        ("e\u0340\u0342\u0343\u036f", {"~piles"}),
        ("e\u0483\u0484\u0485\u0489", {"~piles"}),
        ("a\n  b", {"~printed"}),
        ("\n  b", set()),
    ],
)
def test_signs_wake_rules(text: str, signs: set[str]) -> None:
    body = etree.Element("div")
    body.text = text
    assert signs_in(body) == signs


KINDS = {
    "weak": "<>|^`$\u00a2\u00a3\u00a5\u20ac\u20a9%&@_-\u2010\u2012\u2013\u2014\u2015\u2e3a\u2e3b\ufe58\uff0d\uff3f"
    ".,!?()",
    "sign": "*~=+#\u2022\u00b7\u203b\u2051\u2042\u2020\u2021\u00a7\u00b6\u204e\u2023\u2043\u2217\u22c6"
    "\u30fb\uff65\u02d9\u2605"
    "\u2055\u205e\u2e0e\u2e1b\u2e2a\u2e2d\u2e36\u2e39\u00b0\u2500\u266a",
    "drawn": "\u029a\u025e\u09ce\u0e51\u221e\U00013000\U0001342f\u0303\ufe0f",
    "letter": "oO0xXvV",
    "face": "\u270a\u270b\U0001f440\U0001f450\U0001f600\U0001f64f\U0001f910\U0001f92f\U0001f970\U0001f97a",
    "emoji": "\u231a\u2728\u2b50\U0001f004\U0001f0cf\U0001f1e6\U0001f1ff\U0001f300\U0001f43f"
    "\U0001f451\U0001f5ff\U0001f680"
    "\U0001f6ff\U0001f7e0\U0001f7f0\U0001f900\U0001f90f\U0001f930\U0001f96f\U0001f97b\U0001faff\U000e0020\U000e007f",
    "odd": "\u03b1\u0416\u00e9",
}
NO_ORNAMENTS = (
    "abcdefghijklmnpqrstuwyzABCDEFGHIJKLMNPQRSTUWYZ123456789"
    "\u2460\u24b6\u24ff\U0001f100\U0001f1e5\u3041\u4e00\u9fff\uac00\ud7a3"
)
"""Letters and digits, in circles too, and signs that may be all that somebody says."""


@pytest.mark.parametrize("kind", list(KINDS))
def test_signs_have_their_kinds(kind: str) -> None:
    for sign in KINDS[kind]:
        counts = counted(sign)
        assert counts is not None, sign
        assert counts._asdict()[kind] == sum(counts), (sign, counts)


def test_some_are_no_ornaments() -> None:
    assert [sign for sign in NO_ORNAMENTS if counted(sign) or counted(f"*{sign}*")] == []
    assert counted("") is None


def test_letters_side_by_side_are_a_word() -> None:
    assert counted("\u03b1\u03b2") is None
    assert counted("\u03b1*\u03b2") is not None


@pytest.mark.parametrize(
    ("written", "language", "told"),
    [
        ("\U0001d400\U0001d401\U0001d402", "en", "\U0001d400\U0001d401\U0001d402 (ABC)"),
        ("\U0001d400\U0001d401", "en", None),
        ("\u24b6\u24b7\u24e9", "en", "\u24b6\u24b7\u24e9 (ABz)"),
        ("s\u1d00\u1d0d\u029f", "en", "s\u1d00\u1d0d\u029f"),
        ("s\u1d00\u1d0dp", "en", None),
        ("\uff21\uff3a\uff41", "en", "\uff21\uff3a\uff41 (AZa)"),
        *(("\uff21\uff3a\uff5a", language, None) for language in "ja ko zh yue cmn nan hak wuu lzh und".split()),
        ("\uff21\uff3a\uff5a", "", None),
        ("\uff21\uff3a\uff5a", "fr-CA", "\uff21\uff3a\uff5a (AZz)"),
    ],
)
def test_words_that_look_like_a_font(written: str, language: str, told: str | None) -> None:
    body = etree.fromstring(f"<div><p>one {written} two</p></div>")
    messages: list[str] = []
    rule = note_fancy_letters.under(Options(language=language))
    rule.change(body, lambda _code, message, _where="": messages.append(message))
    expected = [f"words in signs that a screen reader spells out: 1, such as {told}"] if told else []
    assert messages == expected


def test_three_words_are_shown() -> None:
    words = [chr(0x1D400 + number) * 3 for number in (0, 0, 1, 2, 3)]
    body = etree.fromstring(f"<div><p>{' '.join(words)}</p></div>")
    messages: list[str] = []
    rule = note_fancy_letters.under(Options(language="en"))
    rule.change(body, lambda _code, message, _where="": messages.append(message))
    shown = ", ".join(f"{word} ({plain})" for word, plain in zip(words[1:4], ("AAA", "BBB", "CCC"), strict=True))
    assert messages == [f"words in signs that a screen reader spells out: 5, such as {shown}"]
