"""`fic2epub cover SOURCE -o FILE`: the cover alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fic2epub.cli.inspect import read_one
from fic2epub.cli.options import Grouped, chosen, option, source_options
from fic2epub.cli.run import write_out
from fic2epub.cli.tell import tell
from fic2epub.errors import OptionsError, WritingError
from fic2epub.options import DESIGNS

if TYPE_CHECKING:
    from fic2epub.options import Options

__all__ = ["cover"]

_SOURCES, _COVER, _FILES = "Sources", "The cover", "Files and words"
_FORMS = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg"}
"""Ending of the file → what is written."""
_STREAM = "-"


@click.command(cls=Grouped, short_help="Draw the cover of a work.")
@click.argument("sources", metavar="SOURCE…", nargs=-1, required=True)
@source_options(
    _SOURCES,
    join="As the cover of what the sources of a work are together.",
    omnibus="As the cover of the omnibus of all works in the sources.",
)
@option(
    _COVER,
    "--cover",
    default="auto",
    show_default=True,
    metavar="auto|author|DESIGN|FILE",
    help=f"Which one: designs are {', '.join(DESIGNS)}.",
)
@option(_COVER, "--title", help="Title that overrules the work's own.")
@option(_COVER, "--language", metavar="TAG", help="Language (BCP 47) that overrules the work's own.")
@option(_COVER, "--ui-language", metavar="TAG", help="Language of the cover's own words.")
@option(_COVER, "--image-size", default="", metavar="WxH", help="It is not larger than this.")
@option(_COVER, "--grey", is_flag=True, help="Make it grey, for e-ink.")
@option(_FILES, "-o", "--output", metavar="FILE|-", required=True, help="Where it goes: a .png, .jpg or .jpeg.")
@option(_FILES, "--force", is_flag=True, help="Overwrite what stands there.")
@option(_FILES, "--quiet", is_flag=True, help="Say nothing but errors.")
def cover(
    sources: tuple[str, ...],
    kind: str | None,
    output: str,
    *,
    force: bool,
    quiet: bool,
    **choices: Any,  # noqa: ANN401 - what the options above declare, for `Options`
) -> int:
    """
    Draw the cover of the work in SOURCE, and nothing else.

    SOURCE is a file, or a folder or an archive with one work in it; several with --join or --omnibus. - is standard
    input, or with -o standard output.

    \b
    fic2epub cover "My Work.html" -o cover.png
    fic2epub cover "My Work.html" -o cover.jpg --cover poster
    """  # noqa: D301 - click reads \b as "keep these lines"
    options = chosen(choices)
    form = _form(output, options)
    path = Path(output)
    if output != _STREAM and path.exists() and not force:
        raise WritingError("this file exists", where=output, hint="--force overwrites it")
    from fic2epub import pipeline  # noqa: PLC0415 - brings lxml; --help does not want it

    work, name = read_one(sources, kind, options)
    picture, notices = pipeline.cover(work, options, form)
    _put(path, picture)
    if not quiet:
        tell(notices, name)
    return 0


def _form(output: str, options: Options) -> str:
    """What is written, by the file's ending; raises `OptionsError`."""
    if options.cover == "none":
        raise OptionsError("no cover is to be drawn", hint="leave --cover none out")
    if output == _STREAM:
        return "jpeg"
    form = _FORMS.get(Path(output).suffix.lower())
    if form is None:
        raise OptionsError(
            "a cover is a .png, .jpg or .jpeg file", where=output, hint="name one of these: -o cover.png"
        )
    return form


def _put(path: Path, picture: bytes) -> None:
    """Write the picture, whole or not at all, and say where it is."""
    if str(path) == _STREAM:
        write_out(picture)
        return
    from fic2epub.placing import put  # noqa: PLC0415 - beside the pipeline

    put(path, picture)
    click.echo(path)
