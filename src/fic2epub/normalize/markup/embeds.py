"""Rules for what a book cannot hold: players, frames and pictures become links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from fic2epub.model import KEPT, LEFT_OUT, UNDESCRIBED
from fic2epub.normalize.markup.engine import rule
from fic2epub.normalize.markup.names import FLOWS
from fic2epub.normalize.markup.trees import add_class, is_blank
from fic2epub.normalize.markup.urls import host_of, strict_url

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.errors import Note

_TAKEN_APART = "taken-apart"
"""A name that is not known, so that the element is unwrapped."""
EMBEDS = ("audio", "embed", "iframe", "object", "video")
_AUDIO_HOSTS = ("4shared.com", "8tracks.com", "audio.com", "podfic.com", "soundcloud.com", "spotify.com")
"""otwarchive lib/otw_sanitize/embed_sanitizer.rb lists who may be embedded; these play sound only."""
_VIDEO_HOSTS = (
    "bilibili.com",
    "blip.tv",
    "criticalcommons.org",
    "dailymotion.com",
    "metacafe.com",
    "ning.com",
    "viddertube.com",
    "vidders.net",
    "viddler.com",
    "vimeo.com",
    "youtube-nocookie.com",
    "youtube.com",
    "youtu.be",
)


@rule(" ".join(EMBEDS), "a p span @class @href *")
def link_embeds(body: _Element, note: Note) -> None:
    """A player or frame becomes a link that says what it leads to; the words inside it stay after the link."""
    linked = lost = 0
    for embed in list(body.iter(*EMBEDS)):
        if any(True for _ in embed.iterancestors(_TAKEN_APART)):
            continue
        url = _source(embed)
        _replace(embed, url)
        linked, lost = linked + (url is not None), lost + (url is None)
    if linked:
        note("M003", f"players or frames that became links: {linked}")
    if lost:
        note("M004", f"players or frames without an address that a book can link to: {lost}")


def _source(embed: _Element) -> str | None:
    """The first address in an embed that can be linked to."""
    found = [embed.get("src"), embed.get("data")]
    for inner in embed.iter("source", "param", "embed", "object"):
        if inner.tag != "param" or inner.get("name", "").lower() in ("movie", "src", "url", "filename"):
            found += [inner.get("src"), inner.get("data"), inner.get("value")]
    for written in filter(None, found):
        url = strict_url(written)
        if url and url.startswith("http"):
            return url
    return None


def _replace(embed: _Element, url: str | None) -> None:
    """Put the link where the embed was, and behind it what was inside; in a paragraph of its own among blocks."""
    parent = embed.getparent()
    assert parent is not None  # noqa: S101 an embed is below the body
    link = etree.Element("a" if url and not _in_link(embed) else "span")
    link.set("class", "embed" if url else "embed missing")
    if url and link.tag == "a":
        link.set("href", url)
    title = " ".join(embed.get("title", "").split())
    words = _kind(embed, url) + (f" on {host_of(url)}" if url else "") + (f": {title}" if title else "")
    link.text = words if url else f"[{words}]"
    if parent.tag in FLOWS or parent.getparent() is None:
        place = etree.Element("p")
        place.append(link)
        link = place
    embed.addprevious(link)
    embed.tag = _TAKEN_APART
    embed.attrib.clear()


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


def _in_link(element: _Element) -> bool:
    return any(True for _ in element.iterancestors("a"))


def _kind(embed: _Element, url: str | None) -> str:
    """`Video`, `Audio` or `Embedded page`."""
    if embed.tag in ("audio", "video"):
        return embed.tag.title()
    host = host_of(url) if url else ""
    kind = embed.get("type", "")
    if kind.startswith("audio") or any(host == known or host.endswith("." + known) for known in _AUDIO_HOSTS):
        return "Audio"
    if kind.startswith("video") or any(host == known or host.endswith("." + known) for known in _VIDEO_HOSTS):
        return "Video"
    return "Embedded page"


@rule("image", "img *")
def rename_images(body: _Element, _: Note) -> None:
    """`image`, which libxml2 lets swallow what follows, is a picture beside it."""
    for image in list(body.iter("image")):
        image.addprevious(etree.Element("img", {name: image.get(name, "") for name in ("src", "alt", "title")}))
        image.tag = _TAKEN_APART


@rule("img", "a span @class @href @src @alt")
def link_pictures(body: _Element, note: Note) -> None:
    """A picture of the work's own stays, any other becomes a link with its description, or the description alone."""
    linked = lost = 0
    for picture in list(body.iter("img", "image")):
        if picture.get("src", "").startswith(KEPT):
            _keep_picture(picture)
            continue
        wanted = picture.get("src") != LEFT_OUT
        url = _link_picture(picture)
        linked, lost = linked + (wanted and url is not None), lost + (wanted and url is None)
    if linked:
        instead = "a link with its description, or a break where it parted scenes"
        note("I001", f"pictures that are not in the book: {linked}; in place of each {instead}")
    if lost:
        note("I002", f"pictures without an address, the description in place of each: {lost}")


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
    """Turn the picture into a link or plain words; answers its address."""
    written = picture.get("src", "") or picture.get("data-src", "")
    url = strict_url(written)
    url = url if url and url.startswith("http") else None
    words = _words(picture)
    label = f"Image: {words}" if words else "Image" if url is None else f"Image on {host_of(url)}"
    inside = _in_link(picture)
    picture.attrib.clear()
    picture.tag = "a" if url and not inside else "span"
    if url and not inside:
        picture.set("href", url)
    picture.set("class", "picture" if url else "picture missing")
    picture.text = label if url else f"[{label}]"
    return url
