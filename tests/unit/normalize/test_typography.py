"""Printers' signs: which language is meant, what is counted, and text that would be slow to read."""

from __future__ import annotations

import pytest
from lxml import etree

from fic2epub.normalize.markup import rules_for, run
from fic2epub.normalize.typography_quotes import turned
from fic2epub.normalize.typography_signs import PROTECTED, signs_of
from fic2epub.options import Options


def smartened(markup: str, language: str | None = "en") -> tuple[str, list[tuple[str, str]]]:
    """The markup of a body after the rules, and its notices on signs."""
    body = etree.fromstring(f"<div>{markup}</div>")
    found: list[tuple[str, str]] = []
    options = Options(smarten=True, language=language)
    run(rules_for(options), body, lambda code, message, _where="": found.append((code, message)))
    text = etree.tostring(body, encoding="unicode").removeprefix("<div>").removesuffix("</div>")
    return text, [(code, message) for code, message in found if code in ("M022", "M023")]


def test_signs_and_paragraphs_are_counted() -> None:
    text, notices = smartened('<p>"It\'s late"--so...</p><p>"No.</p><p>\'</p><p>plain</p>')
    assert text == "<p>“It’s late”—so…</p><p>\"No.</p><p>'</p><p>plain</p>"
    assert notices == [
        ("M022", "signs set as printers do: 5"),
        ("M023", "paragraphs whose quotation marks do not pair, and were left as they are: 2"),
    ]


def test_nothing_is_said_where_nothing_was_set() -> None:
    assert smartened("<p>“Plain.”</p>") == ("<p>“Plain.”</p>", [])
    assert smartened('<p>"x"</p>', "ja") == ('<p>"x"</p>', [])
    assert smartened('<p>"x"</p>', None) == ('<p>"x"</p>', [])


@pytest.mark.parametrize(
    ("language", "marks"),
    [
        ("en", "“”"),
        ("en-US", "“”"),
        ("EN-gb", "“”"),
        ("de", "„“"),
        ("de-AT", "„“"),
        ("de-CH", "«»"),
        ("fr-CA", "«»"),
        ("es-419", "“”"),
        ("es-ES", "«»"),
        ("pt-PT", "«»"),
        ("nn", "«»"),
        ("fi", "””"),
        ("hu", "„”"),
        ("uk", "«»"),
        ("el", "«»"),
        ("cs", "„“"),
        ("sr", "„”"),
    ],
)
def test_marks_of_languages(language: str, marks: str) -> None:
    signs = signs_of(language)
    assert signs is not None
    assert signs.outer == marks


@pytest.mark.parametrize("language", ["ja", "zh", "zh-Hant", "he", "ar", "fa", "tlh", "und", "mul", ""])
def test_languages_that_are_left_alone(language: str) -> None:
    assert signs_of(language) is None


@pytest.mark.parametrize(
    "text",
    [
        "https://example.com/a",
        "www.example.com",
        "keeper@example.com",
        ":'(",
        ":'-(",
        ';"D',
        "D':",
        '>:"',
        "^^'",
        "T_T'",
        "5'10\"",
        "5' 10",
        "6' ",
        "''",
        "`it's`",
        "----",
        "-->",
        "<--",
        "....",
        "../",
        "/..",
        "--",
    ],
)
def test_what_is_protected(text: str) -> None:
    found = PROTECTED.match(text)
    assert found is not None
    assert found[0].strip() == text.strip()


@pytest.mark.parametrize("text", ["a@b", 'said:"(', "x:'(", "5'", "'", "---a", "-", "...", "..", "a.b", "T_T", "^^"])
def test_what_is_not(text: str) -> None:
    assert PROTECTED.search(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *(
            '"a ' * 20_000,
            "'a " * 20_000,
            '"' * 50_000,
            "a" * 100_000,
            "a." * 50_000,
            "it's " * 20_000,
            '"a" ' * 20_000,
        ),
        *("-" * 100_000, "- " * 50_000, "." * 100_000, "`" * 50_001, "^" * 50_000, "x" + "_" * 50_000, "5' " * 20_000),
    ],
    ids=lambda text: text[:6],
)
@pytest.mark.timeout(30)
def test_long_text_is_read_in_time(text: str) -> None:
    paragraph = etree.Element("p")
    paragraph.text = text
    smartened(etree.tostring(paragraph, encoding="unicode"))


@pytest.mark.timeout(30)
def test_many_pieces_are_written_in_time() -> None:
    text, _ = smartened("<p>" + '"<em>a</em>"<br/>' * 10_000 + "b</p>")
    assert text.count("“<em>a</em>”") == 10_000


def test_quotations_in_quotations_are_four_deep_at_most() -> None:
    assert turned("“" * 3 + 'a "b" c' + "”" * 3, "en", follower="", spaced=False, curved=True).paired
    assert not turned("“" * 4 + 'a "b" c' + "”" * 4, "en", follower="", spaced=False, curved=True).paired


@pytest.mark.parametrize(
    ("text", "follower", "paired"),
    [
        ('"a', '"', True),
        ('"a', "“", True),
        ('"a', "'", False),
        ('"a', "", False),
        ('b "a', '"', False),
        (' "a', '"', True),
        ("“a it's", '"', True),
        ('\'a "b"', "'", True),
        ('\'a "b"', "‘", True),
    ],
)
def test_speech_that_runs_over(text: str, follower: str, *, paired: bool) -> None:
    assert turned(text, "en", follower=follower, spaced=False, curved=True).paired is paired


PRINTED = {
    "en": "“a ‘b’” — c—",
    "ga": "“a ‘b’” — c—",
    "tr": "“a ‘b’” — c—",
    "en-GB": "“a ‘b’” – c—",
    "en-NZ": "“a ‘b’” – c—",
    "nl": "“a ‘b’” – c–",
    "af": "“a ‘b’” – c–",
    "pt-BR": "“a ‘b’” — c—",
    "es-MX": "“a ‘b’” — c—",
    "de": "„a ‚b‘“ – c–",
    "lt": "„a ‚b‘“ – c–",
    "de-CH": "«a ‹b›» – c–",
    "de-LI": "«a ‹b›» – c–",
    "pl": "„a «b»” – c–",
    "ro": "„a «b»” – c–",
    "hu": "„a »b«” – c–",
    "hr": "„a ‘b’” – c–",
    "sr": "„a ’b’” – c–",
    "mk": "„a ‚b‘“ – c–",
    "sv": "”a ’b’” – c–",
    "fi": "”a ’b’” – c–",
    "da": "»a ›b‹« – c–",
    "no": "«a ‘b’» – c–",
    "nn": "«a ‘b’» – c–",
    "ru": "«a „b“» — c—",
    "kk": "«a „b“» — c—",
    "es": "«a “b”» — c—",
    "eu": "«a “b”» — c—",
    "it": "«a “b”» – c–",
    "el": "«a “b”» – c–",
    "fr": "«\u00a0a “b”\u00a0» – c–",
    "br": "«\u00a0a “b”\u00a0» – c–",
    "oc": "«\u00a0a “b”\u00a0» – c–",
}
"""A quotation in a quotation, a dash between words and one that cuts a sentence off."""


@pytest.mark.parametrize("language", list(PRINTED))
def test_each_kind_of_language_is_set_as_its_printers_do(language: str) -> None:
    text, _ = smartened("<p>\"a 'b'\" -- c--</p>", language)
    assert text == f"<p>{PRINTED[language]}</p>"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "'tis 'em rock 'n' roll in the '90s"),
        ("de", "'s war 'ne 'nen 'raus"),
        ("nl", "'s avonds 't 'n 'k"),
        ("af", "'n boom"),
        ("en", "'e said 'ello 'appy"),
    ],
)
def test_words_that_lack_their_first_letters(language: str, text: str) -> None:
    assert smartened(f"<p>{text} 'x' y</p>", language)[0].count("’") >= text.count("'")


@pytest.mark.parametrize(
    ("text", "language", "turns"),
    [
        ("'a b", "en", {0: "'("}),
        ("  'a b", "en", {2: "'("}),
        ("rock 'n' roll 'x'", "en", {5: "'", 7: "'", 14: "'(", 16: "')"}),
        ('5" and "a"', "en", {7: '"(', 9: '")'}),
        ("'n a'", "af", {0: "'", 4: "'"}),
        ('"he is 5" tall', "en", {0: '"(', 8: '")'}),
        ("\u2018it's", "en", {3: "'"}),
    ],
)
def test_single_marks_are_told(text: str, language: str, turns: dict[int, str]) -> None:
    assert turned(text, language, follower="‘", spaced=False, curved=True) == (turns, True)
