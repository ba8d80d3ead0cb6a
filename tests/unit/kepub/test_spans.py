"""The rules of kepubify 4 by small cases: `[P.S]` stands for a span's start, `]` for its end."""

from __future__ import annotations

import re

import pytest

from fic2epub.kepub.sentences import cut_for
from fic2epub.kepub.spans import has_spans, language_in, with_spans, without_spans

_DOCUMENT = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>A. B.</title></head><body>{}</body></html>'
_STYLE = '<style type="text/css" class="kobostylehacks">div#book-inner { margin-top: 0; margin-bottom: 0;}</style>'

CASES = {
    "one sentence": ("<p>The lamp was lit.</p>", "<p>[1.1 The lamp was lit.]</p>"),
    "two sentences, the white space with the first": ("<p>Rain. Wind.</p>", "<p>[1.1 Rain. ][1.2 Wind.]</p>"),
    "two paragraphs": ("<p>Rain.</p><p>Wind.</p>", "<p>[1.1 Rain.]</p><p>[2.1 Wind.]</p>"),
    "text before any paragraph": ("Rain. <p>Wind.</p>", "[0.1 Rain. ]<p>[1.1 Wind.]</p>"),
    "text behind a paragraph goes on with its number": ("<p>Rain.</p>Wind.", "<p>[1.1 Rain.]</p>[1.2 Wind.]"),
    "a question, a shout": ("<p>Who? Me! Yes.</p>", "<p>[1.1 Who? ][1.2 Me! ][1.3 Yes.]</p>"),
    "one closing mark is taken along": ("<p>“Go.” She went.</p>", "<p>[1.1 “Go.” ][1.2 She went.]</p>"),
    "two are not": ("<p>“‘Go.’” She went.</p>", "<p>[1.1 “‘Go.’” She went.]</p>"),
    "an ellipsis behind a stop": ("<p>So.… Then.</p>", "<p>[1.1 So.… ][1.2 Then.]</p>"),
    "an ellipsis alone ends nothing": ("<p>So… then.</p>", "<p>[1.1 So… then.]</p>"),
    "three dots": ("<p>So... then.</p>", "<p>[1.1 So... ][1.2 then.]</p>"),
    "a stop without white space": ("<p>At 3.15 sharp.</p>", "<p>[1.1 At 3.15 sharp.]</p>"),
    "a stop before a no-break space": ("<p>Rain.\u00a0Wind.</p>", "<p>[1.1 Rain.\u00a0Wind.]</p>"),
    "white space of all kinds": ("<p>Rain.\n\t Wind.</p>", "<p>[1.1 Rain.\n\t ][1.2 Wind.]</p>"),
    "the end with trailing space": ("<p>Rain. </p>", "<p>[1.1 Rain. ]</p>"),
    "inside of emphasis": (
        "<p>Oh <em>no. Not</em> now.</p>",
        "<p>[1.1 Oh ]<em>[1.2 no. ][1.3 Not]</em>[1.4  now.]</p>",
    ),
    "white space alone in a paragraph": ("<p><b>A</b> <i>b</i></p>", "<p><b>[1.1 A]</b>[1.2  ]<i>[1.3 b]</i></p>"),
    "white space alone in emphasis": ("<p>A<em> </em>b</p>", "<p>[1.1 A]<em> </em>[1.2 b]</p>"),
    "white space between blocks": ("<div>\n<p>A</p>\n</div>", "<div>\n<p>[1.1 A]</p>\n</div>"),
    "an empty paragraph counts with the next": ("<p></p><p>A</p>", "<p></p><p>[1.1 A]</p>"),
    "a no-break space is white space": ("<div>\u00a0</div><p>\u00a0</p>", "<div>\u00a0</div><p>[1.1 \u00a0]</p>"),
    "one that is referred to, too": ("<div>&#160;</div><p>&#160;</p>", "<div>&#160;</div><p>[1.1 &#160;]</p>"),
    "a heading": ("<h2>One</h2><p>A</p>", "<h2>[1.1 One]</h2><p>[2.1 A]</p>"),
    "a heading within a heading's block": (
        "<h2><span>One</span>: <span>Two</span></h2>",
        "<h2><span>[1.1 One]</span>[1.2 : ]<span>[1.3 Two]</span></h2>",
    ),
    "a list has one number": ("<ul><li>A</li><li>B</li></ul>", "<ul><li>[1.1 A]</li><li>[1.2 B]</li></ul>"),
    "paragraphs in a list": (
        "<ol><li><p>A</p></li><li>B</li></ol>",
        "<ol><li><p>[1.1 A]</p></li><li>[1.2 B]</li></ol>",
    ),
    "a table has one number": (
        "<table><tr><td>A</td><td>B</td></tr></table>",
        "<table><tr><td>[1.1 A]</td><td>[1.2 B]</td></tr></table>",
    ),
    "a quotation has none of its own": ("<blockquote>A</blockquote>", "<blockquote>[0.1 A]</blockquote>"),
    "a picture": ('<p>A <img src="a.png" alt="x"/> b</p>', '<p>[1.1 A ][2.1 <img src="a.png" alt="x"/>][2.2  b]</p>'),
    "a picture begins a number, and the paragraph's is lost": (
        '<p><img src="a.png" alt=""/>b</p>',
        '<p>[1.1 <img src="a.png" alt=""/>][1.2 b]</p>',
    ),
    "a picture with an end tag": (
        '<div><img src="a.png" alt=""></img></div>',
        '<div>[1.1 <img src="a.png" alt=""></img>]</div>',
    ),
    "a picture among several to choose from": (
        '<picture><source srcset="b.png"/><img src="a.png" alt=""/></picture><p>A</p>',
        '<picture><source srcset="b.png"/><img src="a.png" alt=""/></picture><p>[1.1 A]</p>',
    ),
    "what is set as it is": ("<pre>A. B.</pre><p>C</p>", "<pre>A. B.</pre><p>[1.1 C]</p>"),
    "a drawing": ("<svg><text>A. B.</text></svg><p>C</p>", "<svg><text>A. B.</text></svg><p>[1.1 C]</p>"),
    "a drawing's pictures and paragraphs": ("<svg><p>A</p></svg>B", "<svg><p>A</p></svg>[0.1 B]"),
    "a formula": ("<p>A <math><mi>x</mi></math> b</p>", "<p>[1.1 A ]<math><mi>x</mi></math>[1.2  b]</p>"),
    "scripts and styles": (
        "<script>a. b</script><style>p. q</style>C",
        "<script>a. b</script><style>p. q</style>[0.1 C]",
    ),
    "readings": (
        "<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby></p>",
        "<p><ruby>[1.1 漢]<rp>(</rp><rt>[1.2 かん]</rt><rp>)</rp></ruby></p>",
    ),
    "a time without a machine's form": ("<p><time>2014-03-02</time></p>", "<p><time>2014-03-02</time></p>"),
    "a time with it": (
        '<p><time datetime="2014-03-02">In March</time></p>',
        '<p><time datetime="2014-03-02">[1.1 In March]</time></p>',
    ),
    "a line break": ("<p>A.<br/>B.</p>", "<p>[1.1 A.]<br/>[1.2 B.]</p>"),
    "a comment parts text": ("<p>A. <!-- B. <p> -->C.</p>", "<p>[1.1 A. ]<!-- B. <p> -->[1.2 C.]</p>"),
    "a section of characters stays": ("<p>A <![CDATA[<b. c>]]> d</p>", "<p>[1.1 A ]<![CDATA[<b. c>]]>[1.2  d]</p>"),
    "signs in attributes": ('<p title="a > b. c">A</p>', '<p title="a > b. c">[1.1 A]</p>'),
    "an address with slashes": ("<p><a href='../a/b.xhtml'>A</a></p>", "<p><a href='../a/b.xhtml'>[1.1 A]</a></p>"),
    "references": ("<p>A &amp; B.&#8221; C&lt;D.</p>", "<p>[1.1 A &amp; B.&#8221; ][1.2 C&lt;D.]</p>"),
    "nested blocks": ("<div><div>A</div><p>B</p>C</div>", "<div><div>[0.1 A]</div><p>[1.1 B]</p>[1.2 C]</div>"),
    "nothing at all": ("", ""),
}


def _spelled(marked: str) -> str:
    """The short form, spelled out."""
    opened = re.sub(r"\[(\d+\.\d+) ", r'<span class="koboSpan" id="kobo.\1">', marked)
    return re.sub(r"\](?=<|$|\[|[A-Z(])", "</span>", opened)


def _document(body: str) -> str:
    return _DOCUMENT.format(body)


def _kobo(body: str) -> str:
    text = _DOCUMENT.format(f'<div id="book-columns"><div id="book-inner">{body}</div></div>')
    return text.replace("</head>", f"{_STYLE}</head>")


@pytest.mark.parametrize("name", [name for name in CASES if "section of characters" not in name])
def test_spans_are_numbered_as_kobo_does(name: str) -> None:
    """By paragraph and sentence."""
    body, marked = CASES[name]
    assert with_spans(_document(body), cut_for("en", "kobo")) == _kobo(_spelled(marked))


def test_a_section_of_characters_stays_as_it_is() -> None:
    """Its signs are no markup."""
    text = with_spans(_document("<p>A <![CDATA[<b. c>]]> d</p>"), cut_for("en", "kobo"))
    assert '<span class="koboSpan" id="kobo.1.1">A </span><![CDATA[<b. c>]]><span' in text


@pytest.mark.parametrize("name", CASES)
def test_what_was_done_is_undone(name: str) -> None:
    """Byte for byte; and what is done is not done twice."""
    text = _document(CASES[name][0])
    made = with_spans(text, cut_for("en", "kobo"))
    assert without_spans(made) == text
    assert with_spans(made, cut_for("en", "kobo")) == made or not has_spans(made)


def test_a_prefix_is_kept() -> None:
    """A document may spell XHTML's names with a prefix; ours are its then."""
    text = '<h:html xmlns:h="http://www.w3.org/1999/xhtml"><h:head></h:head><h:body><h:p>A.</h:p></h:body></h:html>'
    made = with_spans(text, cut_for("en", "kobo"))
    assert '<h:style type="text/css"' in made
    assert '<h:div id="book-columns"><h:div id="book-inner"><h:p>' in made
    assert '<h:span class="koboSpan" id="kobo.1.1">A.</h:span></h:p></h:div></h:div></h:body>' in made
    assert without_spans(made) == text


def test_containers_and_style_are_not_put_there_twice() -> None:
    """Another converter may have put them."""
    text = _kobo("<p>A.</p>")
    made = with_spans(text, cut_for("en", "kobo"))
    assert made.count('book-inner">') == 1
    assert made.count("kobostylehacks") == 1


def test_an_empty_body_stays() -> None:
    """There is nothing to number, nor where to put a container."""
    text = "<html><head/><body/></html>"
    assert with_spans(text, cut_for("en", "kobo")) == text


@pytest.mark.parametrize(
    ("language", "text", "sentences"),
    [
        ("en", "Mr. Dray came. He sat.", ["Mr. Dray came. ", "He sat."]),
        ("en-GB", "J. R. Dray came. so. He sat.", ["J. R. Dray came. so. ", "He sat."]),
        ("en", "“‘Go.’” She went.", ["“‘Go.’” ", "She went."]),
        ("de", "Es war z. B. kalt. Er ging.", ["Es war z. B. kalt. ", "Er ging."]),
        ("ja", "雨だ。「帰ろう。」二人は歩いた。", ["雨だ。", "「帰ろう。」", "二人は歩いた。"]),
        ("zh-Hant", "下雨了！走吧……好。", ["下雨了！", "走吧……", "好。"]),
        ("hi", "बारिश हुई। वह गया।", ["बारिश हुई। ", "वह गया।"]),
        ("ar", "هل جاء؟ نعم.", ["هل جاء؟ ", "نعم."]),
        ("th", "ฝนตก เขากลับบ้าน", ["ฝนตก ", "เขากลับบ้าน"]),
        ("und", "A. B", ["A. B"]),
        ("", "Rain… Wind.", ["Rain… ", "Wind."]),
    ],
)
def test_sentences_of_a_language(language: str, text: str, sentences: list[str]) -> None:
    """By option: its own stops, no stop behind a shortened word or an initial, none before a small letter."""
    cut = cut_for(language, "language")
    assert cut(text) == sentences
    assert "".join(cut(text)) == text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ('<html lang="fr">', "fr"),
        ("<html xmlns='x' xml:lang='ja'>", "ja"),
        ("<html><body lang='de'>", ""),
    ],
)
def test_the_language_of_a_document(text: str, language: str) -> None:
    """As its root says."""
    assert language_in(text) == language
