"""Paths, bytes, standard input, folders, patterns, zips of saves → `Source`. Nothing is parsed here."""

from __future__ import annotations

from fic2epub.sources.finding import Found, find_sources
from fic2epub.sources.opening import LARGEST, open_source

__all__ = ["LARGEST", "Found", "find_sources", "open_source"]
