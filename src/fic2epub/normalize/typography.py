"""Typography by option: what printers set in place of straight marks, double hyphens and three dots.

No kept library fits. smartypants knows English alone, and works on markup as a string; docutils' `smartquotes` knows
languages, but turns each mark where it stands without asking whether they pair.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.normalize.markup.engine import informed_rule

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.errors import Note
    from fic2epub.options import Options

__all__ = ["smarten"]


@informed_rule("", when=lambda options: options.smarten)
def smarten(body: _Element, note: Note, options: Options) -> None:
    """Quotation marks, dashes and dots are those of printers in the language, where it is certain which."""
    from fic2epub.normalize.typography_text import set_signs  # noqa: PLC0415 - few ask for it, and it has large tables

    signs, unpaired = set_signs(body, options.language or "und")
    if signs:
        note("M022", f"signs set as printers do: {signs}")
    if unpaired:
        note("M023", f"paragraphs whose quotation marks do not pair, and were left as they are: {unpaired}")
