"""
Draw the pictures of the pages on devices: `python docs/devices/make.py` (wants the group `test`).

Each is what the program says when it is run. The drives are folders with the files by which makers' drives are known,
and the mail server is one of the tests' own, on this machine: no device was at hand. What differs from one machine to
the next, the place of those folders and the room on the disk, is shown as `/media/ann` and as 5.1 GB.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from unittest import mock

from rich.console import Console
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["PICTURES", "Picture", "drawn"]

_HERE = Path(__file__).parent
_ROOT = _HERE.parents[1]
_WORK = _ROOT / "examples/the-clock-that-kept-the-tide.html"
_COLUMNS = 96
_FRAME = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width }}
.{unique_id}-title {{ font: bold 18px sans-serif }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" /></clipPath>{lines}</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g></g></svg>
"""
"""Rich's frame, but for the fonts that it would have fetched from the network."""


class Picture(NamedTuple):
    """A terminal, and what was typed into it."""

    drives: dict[str, dict[str, str]]
    """The name of each drive → its files."""
    commands: tuple[str, ...]
    tree: str = ""
    """The drive whose files are shown at the end."""


_KOBO = {
    ".kobo/version": "N418000000000,4.1.15,4.38.21908,4.1.15,4.1.15,00000000-0000-0000-0000-000000000388",
    ".kobo/KoboReader.sqlite": "",
}
_KINDLE = {"documents/My Clippings.txt": "", "system/version.txt": ""}
_POCKETBOOK = {"applications/koreader.app": "", "system/config/global.cfg": "", "books/Manual.pdf": ""}
_WITH_KOREADER = {**_KINDLE, "koreader/reader.lua": ""}

PICTURES = {
    "kobo": Picture(
        {"KOBOeReader": _KOBO},
        ("fic2epub devices", "fic2epub send clock.html --to kobo", "fic2epub send clock.html --to kobo"),
        tree="KOBOeReader",
    ),
    "kindle": Picture(
        {"Kindle": _KINDLE},
        ("fic2epub devices", "fic2epub send clock.html --to kindle", "fic2epub send clock.html --to mail:kindle"),
    ),
    "pocketbook": Picture(
        {"PB740": _POCKETBOOK},
        ("fic2epub devices", "fic2epub send clock.html --to pocketbook"),
        tree="PB740",
    ),
    "koreader": Picture(
        {"Kindle": _WITH_KOREADER},
        ("fic2epub devices", "fic2epub send clock.html --to koreader"),
        tree="Kindle",
    ),
    "apple": Picture({}, ("fic2epub send clock.html --to apple", "fic2epub clock.html --for apple -o Books/")),
    "others": Picture(
        {
            "tolino": {".tolino/.keep": "", "Books/.keep": ""},
            "NOOK": {"NOOK/My Files/.keep": ""},
            "BOOX": {"MyBooks/.keep": ""},
            "STICK": {"lists.txt": ""},
        },
        ("fic2epub devices", "fic2epub send clock.html --to tolino", "fic2epub send clock.html --to /media/ann/STICK"),
    ),
}
"""The name of the picture → what is to be seen."""


def drawn(name: str, picture: Picture) -> str:
    """The picture, as SVG."""
    console = Console(record=True, width=_COLUMNS, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    with _machine(picture) as (media, run):
        for command in picture.commands:
            console.print(Text(f"$ {command}", style="bold green"))
            console.print(Text(run(command).rstrip("\n")), soft_wrap=False)
        if picture.tree:
            console.print(Text(f"$ tree {picture.tree}", style="bold green"))
            console.print(Text("\n".join(_tree(media / picture.tree))))
    return console.export_svg(
        title="simulated drives" if picture.drives else "fic2epub", code_format=_FRAME, unique_id=f"terminal-{name}"
    )


@contextmanager
def _machine(picture: Picture) -> Iterator[tuple[Path, Callable[[str], str]]]:
    """A desk with a work on it, drives that are plugged in, and a mailbox; what a command says there."""
    if str(_ROOT) not in sys.path:
        sys.path.insert(0, str(_ROOT))
    from fic2epub.delivery import volumes as door  # noqa: PLC0415 - found by the line above
    from tests.unit.delivery.mailboxes import USER, Postbox, post_office  # noqa: PLC0415 - the same

    with (
        tempfile.TemporaryDirectory() as folder,
        post_office(Postbox(), None, security="none", auth_required=False) as port,
    ):
        media, desk = Path(folder) / "media", Path(folder) / "desk"
        desk.mkdir()
        shutil.copy(_WORK, desk / "clock.html")
        for drive, files in picture.drives.items():
            for name, content in files.items():
                (media / drive / name).parent.mkdir(parents=True, exist_ok=True)
                (media / drive / name).write_text(content, "utf-8")
        lines = ("[mail.kindle]", 'server = "localhost"', f"port = {port}", 'security = "none"', f'from = "{USER}"')
        (desk / "config.toml").write_text("\n".join((*lines, 'to = "ann@kindle.com"', "")), "utf-8")
        found = tuple(door.Volume(media / drive, "vfat", removable=True) for drive in sorted(picture.drives))
        with (
            chdir(desk),
            mock.patch.dict(os.environ, {"FIC2EPUB_CONFIG": str(desk / "config.toml")}),
            mock.patch.multiple(door, volumes=lambda: found, unreached=tuple),
        ):
            yield media, lambda command: _said(command, media)


def _said(command: str, media: Path) -> str:
    """What a command says, on whichever stream, with the places of a usual machine."""
    from fic2epub.cli import main  # noqa: PLC0415 - as the drives

    stream = io.StringIO()
    words = shlex.split(command.replace("/media/ann", str(media)))[1:]
    with redirect_stdout(stream), redirect_stderr(stream), suppress(SystemExit):
        main(words)
    return re.sub(r"\d+\.\d GB free", "5.1 GB free", stream.getvalue().replace(str(media), "/media/ann"))


def _tree(folder: Path, indent: str = "") -> Iterator[str]:
    """The files of a drive, as people draw them."""
    for path in sorted(folder.iterdir()):
        if path.name == ".keep":
            continue
        yield f"{indent}{path.name}{'/' if path.is_dir() else ''}"
        if path.is_dir():
            yield from _tree(path, f"{indent}    ")


if __name__ == "__main__":
    for name, picture in PICTURES.items():
        (_HERE / f"{name}.svg").write_text(drawn(name, picture), "utf-8")
        print(f"{name}.svg")
