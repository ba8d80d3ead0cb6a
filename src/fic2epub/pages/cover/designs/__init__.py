"""The designs of covers, a module each with the function that draws it; `DESIGNS` of the options names them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fic2epub.pages.cover.page import Page

__all__ = ["draw"]


def draw(page: Page) -> None:
    """Draw the jacket's design; the others are not imported."""
    name = page.jacket.design
    getattr(import_module(f"{__name__}.{name}"), name)(page)
