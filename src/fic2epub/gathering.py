"""Several sources at once: what is found in them is gathered, and made one of each work, or one of all."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from fic2epub.errors import Fic2EpubError, NotAWork, Notice, SourceError, noting
from fic2epub.model import Source
from fic2epub.options import Options
from fic2epub.pipeline import overruled
from fic2epub.sources import open_source
from fic2epub.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from fic2epub.guides import Guide
    from fic2epub.joining import Given
    from fic2epub.model import Html, Work
    from fic2epub.sources import Found

    Sources = str | Path | bytes | Source | Iterable[str | Path | bytes | Source]
    Refuse = Callable[[Fic2EpubError, Found], None]

__all__ = ["Gathered", "bound", "gather", "join", "joined", "omnibus"]


class Gathered(NamedTuple):
    """What was found in several sources, in the order in which it was found."""

    given: tuple[Given, ...]
    guides: tuple[Guide, ...]
    folder: Path | None
    """Where the first work was found."""


def join(sources: Sources, options: Options | None = None) -> tuple[Work[Html], ...]:
    """
    Read all works in these sources, and make one of all sources of the same work: chapter pages, editions, forms.

    A source is a path, a folder, a zip archive of saves, bytes, or a `Source`. Saved indexes of chapters and pages of
    series among them help to put things in order. What is met in a folder or an archive and holds no work is left
    out, with a notice. Raises as `read`, and `NotAWork` when no work is among the sources.
    """
    options = options or Options()
    left_out: list[Fic2EpubError] = []
    works = [given.work for given in joined(gather(sources, options, _leaving_out(left_out)), options)]
    return (_with_left_out(works[0], left_out), *works[1:])


def omnibus(sources: Sources, options: Options | None = None) -> Work[Html]:
    """
    Join these sources as `join` does, and make one work of all works in them, in the order of their series.

    The title is `options.title`, else the series' name. Raises as `join`.
    """
    options = options or Options()
    left_out: list[Fic2EpubError] = []
    return _with_left_out(bound(gather(sources, options, _leaving_out(left_out)), options).work, left_out)


def gather(sources: Sources, options: Options, refuse: Refuse) -> Gathered:
    """
    Open and read all works and guides in these sources.

    What cannot be read is told to `refuse`, which raises what is to stop all.
    """
    from fic2epub.joining import Given, released  # noqa: PLC0415 - only who joins needs it
    from fic2epub.model import Work  # noqa: PLC0415 - here as a class
    from fic2epub.readers import read_source  # noqa: PLC0415 - beside `Given`

    given: list[Given] = []
    guides: list[Guide] = []
    folder: Path | None = None
    for found in _found(sources):
        try:
            source = found.open()
            read = read_source(source, options)
        except Fic2EpubError as error:
            error.where = found.name
            refuse(error, found)
            continue
        if isinstance(read, Work):
            folder = folder if given else source.folder
            if given and read.listed == given[-1].work.listed:  # every page of a chapter lists all chapters
                read = replace(read, listed=given[-1].work.listed)
            given.append(Given(found.name, released(read)))
        else:
            guides.append(read)
    return Gathered(tuple(given), tuple(guides), folder)


def joined(gathered: Gathered, options: Options) -> tuple[Given, ...]:
    """Each work, made of all that was gathered of it. Raises `NotAWork` when there is none."""
    from fic2epub.joining import join_works  # noqa: PLC0415 - only who joins needs it

    _refuse_nothing(gathered)
    notices: list[Notice] = []
    works = join_works(gathered.given, gathered.guides, noting(notices))
    for_all = [works[0].work.notices, tuple(notices)]
    first = works[0]._replace(work=replace(works[0].work, notices=tuple(chain(*for_all))))
    return tuple(one._replace(work=overruled(one.work, options)) for one in (first, *works[1:]))


def bound(gathered: Gathered, options: Options) -> Given:
    """The omnibus of all that was gathered, under its first source's name. Raises `NotAWork` when there is no work."""
    from fic2epub.joining import guide_of, join_works, make_omnibus  # noqa: PLC0415 - only who joins needs it

    _refuse_nothing(gathered)
    notices: list[Notice] = []
    note = noting(notices)
    works = [_speaking(one, options) for one in join_works(gathered.given, gathered.guides, note)]
    guides = (*gathered.guides, *(guide_of(one.work) for one in gathered.given if one.work.parts))
    work = make_omnibus(works, guides, options.title, note)
    return works[0]._replace(work=overruled(replace(work, notices=(*work.notices, *notices)), options))


def _found(sources: Sources) -> Iterator[Found]:
    """All that the sources mean; one alone need not be in a list."""
    from fic2epub.sources import Found, find_sources  # noqa: PLC0415 - a single file is opened without

    if isinstance(sources, str | bytes | Path | Source):
        sources = (sources,)
    for source in sources:
        if isinstance(source, bytes | Source):
            name = source.name if isinstance(source, Source) else "(bytes)"
            yield Found(name, partial(open_source, source), among_others=False)
        else:
            yield from find_sources(source)


def _speaking(given: Given, options: Options) -> Given:
    """The work in the language of the options, if its own is not known."""
    if not options.language or given.work.metadata.language != "und":
        return given
    return given._replace(work=overruled(given.work, replace(options, title=None)))


def _refuse_nothing(gathered: Gathered) -> None:
    if not gathered.given:
        hint = "pages of series and indexes of chapters hold no text: name the works, too" if gathered.guides else ""
        raise NotAWork("there is no work among these sources", hint=hint)


def _leaving_out(left_out: list[Fic2EpubError]) -> Refuse:
    """A `refuse` that keeps what is no work and was not asked for by name, and raises the rest."""

    def refuse(error: Fic2EpubError, found: Found) -> None:
        if not (found.among_others and isinstance(error, SourceError)):
            raise error
        left_out.append(error)

    return refuse


def _with_left_out(work: Work[Html], left_out: list[Fic2EpubError]) -> Work[Html]:
    """The work, with a notice for each file that was left out."""
    notices = (Notice("R087", f"left out: {error.message}", error.where) for error in left_out)
    return replace(work, notices=(*work.notices, *notices))
