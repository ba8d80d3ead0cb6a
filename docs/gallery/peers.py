"""
The same work as other programs make it: the archive with calibre, pandoc, FanFicFare. None of them is ours.

Each gets what it is made for, with its own defaults: calibre and pandoc the archive's download, FanFicFare the pages of
the archive, which are printed for it here and not fetched.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import fic2epub

ROOT = Path(__file__).parents[2]

__all__ = ["PEERS", "archive_book", "fanficfare_book", "missing", "pandoc_book"]

_SHEET = (
    ".meta dl.tags { border: none; padding: 0 } .meta dl.tags > dt, .meta dl.tags > dd { display: block; margin: 0 } "
    ".meta dt { font-weight: bold } #chapters, .userstuff { font-family: serif; padding: 0 }"
)
"""What the archive adds for e-readers: it takes away the box that the download draws (otwarchive ebooks.css)."""
_HEADS = (
    "//h:body/h:div[@id='chapters']/h:h2[@class='toc-heading']"
    " | //h:body/h:div[@id='chapters']/h:div[@class='meta group']/h:h2[@class='heading']"
    " | //h:body/h:div[@id='preface' or @id='afterword']/h:h2[@class='toc-heading']"
)
"""Which headings are chapters (otwarchive app/models/download_writer.rb)."""


def missing() -> list[str]:
    """What is not installed."""
    absent = [] if shutil.which("ebook-convert") else ["calibre (ebook-convert)"]
    return absent + [name for name in ("pypandoc", "fanficfare") if find_spec(name) is None]


def archive_book(download: Path, folder: Path) -> Path:
    """The archive's EPUB: what calibre makes of its download with the archive's options."""
    book, sheet = folder / "archive.epub", folder / "ebooks.css"
    sheet.write_text(_SHEET, "utf-8")
    work = fic2epub.read(download).metadata
    names = ", ".join(creator.name for creator in work.creators)
    tags = ("Fanworks", work.rating or "", *work.warnings, *work.fandoms, *work.characters, *work.tags)
    words = ["ebook-convert", download, book, "--input-encoding", "utf-8", "--toc-threshold", "0", "--use-auto-toc"]
    words += ["--title", work.title, "--title-sort", work.title, "--authors", names, "--author-sort", names]
    words += ["--comments", work.summary, "--tags", ", ".join(tags), "--pubdate", str(work.updated)]
    words += ["--publisher", "Archive of Our Own", "--language", work.language, "--chapter", _HEADS]
    words += [
        word for series in work.series[:1] for word in ("--series", series.name, "--series-index", series.position)
    ]
    words += ["--extra-css", sheet, "--no-default-epub-cover"]
    subprocess.run(words, check=True, capture_output=True)
    return book


def pandoc_book(download: Path, folder: Path) -> Path:
    """Pandoc's EPUB, with its defaults."""
    import pypandoc  # noqa: PLC0415 - may not be there

    book = folder / "pandoc.epub"
    words = [pypandoc.get_pandoc_path(), "--from=html", "--to=epub", f"--output={book}", download]
    subprocess.run(words, check=True, capture_output=True, cwd=folder)
    return book


def fanficfare_book(download: Path, folder: Path) -> Path:
    """FanFicFare's EPUB, with its defaults; it asks for the archive's pages, and is given them without a network."""
    from fanficfare import adapters, configurable, writers  # noqa: PLC0415 - may not be there

    sys.path.insert(0, str(ROOT))
    from tests.ao3.guides import render_index  # noqa: PLC0415 - after the path is known
    from tests.ao3.pages import Age, render_page  # noqa: PLC0415

    work = _as_record(download)
    settings = configurable.Configuration(["archiveofourown.org"], "epub")
    source = Path(str(adapters.__file__)).parents[1] / "defaults.ini"
    settings.read([str(source)])
    adapter = adapters.getAdapter(settings, f"https://archiveofourown.org/works/{work.work_id}")
    index, page = render_index(work).decode(), render_page(work, Age.A2026_06).decode()
    adapter.get_request = lambda url, **_: index if "/navigate" in url else page
    book = folder / "fanficfare.epub"
    adapter.getStory()
    writers.getWriter("epub", settings, adapter).writeStory(outfilename=str(book), forceOverwrite=True)
    return book


def _as_record(download: Path) -> object:
    """The work as the archive has it, from what its download says."""
    from lxml import etree  # noqa: PLC0415

    from tests.ao3.works import FakeChapter, FakeWork, Series, pseud  # noqa: PLC0415

    work = fic2epub.read(download)
    facts = work.metadata

    def markup(part: fic2epub.model.Html | None) -> str:
        if part is None:
            return ""
        element = part.element
        return (element.text or "") + "".join(etree.tostring(child, encoding="unicode") for child in element)

    chapters = tuple(
        FakeChapter(
            position=chapter.number,
            title=chapter.title,
            body=markup(chapter.body),
            summary=markup(chapter.summary),
            notes=markup(chapter.notes),
            endnotes=markup(chapter.endnotes),
        )
        for chapter in work.chapters
    )
    return FakeWork(
        title=facts.title,
        chapters=chapters,
        planned=len(chapters),
        work_id=str(facts.work_id),
        bylines=tuple(pseud(*creator.name.rstrip(")").split(" (")) for creator in facts.creators),
        fandoms=facts.fandoms,
        relationships=facts.relationships,
        characters=facts.characters,
        tags=facts.tags,
        series=tuple(Series(title=series.name, position=int(series.position)) for series in facts.series),
        published=str(facts.published),
        revised=str(facts.updated),
        words=facts.words,
        summary=markup(work.summary),
        notes=markup(work.notes),
        endnotes=markup(work.endnotes),
    )


PEERS = {"AO3": archive_book, "pandoc": pandoc_book, "FanFicFare": fanficfare_book}
"""Name of the maker → what makes its book of a download."""
