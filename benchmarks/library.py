"""A library of many books under many hands: how long pages take, and how much memory the server comes to hold.

`python benchmarks/library.py [--books 10000] [--clients 200] [--requests 20]`: makes a folder of small books, opens a
library over it twice (an index to be made, an index to be read), and lets so many clients ask at once.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from random import Random
from statistics import quantiles
from typing import TYPE_CHECKING
from urllib.request import urlopen

from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDS = "lamp harbour tide clock fog bread ferry quay gull rope salt window letter garden winter stone".split()
_CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
_PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i"><metadata
xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">urn:book:{number}</dc:identifier>
<dc:title>{title} {number}</dc:title><dc:creator>Writer {writer}</dc:creator><dc:language>{language}</dc:language>
<dc:subject>Fan fiction</dc:subject><dc:description>{summary}</dc:description>
<meta name="calibre:series" content="Series {series}"/><meta name="calibre:series_index" content="{place}"/></metadata>
<manifest><item id="one" href="one.xhtml" media-type="application/xhtml+xml"/>
<item id="c" href="c.jpg" media-type="image/jpeg" properties="cover-image"/></manifest>
<spine><itemref idref="one"/></spine></package>"""
_RECORD = '{{"metadata": {{"fandoms": ["Fandom {fandom}"], "words": {number}}}}}'
_PER_FOLDER = 200
_PATHS = (
    *("/", "/?page=150&order=title", "/?words=fog+lamp", "/?words=%E6%9D%B1%E4%BA%AC", "/browse/author"),
    *("/opds", "/opds/books?page=100", "/opds2/books?query=gull"),
)
"""What is asked for by one alone."""


def _covers(chance: Random) -> list[bytes]:
    made = []
    for shade in range(12):
        image = Image.new("RGB", (800, 1200), (20 * shade, 90, 200 - 10 * shade))
        draw = ImageDraw.Draw(image)
        for _ in range(40):
            draw.line([chance.randrange(800) for _ in range(4)], fill=(255, 255, 255 - shade), width=5)
        written = BytesIO()
        image.save(written, "JPEG")
        made.append(written.getvalue())
    return made


def _fill(folder: Path, books: int) -> None:
    """Write so many books, about 140 kB each."""
    chance = Random(7)
    covers = _covers(chance)
    page = "".join(f"<p>{' '.join(chance.choices(_WORDS, k=60))}.</p>" for _ in range(30))
    for number in range(books):
        place = folder / f"{number // _PER_FOLDER:03}"
        place.mkdir(parents=True, exist_ok=True)
        known = {
            "number": number,
            "title": " ".join(chance.choices(_WORDS, k=3)).title() if number % 50 else "東京の雨",
            "writer": chance.randrange(books // 5 + 1),
            "series": chance.randrange(books // 4 + 1),
            "fandom": chance.randrange(books // 40 + 1),
            "language": chance.choice(("en", "en", "de", "ja")),
            "summary": " ".join(chance.choices(_WORDS, k=40)),
            "place": number % 9 + 1,
        }
        with zipfile.ZipFile(place / f"{number}.epub", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
            archive.writestr("META-INF/container.xml", _CONTAINER)
            archive.writestr("META-INF/fic2epub.json", _RECORD.format(**known))
            archive.writestr("OPS/book.opf", _PACKAGE.format(**known))
            archive.writestr("OPS/one.xhtml", f"<html xmlns='http://www.w3.org/1999/xhtml'><body>{page}</body></html>")
            archive.writestr("OPS/c.jpg", covers[number % len(covers)], zipfile.ZIP_STORED)


@contextmanager
def _library(folder: Path, index: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, "-m", "fic2epub", "serve", str(folder), "--port", "0", "--quiet", "--index", str(index)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None  # noqa: S101 - it is a pipe
        try:
            yield program, program.stdout.readline().strip().rstrip("/")
        finally:
            program.send_signal(signal.SIGINT)
            program.wait(20)


def _until_all_are_there(url: str, books: int) -> None:
    while True:
        with urlopen(f"{url}/opds2/books") as answer:  # noqa: S310 - our own library
            if f'"numberOfItems":{books}' in answer.read().decode():
                return
        time.sleep(0.1)


def _memory(process: int, name: str) -> int:
    """MiB that a process holds (VmRSS), or held at most (VmHWM); Linux alone tells."""
    told = Path(f"/proc/{process}/status")
    found = re.search(rf"{name}:\s+(\d+) kB", told.read_text()) if told.exists() else None
    return int(found[1]) // 1024 if found else 0


async def _ask(host: str, port: int, path: str) -> tuple[int, int]:
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n".encode())
    await writer.drain()
    answer = await reader.read()
    writer.close()
    head, _, body = answer.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: (\d+)", head)
    whole = length is not None and len(body) == int(length[1])
    return (int(head[9:12]) if whole else 0), len(answer)


async def _client(host: str, port: int, paths: list[str], times: dict[str, list[float]], errors: list[str]) -> int:
    got = 0
    for path in paths:
        start = time.perf_counter()
        try:
            status, size = await _ask(host, port, path)
        except OSError as error:
            status, size = 0, 0
            errors.append(f"{path}: {error}")
        times.setdefault(path.split("?")[0].split("/")[1] or "page", []).append(time.perf_counter() - start)
        got += size
        if status != 200:
            errors.append(f"{path}: {status}")
    return got


async def _storm(url: str, clients: int, each: int, keys: list[str]) -> None:
    host, _, port = url.removeprefix("http://").partition(":")
    chance = Random(3)
    times: dict[str, list[float]] = {}
    errors: list[str] = []
    plans = []
    for _ in range(clients):
        key = chance.choice(keys)
        choices = (
            f"/?page={chance.randrange(1, 200)}",
            f"/?words={chance.choice(_WORDS)}",
            f"/book/{key}",
            f"/thumb/{key}.jpg",
            f"/get/{key}/x.epub",
            f"/get/{key}/x.kepub.epub",
            f"/opds/books?page={chance.randrange(1, 200)}",
            f"/opds2/books?query={chance.choice(_WORDS)}",
        )
        plans.append([chance.choice(choices) for _ in range(each)])
    start = time.perf_counter()
    got = await asyncio.gather(*(_client(host, int(port), plan, times, errors) for plan in plans))
    took = time.perf_counter() - start
    print(
        f"{clients} clients at once: {clients * each} answers, {sum(got) >> 20} MiB in {took:.1f} s,"
        f" {len(errors)} errors"
    )
    for error in errors[:5]:
        print(f"  {error}")
    for name, found in sorted(times.items()):
        cuts = quantiles(found, n=100)
        print(f"  {name:6} half within {cuts[49] * 1000:6.0f} ms, 99 of 100 within {cuts[98] * 1000:6.0f} ms")


def _alone(url: str, path: str) -> None:
    taken = []
    for _ in range(7):
        start = time.perf_counter()
        with urlopen(url + path) as answer:  # noqa: S310 - our own library
            answer.read()
        taken.append(time.perf_counter() - start)
    print(f"  {path:32} first {taken[0] * 1000:5.0f} ms, then {sorted(taken[1:])[3] * 1000:5.1f} ms")


def main() -> None:
    """Make, open, ask, tell."""
    parser = argparse.ArgumentParser()
    for name, usual in (("books", 10_000), ("clients", 200), ("requests", 20)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as around:
        folder, index = Path(around) / "books", Path(around) / "index" / "i.sqlite"
        _fill(folder, asked.books)
        os.sync()
        for what in ("first look", "later start"):
            start = time.perf_counter()
            with _library(folder, index) as (program, url):
                _until_all_are_there(url, asked.books)
                print(f"{what}: {asked.books} books in {time.perf_counter() - start:.1f} s, command included")
                if what == "first look":
                    continue
                for path in _PATHS:
                    _alone(url, path)
                with urlopen(f"{url}/opds2/books?page=7") as answer:  # noqa: S310 - our own library
                    keys = sorted(set(re.findall(r"/get/([0-9a-f]{20})/", answer.read().decode())))
                before = _memory(program.pid, "VmRSS")
                asyncio.run(_storm(url, asked.clients, asked.requests, keys))
                after, most = _memory(program.pid, "VmRSS"), _memory(program.pid, "VmHWM")
                print(f"memory: {before} MiB before, {most} MiB at most, {after} MiB after")


if __name__ == "__main__":
    main()
