"""Reading a page in a test, and looking at its bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

import fic2epub
from fic2epub.model import Source
from tests.ao3.words import fragment, running_text

if TYPE_CHECKING:
    from fic2epub.model import Html, Work

__all__ = ["inside", "read", "text"]


def read(page: bytes) -> Work[Html]:
    """The work of a page."""
    return fic2epub.read(Source(data=page, name="page.html"))


def text(body: Html | str | None) -> str:
    """A body's words in order, white space collapsed; empty when there is none."""
    if not body:
        return ""
    return " ".join(running_text(fragment(body) if isinstance(body, str) else body.element).split())


def inside(body: Html | None) -> str:
    """A body's markup, without white space around it."""
    if body is None:
        return ""
    kids = "".join(etree.tostring(kid, encoding="unicode") for kid in body.element)
    return f"{body.element.text or ''}{kids}".strip()
