"""
Text of a download whose tags a program dropped: scrapers, mail programs, copies out of a text browser.

What is left is every text node in a row: labels and values on lines of their own, chapters told by empty lines, and
paragraphs glued where nothing stood between two tags. Nothing is certain but the words; what was told from spacing
and punctuation is said in notices.
"""

from __future__ import annotations

from fic2epub.readers.flat.reader import read_text

__all__ = ["read_text"]
