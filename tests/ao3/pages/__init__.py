"""Prints a fake work as the archive's live pages, in the form of any age since 2010, for any viewer."""

from __future__ import annotations

from tests.ao3.pages.age import Age
from tests.ao3.pages.page import render_page
from tests.ao3.pages.read import PageFacts, page_facts
from tests.ao3.pages.viewer import Viewer

__all__ = ["Age", "PageFacts", "Viewer", "page_facts", "render_page"]
