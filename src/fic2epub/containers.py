"""What every EPUB begins with: where its package document is, what its paths mean, whether it is locked."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from fic2epub.dom import parse_xml
from fic2epub.errors import ReadingError, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from fic2epub.unzip import Archived

__all__ = ["CONTAINER", "inside", "looks_like_epub", "named", "packages_said", "refuse_locked", "xml_of"]

CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_MIMETYPE = b"application/epub+zip"
_PACKAGE_TYPE = "application/oebps-package+xml"
_OBFUSCATED = frozenset(("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"))
"""How fonts are made unusable elsewhere (EPUB 3.3, section 4.3; Adobe): no lock on the text."""
_LARGEST_XML = 16 << 20


def looks_like_epub(files: Archived) -> bool:
    """Whether this archive is meant as an EPUB, whatever it lacks."""
    if CONTAINER in files or any(name.endswith(".opf") for name in files):
        return True
    return "mimetype" in files and files.size_of("mimetype") < 100 and files["mimetype"].strip() == _MIMETYPE  # noqa: PLR2004 - a line


def inside(base: str, href: str) -> str | None:
    """The name in the archive that `href` means in the file `base`; None for an address, or a place outside."""
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return None
    name = posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(parts.path).replace("\\", "/")))
    return None if name.startswith(("../", "/")) or name in {"..", "."} else name


def packages_said(files: Archived) -> Iterator[str]:
    """The paths that the container tells (EPUB 3.3, section 4.2.6.3.1); nothing when it cannot be read."""
    if CONTAINER not in files:
        return
    try:
        root = xml_of(files, CONTAINER)
    except ReadingError:
        return
    for rootfile in named(root, "rootfile"):
        path = inside("", rootfile.get("full-path", ""))
        if path and rootfile.get("media-type", _PACKAGE_TYPE) == _PACKAGE_TYPE:
            yield path


def refuse_locked(files: Archived) -> None:
    """Raise `SourceError` when anything but fonts is encrypted."""
    if _ENCRYPTION not in files:
        return
    root = xml_of(files, _ENCRYPTION)
    used = {element.get("Algorithm", "") for element in named(root, "EncryptionMethod")}
    if used - _OBFUSCATED:
        raise SourceError("this EPUB is locked (DRM): its text cannot be read", hint="a work of the archive never is")


def xml_of(files: Archived, name: str) -> _Element:
    """A file of the archive that is XML; raises `ReadingError` when it is not, `SourceError` when it is too large."""
    if files.size_of(name) > _LARGEST_XML:
        raise SourceError(f"larger than {_LARGEST_XML >> 20} MiB, which no such file is", where=name)
    try:
        return parse_xml(files[name])
    except ReadingError as error:
        error.where = error.where or name
        raise


def named(root: _Element, name: str) -> Iterator[_Element]:
    """Elements of that name, in whatever namespace: old tools had their own."""
    return root.iter(f"{{*}}{name}")
