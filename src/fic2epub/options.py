"""Every choice and its default, checked once."""

from __future__ import annotations

from dataclasses import dataclass

from fic2epub.errors import OptionsError

__all__ = ["SUBJECTS", "Options"]

SUBJECTS = ("shelf", "fandom", "relationship", "character", "tag", "category", "rating", "warning")
"""What may become a `dc:subject`, in the order in which they are written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How books are made; the defaults are what most readers want."""

    language: str | None = None
    """BCP 47 tag that overrules the work's own, or fills in for it."""
    title: str | None = None
    """Title that overrules the work's own."""
    cover: bool = True
    """Draw a cover from the metadata."""
    subjects: tuple[str, ...] = ("shelf", "fandom")
    """Which kinds of tag become subjects; names from `SUBJECTS`."""
    shelf: str = "Fan fiction"
    """The one word for a bookshelf, first among the subjects."""
    template: str = "{title} - {author}"
    """Name of the file without its ending; see `fic2epub.naming` for the fields."""
    partial: bool = False
    """Make a book of a work whose end is cut off, as far as it goes."""

    def __post_init__(self) -> None:
        """Refuse what cannot be meant."""
        unknown = [kind for kind in self.subjects if kind not in SUBJECTS]
        if unknown:
            raise OptionsError(
                f"no such kind of subject: {', '.join(unknown)}", hint=f"known are: {', '.join(SUBJECTS)}"
            )
        if not self.template.strip():
            raise OptionsError("the template for file names is empty")
