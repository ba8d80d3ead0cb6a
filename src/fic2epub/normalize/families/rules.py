"""The rules for blocks and for what only a pointer would show.

What does their work is imported for the first body that has a class or a title at all: for a short work without any it
would be a tenth of all that is imported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.normalize.markup.engine import informed_rule, rule

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.errors import Note
    from fic2epub.options import Options

__all__ = ["asks_for_blocks", "bracket_glosses", "print_blocks", "show_titles"]


def asks_for_blocks(options: Options) -> bool:
    """Whether blocks are printed: a work whose skin is left out is left as plain as it came."""
    return options.work_skin != "off"


@rule("@class", "span", when=asks_for_blocks)
def bracket_glosses(body: _Element, note: Note) -> None:
    """A translation that stood over its word on the page stands behind it, in brackets; a redaction gets a frame."""
    from fic2epub.normalize.families import inline  # noqa: PLC0415 - see above

    inline.bracket_glosses(body, note)


@rule("@title", "span @class ~notes", when=asks_for_blocks)
def show_titles(body: _Element, note: Note) -> None:
    """
    The title of a word or an abbreviation is text that only a pointer shows: it stands in brackets behind it, once.

    Titles of links and pictures say what is said already, and stay.
    """
    from fic2epub.normalize.families import inline  # noqa: PLC0415 - see above

    inline.show_titles(body, note)


@informed_rule("@class", "div p span @role @aria-label", when=asks_for_blocks)
def print_blocks(body: _Element, note: Note, options: Options) -> None:
    """
    Letters, chats, messages, mails, posts, signs, newspapers and windows are blocks with classes of ours.

    What is a block is told from class names and shape; whatever is in it stays, in its order.
    """
    from fic2epub.normalize.families import blocks  # noqa: PLC0415 - see above

    blocks.print_blocks(body, note, options)
