"""How a work's style is put on: every element looked at once, classes given, one sheet written."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from lxml.etree import strip_attributes

from fic2epub.model import Stylesheet
from fic2epub.normalize.families.finding import within_blocks
from fic2epub.normalize.families.names import is_family_class, is_told_by_shape, meanings
from fic2epub.normalize.markup.names import DROPPED, HEADINGS, TABLE_PARTS
from fic2epub.normalize.markup.trees import add_class, is_blank
from fic2epub.normalize.skins.cascade import Cascade
from fic2epub.normalize.skins.grounds import coloured, grounds_of
from fic2epub.normalize.skins.hidden import (
    COVERED,
    GONE,
    LONGEST_GLOSS,
    hidden_by,
    is_revealed,
    set_gloss,
    stands_behind_text,
)
from fic2epub.normalize.skins.matching import Nodes, Tries
from fic2epub.normalize.skins.printable import Shape, printable
from fic2epub.normalize.skins.sheet import read_sheets
from fic2epub.normalize.skins.telling import Counts, tell
from fic2epub.normalize.skins.texts import put_texts_in
from fic2epub.normalize.skins.voices import Speech, marks_of, voice_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

    from fic2epub.errors import Note
    from fic2epub.normalize.skins.cascade import Style
    from fic2epub.normalize.skins.grounds import Ground
    from fic2epub.normalize.skins.voices import Declarations

__all__ = ["dress"]

_TRIES = 2_000_000
"""Tries of a compound on an element, which are some seconds."""
_OWN = re.compile(r"skin-[0-9]+")
"""The names of our classes."""
GLOSS = "gloss"
"""The class of a text that explains the word before it."""
BRACKETED = "bracketed"
"""The class by which the rule for glosses knows that a text has its brackets (normalize/families/inline.py)."""
_SMALL_BODY = 400
"""Characters of a text that may stand in one box, even if it is all of its body."""
_LAYS_OUT = frozenset("flex inline-flex grid inline-grid -webkit-box -webkit-flex".split())
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd label mark q s samp small span strike strong sub "
    "sup time tt u var".split()
)
_NO_VOICE = HEADINGS | (TABLE_PARTS - {"td"}) | {"a", "hr", "img", "table", "ul", "ol", "dl"}
_BOTH = 2
"""Declarations of letters and their ground; a colour alone looks like any other on grey paper."""
_LETTERS = 3
"""Characters of a text that floats as a drop cap, and not as a block."""


class _Worn(NamedTuple):
    """An element with what is printed of its style."""

    element: _Element
    printed: Declarations
    """Without the mark of its voice."""
    speech: Speech | None


def dress(bodies: Sequence[_Element], sheets: Sequence[Stylesheet], mode: str, note: Note) -> tuple[Stylesheet, ...]:
    """See `wear_styles`."""
    sheet = read_sheets(sheets)
    cascade = Cascade(sheet)
    dresser = _Dresser(mode)
    tries = Tries(_TRIES)
    for body in bodies:
        nodes = Nodes(body, tries)
        styles = [cascade.style_of(nodes, index, _inline_of(nodes, index, mode)) for index in range(len(nodes.classes))]
        if tries.are_out:
            note("C004", "the work's style asks for more than can be worked out, and was left out from there on")
            break
        dresser.dress(nodes, styles)
    css = dresser.finish()
    tell(sheet, cascade, dresser.counts, mode, note)
    return (Stylesheet(css=css, where="the work's own styles"),) if css else ()


def _is_void(element: _Element) -> bool:
    """Whether it is an inline element with nothing in it, as Google Docs pastes: it goes, and its looks with it."""
    return element.tag in _INLINE and not len(element) and is_blank(element.text)


def _inline_of(nodes: Nodes, index: int, mode: str) -> str:
    """The declarations of an element's own that are to be kept with their looks."""
    return nodes.elements[index].get("style", "") if mode == "author" and index else ""


class _Dresser:
    """All bodies of a work, one after the other."""

    def __init__(self, mode: str) -> None:
        self.counts = Counts()
        self._mode = mode
        self._worn: list[_Worn] = []
        self._printed: dict[tuple[Style, Shape], Declarations] = {}
        self._styles: list[Style] = []
        """Of the body that is dressed now."""
        self._family: list[bool] = []
        """Of each element of that body, whether it is in a block that has a look of ours."""
        self._names: set[str] = set()
        """Names of ours that are in the bodies already: in a book of ours that is read again."""

    def dress(self, nodes: Nodes, styles: list[Style]) -> None:
        """Find out what is printed of each element's style, show what is hidden, put texts in."""
        grounds = grounds_of(nodes, styles)
        family = self._family = _in_families(nodes)
        self._styles = styles
        for names in nodes.classes:
            self._names.update(name for name in names if _OWN.fullmatch(name))
        for index, style in enumerate(styles):
            own = style.own and not _is_void(nodes.elements[index])
            if index and (style.rules or own or self._has_to_do(nodes, styles, index, grounds)):
                hidden = hidden_by(style.all) if nodes.sizes[index] else ""
                if hidden:
                    self._show(nodes, index, style, hidden)
                shape = _shape(nodes, styles, index, family=family[index], author=self._mode == "author")
                self._wear(nodes, index, style, shape, grounds[index] if hidden != COVERED else None)
        for index, span, own in put_texts_in(nodes, styles, self.counts):
            shape = Shape(
                inline=True,
                short=len(span.text or "") <= _LETTERS,
                flexible=styles[index].own.get("display", "") in _LAYS_OUT,
                own_layout=not family[index],
                author=self._mode == "author",
            )
            self._worn.append(_Worn(span, tuple(printable(own, shape).items()), None))
        if self._mode == "author":
            strip_attributes(nodes.elements[0], "style")

    def _has_to_do(self, nodes: Nodes, styles: list[Style], index: int, grounds: list[Ground]) -> bool:
        """Whether an element without a style of its own has to do with that of those around it."""
        on_ground = self._mode == "author" and nodes.elements[index].tag == "a" and grounds[index].ground is not None
        return on_ground or _is_flexible(nodes, styles, index)

    def _show(self, nodes: Nodes, index: int, style: Style, hidden: str) -> None:
        """Say that hidden text is shown, and set it in brackets if it explains the word before it."""
        element = nodes.elements[index]
        if not is_revealed(style.touched):
            self.counts.shown += 1
            return
        self.counts.revealed += 1
        short = element.tag in _INLINE and nodes.sizes[index] <= LONGEST_GLOSS
        if hidden == GONE and short and stands_behind_text(element):
            set_gloss(element)
            add_class(element, GLOSS)
            add_class(element, BRACKETED)
            self._family[index] = True  # brackets in a line, wherever the skin would have placed it

    def _wear(self, nodes: Nodes, index: int, style: Style, shape: Shape, ground: Ground | None) -> None:
        """Keep what is printed of one element's style, and the voice that its colours are."""
        element = nodes.elements[index]
        printed = self._printed_of(style, shape)
        colours: Declarations = ()
        speech = None
        if shape.author and ground is not None:
            colours = coloured(style.own, ground, str(element.tag))
            self.counts.coloured += bool(colours)
        alone = len(colours) < _BOTH
        if alone and ground is not None and _may_speak(nodes, index, family=self._family[index]):
            speech = _speech(element, style, shape, printed)
            speech = speech and _heard(speech, nodes, self._styles, index)
        if (printed or colours or speech) and element.tag not in DROPPED:
            self._worn.append(_Worn(element, (*printed, *colours), speech))
        if self._mode != "off" and "font-size" in style.parts.get("first-letter", {}):
            add_class(element, "dropcap")

    def _printed_of(self, style: Style, shape: Shape) -> Declarations:
        key = (style, shape)
        printed = self._printed.get(key)
        if printed is None:
            printed = self._printed[key] = tuple(printable(style.own, shape).items())
        return printed

    def finish(self) -> str:
        """Give every element the class of what is printed of it, and write the sheet of these classes."""
        if self._mode == "off":
            return ""
        marks = marks_of({worn.speech for worn in self._worn if worn.speech})
        self.counts.voices = len({speech.voice for speech in marks})
        classes: dict[Declarations, str] = {}
        for worn in self._worn:
            declared = dict(worn.printed) | dict(marks.get(worn.speech, ()) if worn.speech else ())
            if declared:
                block = tuple(sorted(declared.items()))
                name = classes.get(block)
                if name is None:
                    name = classes[block] = self._name(worn.element, classes)
                add_class(worn.element, name)
        written = sorted(classes.items(), key=lambda entry: (len(entry[1]), entry[1]))
        return "".join(f".{name} {{ {_declared(block)} }}\n" for block, name in written)

    def _name(self, element: _Element, classes: dict[Declarations, str]) -> str:
        """A name for what is printed of the element: the one that it had in a book of ours, or the next one."""
        taken = set(classes.values())
        for name in (element.get("class") or "").split():
            if name in self._names and name not in taken:
                return name
        numbers = count(len(classes) + 1)
        return next(name for name in (f"skin-{number}" for number in numbers) if name not in taken | self._names)


def _declared(block: Declarations) -> str:
    return " ".join(f"{name}: {value};" for name, value in block)


def _speech(element: _Element, style: Style, shape: Shape, printed: Declarations) -> Speech | None:
    """What the element says in which voice, if its colour is one."""
    voice = voice_of(style.own) if "color" in style.own or "background-color" in style.own else None
    if voice is None or not any(element.itertext("*")):
        return None
    inside = {str(kid.tag) for kid in element.iter("em", "i", "b", "strong")}
    return Speech(
        voice=voice,
        order=style.colour_order,
        inline=shape.inline,
        family=not shape.own_layout,
        tag=str(element.tag),
        printed=printed,
        slanted=bool(inside & {"em", "i"}),
        weighted=bool(inside & {"b", "strong"}),
    )


def _heard(speech: Speech, nodes: Nodes, styles: list[Style], index: int) -> Speech:
    """The speech with what it takes over from around it: in bold text, bold letters tell nobody."""
    around = [(str(nodes.elements[over].tag), styles[over].own) for over in nodes.above(index)]
    return speech._replace(
        slanted=speech.slanted or any(tag in _SLANTING or own.get("font-style") == "italic" for tag, own in around),
        weighted=speech.weighted or any(tag in _WEIGHTY or own.get("font-weight") == "bold" for tag, own in around),
    )


_SLANTING, _WEIGHTY = ("em", "i", "cite"), ("b", "strong", "th")


def _may_speak(nodes: Nodes, index: int, *, family: bool) -> bool:
    """Whether an element's colour may say who speaks; of the parts of blocks that we know, their names say it."""
    names = [name for name in nodes.classes[index] if not _OWN.fullmatch(name)]
    known = family and (any(map(is_told_by_shape, names)) or (bool(names) and all(map(meanings, names))))
    return nodes.elements[index].tag not in _NO_VOICE and not known and not _is_most(nodes, index)


def _is_most(nodes: Nodes, index: int) -> bool:
    """Whether an element holds most of a body: it is the page, and no block on it."""
    return nodes.sizes[index] > _SMALL_BODY and nodes.sizes[index] * 2 > nodes.sizes[0]


def _is_flexible(nodes: Nodes, styles: list[Style], index: int) -> bool:
    """Whether the element around it lays its children out as boxes."""
    return styles[nodes.parents[index]].own.get("display", "") in _LAYS_OUT


def _shape(nodes: Nodes, styles: list[Style], index: int, *, family: bool, author: bool) -> Shape:
    element = nodes.elements[index]
    return Shape(
        inline=element.tag in _INLINE,
        short=nodes.sizes[index] <= _LETTERS,
        flexible=_is_flexible(nodes, styles, index),
        boxed=not family and not _is_most(nodes, index),
        own_layout=not family,
        author=author,
    )


def _in_families(nodes: Nodes) -> list[bool]:
    """Of each element whether its look is ours: in a block that will be printed as one, or by its name in a line."""
    families = [{is_family_class(name) for name in names} - {None} for names in nodes.classes]
    inside = within_blocks(nodes.elements[0]) if any(families) else frozenset()
    return [
        not _is_most(nodes, index) and (element in inside or not families[index].isdisjoint(_IN_LINES))
        for index, element in enumerate(nodes.elements)
    ]


_IN_LINES = ("gloss", "redacted")
"""Families of words, which need no shape to be told."""
