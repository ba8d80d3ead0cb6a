"""Every choice and its default, checked once."""

from __future__ import annotations

import re

from fic2epub.errors import OptionsError
from fic2epub.values import dataclass

__all__ = ["CHOICES", "COVERS", "DESIGNS", "SUBJECTS", "Options"]

SUBJECTS = ("shelf", "fandom", "relationship", "character", "tag", "category", "rating", "warning")
"""What may become a `dc:subject`."""
CHOICES: dict[str, tuple[str, ...]] = {
    "spacing": ("auto", "keep"),
    "paragraphs": ("indented", "spaced", "author"),
    "footnotes": ("popup", "end", "keep"),
    "notes": ("around", "end", "appendix", "drop"),
    "work_skin": ("paper", "author", "off"),
    "theme": ("classic", "modern", "plain"),
    "images": ("keep", "fetch", "drop"),
    "warnings": ("shown", "folded"),
    "device": ("generic", "kobo", "kindle", "pocketbook", "apple", "koreader"),
}
"""The words that may stand for an option; the first is the default."""
DESIGNS = ("label", "cloth", "mosaic", "horizon", "poster")
"""The covers that can be drawn (`fic2epub.pages.cover`)."""
COVERS = ("auto", "author", "none")
"""What `cover` may say beside a design and the path of a picture."""
_LANGUAGE = r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*"
"""The form of a language tag; no language has more letters (RFC 5646, section 2.2.1)."""

_SIZE = r"[1-9][0-9]{1,4}x[1-9][0-9]{1,4}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How books are made; the defaults are what most readers want."""

    language: str | None = None
    """BCP 47 tag that overrules the work's own, or fills in for it."""
    title: str | None = None
    """Title that overrules the work's own."""
    cover: str = "auto"
    """
    `auto` draws one from the metadata, `none` leaves it out, `author` takes the first large picture of the work; a
    name of `DESIGNS` draws that one, and the path of a picture, with a dot or a slash in it, takes this picture.
    """
    subjects: tuple[str, ...] = ("shelf", "fandom")
    """Which kinds of tag become subjects; names from `SUBJECTS`."""
    shelf: str = "Fan fiction"
    """The one word for a bookshelf, first among the subjects."""
    template: str = "{title} - {author}"
    """Name of the file without its ending; see `fic2epub.naming` for the fields."""
    ui_language: str | None = None
    """BCP 47 tag of the words that the book adds to the work's; the work's own language where there are such words."""
    partial: bool = False
    """Make a book of a work whose end is cut off, as far as it goes."""
    device: str = "generic"
    """What the book is read on (`fic2epub.targets`): it settles the form of the file, and what other options leave."""

    spacing: str = "auto"
    """Blank paragraphs: tell double spacing from breaks between scenes, or keep each (`CHOICES`, as those below)."""
    paragraphs: str = "indented"
    """How a paragraph is told from the one before: by its first line, by a gap, or as its author did."""
    footnotes: str = "popup"
    """Notes that an author made by hand: shown over the page, gathered at the chapter's end, or left as they are."""
    notes: str = "around"
    """Where the notes of chapters stand: before and behind each, all behind, at the book's end, or nowhere."""
    work_skin: str = "paper"
    """The work's own style: translated for paper, kept as far as a book allows, or left out."""
    vertical: bool = False
    """Set Japanese or Chinese in lines from top to bottom."""
    calm_marks: bool = False
    """Limit piled-up combining marks to what a line can hold."""
    smarten: bool = False
    """Make straight quotation marks, double hyphens and three dots what a printer would set."""

    theme: str = "classic"
    """How the book looks."""
    css: str = ""
    """Rules of the reader's own, which have the last word."""
    warnings: str = "shown"
    """The archive's warnings: in sight, or behind one tap."""
    lengths: bool = False
    """Words and minutes of each chapter in the contents."""

    images: str = "keep"
    """Pictures: those that came along, those on the network as well, or none."""
    image_size: str = ""
    """Width and height in pixels that no picture is larger than, such as `1264x1680`; empty for the usual limit."""
    grey: bool = False
    """Make all pictures grey, for screens of electronic ink."""

    def __post_init__(self) -> None:
        """Refuse what cannot be meant."""
        for name, words in CHOICES.items():
            if getattr(self, name) not in words:
                raise OptionsError(
                    f"{name.replace('_', '-')} cannot be {getattr(self, name)!r}", hint=f"choose {', '.join(words)}"
                )
        unknown = [kind for kind in self.subjects if kind not in SUBJECTS]
        if unknown:
            raise OptionsError(
                f"no such kind of subject: {', '.join(unknown)}", hint=f"known are: {', '.join(SUBJECTS)}"
            )
        self._refuse_forms()
        if not self.template.strip():
            raise OptionsError("the template for file names is empty")
        for name in ("title", "shelf", "template"):
            # Words of a command line that its locale cannot read come with surrogates in them (PEP 383).
            if any("\ud800" <= char <= "\udfff" for char in getattr(self, name) or ""):
                raise OptionsError(f"the {name} holds bytes that are no text")

    def _refuse_forms(self) -> None:
        """Refuse words that are not of the form that their option has."""
        for tag in (self.language, self.ui_language):
            if tag and not re.fullmatch(_LANGUAGE, tag):
                raise OptionsError(f"{tag!r} is no language tag", hint="such as en, pt-BR, zh-Hant (BCP 47)")
        if self.cover not in (*COVERS, *DESIGNS) and not re.search(r"[./\\]", self.cover):
            words = f"choose {', '.join((*COVERS, *DESIGNS))}, or name the file of a picture"
            raise OptionsError(f"no cover is called {self.cover!r}", hint=words)
        if self.css:
            from fic2epub.wishes import granted  # noqa: PLC0415 - few readers have wishes

            granted(self.css)
        if self.image_size and not re.fullmatch(_SIZE, self.image_size):
            raise OptionsError(f"{self.image_size!r} is no size", hint="width and height in pixels: 1264x1680")
