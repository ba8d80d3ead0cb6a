"""Shapes and parts of blocks, each condition at both of its sides; tables held against what they are to say."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from fic2epub.normalize.families.colours import COLOURS, VOICES, mark_voices, voice_sheet
from fic2epub.normalize.families.finding import within_blocks
from fic2epub.normalize.families.leads import mark_part
from fic2epub.normalize.families.names import _read, is_told_by_shape, meanings
from fic2epub.normalize.families.sheet import sheet_for
from fic2epub.normalize.families.texts import hand_over
from fic2epub.options import Options
from tests.unit.normalize.families.test_blocks import body_of, normalized
from tests.unit.normalize.families.test_finding import families

HUES = """
red ff0000 orange ffa500 yellow ffff00 green 008000 blue 0000ff purple 800080 pink ff69b4 teal 008282 redbrown a10000
cherryred e00707 brickred b22222 dimorange a15000 murkyyellow a1a100 jade 008141 dimgreen 416600 leafgreen 4ac925
darkolive 556b2f dimblue 005682 midblue 0715cd mediumskyblue 00d5f2 darknavy 000056 lightpurple b536da midviolet 6a006a
verydarkpurple 2b0057 darkplum 77003c darkmaroon 7f0000 reallydarkgray 626262
""".split()
ITALIC, BOLD, CAPS = "font-style: italic", "font-weight: bold", "font-variant: small-caps"
DOTTED, SOLID = "border-bottom: 1px dotted", "border-bottom: 1px solid"

LEAVES = (
    *("<p>{}</p>", "<ul><li>{}</li></ul>", "<dl><dt>a</dt><dd>{}</dd></dl>"),
    "<table><tr><td>{}</td></tr></table>",
)


def element(markup: str) -> etree._Element:
    return etree.fromstring(markup)


def written(root: etree._Element) -> str:
    return etree.tostring(root, encoding="unicode")


@pytest.mark.parametrize(("name", "hue"), list(zip(HUES[::2], HUES[1::2], strict=True)))
def test_each_colour_has_its_hue_and_is_a_voice(name: str, hue: str) -> None:
    assert COLOURS[name] == hue
    assert mark_voices([element(f'<div><p class="font-{name}">a</p></div>')], lambda *_: None) == (name,)


def test_there_are_no_other_colours() -> None:
    assert list(COLOURS) == HUES[::2]


def test_each_voice_looks_different() -> None:
    both = [f"{ITALIC}; {BOLD}", SOLID, f"{ITALIC}; {DOTTED}", f"{BOLD}; {DOTTED}", f"{ITALIC}; {CAPS}"]

    both += [f"{BOLD}; {CAPS}", f"{ITALIC}; {SOLID}", f"{BOLD}; {SOLID}"]
    assert list(VOICES) == [ITALIC, BOLD, DOTTED, CAPS, *both]
    assert voice_sheet(("red", "blue")) == f".voice-1 {{ {ITALIC}; }}\n.voice-2 {{ {BOLD}; }}\n"


def test_the_sheet_says_where_it_is_from() -> None:
    (sheet,) = sheet_for([element('<div><p class="font-red">a</p></div>')], Options(), lambda *_: None)

    assert sheet.where == "blocks"
    assert sheet.css == f"/* fic2epub: voices */\n.voice-1 {{ {ITALIC}; }}\n/* fic2epub: end of voices */\n"


@pytest.mark.parametrize(
    ("token", "told"),
    [
        ("phone", 1),
        ("reply", 1),
        ("incoming", 0),
        ("received", 1),
        ("bubble", 1),
        ("sender", 0),
        ("noun", 0),
        ("sms", 1),
    ],
)
def test_what_is_told_by_a_place(token: str, told: int) -> None:
    assert is_told_by_shape(token) == told


@pytest.mark.parametrize("role", ["box", "sent", "received", "message"])
def test_each_of_these_roles_is_told_by_a_place(role: str) -> None:
    alone = [name for name, said in _read().items() if {one.role for one in said if one.strength} == {role}]

    assert alone
    assert all(is_told_by_shape(name) for name in alone)


def test_names_mean_what_the_table_says() -> None:
    assert _read()["imessages"] == meanings("iMessages") == (("texts", "box", 2),)
    assert _read()["reply"] == meanings("reply_1") == (("texts", "sent", 1),)
    assert meanings("visor") == ()


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        # a chat has two names, or two lines that begin with one and are half of all
        ('<div class="chat"><p><b class="name">Anna</b> yes</p><p>b</p></div>', []),
        ('<div class="chat"><p><b class="name">Anna</b> yes</p><p><b class="name">Ben</b> no</p></div>', ["chat"]),
        ('<div class="chat"><p>Anna: yes</p><p>b</p></div>', []),
        ('<div class="chat"><p>Anna: yes</p><p>Ben: no</p><p>c</p><p>d</p></div>', ["chat"]),
        ('<div class="chat"><p>Anna: yes</p><p>Ben: no</p><p>c</p><p>d</p><p>e</p></div>', []),
        ('<div class="chatlog"><p>a</p></div>', ["chat"]),
        # a mail has two fields; one whose name is sure has one, or a line more
        ('<div class="mail"><p>From: Anna</p><p>To: Ben</p></div>', ["mail"]),
        ('<div class="mail"><p>From: Anna</p><p>b</p></div>', []),
        ('<div class="mail"><p class="from">Anna</p><p>b</p></div>', []),
        ('<div class="mail"><p class="from">Anna</p><p class="to">b</p></div>', ["mail"]),
        ('<div class="email"><p>From: Anna</p></div>', ["mail"]),
        ('<div class="email"><p class="from">Anna</p></div>', ["mail"]),
        ('<div class="email"><p>a</p><p>b</p></div>', ["mail"]),
        ('<div class="email"><p>a</p></div>', []),
        # a post has who and when, or how many
        ('<div class="post"><p class="user">anna</p><p class="date">May</p><p>c</p></div>', ["post"]),
        ('<div class="post"><p class="user">anna</p><p class="likes">5</p><p>c</p></div>', ["post"]),
        ('<div class="post"><p class="user">anna</p><p>c</p></div>', []),
        ('<div class="post"><p class="date">May</p><p>c</p></div>', []),
        # a letter that is named so only perhaps has a greeting, or a short last line that is a name
        ('<div class="note"><p>Dear Anna,</p><p>yes, and so on.</p></div>', ["letter"]),
        ('<div class="note"><p>Dear Anna,</p></div>', []),
        ('<div class="note"><p>The ferry is late.</p><p>Wait for me there.</p><p>Anna</p></div>', ["letter"]),
        ('<div class="note"><p>The ferry is late.</p><p>Anna</p><p>So it is, yes!</p></div>', []),
        ('<div class="note"><p>Late.</p><p>So it is, yes!</p><p>Anna.</p></div>', []),
        ('<div class="note"><p>Late!.</p><p>So it is, yes!</p><p>Anna.</p></div>', ["letter"]),
        ('<div class="note"><p>Anna</p><p>Anna</p></div>', []),
        # a newspaper has a headline; a window a title, a table, brackets, or two properties
        ('<div class="article"><p class="headline">a</p><p>b</p></div>', ["paper"]),
        ('<div class="article"><h3>a</h3><p>b</p></div>', ["paper"]),
        ('<div class="article"><p>b</p></div>', []),
        ('<div class="window"><p class="title">a</p><p>b</p></div>', ["window"]),
        ('<div class="window"><table><tr><td>a</td></tr></table></div>', ["window"]),
        ('<div class="window"><dl><dt>a</dt><dd>b</dd></dl></div>', ["window"]),
        ('<div class="window"><p>[a]</p></div>', ["window"]),
        ('<div class="window"><p>Rope: 3</p></div>', []),
        ('<div class="window"><p>Rope: 3</p><p>Oil: 2</p></div>', ["window"]),
        # of two families that are as likely, the first of the table
        ('<div class="window"><p>From: Anna</p><p>To: Ben</p></div>', ["mail"]),
        ('<div class="note sms"><p>Dear Anna,</p><p>yes, and so on.</p></div>', ["texts"]),
        # text messages: one of a sure name, or both sides
        ('<div class="phone"><p class="in">a</p><p class="out">b</p></div>', ["texts"]),
        ('<div class="phone"><p class="in">a</p><p class="in">b</p></div>', []),
        ('<div class="phone"><p class="reply">a</p></div>', ["texts"]),
        ('<div class="phone"><p>a</p></div>', []),
        ('<div class="sms"><p>a</p></div>', ["texts"]),
    ],
)
def test_shapes(markup: str, found: list[str]) -> None:
    assert families(markup) == found


@pytest.mark.parametrize(("others", "found"), [(19, ["texts"]), (20, [])])
def test_how_rare_a_side_may_be(others: int, found: list[str]) -> None:
    assert families('<p class="reply">a</p>' + '<p class="text">b</p>' * others) == found
    assert families('<p class="text">a</p>' + '<p class="reply">b</p>' * others) == found


def test_what_parts_runs_of_messages() -> None:
    side, other = '<p class="text">a</p>', '<p class="reply">b</p>'

    assert families(side + other) == ["texts"]
    assert families(side + "<p> </p>" + other) == ["texts"]
    assert families(side + "<p>c</p>" + other) == []
    assert families(side + "c" + other) == []
    assert families(side + "<hr>" + other) == []
    assert families(side + side) == []


def test_what_is_in_blocks() -> None:
    body = element(
        '<div><p><b>b</b></p><div class="block-sign"><p><i>c</i></p></div><div class="sms"><p><u>d</u></p></div></div>'
    )

    assert sorted(one.tag for one in within_blocks(body)) == ["div", "div", "i", "p", "p", "u"]


@pytest.mark.parametrize(
    ("markup", "due"),
    [
        ("<p>He said<i/></p>", "<p>He said <i/></p>"),
        ("<p>(a<i/></p>", "<p>(a <i/></p>"),
        ("<p>a (<i/></p>", "<p>a (<i/></p>"),
        *((f"<p>a{sign}<i/></p>", f"<p>a{sign} <i/></p>") for sign in ".!?…,;:"),
        ("<p>a-<i/></p>", "<p>a-<i/></p>"),
        ("<p>a <i/></p>", "<p>a <i/></p>"),
        ("<p><i/></p>", "<p><i/></p>"),
        ("<p><i/>b</p>", "<p><i/> b</p>"),
        ("<p><i/>, b</p>", "<p><i/>, b</p>"),
        ("<p><i/><b>c</b></p>", "<p><i/> <b>c</b></p>"),
        ("<p><i/><br/></p>", "<p><i/><br/></p>"),
        ("<p><b>c</b><i/></p>", "<p><b>c</b> <i/></p>"),
        ("<p><b>c</b>d<i/></p>", "<p><b>c</b>d <i/></p>"),
        ("<p>e<b>c</b> <i/></p>", "<p>e<b>c</b> <i/></p>"),
        ("<p>e<br/><i/></p>", "<p>e<br/><i/></p>"),
        ("<p>e<br/>f<i/></p>", "<p>e<br/>f <i/></p>"),
    ],
)
def test_blanks_around_parts(markup: str, due: str) -> None:
    root = element(markup)
    part = root.find("i")
    assert part is not None

    mark_part(part, "x")

    assert written(root) == due.replace("<i/>", '<i class="x"/>')


@pytest.mark.parametrize("leaf", LEAVES)
def test_who_speaks_at_the_beginning_of_any_line(leaf: str) -> None:
    lines = leaf.format("Anna: yes<br>Ben: no<br><em>Anna: so</em>")

    found = normalized(body_of(f'<div class="chatlog">{lines}</div>'))

    assert found.count('<span class="block-name">Anna:</span>') == 2
    assert found.count('<span class="block-name">Ben:</span>') == 1


@pytest.mark.parametrize(
    ("inner", "outer", "due"),
    [
        ('<p class="a b"/>', '<div class="c"/>', '<div class="c a b"><p/></div>'),
        ('<p class="a"/>', "<div/>", '<div class="a"><p/></div>'),
        ('<p id="a" lang="fr"/>', '<div id="b"/>', '<div id="b" lang="fr"><p id="a"/></div>'),
    ],
)
def test_what_a_block_takes_over(inner: str, outer: str, due: str) -> None:
    paragraph, block = element(inner), element(outer)
    block.append(paragraph)

    hand_over(paragraph, block)

    assert written(block) == due


@pytest.mark.parametrize(
    ("inside", "due"),
    [
        (
            '<span class="text">a</span> <span class="reply">b</span>',
            '<div class="text block-received"><p>a</p></div><div class="reply block-sent"><p>b</p></div>',
        ),
        (
            'Anna <i>is</i> here<br><span class="text">a</span><br>So <i>he</i> <b>said</b>.',
            '<p>Anna <i>is</i> here</p><div class="text block-received"><p>a</p></div><p>So <i>he</i> <b>said</b>.</p>',
        ),
        ('<span class="text">a</span><br>', '<div class="text block-received"><p>a</p></div>'),
        ('<span class="text">a</span> b', '<div class="text block-received"><p>a</p></div><p> b</p>'),
        ('<b>c</b><span class="text">a</span>', '<p><b>c</b></p><div class="text block-received"><p>a</p></div>'),
    ],
)
def test_messages_in_one_paragraph(inside: str, due: str) -> None:
    found = normalized(body_of(f'<div class="sms"><p>{inside}</p></div>'))

    bare = re.sub(r' (?:role|aria-label)="[^"]*"', "", found)
    assert bare == f'<body><div class="sms block-texts">{due}</div></body>'
