"""How many breaks were told, and from what."""

from __future__ import annotations

import pytest
from lxml import etree

from fic2epub.normalize.markup import RULES, run

LONG = "<p>The lamp in the window burned until the morning came.</p>"


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        (["<p>***</p>"], ["ornaments 1"]),
        (["<p>***</p>", "<p>~*~</p>"], ["ornaments 2"]),
        (["<p>***</p><p>~*~</p>"], ["ornaments 1"]),
        (["<p>\u00a0</p>"], ["blank lines 1"]),
        (["<p>***</p>", "<p>\u00a0</p>"], ["ornaments 1, blank lines 1"]),
        (["<p><img alt='divider'/></p>"], ["pictures 1"]),
        (["<hr/>"], []),
    ],
)
def test_breaks_are_counted_by_what_they_were(parts: list[str], told: list[str]) -> None:
    body = etree.fromstring("<div>" + LONG * 3 + "".join(part + LONG * 2 for part in parts) + "</div>")
    said: list[str] = []
    run(RULES, body, lambda code, text, _where="": said.append(text) if code == "M011" else None)
    assert said == [f"breaks between scenes that were told: {one}" for one in told]
