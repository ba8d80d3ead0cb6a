"""Classes of characters, as pieces of patterns: what may end a paragraph and what may begin one."""

from __future__ import annotations

from itertools import pairwise

__all__ = ["BORDER", "CAPITAL", "CASED", "CLOSERS", "DASHES", "LINE", "LOWER", "OPENERS", "QUOTES", "SIGNS", "TERMINAL"]

_CAPITALS = "ĀĂĄĆČĎĐĒĘĚĞĢĪİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŹŻŽȘȚ"
"""Those of Latin beyond ÿ that begin words in living orthographies; the small ones stand between them."""


def _extended() -> str:
    """Small letters from ā to ț as ranges: few, for every range makes a pattern slower to compile."""
    bounds = [0xFF, *sorted(map(ord, _CAPITALS)), 0x250]
    return "".join(f"{chr(low + 1)}-{chr(high - 1)}" for low, high in pairwise(bounds) if high - low > 1)


LOWER = f"a-zß-öø-ÿ{_extended()}ά-ώа-џ"
CAPITAL = rf"[^\W\d_¹²³ªº{LOWER}]"
"""A letter that may begin a sentence: a capital, or a letter of a script without case."""
CASED = f"[A-ZÀ-ÖØ-Þ{_CAPITALS}Ά-ΫЀ-ЯԱ-Ֆ]"
"""
A capital that has a small letter. What is looked for through whole chapters begins with this one: patterns that begin
with ranges are found many times as fast. But long ranges take long to compile, so that those without case are not here.
"""
TERMINAL = ".!?…‽؟۔।。！？"
DASHES = "—–-―"
QUOTES = "\"'“”„‟«»‘’‚‛‹›「」『』"
OPENERS = "([{¿¡•"
CLOSERS = ")]}*_~"
SIGNS = "*~#=+•§†‡◇◆♥♡❤☆★❦❧❖✦✧⚜⁂※∞"
LINE, ORNAMENT, BORDER = "\x1e", "\x1d", "\x1f"
"""What is put between lines, around ornaments and where paragraphs were glued: blank to patterns, and in no text."""
