"""Twice is as good as once: what was normalized is not changed by normalizing."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Literal

import pytest
from hypothesis import given
from lxml import etree

import fic2epub
from fic2epub.model import KEPT
from fic2epub.normalize import normalize_work
from tests.ao3.cases import CASES
from tests.ao3.cases.case import one
from tests.ao3.download import render
from tests.ao3.works import Era
from tests.property.books import OPTIONS
from tests.property.strategies import bodies

if TYPE_CHECKING:
    from fic2epub.model import Asset, Xhtml
    from tests.ao3.cases import Case


def _normalized(markup: str) -> Xhtml:
    """The body, read as that of a work of one chapter and normalized."""
    work = fic2epub.read(render(one("Twice", markup or "<p></p>"), Era.D6), OPTIONS)
    return normalize_work(work, OPTIONS).chapters[0].body


def _written(body: Xhtml, method: Literal["html", "xml"] = "xml") -> str:
    """The body without its container."""
    element = body.element
    parts = [etree.tostring(kid, encoding="unicode", method=method) for kid in element]
    return (element.text or "") + "".join(parts)


@given(markup=bodies())
def test_normalizing_twice_is_as_good_as_once(markup: str) -> None:
    once = _normalized(markup)

    again = _normalized(_written(once, "html"))

    assert _written(again).strip() == _written(once).strip()


def _shown_again(markup: str, assets: tuple[Asset, ...]) -> str:
    """The markup with the pictures themselves in place of their addresses in the work, which no source may have."""
    for asset in assets:
        spelled = f"data:{asset.media_type};base64,{b64encode(asset.data).decode()}"
        markup = markup.replace(f"{KEPT}{asset.href}", spelled)
    return markup


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.name.startswith(("elements-", "mess-"))], ids=lambda case: case.name
)
def test_the_catalogue_normalized_twice_is_as_good_as_once(case: Case) -> None:
    markup = case.expected.chapters[0].body
    once = _normalized(markup)

    assets = fic2epub.read(render(one("Twice", markup), Era.D6)).assets
    again = _normalized(_shown_again(_written(once, "html"), assets))

    assert _written(again).strip() == _written(once).strip()
