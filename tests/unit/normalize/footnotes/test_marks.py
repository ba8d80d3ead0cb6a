"""Marks of notes, each alone: what is one in the text, what begins a line, and what only looks like one."""

from __future__ import annotations

import pytest
from lxml import etree

from fic2epub.normalize.footnotes.lines import read_text
from fic2epub.normalize.footnotes.marks import entries_in, mark_key, refs_in

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
COUNTED = (
    "chapter chapters ch page pages p pp room rooms platform platforms step steps fig figs figure figures number "
    "numbers no nos part parts vol volume volumes line lines table tables section sections act acts scene scenes "
    "option options extension extensions level levels track tracks rule rules verse verses door doors gate gates "
    "phase phases season seasons episode episodes group groups team teams plan type class grade next previous"
).split()
POWERED = "m km cm mm dm ft x y z n c r mc s e".split()
SHORT = "i a he it so we me no oh up on in to as is at".split()
WORDS = [
    "footnote",
    "foot note",
    "note",
    "fn",
    "fn.",
    "tn",
    "nota",
    "注釈",
    "注",
    "註",
    "译注",
    "訳注",
    "прим",
    "прим.",
]


def refs(markup: str, *, live: bool = False) -> list[tuple[str, int | str, str, bool]]:
    """Kind, key, text and whether it is attached, of each mark."""
    body = etree.fromstring(f"<div>{markup}</div>")
    text = read_text(body)
    links = set(body.iter("a")) if live else set()
    return [
        (one.kind, one.key, text.lines[one.line].text[one.start : one.end], one.attached)
        for one in refs_in(text, links)
    ]


def keys(markup: str) -> list[int | str]:
    return [key for _, key, _, _ in refs(markup)]


def entries(markup: str) -> list[tuple[str, int | str, str]]:
    """Kind, key and text of the mark of each line that may begin a note."""
    text = read_text(etree.fromstring(f"<div>{markup}</div>"))
    return [(one.kind, one.key, text.lines[one.line].text[one.start : one.end]) for one in entries_in(text)]


@pytest.mark.parametrize(
    ("said", "key"),
    [
        *((word + " 7", 7) for word in WORDS),
        *((f"[{word}7]", 7) for word in WORDS),
        *((sign, number) for number, sign in enumerate(RAISED)),
        *((sign, number) for number, sign in enumerate(CIRCLED, 1)),
        *((sign * 4, sign * 4) for sign in "*†‡§¶#"),
        *((before + "3" + behind, 3) for before, behind in ("[]", "()", "（）", "［］", "【】", " .", "[:", "[,")),
        ("¹⁰⁹", 109),
        ("999", 999),
        ("******", "******"),
        ("x", "x"),
        ("Q", "q"),
        ("xviii", "xviii"),
        ("\u00a05\u200b", 5),
        (" [[5]] ", 5),
    ],
)
def test_a_mark_alone(said: str, key: int | str) -> None:
    assert mark_key(said) == key


@pytest.mark.parametrize(
    "said",
    ["", "1000", "¹²³⁴", "*******", "†††††", "ab", "xxxxxx", "back", "foo 1", "1 2", "*†", "①②", "1a", "-1", "[]"],
)
def test_no_mark(said: str) -> None:
    assert mark_key(said) is None


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("brackets", ["[]", "［］", "【】", "()", "（）"])
def test_a_number_in_brackets_may_have_its_name(word: str, brackets: str) -> None:
    kind = "(1)" if brackets in ("()", "（）") else "[1]"
    mark = f"{brackets[0]}{word.upper()} 7{brackets[1]}"

    assert refs(f"<p>The lamp{mark} was lit.</p>") == [(kind, 7, mark, True)]
    assert refs(f"<p>The lamp {mark} was lit.</p>") == [(kind, 7, mark, False)]
    assert entries(f"<p>{mark} It was lit.</p>") == [(kind, 7, mark)]


@pytest.mark.parametrize("mark", ["[999]", "(999)", "⁹⁹⁹", "⑳", "******", "††††", "‡‡‡‡"])
def test_the_longest_mark_of_each_kind(mark: str) -> None:
    assert [said for _, _, said, _ in refs(f"<p>The lamp{mark} was lit.</p>")] == [mark]
    assert [said for _, _, said in entries(f"<p>{mark} It was lit.</p>")] == [mark]


@pytest.mark.parametrize(
    "mark", ["[1000]", "(1000)", "⁹⁹⁹⁹", "*******", "†††††", "‡‡‡‡‡", "[]", "()", "[a1]", "[1a]", "{1}"]
)
def test_what_is_too_long_or_something_else(mark: str) -> None:
    assert refs(f"<p>The lamp{mark} was lit.</p>") == []


@pytest.mark.parametrize("sign", RAISED)
def test_every_raised_digit(sign: str) -> None:
    number = RAISED.index(sign)

    assert refs(f"<p>The lamp¹{sign} was lit.</p>") == [("¹", 10 + number, f"¹{sign}", True)]
    assert entries(f"<p>¹{sign} It was lit.</p>") == [("¹", 10 + number, f"¹{sign}")]
    assert refs(f"<p>The lamp{sign} was lit.</p>") == [("¹", number, sign, True)]


@pytest.mark.parametrize("sign", CIRCLED)
def test_every_circled_number(sign: str) -> None:
    number = CIRCLED.index(sign) + 1

    assert refs(f"<p>The lamp{sign} was lit.</p>") == [("①", number, sign, True)]
    assert entries(f"<p>{sign} It was lit.</p>") == [("①", number, sign)]


@pytest.mark.parametrize("before", [" ", "*", "=", "+", "-", "−", "×", "/", "^"])
def test_a_raised_digit_behind_these_is_mathematics(before: str) -> None:
    assert refs(f"<p>The lamp{before}² was lit.</p>") == []


@pytest.mark.parametrize("behind", ["a", "7"])
def test_a_raised_digit_before_these_is_a_part_of_a_word(behind: str) -> None:
    assert refs(f"<p>The lamp²{behind} was lit.</p>") == []


@pytest.mark.parametrize("sign", "*†‡")
def test_signs_stand_behind_a_word(sign: str) -> None:
    assert refs(f"<p>The lamp,{sign} lit.</p>") == [("*", sign, sign, True)]
    for markup in (
        f"The lamp {sign}lit",
        f"The {sign} lamp",
        f"The lamp({sign}) lit",
        f"a lamp[{sign}",
        f"lamp{sign}lit",
    ):
        assert refs(f"<p>{markup}</p>") == []


@pytest.mark.parametrize("signs", ["*†", "†*", "‡†"])
def test_signs_are_not_mixed(signs: str) -> None:
    assert refs(f"<p>The lamp{signs} was lit.</p>") == []


@pytest.mark.parametrize("word", COUNTED)
def test_what_is_counted_has_no_marks(word: str) -> None:
    for sign, blank in (("", " "), (".", " "), (":", ""), ("", "")):
        assert refs(f"<p>They saw {word.title()}{sign}{blank}[3] and left.</p>") == []
        assert refs(f"<p>They saw {word}{sign}{blank}(3) and left.</p>") == []
    assert keys(f"<p>They saw x{word} [3] and left.</p>") == [3]
    assert keys(f"<p>They saw {word}, [3] and left.</p>") == [3]
    assert keys(f"<p>They saw {word} [3] and left[4].</p>") == [4]


def test_a_word_that_is_no_count_has_marks() -> None:
    assert keys("<p>They saw it [3] and left (4) in time.</p>") == [3, 4]


@pytest.mark.parametrize("unit", POWERED)
def test_units_are_raised_to_powers(unit: str) -> None:
    for word in (unit, unit.upper()):
        assert refs(f"<p>They saw {word}² of it.</p>") == []
        assert refs(f"<p>They saw {word}<sup>2</sup> of it.</p>") == []
    assert keys(f"<p>They saw qu{unit}² of it.</p>") == [2]
    assert keys(f"<p>They saw {unit}[2] of it.</p>") == [2]


@pytest.mark.parametrize("word", ["w", "mi", "lamp", "k", "t"])
def test_other_words_are_not_raised_to_powers(word: str) -> None:
    assert keys(f"<p>They saw {word}² of it.</p>") == [2]
    assert keys(f"<p>They saw {word}<sup>2</sup> of it.</p>") == [2]


def test_numbers_are_raised_to_powers() -> None:
    assert refs("<p>They saw 10³ of it, and a10<sup>3</sup>.</p>") == []


@pytest.mark.parametrize("word", SHORT)
def test_short_words_may_have_a_star(word: str) -> None:
    assert keys(f"<p>So said {word}* there.</p>") == ["*"]
    assert keys(f"<p>So said “{word.title()}* there.</p>") == ["*"]


@pytest.mark.parametrize("word", ["f", "sh", "x1"])
def test_letters_before_stars_are_censored_words(word: str) -> None:
    assert refs(f"<p>What the {word}** is it?</p>") == []
    assert refs(f"<p>What the {word}† is it?</p>") == []
    assert refs(f"<p>{word}** is it?</p>") == []
    assert keys(f"<p>What the qu{word}** is it?</p>") == ["**"]
    assert keys(f"<p>What the {word}[2] is it?</p>") == [2]
    assert keys(f"<p>What’{word}** is it?</p>") == ["**"]


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("He *waves* at her.*", ["*"]),
        ("He **never** waves.**", ["**"]),
        ("He ***never*** waves.*", ["*"]),
        ("He *waves at Ines[1] now* and leaves.[2]", [2]),
        ("A lamp* and *bread.*", ["*"]),
        ("He said* that it was* so.", ["*", "*"]),
    ],
)
def test_stars_of_plain_text_are_no_marks(markup: str, found: list[str]) -> None:
    assert keys(f"<p>{markup}</p>") == found


def test_who_counts_from_nought_counts_no_notes() -> None:
    assert keys("<p>So list[0] and list[1] were.</p><p>The lamp[2] was.</p>") == [2]


def test_nothing_at_the_beginning_of_a_line_is_a_mark() -> None:
    assert keys("<p>[1] The lamp[2].<br/>¹ The lamp[3].<br/>\u00a0 [[4] The lamp</p><p><sup>5</sup> The</p>") == [2, 3]


def test_marks_come_in_order() -> None:
    assert keys("<p>The lamp[1] was<sup>2</sup> lit[3] by<sup>4</sup> Ines.</p>") == [1, 2, 3, 4]


def test_no_mark_in_code_or_verse_of_plain_text_or_a_break() -> None:
    assert refs("<pre>a lamp[1]</pre><p>a <code>lamp[1]</code> and <kbd>lamp[1]</kbd>, <samp>lamp[1]</samp></p>") == []
    assert refs('<p role="separator">lamp[1]</p>') == []


@pytest.mark.parametrize(
    ("raised", "found"),
    [
        ("1", ("¹", 1)),
        ("[12]", ("¹", 12)),
        ("*", ("*", "*")),
        ("††", ("*", "††")),
        ("‡", ("*", "‡")),
        ("¹", ("¹", 1)),
        ("st", None),
        ("a", None),
        ("TM", None),
        ("§", None),
        ("#", None),
        ("[b]", None),
        ("1st", None),
    ],
)
def test_what_is_raised(raised: str, found: tuple[str, int | str] | None) -> None:
    whole = refs(f"<p>The lamp<sup>{raised}</sup> was lit.</p>")

    assert whole == ([(*found, raised, True)] if found else [])


def test_what_is_raised_may_stand_apart() -> None:
    assert refs("<p>The lamp <sup>1</sup>.</p>") == [("¹", 1, "1", False)]


@pytest.mark.parametrize("markup", ['<a href="#x"><sup>1</sup></a>', '<sup><a href="#x">1</a></sup>'])
def test_what_is_raised_in_a_link_is_the_links(markup: str) -> None:
    assert refs(f"<p>The lamp{markup} was.</p>", live=True) == []
    assert refs(f"<p>The lamp{markup} was.</p>") == [("¹", 1, "1", True)]


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ('<a href="#x">1</a>', ("¹", 1)),
        ('<a href="#x">[1]</a>', ("[1]", 1)),
        ('<a href="#x">(1)</a>', ("¹", 1)),
        ('<a href="#x">*</a>', ("*", "*")),
        ('<a href="#x">§</a>', ("*", "§")),
        ('<a href="#x">a</a>', None),
        ('<a href="#x">there</a>', None),
        ('<a href="there#x">1</a>', None),
        ("<a>1</a>", None),
    ],
)
def test_a_link_that_leads_nowhere(link: str, found: tuple[str, int | str] | None) -> None:
    whole = refs(f"<p>The lamp {link} was.</p>")

    assert [one[:2] for one in whole] == ([found] if found else [])
    assert all(attached for *_, attached in whole)
    assert refs(f"<p>The lamp {link} was.</p>", live=True) == []
    assert refs(f"<p>{link} was.</p>") == []


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        *((f"1{sign} A lamp.", f"1{sign}") for sign in ".):：、"),
        *((f"1 {sign} A lamp.", f"1 {sign}") for sign in ".):：、"),
        *((f"1 {sign} A lamp.", "1") for sign in "-–—="),
        ("999. A lamp.", "999."),
        ("[1]: A lamp.", "[1]:"),
        ("[1] A lamp.", "[1]"),
        ("* A lamp.", "*"),
        ("\u00a0 *) A lamp.", "*)"),
        ("Note 1: A lamp.", "Note 1:"),
        ("footnote 1. A lamp.", "footnote 1."),
        ("Foot note 1) A lamp.", "Foot note 1)"),
        ("注1：灯。", "注1："),
        ("¹A lamp.", "¹"),
    ],
)
def test_what_begins_a_note(line: str, mark: str) -> None:
    assert [said for *_, said in entries(f"<p>{line}</p>")] == [mark]


@pytest.mark.parametrize(
    "line",
    [
        "1 A lamp.",
        "1-2 lamps.",
        "1000. A lamp.",
        "Note 1 A lamp.",
        "The 1. lamp.",
        "[1]",
        "1.",
        "*\u00a0",
        "*waves*",
        "*waves* and *leaves*",
        *(
            f"[1] {word} [2] were."
            for word in ("and", "or", "to", "of", "und", "et", "y", "и", ",", "&amp;", "/", "–", "—", "-")
        ),
        *(f"(1) {word} 2 were." for word in ("AND", "or", "of")),
        "(1) and (2) were.",
    ],
)
def test_what_begins_no_note(line: str) -> None:
    assert entries(f"<p>{line}</p>") == []


def test_a_word_behind_a_mark_does_not_make_a_sentence() -> None:
    assert [key for _, key, _ in entries("<p>[1] and so on.</p><p>[2] or, as he said, a lamp</p>")] == [1, 2]


def test_a_raised_beginning_goes_before() -> None:
    assert entries("<p><sup>3</sup> A lamp.</p>") == [("¹", 3, "3")]
    assert entries("<p> [<sup>**</sup>] A lamp.</p>") == [("*", "**", "**")]
    assert entries("<p>A lamp<sup>3</sup> lit.</p>") == []
    assert entries("<p><em>1.</em> A lamp<sup>3</sup> lit.</p>") == [("1.", 1, "1.")]
    assert entries("<p><sup>Once</sup> more.</p>") == []
    assert entries("<p><a>1.</a> A lamp.</p>") == [("1.", 1, "1.")]


@pytest.mark.parametrize("tag", ["h1", "h2", "h3", "h4", "h5", "h6", "pre"])
def test_no_heading_begins_a_note(tag: str) -> None:
    assert entries(f"<{tag}>1. A lamp.</{tag}>") == []


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<ol><li>A.</li><li>B.</li></ol>", [1, 2]),
        ('<ol start="5"><li>A.</li><li>B.</li></ol>', [5, 6]),
        ('<ol><li>A.</li><li value="7">B.</li><li>C.</li></ol>', [1, 7, 8]),
        ('<ol reversed="reversed"><li>A.</li><li>B.</li></ol>', []),
        ("<ul><li>A.</li><li>B.</li></ul>", []),
        ("<ol><li>A.<br/>B.</li><li>C.</li></ol>", [1, 2]),
        ("<ol><li><p>A.</p><p>B.</p></li><li><p>C.</p></li></ol>", [1, 2]),
        ("<ol><li>A.<p>B.</p></li><li>C.</li></ol>", [1, 2]),
        ("<ol><li><div><p>A.</p></div></li><li>C.</li></ol>", [2]),
        ("<ol><li>3. A.</li></ol>", [3]),
        ("<dl><dt>1</dt><dd>A.</dd><dt>[2]</dt><dd>B.</dd><dd>C.</dd></dl>", [1, 2]),
        ("<dl><dt>*</dt><dd>A.<br/>B.</dd></dl>", ["*"]),
        ("<dl><dt>Lamp</dt><dd>A.</dd></dl>", []),
    ],
)
def test_entries_of_lists(markup: str, found: list[int | str]) -> None:
    assert [key for _, key, _ in entries(markup)] == found


def test_kinds_of_entries_of_lists() -> None:
    assert entries("<dl><dt>1</dt><dd>A.</dd><dt>*</dt><dd>B.</dd></dl><ol><li>C.</li></ol>") == [
        ("1.", 1, ""),
        ("*", "*", ""),
        ("1.", 1, ""),
    ]
