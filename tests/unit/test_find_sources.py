"""What the words of a command line mean: files, folders, patterns, zips of saves."""

from __future__ import annotations

import os
import struct
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from fic2epub.errors import Fic2EpubError, NotAWork, ReadingError, SourceError
from fic2epub.ordering import natural
from fic2epub.sources import find_sources, open_source
from fic2epub.sources.companions import is_companion, is_of_a_page, saves_among
from tests.ao3.saves import as_zip

PAGE = b"<!DOCTYPE html><p>A lamp."


def found(word: str | Path) -> list[str]:
    """The names, `!` before those that cannot be opened; paths relative to the working folder."""
    names = []
    for one in find_sources(word):
        try:
            one.open()
        except Fic2EpubError:
            names.append(f"!{one.name}")
        else:
            names.append(one.name)
    return [name.replace(os.sep, "/") for name in names]


def only_error(word: str | Path) -> Fic2EpubError:
    (one,) = find_sources(word)
    with pytest.raises(Fic2EpubError) as caught:
        one.open()
    return caught.value


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(*names: str, content: bytes = PAGE) -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(content)


def test_a_file_is_itself() -> None:
    """Whatever its name; it was named, and is not among others."""
    write("lamp", "[lamp].html", "-lamp.css")
    assert found("lamp") == ["lamp"]
    assert found("[lamp].html") == ["[lamp].html"]
    assert found("-lamp.css") == ["-lamp.css"]
    (one,) = find_sources(Path("lamp"))
    assert not one.among_others
    assert one.open() == open_source("lamp")


def test_what_is_not_there_says_so_when_it_is_opened() -> None:
    """So that every word has its say, and none stops the others."""
    assert only_error("gone.html").message == "there is no such file"
    assert only_error("gone*.html").message == "no file has such a name"
    assert only_error("a\0b").message.startswith("cannot be read")


@pytest.mark.parametrize("word", ["", " "])
def test_an_empty_word_means_nothing(word: str) -> None:
    """And not all of the folder at hand: it is what shells make of a variable that is not set."""
    Path("work.html").write_bytes(PAGE)
    error = only_error(word)
    assert error.exit_code == SourceError.exit_code
    assert error.message == "this names no file"


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stream:
        buffer = BytesIO(PAGE)

    monkeypatch.setattr(sys, "stdin", Stream())
    (one,) = find_sources("-")
    assert one.name == "-"
    assert one.open().data == PAGE


def test_a_folder_is_all_in_it_in_natural_order() -> None:
    """Files before folders; numbers as numbers, in any case of letters."""
    write(
        "s/Page 10.html",
        "s/page 9.htm",
        "s/page 1.txt",
        "s/b/2.html",
        "s/b/10.html",
        "s/a/deep/1.xhtml",
        "s/02",
        "s/1",
    )
    assert found("s") == [
        *("s/1", "s/02", "s/page 1.txt", "s/page 9.htm", "s/Page 10.html"),
        *("s/a/deep/1.xhtml", "s/b/2.html", "s/b/10.html"),
    ]
    assert all(one.among_others for one in find_sources("s"))


def test_what_lies_around_saves_is_no_source() -> None:
    """Hidden files, files of pages, pictures, sheets; but a folder that is only called so is looked into."""
    write(
        "s/a.html",
        "s/.b.html",
        "s/.git/c.html",
        "s/__MACOSX/a.html",
        "s/a_files/saved_resource.html",
        "s/a_files/x.html",
    )
    write("s/c.css", "s/d.PNG", "s/e.mp3", "s/desktop.ini", "s/saved_resource(2).html", "s/f.html.crdownload")
    write("s/Ä 1.htm", "s/Ä 1-Dateien/x.html", "s/my_files/g.html")
    assert found("s") == ["s/a.html", "s/Ä 1.htm", "s/my_files/g.html"]


def test_what_is_no_work_in_a_folder_is_found_and_refused() -> None:
    """By its bytes: words for people, and the others go on."""
    write("s/a.html")
    write("s/b.pdf", content=b"%PDF-1.7")
    write("s/c.html", content=b"")
    write("s/d.zip", content=b"PK\x03\x04 cut")
    assert found("s") == ["s/a.html", "!s/b.pdf", "!s/c.html", "!s/d.zip"]


def test_an_empty_folder_says_so() -> None:
    Path("s/inner").mkdir(parents=True)
    write("s/a.css")
    assert "nothing in this folder" in only_error("s").message
    assert isinstance(only_error("s"), NotAWork)


def test_links_lead_on_but_not_in_circles() -> None:
    """A folder that was met is not gone into again, by whatever way."""
    write("s/a.html", "other/b.html")
    Path("s/loop").symlink_to("..", target_is_directory=True)
    Path("s/other").symlink_to(Path("other").absolute(), target_is_directory=True)
    Path("s/again").symlink_to(Path("other").absolute(), target_is_directory=True)
    Path("s/self").symlink_to("self")
    Path("s/c.html").symlink_to("a.html")
    assert found("s") == ["s/a.html", "s/c.html", "s/again/b.html"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
@pytest.mark.parametrize("word", ["s", "s/*"])
def test_pipes_are_not_waited_for(word: str) -> None:
    write("s/a.html")
    os.mkfifo("s/pipe.html")
    assert found(word) == ["s/a.html"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_named() -> None:
    write("s/a.html", "s/b.html", "s/c/d.html")
    Path("s/b.html").chmod(0)
    Path("s/c").chmod(0)
    assert found("s") == ["s/a.html", "!s/b.html", "!s/c"]
    Path("s/c").chmod(0o700)


def test_a_folder_that_cannot_be_listed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """And what is beside it is found."""
    write("s/a.html", "s/b/c.html")
    scandir = os.scandir

    def refusing(path: Path) -> object:
        if Path(path).name == "b":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    assert found("s") == ["s/a.html", "!s/b"]


def test_there_is_an_end_to_folders_in_folders() -> None:
    """With words, and nothing that is above it is lost."""
    deep = "s" + "/d" * 70
    write("s/a.html", f"{deep}/b.html")
    names = found("s")
    assert names[0] == "s/a.html"
    assert len(names) == 2
    assert names[1].startswith("!s/d/d")


def test_a_pattern_is_what_it_fits() -> None:
    """For shells that do not see to it themselves; folders and zips that it fits are looked into."""
    write("s/a 10.html", "s/a 2.html", "s/b.html", "s/a/c.html")
    Path("s/a.zip").write_bytes(as_zip({"d.html": PAGE}))
    assert found("s/a*") == ["s/a/c.html", "s/a 2.html", "s/a 10.html", "s/a.zip/d.html"]
    assert found("s/?.html") == ["s/b.html"]
    assert found("s/**/c.html") == ["s/a/c.html"]


# Zips


def zipped(files: dict[str, bytes], name: str = "saves.zip") -> Path:
    Path(name).write_bytes(as_zip(files))
    return Path(name)


def test_a_zip_is_the_saves_in_it() -> None:
    """In natural order, each with the files around it."""
    zipped({"p 10.html": PAGE, "p 2.html": PAGE, "p 2_files/a.png": b"picture", "in/p.html": PAGE, "in/b.css": b"x"})
    sources = [one.open() for one in find_sources("saves.zip")]
    assert [source.name for source in sources] == ["saves.zip/p 2.html", "saves.zip/p 10.html", "saves.zip/in/p.html"]
    assert all(one.among_others for one in find_sources("saves.zip"))
    assert sources[0].files["p 2_files/a.png"] == b"picture"
    assert sources[2].files["../p 2_files/a.png"] == b"picture"
    assert "../../p 2_files/a.png" not in sources[2].files
    assert "/etc/passwd" not in sources[2].files
    assert set(sources[2].files) == {"../p 10.html", "../p 2.html", "../p 2_files/a.png", "p.html", "b.css"}
    assert len(sources[2].files) == 5
    assert {source.folder for source in sources} == {Path()}


def test_a_zip_with_one_save_is_that_save() -> None:
    """Given as a path, as bytes, or among words; a zip with several is no one source."""
    path = zipped({"in/a.html": PAGE, "in/a_files/b.html": PAGE, ".DS_Store": b"x"})
    (one,) = find_sources(path)
    assert not one.among_others
    assert one.open().data == open_source(path).data == open_source(path.read_bytes()).data == PAGE
    with pytest.raises(SourceError, match="2 files in this archive"):
        open_source(zipped({"a.html": PAGE, "b.html": PAGE}))


def test_the_name_of_a_zip_says_nothing() -> None:
    zipped({"a.html": PAGE}, "saves.html")
    assert found("saves.html") == ["saves.html/a.html"]


@pytest.mark.parametrize(
    "files",
    [
        {"mimetype": b"application/epub+zip", "x.opf": b""},
        {"META-INF/container.xml": b"", "a.html": PAGE},
        {"a.html": PAGE, "b.html": PAGE, "content.OPF": b""},
        {"a.html": PAGE, "mimetype": b"application/epub+zip\n"},
    ],
)
def test_an_epub_is_one_source(files: dict[str, bytes]) -> None:
    """However much of it is left, it is for the reader of EPUBs to judge; in another zip, too."""
    path = zipped(files, "a.zip")
    (one,) = find_sources(path)
    assert one.open().data == path.read_bytes()
    assert open_source(path.read_bytes()).data == path.read_bytes()
    outer = zipped({"a.epub": path.read_bytes(), "b.html": PAGE})
    assert found(outer) == ["saves.zip/a.epub", "saves.zip/b.html"]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "nothing in this archive"),
        ({"a.css": b"x", "b/.c": b"y"}, "nothing in this archive"),
        ({"[Content_Types].xml": b"", "word/document.xml": b""}, "office"),
        ({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b""}, "office"),
    ],
)
def test_a_zip_of_something_else_is_no_work(files: dict[str, bytes], said: str) -> None:
    path = zipped(files)
    assert said in only_error(path).message
    assert only_error(path).exit_code == 11
    with pytest.raises(NotAWork, match=said):
        open_source(path.read_bytes())


def test_a_member_is_refused_as_a_file_would_be() -> None:
    """An archive in an archive, an empty file, a PDF: with its own name."""
    inner = as_zip({"a.html": PAGE})
    names = found(zipped({"a.html": PAGE, "b.zip": inner, "c.html": b" ", "d.pdf": b"%PDF-1"}))
    assert names == ["saves.zip/a.html", "!saves.zip/b.zip", "!saves.zip/c.html", "!saves.zip/d.pdf"]
    error = only_error(zipped({"b.zip": inner}, "one.zip"))
    assert "archive within an archive" in error.message
    assert error.where == "one.zip/b.zip"


def test_damaged_and_hostile_zips_are_errors_of_ours() -> None:
    """Cut off; with names that lead out; of one file that holds a thousand times what it weighs."""
    whole = as_zip({"a.html": PAGE * 100, "b.html": PAGE * 200})
    Path("cut.zip").write_bytes(whole[: len(whole) // 2])
    assert isinstance(only_error("cut.zip"), ReadingError)
    assert only_error("cut.zip").where == "cut.zip"
    out = as_zip({"../a.html": PAGE})
    Path("out.zip").write_bytes(out)
    assert "outside itself" in only_error("out.zip").message
    damaged = whole.replace(b"a.html", b"b.html", 1)
    Path("damaged.zip").write_bytes(damaged)
    assert found("damaged.zip") == ["!damaged.zip/a.html", "damaged.zip/b.html"]
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr("a.html", b" " * 40_000_000)
        archive.writestr("b.html", PAGE)
    Path("bomb.zip").write_bytes(packed.getvalue())
    assert found("bomb.zip") == ["!bomb.zip/a.html", "bomb.zip/b.html"]


def test_a_million_entries_are_not_read() -> None:
    """Only told of, in no time."""
    entry = b"PK\x01\x02" + bytes(42)
    directory = entry * 1_000_000
    end = struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(directory), 0, 0)
    Path("many.zip").write_bytes(b"PK\x03\x04" + directory[4:] + end)
    assert only_error("many.zip").exit_code in {10, 20}


# Names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("page 2", "page 10"),
        ("Page 2", "page 10"),
        ("a", "a1"),
        ("a01", "a2"),
        ("2", "10"),
        ("a1b2", "a1b10"),
        ("1" * 5000, "2" * 5000),
        ("9" * 4999, "1" + "0" * 4999),
    ],
)
def test_numbers_in_names_count(one: str, other: str) -> None:
    assert sorted((other, one), key=natural) == [one, other]


@pytest.mark.parametrize("name", ["a.css", "A.JPG", "saved_resource.html", "Saved_Resource(12).htm", "x.tar.json"])
def test_companions_are_told_by_name(name: str) -> None:
    assert is_companion(name)


@pytest.mark.parametrize(
    "name",
    ["a.html", "a", "css", "a.txt", "a.EPUB", "a.mhtml", "saved_resource.html.txt", ".html"],
)
def test_what_may_be_a_work_is_no_companion(name: str) -> None:
    assert not is_companion(name)


@pytest.mark.parametrize("folder", ["A Lamp_files", "a lamp-Dateien", "A LAMP.files", "a lamp_fichiers"])
def test_a_folder_of_a_page_is_told_by_the_page(folder: str) -> None:
    """Windows keeps the two together, in whatever language."""
    assert is_of_a_page(folder, frozenset({"a lamp.htm", folder.lower()}))
    assert not is_of_a_page(folder, frozenset({"another lamp.htm", folder.lower()}))


def test_saves_in_an_archive_are_told_as_in_a_folder() -> None:
    paths = (
        "b_files/x.html",
        "b.html",
        "s/c_files/x.html",
        "s/c.html",
        "c_files/x.html",
        ".x/y.html",
        "s/.y",
        "a.html",
    )
    assert saves_among(paths) == ["a.html", "b.html", "c_files/x.html", "s/c.html"]


def test_a_file_that_cannot_be_opened_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the system has against it, it says when it is asked for."""
    write("a.html")

    def refusing(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refusing)
    assert only_error("a.html").message == "cannot be read: Permission denied"
