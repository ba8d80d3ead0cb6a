"""Pictures on the command line: options, a bar for people, and what is said when an extra is missing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fic2epub.cli import main
from fic2epub.images import fetched
from tests.unit.drawn import png
from tests.unit.images.samples import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from fic2epub.images.storing import Store

_ROOT = Path(__file__).parents[3]
REMOTE = "https://example.com/far.png"


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A work with a picture beside it and one on the network, in the current folder."""
    page = (_ROOT / "examples/the-clock-that-kept-the-tide.html").read_text("utf-8")
    markup = f'<p><img src="lamp" alt="A lamp"></p><p><img src="{REMOTE}" alt="A hill"></p>'
    (tmp_path / "A Lamp.html").write_text(page.replace("<p>There were two", f"{markup}<p>There were two"), "utf-8")
    (tmp_path / "lamp").write_bytes(KINDS["WebP"])
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> int:
    """Run the command, and answer its exit code."""
    with pytest.raises(SystemExit) as ended:
        main(list(words))
    return int(ended.value.code or 0)


def answering(addresses: list[str], _: Store, advance: Callable[[], None]) -> dict[str, bytes | str]:
    """What stands for the network."""
    for _address in addresses:
        advance()
    return dict.fromkeys(addresses, png())


@pytest.mark.usefixtures("saved")
@pytest.mark.parametrize("terminal", [True, False])
def test_fetching_shows_a_bar_to_people(
    terminal: bool,  # noqa: FBT001 - a case
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(fetched, "_network", lambda: (answering, fetched.store_at("")))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    seen: list[int] = []

    def bar(count: int, words: str = "books"):  # type: ignore[no-untyped-def] # noqa: ANN202
        from contextlib import nullcontext

        assert words == "pictures"
        seen.append(count)
        return nullcontext(lambda: seen.append(0))

    monkeypatch.setattr("fic2epub.cli.progress.bar", bar)
    assert run("A Lamp.html", "--no-cover", "--images", "fetch") == 0
    assert seen == ([1, 0] if terminal else [])
    assert "I025" in capsys.readouterr().err


@pytest.mark.usefixtures("saved")
def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Before anything is written."""
    monkeypatch.setitem(sys.modules, "httpx", None)
    monkeypatch.delitem(sys.modules, "fic2epub.images.fetching", raising=False)
    assert run("A Lamp.html", "--no-cover", "--images", "fetch", "-o", "book.epub") == 2
    assert "pip install 'fic2epub[fetch]'" in capsys.readouterr().err


def test_pictures_left_out_are_no_loss(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nor are those that were made others: --strict is content with both."""
    assert run("A Lamp.html", "--no-cover", "--images", "drop", "--strict", "-o", "book.epub") == 0
    assert "I023" in capsys.readouterr().err
    (saved / "A Lamp.html").write_text((saved / "A Lamp.html").read_text("utf-8").replace(REMOTE, "lamp"), "utf-8")
    words = ("A Lamp.html", "--no-cover", "--grey", "--image-size", "30x30", "--strict", "-o", "small.epub")
    assert run(*words) == 0
    said = capsys.readouterr().err
    assert "I020" in said
    assert "I022" in said
