"""Pages that are not a work: what they are, and how to get the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.dom import text_of
from fic2epub.errors import NotAWork

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.model import Source

__all__ = ["refuse"]

_DOWNLOAD = "open the work on the archive, choose Download, then HTML, and give that file"


def refuse(root: _Element, source: Source) -> NotAWork:
    """The error that says what this page is, as far as it can be told."""
    main = root.find(".//div[@id='main']")
    if root.find(".//div[@id='workskin']") is not None:
        said = "this is a page saved from a browser, not an HTML download"
    elif main is not None:
        heading = text_of(main.find(".//h2"))
        said = f"this is a page of the archive, but not a work{f': “{heading}”' if heading else ''}"
    elif text_of(root) == "Retry later":  # Rack::Attack's answer to too many requests
        said = "the archive answered “Retry later” in place of the work"
    else:
        said = "this is not a work of the archive"
    return NotAWork(said, where=source.name, hint=_DOWNLOAD)
