"""
The rules, case by case: `*.md` beside this file hold HTML and the XHTML it becomes.

A heading names the rule and says its promise. A pair of fences is a case: `html` is parsed and normalized by all
rules, `xhtml` is what comes out, with the codes of its notices behind the word. A rule without a heading is found out.

Cases run with the options' defaults, unless a line such as `<!-- options: smarten language=fr -->` says otherwise:
above the first heading for the whole page, below a heading for the cases that follow under it.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from lxml import etree

from fic2epub.dom import XML_LANG, parse_html
from fic2epub.model import KEPT
from fic2epub.normalize.markup import RULES, rules_for, run
from fic2epub.normalize.markup.trees import select
from fic2epub.options import Options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

FOLDER = Path(__file__).parent
HEADING = re.compile(r"^## ([a-z_0-9]+): (.+)$", re.MULTILINE)
PAIR = re.compile(r"^```html\n(.*?)\n```\n```xhtml([^\n]*)\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
CHOSEN = re.compile(r"^<!-- options: ([a-z_A-Z0-9=. -]+) -->$", re.MULTILINE)
OF_THE_PARSER = {"parse_html"}
"""Headings of what `dom` settles before any rule runs."""
OF_WHAT_STAYS = {"M023", "M041", "M042", "M043", "M044"}
"""Notices that say what is in a text, as often as it is looked at."""
MARKS = re.compile("[\u0300-\u036f\u0483-\u0489]")
SIGNS = re.compile(r"[\W_]")
NOTHING = re.compile("(?!)")
NO_TEXT = ("script", "style", "noscript", "template", "noembed", "noframes")


BRACKETED = "descendant::*[contains(concat(' ', @class, ' '), ' bracketed ')]"
"""Words that stand in brackets of ours."""


class Case(NamedTuple):
    """One pair of fences."""

    rule: str
    html: str
    codes: list[str]
    xhtml: str
    options: Options


def options_of(words: str) -> Options:
    """Options by their names in Python: `smarten` for what is on or off, `spacing=keep` for a choice."""
    parted = (word.partition("=") for word in words.split())
    chosen: dict[str, Any] = {name: value if sign else True for name, sign, value in parted}
    return Options(**chosen)


def chosen_words(text: str, start: int, end: int) -> str:
    """The words of the last line of options between two places."""
    lines = CHOSEN.findall(text, start, end)
    return f" {lines[-1]}" if lines else ""


def cases() -> Iterator[tuple[str, Case]]:
    """Every case with a name: file, rule, number."""
    for page in sorted(FOLDER.glob("*.md")):
        text = page.read_text(encoding="utf-8")
        headings = list(HEADING.finditer(text))
        ends = [heading.start() for heading in headings[1:]] + [len(text)]
        everywhere = chosen_words(text, 0, headings[0].start()) if headings else ""
        met: Counter[str] = Counter()
        for heading, end in zip(headings, ends, strict=True):
            for pair in PAIR.finditer(text, heading.end(), end):
                met[heading[1]] += 1
                name = f"{page.stem}-{heading[1]}-{met[heading[1]]}"
                options = options_of(everywhere + chosen_words(text, heading.end(), pair.start()))
                yield name, Case(heading[1], pair[1], pair[2].split(), pair[3], options)


ALL = dict(cases())
parametrized = pytest.mark.parametrize("case", ALL.values(), ids=list(ALL))


def parsed(html: str) -> _Element:
    """A body's container, by way of the real parser."""
    root = parse_html(f"<body><div>{html}</div></body>".encode(), lambda *_: None)
    body = root.find("body")
    assert body is not None
    return body[0] if len(body) == 1 and not body[0].tail else body


def normalized(body: _Element, options: Options) -> list[str]:
    """Run the rules that the options ask for; the codes of the notices."""
    codes: list[str] = []
    run(rules_for(options), body, lambda code, _message, _where="": codes.append(code))
    return sorted(set(codes))


def inner(body: _Element) -> str:
    """What is inside the container, as XHTML."""
    whole = etree.tostring(body, encoding="unicode", with_tail=False)
    return "" if whole.endswith("/>") and not len(body) else whole[whole.index(">") + 1 : whole.rindex("</")]


def letters(body: _Element) -> list[str]:
    """All text that is for readers, letter by letter in any order, less white space and our own words."""
    found: list[str] = []
    for element in body.iter("*"):
        classes = set((element.get("class") or "").split())
        ours = {"picture", "picture-address", "embed", "title-gloss"} & classes
        if element.tag not in NO_TEXT and not ours and not any(True for _ in element.iterancestors(*NO_TEXT)):
            found.append(element.text or "")
    written = (one for one in body.iterdescendants() if one.get("class") != "picture-address")
    found += [one.tail or "" for one in written if not any(True for _ in one.iterancestors(*NO_TEXT))]
    left = Counter("".join("".join(found).split()))
    brackets = sum(1 for one in select(body, BRACKETED) if "".join(one.itertext()).startswith("["))
    return sorted((left - Counter("[]" * brackets)).elements())


def test_there_are_cases_enough() -> None:
    """An empty folder, or a pattern that reads nothing, is no success."""
    assert len(ALL) >= 200


def test_every_rule_has_a_case() -> None:
    """Each rule is named by a heading with a case, and no heading names a rule that is gone."""
    assert {case.rule for case in ALL.values()} - OF_THE_PARSER == {rule.name for rule in RULES}


def test_every_rule_of_an_option_has_a_case_with_it() -> None:
    """A rule that options switch is shown at work, not only at rest."""
    for rule in RULES:
        assert rule.when is None or any(rule.when(case.options) for case in ALL.values() if case.rule == rule.name)


@parametrized
def test_case(case: Case) -> None:
    """What the page says is what comes out, notices included."""
    body = parsed(case.html)
    codes = normalized(body, case.options)
    assert inner(body) == case.xhtml
    assert codes == case.codes


@parametrized
def test_once_is_enough(case: Case) -> None:
    """The rules leave alone what they made, also after it was written and read again as XML."""
    again = etree.fromstring(f"<div>{case.xhtml}</div>")
    assert set(normalized(again, case.options)) <= OF_WHAT_STAYS
    assert inner(again) == case.xhtml


@parametrized
def test_no_letter_is_lost(case: Case) -> None:
    """The letters that go in come out."""
    body = parsed(case.html)
    before = letters(body)
    normalized(body, case.options)
    changed = SIGNS if case.options.smarten else MARKS if case.options.calm_marks else NOTHING
    assert changed.sub("", "".join(letters(body))) == changed.sub("", "".join(before))


@parametrized
def test_nothing_presentational_is_left(case: Case) -> None:
    """No attribute but those that a body may have, no empty paragraph, no bare span."""
    body = etree.fromstring(f"<div>{case.xhtml}</div>")
    allowed = {XML_LANG, *"class id title lang dir href cite datetime start reversed value colspan rowspan".split()}
    allowed |= {"scope", "abbr", "span", "open", "role", "aria-label"}
    for element in body.iterdescendants():
        assert set(element.keys()) <= allowed | ({"src", "alt"} if element.tag == "img" else set())
        assert element.tag not in ("font", "center", "tt", "big", "strike", "acronym", "iframe", "script")
        assert element.tag != "img" or element.get("src", "").startswith(KEPT)
        assert element.tag != "span" or element.keys()
        assert element.tag != "p" or "".join(element.itertext()).strip() or element.find(".//img") is not None
