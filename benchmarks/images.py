"""How quickly large photographs are fitted: `python benchmarks/images.py [--pictures N] [--rounds N] [--table FILE]`.

Photographs of 12 megapixels, drawn here with shapes and grain, are made 1264 pixels wide as a plain program would do it
(open, resize with Lanczos' filter, save), and as a book gets them, on one processor and on two. All stand in one run,
one after the other in each round; the ratios are medians over the rounds, by the clock and of processors' work, which
is the same on a machine that others use, too. Memory is the peak of a process of its own.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageChops, ImageDraw

from fic2epub.images import fit_pictures
from fic2epub.images.target import Target
from fic2epub.model import Asset

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SIZE = (4000, 3000)
_WIDTH = 1264
_TARGET = Target(_WIDTH, 1680)
_MEBI = 1024


def _grain() -> Image.Image:
    """The noise of a film; the same each time."""
    chance = random.Random(12)
    small = Image.frombytes("L", (1000, 750), chance.randbytes(750_000))
    wide = Image.new("L", _SIZE)
    for column in range(4):
        for row in range(4):
            wide.paste(small.rotate(90 * (column + row)).resize((1000, 750)), (column * 1000, row * 750))
    return wide


def _draw(folder: Path, count: int) -> list[Path]:
    """Photographs of which no two are the same: soft ground, shapes, grain."""
    grain = _grain()
    paths = []
    for number in range(count):
        soft = [Image.radial_gradient("L"), Image.linear_gradient("L").rotate(number * 37), Image.linear_gradient("L")]
        image = Image.merge("RGB", [channel.resize(_SIZE) for channel in soft])
        pen = ImageDraw.Draw(image)
        for shape in range(90):
            left, top = (shape * 611 + number * 97) % _SIZE[0], (shape * 397 + number * 53) % _SIZE[1]
            pen.ellipse((left, top, left + 260, top + 190), fill=(shape * 2, 255 - shape, number * 5 % 256))
        shifted = ImageChops.offset(grain, number * 131, number * 57)
        image = Image.blend(image, Image.merge("RGB", [shifted] * 3), 0.12)
        path = folder / f"{number}.jpg"
        image.save(path, quality=90)
        paths.append(path)
    return paths


def _plain(paths: list[Path]) -> None:
    for path in paths:
        with Image.open(BytesIO(path.read_bytes())) as image:
            height = round(image.height * _WIDTH / image.width)
            image.resize((_WIDTH, height), Image.Resampling.LANCZOS).save(BytesIO(), "JPEG")


def _ours(paths: list[Path]) -> None:
    for _ in fit_pictures(_read(paths), _TARGET):
        pass


def _read(paths: list[Path]) -> Iterator[Asset]:
    """The pictures, each read when it is asked for."""
    return (Asset(href=path.name, media_type="image/jpeg", data=path.read_bytes()) for path in paths)


def _timed(work: Callable[[list[Path]], None], paths: list[Path], processors: int) -> tuple[float, float]:
    """Seconds on so many processors, by the clock and of their work."""
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, set(sorted(allowed)[:processors]))
    begun, worked = time.perf_counter(), time.process_time()
    work(paths)
    took = time.perf_counter() - begun, time.process_time() - worked
    os.sched_setaffinity(0, allowed)
    return took


def _peak(folder: Path, count: int) -> int:
    """Mebibytes that a process needs at most for so many pictures."""
    words = [sys.executable, __file__, "--peak", str(folder), "--pictures", str(count)]
    return int(subprocess.run(words, capture_output=True, text=True, check=True).stdout)


def _table(paths: list[Path], rounds: int) -> str:
    ways: dict[str, tuple[Callable[[list[Path]], None], int]] = {
        "Pillow, plainly, one processor": (_plain, 1),
        "a book, one processor": (_ours, 1),
        "a book, two processors": (_ours, 2),
    }
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, (work, processors) in ways.items():
            times[name].append(_timed(work, paths, processors))
    plain = next(iter(times.values()))
    heads = f"{len(paths)} photographs of 12 megapixels | Seconds | Ratio | Seconds of work | Ratio"
    lines = [f"| {heads} |", "|---|---|---|---|---|"]
    for name, took in times.items():
        cells = []
        for which in (0, 1):
            seconds = [one[which] for one in took]
            ratios = [one[which] / base[which] for one, base in zip(took, plain, strict=True)]
            cells += [f"{statistics.median(seconds):.1f}", f"{statistics.median(ratios):.2f}"]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    few = min(10, len(paths))
    lines += ["", "| Photographs | Peak of memory, MiB |", "|---|---|"]
    lines += [f"| {count} | {_peak(paths[0].parent, count)} |" for count in (few, len(paths))]
    return "\n".join(lines) + "\n"


def main(words: list[str]) -> None:
    """Print the table, and write it to a file if one is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--table", type=Path, help="Markdown file to write")
    parser.add_argument("--peak", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(words)
    if options.peak:
        _ours([options.peak / f"{number}.jpg" for number in range(options.pictures)])
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // _MEBI)
        return
    with tempfile.TemporaryDirectory() as folder:
        table = _table(_draw(Path(folder), options.pictures), options.rounds)
    sys.stdout.write(table)
    if options.table:
        options.table.write_text(table, "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
