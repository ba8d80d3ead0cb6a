"""Which device a book is made for, and what follows from that: one table, each fact with where it was seen.

`Options.device` names a row; `docs/reference/devices.md` prints them all. A row never overrules what a person chose:
it settles what the options leave open (an `image_size` that is empty), and what no option is about (the form of the
file, the name it may have, a few rules of style).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fic2epub.errors import Notice, OptionsError
from fic2epub.options import CHOICES, Options
from fic2epub.values import NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "DEVICES",
    "EVERYWHERE",
    "MEGABYTE",
    "SCREENS",
    "Fact",
    "Screen",
    "Target",
    "bearable",
    "container",
    "meets_spans",
    "notices_of",
    "options_for",
    "renamed",
    "target_named",
]

MEGABYTE = 1_000_000
"""The smaller of the two, for who means the larger one is content with it."""
_KCC = "ciromattia/kcc, kindlecomicconverter/image.py"
_CALIBRE = "calibre, customize/profiles.py"
_KOBO = "kobolabs/epub-spec"
_KOBO_DRIVER = "calibre, devices/kobo/driver.py"
_AMAZON = "Amazon help, node 201974220"
_KINDLE_NOTES = "kemayo/leech, sites/__init__.py"
_CRENGINE = "koreader/crengine, epubfmt.cpp"


class Fact(NamedTuple):
    """What is done for a device, or cannot be, and why."""

    about: str
    says: str
    source: str
    """Where it was seen; `own` for what follows from how our books are made."""


class Screen(NamedTuple):
    """A class of screens."""

    device: str
    """Name of the row in `DEVICES`."""
    models: str
    size: tuple[int, int]
    """Width and height in pixels, upright."""
    source: str


class Target(NamedTuple):
    """A kind of device, and what it bears."""

    name: str
    """As `Options.device` has it."""
    title: str
    """For people."""
    ending: str = ".epub"
    """Of a book's file."""
    kepub: bool = False
    """Whether it takes a KEPUB."""
    image_size: tuple[int, int] = (1600, 2400)
    """Width and height in pixels that no picture needs to be larger than: those of its largest screen."""
    grey: bool = False
    """Whether pictures lose their colours unasked: for no device, since every maker sells screens that have some."""
    sheets: tuple[str, ...] = ()
    """Parts of `pages/theme/` that its renderer needs behind the theme."""
    notes_after: bool = False
    """Whether a note is shown over the page only if it stands behind its mark."""
    largest: int = 0
    """Bytes of a book that can come to it; 0 when nobody names a limit."""
    refused: str = ""
    """Characters beside those of every file system that its names do not have."""
    longest_name: int = 200
    """Bytes of UTF-8 in a name, without its ending."""
    mail_name: int = 0
    """Characters of an attachment's name, without its ending, if its mailbox takes ASCII alone and few; else 0."""
    mail_bytes: int = 0
    """Of all attachments of one mail; 0 when nobody names a limit."""
    mail_books: int = 0
    """Attachments of one mail."""
    mail_addresses: int = 0
    """Addresses that one mail may go to."""
    facts: tuple[Fact, ...] = ()


SCREENS = (
    Screen("kobo", "Nia", (758, 1024), _KCC),
    Screen("kobo", "Clara HD, 2E, BW, Colour", (1072, 1448), _KCC),
    Screen("kobo", "Libra H2O, 2, Colour", (1264, 1680), _KCC),
    Screen("kobo", "Elipsa", (1404, 1872), _KCC),
    Screen("kobo", "Forma, Sage", (1440, 1920), _KCC),
    Screen("kindle", "Kindle 11", (1072, 1448), _KCC),
    Screen("kindle", "Paperwhite 11", (1236, 1648), _KCC),
    Screen("kindle", "Oasis, Paperwhite 12, Colorsoft", (1264, 1680), _KCC),
    Screen("kindle", "Scribe (2480 high; what Send to Kindle makes of an EPUB is not)", (1860, 1920), _KCC),
    Screen("pocketbook", "Touch HD 1-3", (1072, 1448), _CALIBRE),
    Screen("pocketbook", "InkPad 3, X", (1404, 1872), _CALIBRE),
)
"""What is known of screens; a row of `DEVICES` has the largest width and height of its own."""

EVERYWHERE = (
    Fact(
        "documents", "No file of a chapter is larger than 260 kB; a longer chapter is parted.", "qualebook.edrlab.org"
    ),
    Fact(
        "work skins",
        "Written from a list of what CSS 2.1 has, by class alone: nothing in them can choke a reader.",
        "own",
    ),
)
"""What is true of every book, whatever it is read on."""
_COLOURS = "Stay: makers sell colour screens, too (Libra Colour, Colorsoft, Era Color). `--grey` drops them."

DEVICES: dict[str, Target] = {
    target.name: target
    for target in (
        Target(
            "generic",
            "any reader",
            facts=(
                Fact("file", "EPUB 3 with what readers of EPUB 2 need.", "EPUB 3.3; EPUBCheck 4.2.6 and 5.3"),
                Fact(
                    "footnotes",
                    "Shown over the page where a reader can; a link there and back elsewhere.",
                    "EPUB 3 Structural Semantics",
                ),
                Fact("subjects", "As `--subjects` says.", "own"),
            ),
        ),
        Target(
            "kobo",
            "Kobo",
            ending=".kepub.epub",
            kepub=True,
            image_size=(1440, 1920),
            sheets=("for-kobo",),
            notes_after=True,
            largest=1000 * MEGABYTE,
            refused="%;'$!",
            longest_name=120,
            facts=(
                Fact("file", "KEPUB: Kobo's own renderer shows it, not Adobe's.", f"{_KOBO}, “Sideloading”"),
                Fact(
                    "pages",
                    "Each chapter is a file: styles that break pages do nothing here.",
                    f"{_KOBO}, “Page Breaks”",
                ),
                Fact(
                    "style",
                    "A dotted line in the text's own colour under links: Kobo's is black, in dark mode too.",
                    "Standard Ebooks tools, se_epub_build.py",
                ),
                Fact(
                    "style",
                    "No rule selects bare `span`s: Kobo's sentences are some. One in `--css` leaves a notice (D021).",
                    f"{_KOBO}, “Choosing Selectors”",
                ),
                Fact(
                    "footnotes",
                    "Over the page, if behind its mark and of 9 to 5,000 characters; one before it is copied behind.",
                    f"{_KOBO}, “Footnotes”",
                ),
                Fact("colours", _COLOURS, "own"),
                Fact("cover", "A picture on a page of its own, named as cover; no GIF.", f"{_KOBO}, “Cover Images”"),
                Fact("names", "Without `% ; ' $ !` and short: 185 characters are a path's limit.", _KOBO_DRIVER),
                Fact("limits", "1 GB a book.", _KOBO),
                Fact("subjects", "As `--subjects` says.", "own"),
                Fact(
                    "cannot be had",
                    "Series: Kobo reads them from its database, which this program does not write to.",
                    f"{_KOBO_DRIVER}; pgaskin/kepubify#16",
                ),
            ),
        ),
        Target(
            "kindle",
            "Kindle",
            image_size=(1860, 1920),
            largest=50 * MEGABYTE,
            mail_bytes=50 * MEGABYTE,
            mail_books=25,
            mail_addresses=15,
            facts=(
                Fact("file", "EPUB, as Send to Kindle takes it; Amazon makes its own form of it.", _AMAZON),
                Fact(
                    "pictures",
                    "JPEG, PNG, GIF; 5 MB each. No WebP.",
                    "kdp.amazon.com, topic G75V4YX5X8GRGXWV; kindle-send#27",
                ),
                Fact("colours", _COLOURS, "own"),
                Fact(
                    "footnotes",
                    "Over the page: each note leads back to its mark, else Kindle takes it for none.",
                    _KINDLE_NOTES,
                ),
                Fact(
                    "style",
                    "Nothing of the text's own font, size, colour or lines is set.",
                    "Kindle Publishing Guidelines 2019.2, 9.3.2",
                ),
                Fact(
                    "names",
                    "Any: the title that Kindle shows is read from the attachment's name.",
                    "calibre, gui2/email.py",
                ),
                Fact("limits", "50 MB a mail, 25 books, 15 addresses.", _AMAZON),
                Fact("subjects", "As `--subjects` says.", "own"),
                Fact(
                    "cannot be had",
                    "A book by cable: Kindle opens no EPUB from its drive.",
                    "calibre, devices/kindle/driver.py",
                ),
                Fact(
                    "cannot be had",
                    "The place in a book that is sent again: it comes as a new one.",
                    "not tried on a device",
                ),
            ),
        ),
        Target(
            "pocketbook",
            "PocketBook",
            image_size=(1404, 1872),
            mail_name=22,
            facts=(
                Fact("file", "EPUB.", "calibre, devices/eb600/driver.py"),
                Fact(
                    "style",
                    "CSS 2.1 alone, as everywhere: Adobe's engine shows nothing of a sheet that it cannot read.",
                    "andreklein.net; FriendsOfEpub/Blitz",
                ),
                Fact("colours", _COLOURS, "own"),
                Fact("footnotes", "A link there and back; over the page where the firmware can.", "own"),
                Fact("subjects", "As `--subjects` says.", "own"),
                Fact(
                    "names",
                    "By cable any; by mail 22 letters, digits and hyphens, without commas.",
                    "calibre, gui2/email.py",
                ),
                Fact("limits", "None is known; the mail server's own counts.", "own"),
            ),
        ),
        Target(
            "apple",
            "Apple Books",
            facts=(
                Fact("file", "EPUB.", "Apple Books Asset Guide 5.3"),
                Fact("pictures", "At most 5.6 million pixels each.", "Apple Books Asset Guide 5.3"),
                Fact("footnotes", "Over the page.", "Apple Books Asset Guide 5.3"),
                Fact(
                    "subjects",
                    "The first is the category: that is the word of `--shelf`.",
                    "otwarchive, download_writer.rb",
                ),
                Fact(
                    "contents",
                    "Opens at the story: landmarks have one kind each.",
                    "Standard Ebooks tools, se_epub_build.py",
                ),
                Fact(
                    "cannot be had",
                    "A book by cable or mail: add it with Files, AirDrop or the app itself.",
                    "calibre manual, faq",
                ),
            ),
        ),
        Target(
            "koreader",
            "KOReader",
            facts=(
                Fact("file", "EPUB: it does not know KEPUB, on a Kobo neither.", _CRENGINE),
                Fact("pictures", "As for any reader: it runs on all of these screens.", "own"),
                Fact("footnotes", "Over the page, and at the chapter's end, where they stand.", _CRENGINE),
                Fact("subjects", "As `--subjects` says: its keywords.", _CRENGINE),
                Fact("series", "Shown; the first one counts.", _CRENGINE),
                Fact(
                    "names",
                    "The same name keeps the place: it is kept beside the file.",
                    "koreader, frontend/docsettings.lua",
                ),
            ),
        ),
    )
}
"""Name → what it bears."""
_SELECTOR = re.compile(r"([^{}]*)\{")
_ANY_SPAN = re.compile(r"(?:^|[\s>+~,])(?:span|\*)(?=$|[\s>+~,:])", re.IGNORECASE)
_ENDINGS = re.compile(r"(?i)(?:\.kepub)?\.epub\Z|\.kepub\Z")


def target_named(name: str) -> Target:
    """The row of the table with this name; raises `OptionsError` when there is none."""
    if name not in DEVICES:
        raise OptionsError(f"no device is called {name!r}", hint=f"choose {', '.join(CHOICES['device'])}")
    return DEVICES[name]


def options_for(name: str, **own: object) -> Options:
    """
    The options of a book for this device: `options_for("kobo", theme="modern")`.

    What is given counts, whatever the device. The same as `Options(device="kobo", theme="modern")`, for a device has
    its say only where an option leaves it open. Raises `OptionsError`.
    """
    return Options(device=target_named(name).name, **own)  # type: ignore[arg-type]


def container(content: bytes, target: Target) -> bytes:
    """
    A finished EPUB as the device takes it: for Kobo a KEPUB, else as it is.

    What is in the right form already stays as it is. Raises as `fic2epub.kepub.kepub_bytes`.
    """
    if not target.kepub:
        return content
    from fic2epub.kepub import kepub_bytes  # noqa: PLC0415 - brings lxml, which books for other devices may not need

    return kepub_bytes(content).content


def bearable(name: str, target: Target, *, longest: int = 0) -> str:
    """
    The name of a book's file as the device bears it, with the ending that it wants.

    `longest` is a limit in bytes, without the ending, that is stricter than the device's.
    """
    from fic2epub import naming  # noqa: PLC0415 - for what goes to devices alone

    stem = naming.cleaned(_ENDINGS.sub("", name), target.refused)
    return naming.shortened(stem, min(target.longest_name, longest or target.longest_name)) + target.ending


def notices_of(name: str, size: int, target: Target) -> tuple[Notice, ...]:
    """What there is to say of the finished file of a book: its name, and its size in bytes."""
    found = []
    if target.kepub and not name.lower().endswith(target.ending):
        said = f"{target.title} shows a book with its own renderer only under a name that ends in {target.ending}"
        found.append(Notice("D020", said, name))
    if target.largest and size > target.largest:
        said = f"{size / MEGABYTE:.0f} MB, and {target.title} takes {target.largest / MEGABYTE:.0f} MB at most"
        found.append(Notice("D022", f"the book has {said}; smaller pictures help: --image-size", name))
    return tuple(found)


def meets_spans(css: str) -> bool:
    """Whether a rule of the reader's own is for any `span` or any element: Kobo puts sentences into some of its own."""
    return any(_ANY_SPAN.search(selector) for selector in _SELECTOR.findall(css))


def renamed(path: Path, target: Target) -> Path:
    """The path with the ending of the device's books, where its own is that of another form of book."""
    name = path.name
    fits = name.lower().endswith(target.ending) and (target.kepub or not name.lower().endswith(".kepub.epub"))
    return path if fits else path.with_name(_ENDINGS.sub("", name) + target.ending)
