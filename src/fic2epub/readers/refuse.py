"""Pages that are not a work: what they are, and how to get the work.

What each page is told by, and what is said of it, stands in `fic2epub.readers.refusals`; it is asked only when no
reader knows the file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from fic2epub.decoding import wide_encoding
from fic2epub.dom import text_of
from fic2epub.errors import NotAWork
from fic2epub.readers.selectors import AO3_HOSTS, WORK_PATH, classes, same_site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from fic2epub.model import Source

__all__ = ["Seen", "beginning_of", "is_known_page", "refuse"]

_BEGINNING = 4096
"""Characters: what is looked at of a file's own words on itself."""
_LONG = 4000
"""Characters of text: enough to tell a page that is nothing but a message."""
_MARK = re.compile(
    r"(?:^|<!--)\s*(?:Page )?(?:saved from(?: url=\(\d+\))?|Mirrored from|url:)\s*(\S+)", re.IGNORECASE | re.MULTILINE
)
"""What browsers and tools write into a page that they save: Chrome and Edge, HTTrack, SingleFile."""
_HOST = re.compile(r"^(?:https?:)?//(?:www\.|download\.|insecure\.)?([^/?#:]+)", re.IGNORECASE)
_BARE_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:/|$)")
_ERROR = re.compile(r"\berror-(\d{3})\b|\b[Ee]rror (\d{3,4})\b|(?:^|\| )(\d{3})(?=[ :])")


class Seen(NamedTuple):
    """What there is to tell a page by."""

    root: _Element
    beginning: str
    main: _Element | None
    """`div#main` of the archive's pages."""
    classes: frozenset[str]
    """Of `div#main`: `works-index`, the controller and the action that made the page (application_helper.rb)."""
    title: str
    heading: str
    """The first heading."""
    flash: str
    """What the archive had to say at once: `Sorry, downloads are currently disabled.`"""
    text: str
    """All words, as far as a message goes."""
    address: str
    """Where the page was saved from, if it says so."""

    @property
    def host(self) -> str:
        """The host that the page was saved from, lower case, without `www.`; empty when it does not say."""
        match = _HOST.match(self.address)
        return match[1].lower() if match else ""

    @property
    def foreign(self) -> bool:
        """Whether the page was saved from another site."""
        return bool(self.host) and self.host not in AO3_HOSTS

    @property
    def number(self) -> int:
        """The number of an error page; 0 when it has none."""
        for words in (" ".join(sorted(self.classes)), self.heading, self.title):
            match = _ERROR.search(words)
            if match:
                return int(match[1] or match[2] or match[3])
        return 0

    @property
    def work(self) -> str:
        """The title of the work that the page is about, where it tells it: that of the only blurb."""
        links = [] if self.main is None else self.main.xpath(".//li[contains(@class, 'work')]//h4/a[1]")
        return text_of(links[0]) if len(links) == 1 else ""

    def work_address(self) -> str:
        """The address of the work that the page is about; empty when it does not tell."""
        for place in self._places():
            match = WORK_PATH.search(place.replace("%2F", "/").replace("%2f", "/"))
            if match:
                return f"{same_site(match[1] or self.host)}/works/{match[2]}"
        return ""

    def _places(self) -> Iterator[str]:
        """Where the address of the work may stand; not in lists of works."""
        yield self.address
        if self.main is not None:
            for link in self.main.xpath(".//a[contains(@href, 'view_adult=true')] | .//h2//a"):
                yield link.get("href") or ""
            links = self.main.xpath(".//li[contains(@class, 'work')]//h4/a[1]")
            yield links[0].get("href") or "" if len(links) == 1 else ""


def refuse(root: _Element, source: Source) -> NotAWork:
    """The error that says what this page is, as far as it can be told, and how to get the work."""
    from fic2epub.readers.refusals import OTHERWISE, kind_of  # noqa: PLC0415 - whoever gets here has no work to wait for

    seen = _seen(root, source)
    kind = kind_of(seen) or OTHERWISE
    address = seen.work_address()
    words = {
        "at": f" ({address})" if address else "",
        "heading": f": “{seen.heading}”" if seen.heading else "",
        "work": f" “{seen.work}”" if seen.work else "",
        "host": seen.host,
        "number": seen.number,
        "flash": seen.flash,
    }
    return NotAWork(kind.said.format(**words), where=source.name, hint=kind.hint.format(**words))


def is_known_page(root: _Element, source: Source) -> bool:
    """Whether a page is known that is no work, though it holds nothing but plain markup: a server's error, a list."""
    from fic2epub.readers.refusals import kind_of  # noqa: PLC0415 - for bare markup only

    return kind_of(_seen(root, source)) is not None


def beginning_of(source: Source) -> str:
    """The first characters of a file, without byte order mark and white space; broken ones are replaced."""
    data = source.data[: 2 * _BEGINNING]
    return data.decode(wide_encoding(data) or "utf-8", "replace").lstrip("\ufeff \t\r\n\f")[:_BEGINNING]


def _seen(root: _Element, source: Source) -> Seen:
    main = next((div for div in root.iter("div") if div.get("id") == "main" and div.get("class")), None)
    beginning = beginning_of(source)
    return Seen(
        root=root,
        beginning=beginning,
        main=main,
        classes=frozenset(() if main is None else classes(main)),
        title=text_of(root.find("head/title")),
        heading=_first_heading(root if main is None else main),
        flash=_flash(main),
        text=text_of(root.find("body"))[:_LONG],
        address=_address(root, beginning),
    )


def _first_heading(place: _Element) -> str:
    """The first heading that is for the eyes, short enough to be shown."""
    headings = (text_of(h) for h in place.iter("h1", "h2", "h3") if "landmark" not in classes(h))
    heading = next(filter(None, headings), "")
    return heading if len(heading) <= 120 else f"{heading[:119]}…"  # noqa: PLR2004 - a line and a half


def _flash(main: _Element | None) -> str:
    places = [] if main is None else main.iter("div", "p")
    return next((text_of(place) for place in places if "flash" in classes(place) and text_of(place)), "")


def _address(root: _Element, beginning: str) -> str:
    match = _MARK.search(beginning)
    if match:
        return f"https://{match[1]}" if _BARE_HOST.match(match[1]) else match[1]
    links = root.xpath("head/link[@rel='canonical']/@href | head/base/@href | head/meta[@property='og:url']/@content")
    return next((str(link) for link in links if _HOST.match(str(link))), "")
