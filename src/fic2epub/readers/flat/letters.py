"""Classes of characters, as pieces of patterns: what may end a paragraph and what may begin one."""

from __future__ import annotations

from itertools import groupby

__all__ = ["CAPITAL", "CLOSERS", "DASHES", "ELLIPSES", "LOWER", "OPENERS", "QUOTES", "SIGNS", "TERMINAL"]

_LAST = 0x590
"""Latin, Greek, Cyrillic and Armenian stand below; scripts above have no case."""


def _lower() -> str:
    """Ranges of small letters, for a character class."""
    small = [code for code in range(0x61, _LAST) if chr(code).islower()]
    runs = (list(run) for _, run in groupby(enumerate(small), lambda pair: pair[1] - pair[0]))
    return "".join(f"{chr(run[0][1])}-{chr(run[-1][1])}" for run in runs)


LOWER = _lower()
CAPITAL = rf"[^\W\d_{LOWER}ªºʰ-˿]"
"""A letter that may begin a sentence: a capital, or a letter of a script without case."""
TERMINAL = ".!?…‽؟۔।。！？"  # noqa: RUF001 - other scripts' full stops are meant
ELLIPSES = "…"
DASHES = "—–-―"  # noqa: RUF001 - dashes of every length are meant
QUOTES = "\"'“”„‟«»‘’‚‛‹›「」『』"  # noqa: RUF001 - quotation marks of every language are meant
OPENERS = "([{¿¡•"
CLOSERS = ")]}*_~"
SIGNS = "*~#=+•§†‡◇◆♥♡❤☆★❦❧❖✦✧⚜⁂※∞"
