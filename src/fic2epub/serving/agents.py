"""Which e-reader's browser asks, by the name that it gives itself."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["BROWSERS", "OTHER", "Browser", "browser_named"]


class Browser(NamedTuple):
    """What is to be known of a browser."""

    name: str
    """`kobo`, `kindle` or `other`; the page's class."""
    epub: bool = True
    """Whether it saves EPUBs."""
    kepub: bool = False
    """Whether the books for Kobo are offered first."""
    sends_files: bool = True
    """Whether a file can be chosen in it."""


OTHER = Browser("other")
BROWSERS: tuple[tuple[re.Pattern[str], Browser], ...] = (
    # Tablets, whose browser saves whatever it is given (docs.aws.amazon.com/silk, "User-Agent Strings").
    (re.compile(r"Silk|Kindle Fire|\bKF[A-Z]{2,6}\b"), OTHER),
    # "Only files with the extension .AZW, .PRC, .MOBI or .TXT can be downloaded to your Kindle": seen in 2018
    # (rvolz/BicBucStriim#287) as in 2026 (kaikozlov/acsm.koplugin#22). There are no files on it to choose.
    (re.compile("Kindle"), Browser("kindle", epub=False, sends_files=False)),
    # "… Mobile Safari/538.1 (Kobo Touch 0377/4.20.14622)" (janeczku/calibre-web#1279); since 2026 some call themselves
    # "eReader" only (daniel-j/send2ereader#76). The dialogue to choose a file hangs the device (pgaskin/kepubify#77).
    (re.compile("Kobo|eReader"), Browser("kobo", kepub=True, sends_files=False)),
)
"""What a browser's name holds, and which it is then; the first that fits."""
_LONGEST = 512
"""Signs of a name that are looked at."""


def browser_named(agent: str) -> Browser:
    """The browser of a `User-Agent` header; `OTHER` for all that are made for more than one thing."""
    return next((browser for name, browser in BROWSERS if name.search(agent[:_LONGEST])), OTHER)
