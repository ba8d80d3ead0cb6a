"""The books of a folder."""

from __future__ import annotations

from fic2epub.serving.library import Changes, Entry, Library, Made, Page, Query, Shelf

__all__ = ["Changes", "Entry", "Library", "Made", "Page", "Query", "Shelf"]
