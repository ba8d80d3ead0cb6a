"""Head and body of every document, and the few ways in which pages put things there."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from fic2epub.dom import EPUB_TYPE, XML_LANG, document_root, sub
from fic2epub.languages import base_of, direction_of, is_hyphenated, is_upright
from fic2epub.pages.labels import ENGLISH, Wording
from fic2epub.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

    from fic2epub.model import Xhtml

__all__ = [
    "Setting",
    "append_text",
    "gaps_in",
    "heading",
    "in_english",
    "in_order",
    "in_our_words",
    "isolated",
    "new_page",
    "own_page",
    "place",
    "tell",
]

_OF_THE_WHOLE = ("dir", "lang", XML_LANG)
"""What the container of a body says of all that is in it."""
_INDENTED = "own-indents"
_TYPED = "typed-indents"
"""Classes of a body whose author indented its paragraphs, with signs that stay and with such that went."""


class Setting(NamedTuple):
    """What all documents of a book, or of one part of an omnibus, share."""

    lang: str
    """BCP 47."""
    direction: str
    """`ltr` or `rtl`."""
    sheets: tuple[str, ...]
    """Hrefs of the style sheets from the package document's folder: `css/book.css`."""
    mark: str = ""
    """Begins all ids of a part of an omnibus, for its other parts have the same pages."""
    context: str = ""
    """What tells the titles of a part's documents from those of the other parts."""
    notes: str = "around"
    """Where the notes stand (`Options.notes`)."""
    footnotes: str = "popup"
    """How notes that the author made by hand are shown (`Options.footnotes`)."""
    notes_after: bool = False
    """Whether they are shown over the page only if they stand behind their marks, as on Kobo."""
    paragraphs: str = "indented"
    """How a paragraph is told from the one before (`Options.paragraphs`)."""
    vertical: bool = False
    """Whether lines from top to bottom are asked for."""
    last_sheet: str = ""
    """The sheet of the reader's own wishes, which comes after all others; empty when there is none."""
    wording: Wording = ENGLISH
    """Our own words, numbers and dates."""
    warnings: str = "shown"
    """Whether the archive's warnings are in sight (`Options.warnings`)."""
    folded: str = ""
    """The document that holds them where they are not, from the folder of the texts."""
    lengths: bool = False
    """Whether the contents tell how long a chapter is (`Options.lengths`)."""

    @property
    def upright(self) -> bool:
        """Whether the text runs from top to bottom: if that is asked for, and its language is one that does."""
        return self.vertical and is_upright(self.lang)

    def say(self, message: str) -> str:
        """One of the messages of `labels`, in the language of our words."""
        return self.wording.say(message)


def new_page(title: str, setting: Setting, *, body_type: str | None, depth: int = 1) -> tuple[_Element, _Element]:
    """
    An empty document: its root and its body.

    `body_type` is the body's `epub:type` (frontmatter, bodymatter, backmatter) or None, `depth` how many folders
    below the package document's the file lies. The story alone runs from top to bottom where that is asked for: the
    pages around it hold addresses, numbers and names in letters that would lie on their side.
    """
    root = document_root(setting.lang, None if setting.direction == "ltr" else setting.direction)
    head = sub(root, "head")
    sub(head, "title", f"{title} – {setting.context}" if setting.context else title)
    for sheet in filter(None, (*setting.sheets, setting.last_sheet)):
        sub(head, "link", rel="stylesheet", type="text/css", href="../" * depth + sheet)
    body = sub(root, "body")
    if body_type:
        body.set(EPUB_TYPE, body_type)
        if not is_hyphenated(setting.lang):
            body.set("class", "no-hyphens")
    if setting.upright and body_type == "bodymatter":
        root.set("class", "vertical")
    return root, body


def in_our_words(element: _Element, setting: Setting) -> _Element:
    """Mark an element that holds our own words, if the book around it is in another language."""
    return element if setting.wording.speaks(setting.lang) else _in_language(element, setting.wording.tag)


def in_english(element: _Element, around: str) -> _Element:
    """
    Mark an element that holds words of the archive, which speaks English, in a text of the language `around`.

    Where that runs from the right, the words keep their own order.
    """
    if direction_of(around) == "rtl":
        element.set("dir", "ltr")
    return element if base_of(around) == "en" else _in_language(element, "en")


def _in_language(element: _Element, tag: str) -> _Element:
    element.set("lang", tag)
    element.set(XML_LANG, tag)
    return element


def tell(parent: _Element, message: str, class_: str, setting: Setting, **places: Callable[[], object]) -> None:
    """
    Write a message at the end of `parent`: its own text in spans of this class, its places by these functions.

    Without a class all of `parent` is our own words, and the text goes in as it is. What is said already may be given
    as well: no catalogue has it for a message.
    """
    for number, piece in enumerate(_pieces_of(setting.say(message))):
        if number % 2:
            places[piece]()
            continue
        words = piece.strip() if class_ else ""
        before, _, after = piece.partition(words) if words else (piece, "", "")
        append_text(parent, before)
        if words:
            in_our_words(sub(parent, "span", words, class_=class_), setting)
        append_text(parent, after)


def _pieces_of(message: str) -> list[str]:
    """A message in pieces: text and the names of its places by turns, beginning and ending with text."""
    return re.split(r"\{(\w+)\}", message)


def in_order(element: _Element, setting: Setting) -> _Element:
    """
    Keep a line of ours in its own order in a book that runs the other way than our words: `3 of 10`, not `of 10 3`.

    For what stands inside a line or is centred, and for rows, which the sheet keeps on the page's own side.
    """
    if setting.direction != setting.wording.direction:
        element.set("dir", setting.wording.direction)
    return element


def isolated(element: _Element, setting: Setting) -> _Element:
    """Let a name or title keep the order of its own script, where scripts of both directions may meet."""
    if "rtl" in {setting.direction, setting.wording.direction} or _runs_from_the_right(element.text or ""):
        element.set("dir", "auto")
    return element


def _runs_from_the_right(text: str) -> bool:
    """Whether any letter of it belongs to a script such as Arabic or Hebrew."""
    return not text.isascii() and any(unicodedata.bidirectional(char) in {"R", "AL"} for char in text)


def own_page(message: str, setting: Setting, *, body_type: str | None, depth: int = 1) -> tuple[_Element, _Element]:
    """A `new_page` whose title is a message of ours."""
    root, body = new_page(setting.say(message), setting, body_type=body_type, depth=depth)
    in_our_words(root[0][0], setting)
    return root, body


def heading(section: _Element, tag: str, message: str, ident: str, setting: Setting) -> _Element:
    """Open a section with a heading, one of our messages, and name the section by it; its id gets the part's mark."""
    section.set("aria-labelledby", setting.mark + ident)
    return in_our_words(sub(section, tag, setting.say(message), id=setting.mark + ident), setting)


def place(parent: _Element, body: Xhtml, class_: str) -> _Element:
    """
    Take a body's tree over and put it into `parent` as a `div` of this class.

    Its own direction and language stay, and that its author indented its paragraphs.
    Its first paragraph gets the class `first`, for MuPDF and its readers do not know `:first-child`.
    """
    element = body.element
    element.tag = "div"
    element.tail = None
    own = {name: value for name, value in element.items() if name in _OF_THE_WHOLE}
    indented = _INDENTED in element.get("class", "").split()
    element.attrib.clear()
    element.set("class", f"{class_} {_INDENTED}" if indented else class_)
    element.attrib.update(own)
    if len(element) and element[0].tag == "p":
        element[0].set("class", f"first {element[0].get('class', '')}".rstrip())
    parent.append(element)
    return element


def gaps_in(body: Xhtml, setting: Setting) -> str:
    """
    The class, after a blank, of a body whose paragraphs a gap tells apart; empty when their first lines do.

    As an author had it, they are spaced, as the archive shows them all, unless most of them were indented by hand.
    """
    by_hand = not {_INDENTED, _TYPED}.isdisjoint(body.element.get("class", "").split())
    return " spaced" if setting.paragraphs == "spaced" or (setting.paragraphs == "author" and not by_hand) else ""


def append_text(parent: _Element, text: str) -> None:
    """Add text after all that is in `parent`."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
