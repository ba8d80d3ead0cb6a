"""Classes of characters, as pieces of patterns: what may end a paragraph and what may begin one."""

from __future__ import annotations

from itertools import pairwise

__all__ = ["BORDER", "CAPITAL", "CLOSERS", "DASHES", "LINE", "LOWER", "OPENERS", "QUOTES", "SIGNS", "TERMINAL"]

_CAPITALS = "ĀĂĄĆČĎĐĒĘĚĞĢĪİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŹŻŽȘȚ"
"""Those of Latin beyond ÿ that begin words in living orthographies; the small ones stand between them."""


def _extended() -> str:
    """Small letters from ā to ț as ranges: few, for every range makes a pattern slower to compile."""
    bounds = [0xFF, *sorted(map(ord, _CAPITALS)), 0x250]
    return "".join(f"{chr(low + 1)}-{chr(high - 1)}" for low, high in pairwise(bounds) if high - low > 1)


LOWER = f"a-zß-öø-ÿ{_extended()}ά-ώа-џ"
CAPITAL = f"[A-ZÀ-ÖØ-Þ{_CAPITALS}Ά-ΫЀ-ЯԱ-Ֆ\u05d0-\u1fff\u2c00-\u2dff\u3041-\ud7ff\uf900-\ufdff]"
"""
A letter that may begin a sentence: a capital, or a letter of a script without case.

Ranges, and no category of letters: patterns that begin with a set of ranges are found many times as fast.
"""
TERMINAL = ".!?…‽؟۔।。！？"
DASHES = "—–-―"
QUOTES = "\"'“”„‟«»‘’‚‛‹›「」『』"
OPENERS = "([{¿¡•"
CLOSERS = ")]}*_~"
SIGNS = "*~#=+•§†‡◇◆♥♡❤☆★❦❧❖✦✧⚜⁂※∞"
LINE, ORNAMENT, BORDER = "\x1e", "\x1d", "\x1f"
"""What is put between lines, around ornaments and where paragraphs were glued: blank to patterns, and in no text."""
