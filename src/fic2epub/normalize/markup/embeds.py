"""The rule for what a book cannot hold: players and frames become links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from fic2epub.normalize.markup.engine import rule
from fic2epub.normalize.markup.names import FLOWS
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
