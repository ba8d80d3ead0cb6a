"""How many of a kind a notice says there were."""

from __future__ import annotations

import pytest
from lxml import etree

from fic2epub.normalize.markup import rules_for, run
from fic2epub.options import Options

FAR = "<p>The lamp. <img src='https://example.com/lamp.png'/></p>"
NEAR = "<p>The boat. <img src='C:/boats/boat.png'/></p>"
PRINTED = "<p>\n  <em>The lamp</em>\n  <strong>, </strong>\n  <em>the boat</em>\n  <strong>.</strong>\n</p>"


@pytest.mark.parametrize(
    ("html", "code", "counts"),
    [
        (FAR + FAR + NEAR, "I001", ["2"]),
        (FAR + NEAR + NEAR, "I002", ["2"]),
        (PRINTED, "M015", ["2"]),
    ],
)
def test_each_is_counted_once(html: str, code: str, counts: list[str]) -> None:
    body = etree.fromstring(f"<div>{html}</div>")
    said: list[str] = []
    rules = rules_for(Options(language="en"))

    run(rules, body, lambda told, text, _where="": said.append(text) if told == code else None)

    assert [text.partition(": ")[2].partition(";")[0] for text in said] == counts
