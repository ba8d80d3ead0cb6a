"""Fake works as EPUBs: as calibre makes them of downloads, as the archive made them by hand, by FanFicFare.

All bytes are the same every time, and need none of these programs.
"""

from __future__ import annotations

from tests.ao3.epubs.calibre import calibre_epub
from tests.ao3.epubs.fanficfare import fanficfare_epub
from tests.ao3.epubs.handmade import hand_made_epub

__all__ = ["calibre_epub", "fanficfare_epub", "hand_made_epub"]
