"""Large documents are parted without losing a word, an id or a link."""

from __future__ import annotations

import itertools
import re
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from fic2epub.book import parts
from fic2epub.book.parts import part_document
from fic2epub.dom import EPUB_TYPE, document_root, serialize, sub

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

IDS = etree.XPath("//body//@id", smart_strings=False)
SENTENCE = "The lamp was lit at six and burned until the boats came home. "
PARAGRAPH = f"<p>{SENTENCE * 20}</p>"


def document(markup: str, title: str = "Chapter 2") -> _Element:
    """A chapter's document as the pages make it, around this markup."""
    root = document_root("en")
    sub(sub(root, "head"), "title", title)
    section = sub(
        sub(root, "body", epub_type="bodymatter"), "section", epub_type="chapter", role="doc-chapter", class_="chapter"
    )
    section.set("aria-labelledby", "chapter-2-title")
    sub(section, "h2", title, id="chapter-2-title")
    body = etree.fromstring(f'<div class="chapter-body">{markup}</div>')
    section.append(body)
    return root


def text(root: _Element) -> str:
    body = root.find("body")
    assert body is not None
    return "".join(body.itertext())


def body_of(root: _Element) -> _Element:
    found = root.find("body/section/div")
    assert found is not None
    return found


def test_a_document_within_the_limit_is_itself() -> None:
    root = document(PARAGRAPH)
    assert part_document(root) == [root]


def test_the_cut_is_at_the_last_scene_break_that_fits() -> None:
    markup = PARAGRAPH * 120 + "<hr/>" + PARAGRAPH * 20 + "<hr/>" + PARAGRAPH * 100
    first, second = part_document(document(markup))
    assert len(body_of(first).findall("p")) == 140
    assert body_of(second)[0].tag == "hr"
    assert len(body_of(second).findall("p")) == 100


def test_a_scene_break_in_the_authors_own_ornament_counts() -> None:
    ornament = '<p class="break" role="separator">~*~</p>'
    _, second = part_document(document(PARAGRAPH * 130 + ornament + PARAGRAPH * 100))
    assert body_of(second)[0].text == "~*~"


def test_a_scene_break_far_before_the_limit_is_let_be() -> None:
    first, second = part_document(document(PARAGRAPH + "<hr/>" + PARAGRAPH * 250))
    assert len(body_of(first)) > 150
    assert body_of(second)[0].tag == "p"
    assert body_of(second)[0].get("class") is None


def test_a_heading_stays_with_what_it_heads() -> None:
    block = f"<h3>Part</h3><p>{SENTENCE * 500}</p>"
    for part in part_document(document(block * 30)):
        assert body_of(part)[-1].tag == "p"


def test_parts_say_that_they_go_on() -> None:
    first, second, third = part_document(document(PARAGRAPH * 500))
    assert [part.findtext("head/title") for part in (first, second, third)] == [
        "Chapter 2",
        "Chapter 2 (2)",
        "Chapter 2 (3)",
    ]
    section = second.find("body/section")
    assert section is not None
    assert dict(section.attrib) == {
        EPUB_TYPE: "chapter",
        "role": "doc-chapter",
        "class": "chapter continued",
        "aria-label": "Chapter 2 (2)",
    }
    assert second.find("body") is not None
    assert second.get("lang") == "en"
    before = first.find("body/section")
    assert before is not None
    assert before.get("aria-labelledby") == "chapter-2-title"


def test_a_nested_block_is_gone_on_with() -> None:
    first, second = part_document(document(f'<div id="c2-x"><blockquote>{PARAGRAPH * 250}</blockquote></div>'))
    assert first.find(".//*[@id='c2-x']") is not None
    assert second.find(".//*[@id='c2-x']") is None
    assert second.find(".//div/blockquote/p") is not None


def test_one_huge_paragraph_is_parted_after_a_sentence() -> None:
    first, second = part_document(document(f"<p>{SENTENCE * 6000}</p>"))
    assert (body_of(first)[0].text or "").endswith("home. ")
    assert (body_of(second)[0].text or "").startswith("The lamp")
    assert body_of(second)[0].get("class") == "no-indent"


def test_a_paragraph_of_lines_is_parted_after_a_line() -> None:
    first, second = part_document(document(f"<p>{'no full stop in this line of verse<br/>' * 8000}</p>"))
    assert body_of(first)[0][-1].tag == "br"
    assert (body_of(second)[0].text or "").startswith("no full stop")


def test_emphasis_goes_on_in_the_next_part() -> None:
    first, second = part_document(document(f"<p><em>{'word ' * 60000}</em></p>"))
    assert body_of(first).find("p/em") is not None
    assert (body_of(second).findtext("p/em") or "").startswith("word ")


def test_a_sentence_before_an_inline_element_is_a_good_place() -> None:
    markup = f"<p>{'Here we go: <em>on</em> and on. ' * 9000}</p>"
    for part in part_document(document(markup))[:-1]:
        assert text(part).endswith("and on. ")


@pytest.mark.parametrize("character", ["話", "é", "e\u0301", "👩\u200d🚀", "👍🏽", "a", "&amp;"])
def test_a_text_without_spaces_is_parted_between_characters(character: str) -> None:
    plain = etree.fromstring(f"<p>{character}</p>").text or ""
    found = part_document(document(f"<p>{character * (600_000 // len(character.encode()))}</p>"))
    assert len(found) > 2
    for part in found:
        assert len(serialize(part)) <= parts.LIMIT
        body = text(body_document(part))
        assert body.replace(plain, "") == ""


def body_document(part: _Element) -> _Element:
    """The part without its heading."""
    for heading in list(part.iter("h2")):
        heading.text = None
    return part


def test_chinese_is_parted_after_a_full_stop() -> None:
    first, _ = part_document(document(f"<p>{'海上的灯亮了。' * 15000}</p>"))
    assert text(first).endswith("。")


def test_a_numbered_list_keeps_counting() -> None:
    first, second = part_document(document(f'<ol start="3">{f"<li>{PARAGRAPH}</li>" * 250}</ol>'))
    kept = len(body_of(first).findall("ol/li"))
    ordered = body_of(second).find("ol")
    assert ordered is not None
    assert ordered.get("start") == str(3 + kept)


def test_a_torn_entry_of_a_numbered_list_keeps_its_number() -> None:
    _, second = part_document(document(f"<ol><li>{PARAGRAPH * 250}</li><li>b</li></ol>"))
    ordered = body_of(second).find("ol")
    assert ordered is not None
    assert ordered.get("start") == "1"


def test_details_go_on_without_their_summary() -> None:
    markup = f'<details open="open"><summary>Chat</summary>{PARAGRAPH * 250}</details>'
    first, second = part_document(document(markup))
    assert first.find(".//details/summary") is not None
    assert second.find(".//details") is None
    assert second.find(".//div/div/p") is not None


def test_a_description_goes_on_under_a_term() -> None:
    _, second = part_document(document(f"<dl><dt>Term</dt><dd>{PARAGRAPH * 250}</dd></dl>"))
    described = body_of(second).find("dl")
    assert described is not None
    assert [child.tag for child in described] == ["dt", "dd"]


@pytest.mark.parametrize("terms", [1, 2])
@pytest.mark.parametrize("filler", range(0, 60, 12))
def test_a_list_of_descriptions_never_ends_with_a_term(terms: int, filler: int) -> None:
    entry = "<dt>Lamp, the</dt>" * terms + "<dd>It is lit at six.</dd>"
    whole = document(f"<p>{'x' * filler}</p><dl>{entry * 10_000}</dl>")
    before = text(whole)
    found = part_document(whole)
    assert "".join(text(part).removeprefix("Chapter 2") for part in found) == before.removeprefix("Chapter 2")
    lists = [part.find("body/section/div/dl") for part in found]
    assert {(part[0].tag, part[-1].tag) for part in lists if part is not None} == {("dt", "dd")}


@pytest.mark.parametrize("filler", range(238_000, 240_000, 200))
def test_a_list_that_begins_at_the_limit_is_no_lone_term(filler: int) -> None:
    whole = document(
        f"<p>{'lamp ' * (filler // 5)}</p><dl><dt>{SENTENCE * 4}</dt><dd>{SENTENCE * 8}</dd></dl>{PARAGRAPH * 30}"
    )
    lists = [part.find("body/section/div/dl") for part in part_document(whole)]
    assert [[child.tag for child in part] for part in lists if part is not None] == [["dt", "dd"]]


def test_ruby_is_never_torn() -> None:
    ruby = "<ruby>海<rt>うみ</rt></ruby>"
    found = part_document(document(f"<p>{ruby * 12000}</p>"))
    assert len(found) > 1
    assert sum(1 for part in found for _ in part.iter("ruby")) == 12000


def test_what_cannot_be_parted_stays_whole() -> None:
    ruby = f"<ruby>{'海' * 100_000}<rt>う</rt></ruby>"
    found = part_document(document(f"<p>Before. {ruby} After.</p>"))
    assert "".join(re.sub(r"\s", "", text(part)) for part in found).count("海") == 100_000


MARKS = ("p", "div", "blockquote", "em", "span", "ul", "ol", "li", "dl", "dd", "details", "h3", "hr", "br", "ruby")
"""Valid or not: nothing may be lost in any tree."""
WORDS = ("lamp ", "the boats came home. ", "話", "e\u0301", "&", "<", "👍🏽", " ", "A? ")


def grow(parent: _Element, chance: Random, depth: int, number: Iterator[int]) -> None:
    """Fill the element with a tree that chance makes."""
    for _ in range(chance.randint(0, 7)):
        mark = chance.choice(MARKS)
        child = sub(parent, mark, id=f"x{next(number)}")
        child.tail = "".join(chance.choices(WORDS, k=chance.choice((0, 0, 3, 120))))
        if mark not in {"hr", "br"}:
            child.text = "".join(chance.choices(WORDS, k=chance.choice((0, 5, 60, 400))))
            if depth:
                grow(child, chance, depth - 1, number)


@given(seed=st.integers(0, 1 << 32))
def test_no_tree_loses_a_word_or_an_id(seed: int) -> None:
    with pytest.MonkeyPatch.context() as small:
        small.setattr(parts, "LIMIT", 2500)
        small.setattr(parts, "_ROOM", 800)
        root = document("")
        grow(body_of(root), Random(seed), 2, itertools.count())  # noqa: S311 - no secrets
        words, idents = text(root), sorted(IDS(root))
        found = part_document(root)
        # A description that goes on does so under an ellipsis of ours.
        assert "".join(text(part) for part in found).replace("…", "") == words
        assert sorted(ident for part in found for ident in IDS(part)) == idents
        for part in found:
            written = serialize(part)
            etree.fromstring(written)
            assert len(written) <= parts.LIMIT or part.find(".//ruby") is not None


@pytest.mark.parametrize(
    "markup",
    [
        "<h3>Lamp.</h3>" * 20_000,
        f"<dl>{'<dt>Lamp.</dt>' * 20_000}<dd>Oil.</dd></dl>",
        f"<dl>{'<dt>Lamp.</dt><dd>Oil.</dd>' * 10_000}</dl>",
    ],
)
def test_very_many_headings_or_terms_in_a_row_are_parted_like_any_text(markup: str) -> None:
    """They were put off to the next part, all of them but one, and that took hours."""
    before = text(document(markup))
    found = part_document(document(markup))
    assert len(found) < 8
    assert "".join(map(text, found)).replace("…", "").count("Lamp.") == before.count("Lamp.")
    assert all(kid[-1].tag == "dd" for part in found for kid in body_of(part).iter("dl"))


def test_what_is_nested_deeper_than_python_calls_is_left_whole() -> None:
    """It ended in a `RecursionError`."""
    root = document(PARAGRAPH * 300)
    inmost = body_of(root)
    for _ in range(900):
        inmost = etree.SubElement(inmost, "blockquote")
    inmost.extend(etree.fromstring(f"<div>{PARAGRAPH * 300}</div>"))
    before = text(root)
    assert "".join(map(text, part_document(root))) == before
