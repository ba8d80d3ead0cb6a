"""What lies around saved works in folders and archives and is none itself, told by name alone."""

from __future__ import annotations

import re

from fic2epub.ordering import natural

__all__ = ["is_companion", "is_hidden", "is_of_a_page", "saves_among"]

_FOLDER_ENDINGS = (
    *("_files", ".files", "_file", "_fichiers", "_archivos", "_arquivos", "_ficheiros", "_fitxers", "_fitxategiak"),
    *("-dateien", "_dateien", "-filer", "_bestanden", "_pliki", "_soubory", "_subory", "_datoteke", "_fajlovi"),
    *("_elemei", "_tiedostot", "_dosyalar", "_failid", "_fails", "_bylos"),
)
"""What browsers add to a page's name for the folder of its files, each in its language (Windows calls the two
"connected files" and moves them together)."""
_PAGE_ENDINGS = (".html", ".htm", ".xhtml", ".xht", ".mhtml", ".mht")
_NO_WORKS = frozenset(
    (
        *("css", "js", "mjs", "map", "json", "xml", "rss", "woff", "woff2", "ttf", "otf", "eot", "ico", "svg"),
        *("png", "jpg", "jpeg", "jpe", "gif", "webp", "avif", "bmp", "tif", "tiff", "heic", "jxl", "psd"),
        *("mp3", "m4a", "m4b", "ogg", "opus", "wav", "flac", "mp4", "m4v", "mkv", "webm", "avi", "mov"),
        *("crdownload", "part", "download", "tmp", "lnk", "url", "webloc", "ini", "db", "log", "opf", "ncx", "py"),
    ),
)
"""Endings of what stands beside saves, and of what browsers and systems leave in folders."""
_FRAMES = re.compile(r"saved_resource(?:\(\d+\))?\.html?", re.IGNORECASE)
"""Chrome's name for a frame of a page."""


def is_hidden(name: str) -> bool:
    """Whether systems hide a file or folder of this name, or made it for themselves."""
    return name.startswith(".") or name in ("__MACOSX", "$RECYCLE.BIN", "System Volume Information")


def is_companion(name: str) -> bool:
    """Whether a file of this name belongs to saves and is none: a sheet, a script, a picture."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return ending in _NO_WORKS or _FRAMES.fullmatch(name) is not None


def is_of_a_page(folder: str, beside: frozenset[str]) -> bool:
    """Whether a folder holds the files of a page that stands beside it; `beside` are the names there, in lower case."""
    name = folder.lower()
    return any(
        name.endswith(ending) and any(name.removesuffix(ending) + page in beside for page in _PAGE_ENDINGS)
        for ending in _FOLDER_ENDINGS
    )


def saves_among(paths: tuple[str, ...]) -> list[str]:
    """Of the paths of an archive's files, those that may be works, in natural order; files before folders."""
    beside: dict[str, set[str]] = {}
    for path in paths:
        folder, _, name = path.rpartition("/")
        beside.setdefault(folder, set()).add(name.lower())
    names = {folder: frozenset(there) for folder, there in beside.items()}
    kept = {folder: not _is_left_out(folder, names) for folder in names}
    found = [path for path in paths if kept[path.rpartition("/")[0]] and not _is_no_save(path.rpartition("/")[2])]
    return sorted(found, key=_in_order)


def _is_no_save(name: str) -> bool:
    return is_hidden(name) or is_companion(name)


def _is_left_out(folder: str, names: dict[str, frozenset[str]]) -> bool:
    """Whether the folder or one around it is hidden, or belongs to a page."""
    around = ""
    for part in folder.split("/") if folder else ():
        if is_hidden(part) or is_of_a_page(part, names.get(around, frozenset())):
            return True
        around = f"{around}/{part}" if around else part
    return False


def _in_order(path: str) -> list[tuple[bool, tuple[tuple[tuple[str, int, str], ...], str]]]:
    """Sorts a folder's files before its folders."""
    *folders, name = path.split("/")
    return [*((True, natural(folder)) for folder in folders), (False, natural(name))]
