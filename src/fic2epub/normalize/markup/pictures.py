"""
Rules for pictures: those of the book stay, and what stands for the others says what they show and where they are.

A missing picture that was on lines of its own is a framed figure with its description and its whole address; one in
running text is a link of few words, which tell the machine and the file, so that no sentence is torn.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from fic2epub.languages import direction_of
from fic2epub.model import KEPT, LEFT_OUT, ORIGINAL, UNDESCRIBED
from fic2epub.normalize.markup.engine import informed_rule, rule
from fic2epub.normalize.markup.names import INLINE, SPACES
from fic2epub.normalize.markup.places import ADDRESS, MISSING, PICTURE
from fic2epub.normalize.markup.trees import add_class, is_blank
from fic2epub.normalize.markup.urls import host_of, strict_url
from fic2epub.patterns import late

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from fic2epub.errors import Note
    from fic2epub.options import Options

__all__ = ["forget_pictures", "frame_pictures", "link_pictures", "rename_images", "set_pictures_apart"]

_TAKEN_APART = "taken-apart"
"""A name that is not known, so that the element is unwrapped."""
_UNWANTED = "left-out"
"""Class of what stands for a picture that was not wanted, until it is known that it did not part scenes."""
_FRAMED = "missing-picture"
"""Class of the figure."""
_RENAMED = frozenset(("p", "div"))
"""Blocks that become the figure when they hold nothing else."""
_FILLED = frozenset(("blockquote", "dd", "details", "li", "td", "th"))
"""Blocks that hold the figure then."""
_NAMING = frozenset(("cid", "file", "ftp", "http", "https"))
"""Schemes of addresses that name a file; of others, such as `data:`, the word itself is all that is told."""
_SCHEME = late(r"([A-Za-z][A-Za-z0-9+.-]+):")
"""Two letters at least: one is a drive."""
_LONGEST, _LONGEST_NAME = 300, 40
"""Characters of an address, and of the name of a file in running text, that are printed; the link has all of them."""
_UNPRINTED = late(r"[\x00-\x20\x7f-\xa0\ufffd]+")
_SOURCES = ("src", "data-src")


@rule("image", "img *")
def rename_images(body: _Element, _: Note) -> None:
    """`image`, which libxml2 lets swallow what follows, is a picture beside it."""
    for image in list(body.iter("image")):
        image.addprevious(etree.Element("img", {name: image.get(name, "") for name in ("src", "alt", "title")}))
        image.tag = _TAKEN_APART


@informed_rule("img", "a span code @class @dir @href @src @alt")
def link_pictures(body: _Element, note: Note, options: Options) -> None:
    """A picture of the work's own stays; any other becomes its description and address, linked where that can be."""
    leftward = direction_of(options.language or "") == "rtl"
    linked = lost = 0
    for picture in list(body.iter("img", "image")):
        if picture.get("src", "").startswith(KEPT):
            _keep_picture(picture)
            continue
        # What came along and is no picture was told by name where that was seen.
        told = ORIGINAL in picture.attrib or picture.get("src", "").startswith(LEFT_OUT)
        url = _link_picture(picture)
        address = _address_in(picture) if leftward else None
        if address is not None:
            address.set("dir", "ltr")
        linked, lost = linked + (not told and url is not None), lost + (not told and url is None)
    if linked:
        instead = "its description and address, or a break where it parted scenes"
        note("I001", f"pictures that are not in the book: {linked}; in place of each {instead}")
    if lost:
        note("I002", f"pictures without an address on the network: {lost}; in place of each its description")


def _keep_picture(picture: _Element) -> None:
    """
    Leave the picture, with the author's description, or a word that says that there is a picture.

    An empty `alt` is what editors write when nobody said anything: it does not mean that the picture means nothing.
    What libxml2 lets stand inside it follows it.
    """
    words = _words(picture)
    if not (picture.get("alt") or "").strip():
        picture.attrib.pop("title", None)  # says it now
    picture.set("alt", words or "Image")
    if not words:
        add_class(picture, UNDESCRIBED)
    if len(picture) or picture.text:
        picture.addprevious(etree.Element("img", dict(picture.attrib)))
        picture.attrib.clear()
        picture.tag = _TAKEN_APART


def _words(picture: _Element) -> str:
    """How the picture is described."""
    said = (" ".join(picture.get(name, "").split()) for name in ("alt", "title"))
    return next(filter(None, said), "")


def _link_picture(picture: _Element) -> str | None:
    """Turn the picture into a link or plain words, with its whole address; answers what a book can link to."""
    written = next(filter(None, map(picture.get, _SOURCES)), "")
    unwanted = written.startswith(LEFT_OUT)
    written = written.removeprefix(LEFT_OUT)
    url = strict_url(written)
    url = url if url and url.startswith("http") else None
    words = _words(picture)
    label = f"Image: {words}" if words else "Image"
    linked = url is not None and not unwanted and not any(True for _ in picture.iterancestors("a"))
    picture.attrib.clear()
    picture.tag = "a" if linked else "span"
    if linked and url:
        picture.set("href", url)
    picture.set("class", PICTURE if url and not unwanted else f"{PICTURE} {MISSING}{f' {_UNWANTED}' * unwanted}")
    _fill(picture, label, _shown(url, written), bracketed=not url or unwanted)
    return url


def _fill(picture: _Element, label: str, address: str, *, bracketed: bool) -> None:
    """Put words and address into what stands for a picture, before what it holds."""
    before, after = ("[", "]") if bracketed else ("", "")
    if not address:
        picture.text = f"{before}{label}{after}{picture.text or ''}"
        return
    shown = etree.Element("code", {"class": ADDRESS})
    shown.text, shown.tail = address, after + (picture.text or "")
    picture.text = f"{before}{label} "
    picture.insert(0, shown)


def _shown(url: str | None, written: str) -> str:
    """The address as it is told: whole on the network, else what kind it is, or the name of the file."""
    if url:
        return url if len(url) <= _LONGEST else f"{url[:_LONGEST]}…"
    scheme = _SCHEME.match(written)
    if scheme and scheme[1].lower() not in _NAMING:
        return scheme[1].lower()
    name = re.split("[?#]", written, maxsplit=1)[0].replace("\\", "/").rstrip("/").rpartition("/")[2]
    if name.lower().startswith("cid:"):  # a part of a mail, and the machine that wrote it
        name = name[len("cid:") :].partition("@")[0]
    return _named(name)


def _named(name: str) -> str:
    """The name of a file behind a sign that says that it stood somewhere: so it is never taken for a mark of a note."""
    name = _UNPRINTED.sub(" ", name).strip()
    name = name if len(name) <= _LONGEST_NAME else f"…{name[-_LONGEST_NAME:]}"
    return f"…/{name}" if name else ""


def _shortened(address: str) -> str:
    """An address for running text: the machine, and the name of the file."""
    if not address.startswith("http"):
        return address
    host = host_of(address)
    path = re.split("[?#]", address, maxsplit=1)[0].split("/")[3:]
    name = path[-1].rstrip("…") if path else ""
    if not name:
        return host
    name = name if len(name) <= _LONGEST_NAME else f"…{name[-_LONGEST_NAME:]}"
    return f"{host}/{'…/' * (len(path) > 1)}{name}"


@rule("img", "figure @class")
def frame_pictures(body: _Element, _: Note) -> None:
    """What stands for pictures, and is all there is in a block, is a figure; in running text the address is short."""
    meant = [one for one in body.iter("a", "span") if _stands_in(one)]
    framed: set[_Element] = set()
    for block in dict.fromkeys(map(_block_of, meant)):
        if block is not None and block is not body and _holds_only(block, meant):
            framed.add(_framed(block))
    for one in meant:
        if _block_of(one) in framed:
            _unbracket(one)
        elif (address := _address_in(one)) is not None and not (address.text or "").startswith("("):
            address.text = f"({_shortened(address.text or '')})"


def _stands_in(element: _Element) -> bool:
    """Whether it stands for a picture that is not in the book, and might have been."""
    names = (element.get("class") or "").split()
    if PICTURE not in names or _UNWANTED in names:
        return False
    return _address_in(element) is not None or (MISSING in names and (element.text or "").startswith("[Image"))


def _address_in(picture: _Element) -> _Element | None:
    first = picture[0] if len(picture) else None
    return first if first is not None and first.tag == "code" and first.get("class") == ADDRESS else None


def _block_of(picture: _Element) -> _Element | None:
    """The block in which it stands, if a figure may be there."""
    block = next((one for one in picture.iterancestors() if one.tag not in INLINE), None)
    return block if block is not None and block.tag in _RENAMED | _FILLED | {"figure"} else None


def _holds_only(block: _Element, meant: Iterable[_Element]) -> bool:
    """Whether a block holds pictures and line breaks, however they are linked or emphasised, and no word."""
    known = set(meant)
    kids = [kid for kid in block if kid.tag != "figcaption" or block.tag != "figure"]
    edges = [block.text, *(kid.tail for kid in block)]
    return not any((edge or "").strip(SPACES) for edge in edges) and all(
        kid.tag == "br" or kid in known or (kid.tag in INLINE and kid.tag != "img" and _holds_only(kid, known))
        for kid in kids
    )


def _framed(block: _Element) -> _Element:
    """The block made a figure, or the one in it that holds all of it now."""
    for line_break in list(block.iter("br")):
        parent = line_break.getparent()
        if parent is not None:
            parent.remove(line_break)
    if block.tag in _FILLED:
        figure = etree.Element("figure")
        figure.extend(list(block))
        block.append(figure)
        block.text, block = None, figure
    block.tag = "figure"
    add_class(block, _FRAMED)
    for kid in block[:-1]:
        kid.tail = kid.tail or " "
    return block


def _unbracket(picture: _Element) -> None:
    """The frame says what the brackets say."""
    address = _address_in(picture)
    if picture.text and picture.text.startswith("["):
        picture.text = picture.text[1:] if address is not None else picture.text[1:].removesuffix("]")
        if address is not None:
            address.tail = (address.tail or "").removeprefix("]")


@rule("img", "@class")
def forget_pictures(body: _Element, _: Note) -> None:
    """Of pictures that were not wanted, and parted no scenes, the description stays."""
    for one in body.iter("span"):
        names = (one.get("class") or "").split()
        if PICTURE in names and _UNWANTED in names:
            one.set("class", f"{PICTURE} {MISSING}")
            address = _address_in(one)
            if address is not None:
                one.text = (one.text or "").rstrip() + (address.tail or "")
                address.tail = None
                one.remove(address)


@rule("img", "@class")
def set_pictures_apart(body: _Element, _: Note) -> None:
    """A paragraph of one picture alone is set as such: an indent would push the picture over the margin."""
    for picture in body.iter("img"):
        place = picture
        while (parent := place.getparent()) is not None and parent.tag in ("a", "em", "strong") and _alone(place):
            place = parent
        if parent is not None and parent.tag == "p" and _alone(place) and not parent.get("class"):
            parent.set("class", "plate")


def _alone(element: _Element) -> bool:
    parent = element.getparent()
    return parent is not None and len(parent) == 1 and is_blank(parent.text) and is_blank(element.tail)
