"""Pictures that came along with a page become files of the work; nothing else is ever read."""

from __future__ import annotations

import os
from base64 import b64encode
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_from_bytes

import pytest

from fic2epub.dom import parse_html
from fic2epub.errors import ReadingError
from fic2epub.model import Chapter, Html, Metadata, Source, Work
from fic2epub.readers import pictures
from fic2epub.readers.pictures import LARGEST_PICTURE, finder_of, keep_pictures, unquoted
from tests.unit.drawn import gif, jpeg, png, webp

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

REMOTE = "https://example.com/far.png"


def work_of(*bodies: str) -> Work[Html]:
    """A work with a chapter for each body."""

    def body(markup: str) -> Html:
        element = parse_html(f"<html><body><div>{markup}</div></body></html>".encode(), lambda *_: None).find(
            "body/div"
        )
        assert element is not None
        return Html(element)

    chapters = tuple(Chapter(number=number, body=body(markup)) for number, markup in enumerate(bodies, 1))
    return Work(metadata=Metadata(title="A Lamp"), chapters=chapters)


def kept(markup: str, files: Mapping[str, bytes] | None = None) -> tuple[Work[Html], list[str], list[str]]:
    """The work with these files at hand, the `src` of its pictures, and the codes of the notices."""
    codes: list[str] = []
    work = keep_pictures(work_of(markup), (files or {}).get, lambda code, *_: codes.append(code))
    return work, [image.get("src", "") for image in work.chapters[0].body.element.iter("img")], codes


def spelled(content: bytes, kind: str = "image/png") -> str:
    return f"data:{kind};base64,{b64encode(content).decode()}"


@pytest.mark.parametrize(
    ("content", "ending", "kind"),
    [(png(), "png", "image/png"), (gif(), "gif", "image/gif"), (jpeg(), "jpg", "image/jpeg")],
)
def test_a_picture_is_told_by_its_bytes(content: bytes, ending: str, kind: str) -> None:
    """Not by its name, and not by what an address says of it."""
    for markup, files in [
        ('<img src="a.txt" alt="A hill">', {"a.txt": content}),
        (f'<img src="{spelled(content, "text/plain")}">', {}),
    ]:
        work, sources, codes = kept(markup, files)
        assert [(asset.media_type, asset.data) for asset in work.assets] == [(kind, content)]
        assert sources == [f"asset:{work.assets[0].href}"]
        assert work.assets[0].href.endswith(f".{ending}")
        assert codes == []


def test_the_same_bytes_are_one_file() -> None:
    """In several chapters, under several addresses; another picture is another file, and both names are stable."""
    hill, sea = gif(), gif(width=3)
    files = {"hill.gif": hill, "same.png": hill, "sea.gif": sea}
    work = work_of('<img src="hill.gif"><img src="same.png">', f'<img src="sea.gif"><img src="{spelled(hill)}">')
    work = keep_pictures(work, files.get, lambda *_: None)
    assert [asset.data for asset in work.assets] == [hill, sea]
    assert [asset.href for asset in work.assets] == ["images/6c63cc5063ac82d8.gif", "images/7d050d1144491272.gif"]


@pytest.mark.parametrize(
    "address",
    [
        "data:image/png;base64," + quote_from_bytes(b64encode(png())),
        "data:image/png," + quote_from_bytes(png()),
        "DATA:;base64," + b64encode(png()).decode().rstrip("="),
        "data:image/png;charset=x;base64, " + b64encode(png()).decode()[:20] + "\n " + b64encode(png()).decode()[20:],
    ],
)
def test_an_address_may_be_the_picture(address: str) -> None:
    """However it is spelled (RFC 2397)."""
    work, _, codes = kept(f'<img src="{address}">')
    assert [asset.data for asset in work.assets] == [png()]
    assert codes == []


@pytest.mark.parametrize(
    "address", ["data:", "data:image/png;base64", "data:image/png;base64,A", "data:,", "data:x,%zz"]
)
def test_an_address_that_is_no_picture_is_left(address: str) -> None:
    work, sources, _ = kept(f'<img src="{address}" alt="x">')
    assert work.assets == ()
    assert sources == [address]


@pytest.mark.parametrize(
    "markup",
    [
        f'<img src="{REMOTE}" data-src="a.png">',
        f'<img src="{spelled(webp())}" data-original="a.png">',
        f'<img srcset="{REMOTE} 2x, a.png 1x">',
        f'<img src="{REMOTE}" srcset="{REMOTE} 300w,a.png 200w">',
        f'<picture><source srcset="a.png"><img src="{REMOTE}"></picture>',
        '<img data-srcset="a.png, b.png 1.5x">',
    ],
)
def test_the_local_one_of_several_is_taken(markup: str) -> None:
    """Pages that load pictures late, or offer them in sizes."""
    work, sources, _ = kept(markup, {"a.png": png()})
    assert len(work.assets) == 1
    assert sources == [f"asset:{work.assets[0].href}"]


def test_the_largest_of_several_is_taken() -> None:
    small, large = png(), png(b"\x07\x07\x07")
    work, _, _ = kept('<img srcset="a.png 300w, b.png 1200w, c.png">', {"a.png": small, "b.png": large})
    assert [asset.data for asset in work.assets] == [large]


def test_what_is_not_at_hand_stays_what_it_was() -> None:
    """A remote picture is left for a link, and nobody is blamed; one that was saved beside the page is missed."""
    work, sources, codes = kept(f'<img src="{REMOTE}"><img src="/images/a.png"><img><img src="x_files/gone.png">')
    assert work.assets == ()
    assert sources == [REMOTE, "/images/a.png", "", "x_files/gone.png"]
    assert codes == ["I004"]


def test_a_source_cannot_name_our_files() -> None:
    """The mark of a kept picture is ours to give."""
    work, sources, _ = kept('<img src="asset:images/x.png" alt="x">')
    assert sources == [""]
    assert work.assets == ()


def test_other_kinds_come_along() -> None:
    """They are made others later; what no decoder here knows stays out."""
    drawing = b"<svg xmlns='http://www.w3.org/2000/svg'/>"
    files = {"a.webp": webp(), "b.svg": drawing, "c.jpg": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"}
    work, sources, codes = kept('<img src="a.webp"><img src="b.svg"><img src="c.jpg">', files)
    assert [asset.media_type for asset in work.assets] == ["image/webp", "image/svg+xml"]
    assert sources[2] == "c.jpg"
    assert codes == ["I003"]


def test_where_a_picture_stands_on_the_network_is_not_forgotten() -> None:
    """Should it turn out to be none, a link leads there; of a `data:` address the word is enough."""
    work, _, _ = kept(f'<img src=" {REMOTE}"><img src="{spelled(png())}">', {REMOTE: png()})
    images = work.chapters[0].body.element.iter("img")
    assert [image.get("data-original-address") for image in images] == [REMOTE, "data:"]


@pytest.mark.parametrize(
    "content",
    [
        png(width=100_000, height=100_000),
        png(width=0),
        png()[:20],
        gif(width=0xFFFF, height=0xFFFF),
        jpeg(width=0xFFFF, height=0xFFFF),
        jpeg(width=0),
        jpeg()[:8],
        b"\xff\xd8\xff" + b"\xff" * 50,
        b"\xff\xd8\xff\xe0\0\0" * 50,
        b"\xff\xd8\xff\xd9" + bytes(50),
        b"GIF89a",
        gif()[:13],
        b"GIF89a\1\0\1\0\0\0\0,\0\0\0\0\1\0\1\0\0",
        png().partition(b"IDAT")[0],
    ],
    ids=lambda content: content[:12].hex(),
)
def test_bombs_and_ruins_are_no_pictures(content: bytes) -> None:
    """A header that tells a size beyond reason, or none; nothing is decoded to find out."""
    work, _, codes = kept('<img src="a.png">', {"a.png": content})
    assert work.assets == ()
    assert codes == ["I005"]


def test_a_jpeg_may_have_much_before_its_size() -> None:
    """Exif, profiles, comments, fill bytes."""
    before = b"\xff\xe1\x01\x02" + bytes(0x100) + b"\xff\xfe\0\x04hi\xff\x01" + b"\xff"
    assert len(kept('<img src="a">', {"a": jpeg(before=before)})[0].assets) == 1


def test_a_work_holds_no_more_than_a_machine_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pictures that come first are kept."""
    files = {f"{number}.png": png(bytes((number, 0, 0))) for number in range(5)}
    monkeypatch.setattr(pictures, "_MOST_BYTES", len(png()) * 2)
    work, _, codes = kept("".join(f'<img src="{name}">' for name in files), files)
    assert len(work.assets) == 2
    assert codes == ["I005"]


def test_every_body_of_a_work_is_looked_at() -> None:
    bodies = [work_of('<img src="a.png">').chapters[0].body for _ in range(7)]
    chapter = Chapter(number=1, body=bodies[0], summary=bodies[1], notes=bodies[2], endnotes=bodies[3])
    work = Work(
        metadata=Metadata(title="x"), chapters=(chapter,), summary=bodies[4], notes=bodies[5], endnotes=bodies[6]
    )
    keep_pictures(work, {"a.png": png()}.get, lambda *_: None)
    assert all(next(body.element.iter("img")).get("src", "").startswith("asset:") for body in bodies)


def test_without_pictures_nothing_is_made() -> None:
    """Nor is the work another one."""
    work = work_of("<p>words</p>")
    assert keep_pictures(work, {}.get, lambda *_: None) is work


# Where pictures are looked for


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A folder with a save, and a secret beside it."""
    (tmp_path / "secret.png").write_bytes(png(b"\x66\x66\x66"))
    page = tmp_path / "saves"
    (page / "A Lamp_files").mkdir(parents=True)
    for name in ("a hill.png", "50%25.png", "café.png", "no #1.png"):
        (page / "A Lamp_files" / name).write_bytes(png())
    return page


def found(folder: Path, address: str) -> bytes | None:
    return finder_of(Source(data=b"", name="A Lamp.html", folder=folder))(address)


@pytest.mark.parametrize(
    "address",
    [
        "A Lamp_files/a hill.png",
        "./A%20Lamp_files/a%20hill.png",
        "A Lamp_files/a hill.png?width=3#x",
        "A Lamp_files\\a hill.png",
        "A Lamp_files/../A Lamp_files/a hill.png",
        "A%20Lamp_files/50%2525.png",
        "A Lamp_files/50%25.png",
        "A%20Lamp_files/caf%C3%A9.png",
        "A Lamp_files/café.png",
        "A%20Lamp_files/no%20%231.png",
        "./A Lamp_files/no #1.png",
    ],
)
def test_files_beside_the_page_are_found(saved: Path, address: str) -> None:
    """However the browser wrote their names."""
    assert found(saved, address) == png()


@pytest.mark.parametrize(
    "address",
    [
        "../secret.png",
        "..%2Fsecret.png",
        "%2e%2e/secret.png",
        "..\\secret.png",
        "A Lamp_files/../../secret.png",
        "../../../../../../../../etc/passwd",
        "/etc/passwd",
        "%2Fetc%2Fpasswd",
        "file:///etc/passwd",
        "file:../secret.png",
        "//host/share/a.png",
        "\\\\host\\share\\a.png",
        "C:\\Windows\\win.ini",
        "C%3A/Windows/win.ini",
        "A Lamp_files",
        ".",
        "",
        "?",
        "a\0b.png",
        "x" * 5000,
        "https://example.com/a.png",
        "cid:x",
    ],
)
def test_nothing_else_is_read(saved: Path, address: str) -> None:
    """No parent, no other place, no folder, and no error."""
    assert found(saved, address) is None


def test_links_that_lead_out_are_not_followed(saved: Path) -> None:
    (saved / "link.png").symlink_to("../secret.png")
    (saved / "out").symlink_to(saved.parent)
    (saved / "loop.png").symlink_to("loop.png")
    (saved / "within.png").symlink_to("A Lamp_files/a hill.png")
    assert found(saved, "link.png") is None
    assert found(saved, "out/secret.png") is None
    assert found(saved, "loop.png") is None
    assert found(saved, "within.png") == png()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_not_waited_for(saved: Path) -> None:
    os.mkfifo(saved / "pipe.png")
    assert found(saved, "pipe.png") is None


def test_no_more_of_a_file_is_read_than_may_be_kept(saved: Path) -> None:
    """And what is longer is no picture for an e-reader."""
    with (saved / "huge.png").open("wb") as file:
        file.write(png())
        file.truncate(LARGEST_PICTURE * 4)
    content = found(saved, "huge.png")
    assert content is not None
    assert len(content) == LARGEST_PICTURE + 1
    assert kept('<img src="a">', {"a": content})[2] == ["I005"]


def test_a_source_without_a_place_has_no_pictures(monkeypatch: pytest.MonkeyPatch, saved: Path) -> None:
    """The working folder is not one."""
    monkeypatch.chdir(saved)
    assert finder_of(Source(data=b"", name="-"))("A Lamp_files/a hill.png") is None


class Packed(dict[str, Any]):
    """A container in which a file is damaged."""

    def __getitem__(self, name: str) -> bytes:
        """The file's content, if it is whole."""
        if name == "broken.png":
            raise ReadingError("damaged")
        content: bytes = super().__getitem__(name)
        return content


def test_a_container_is_asked_before_the_folder(saved: Path) -> None:
    """By address, by path; and what it does not hold is not looked for beside it."""
    files = Packed({"cid:1": b"1", "https://example.com/a.png?x": b"2", "a b.png": b"3", "broken.png": b"4"})
    find = finder_of(Source(data=b"", name="x", folder=saved, files=files))
    assert find("cid:1") == b"1"
    assert find("https://example.com/a.png?x") == b"2"
    assert find("./a%20b.png") == b"3"
    assert find("broken.png") is None
    assert find("A Lamp_files/a hill.png") is None


@pytest.mark.parametrize(
    ("address", "plain"),
    [("a%20b", "a b"), ("caf%C3%A9", "café"), ("caf%E9", "café"), ("100%", "100%"), ("%zz", "%zz")],
)
def test_escapes_are_read_once(address: str, plain: str) -> None:
    assert unquoted(address) == plain
