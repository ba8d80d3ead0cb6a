"""The second process that draws covers: the same covers, and no trouble when it cannot be had."""

from __future__ import annotations

import errno
import io
import marshal
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from fic2epub import painter as module
from fic2epub.model import Creator, Metadata, Series
from fic2epub.options import Options
from fic2epub.pages.cover import Jacket, draw, jacket_of
from fic2epub.painter import Painter

LAMP = Metadata(
    title="The Lamp",
    creators=(Creator(name="keeper"), Creator(name="An Old Hand", archivist="keeper")),
    fandoms=("Invented Lighthouse Stories", "Others"),
    series=(Series(name="Lights", position="2"), Series(name="More", position="1")),
    language="en",
)
WICK = Metadata(title="The Wick", creators=(Creator(name="keeper"),))


@pytest.fixture
def _copied() -> None:
    """For tests that want the second process: libraries of other tests may have begun threads."""
    if not module._can_be_copied():  # noqa: SLF001
        pytest.skip("this process cannot be copied")


def jacket(metadata: Metadata) -> Jacket:
    """What is ordered."""
    return jacket_of(metadata, Options())


def drawn(metadata: Metadata) -> bytes:
    """The cover as it is drawn without a painter."""
    return draw(jacket(metadata), lambda *_: None)


@pytest.mark.usefixtures("_copied")
def test_covers_are_those_that_are_drawn_here() -> None:
    """To the byte, one after the other."""
    with Painter() as painter:
        for metadata in (LAMP, WICK, LAMP):
            painter.order(jacket(metadata))
            assert painter.fetch(jacket(metadata)) == drawn(metadata)


@pytest.mark.usefixtures("_copied")
def test_a_cover_that_nobody_fetched_is_not_the_next_works() -> None:
    """A work may come to nothing between the two."""
    with Painter() as painter:
        painter.order(jacket(LAMP))
        painter.order(jacket(WICK))
        assert painter.fetch(jacket(WICK)) == drawn(WICK)
        assert painter.fetch(jacket(LAMP)) == b""


@pytest.mark.usefixtures("_copied")
def test_a_cover_that_says_something_else_is_not_taken() -> None:
    """The book's title may have been settled after the order: its cover is the one that the library draws."""
    with Painter() as painter:
        painter.order(jacket(LAMP))
        assert painter.fetch(jacket(replace(LAMP, title="The Lamp, Mended"))) == b""
        painter.order(jacket(WICK))
        assert painter.fetch(jacket(WICK)) == drawn(WICK)


@pytest.mark.usefixtures("_copied")
def test_a_cover_with_something_to_notice_is_left_to_the_original() -> None:
    """Where the notice can be left."""
    with Painter() as painter:
        odd = Metadata(title="\U0001f56f\ufe0f", creators=(Creator(name="\U000f0000"),))
        painter.order(jacket(odd))
        assert painter.fetch(jacket(odd)) == b""
        painter.order(jacket(WICK))
        assert painter.fetch(jacket(WICK)) == drawn(WICK)


@pytest.mark.usefixtures("_copied")
def test_a_copy_that_dies_is_no_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    """The answers are empty from then on."""

    def die(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(module, "_paint", die)
    with Painter() as painter:
        for _ in range(3):
            painter.order(jacket(LAMP))
            assert painter.fetch(jacket(LAMP)) == b""


def test_the_copy_goes_on_until_there_are_no_more_orders() -> None:
    """What it hears and answers, without a second process."""
    told = tuple(jacket(LAMP))
    answers = io.BytesIO()
    with pytest.raises(EOFError):
        module._paint(io.BytesIO(marshal.dumps(told) + marshal.dumps(told)), answers)  # noqa: SLF001
    assert answers.getvalue() == marshal.dumps(drawn(LAMP)) * 2


def test_where_no_copy_can_be_made_answers_are_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows, on macOS, on one processor."""
    monkeypatch.setattr(sys, "platform", "win32")
    with Painter() as painter:
        painter.order(jacket(LAMP))
        assert painter.fetch(jacket(LAMP)) == b""


@pytest.mark.usefixtures("_copied")
def test_no_room_for_another_process_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cover is drawn by the first."""

    def refuse() -> int:
        raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    monkeypatch.setattr(os, "fork", refuse)
    with Painter() as painter:
        painter.order(jacket(LAMP))
        assert painter.fetch(jacket(LAMP)) == b""


def test_one_processor_gains_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """So no copy is made there."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0}, raising=False)
    assert not module._can_be_copied()  # noqa: SLF001


@pytest.mark.skipif("PYTEST_XDIST_WORKER" not in os.environ, reason="this process is alone already")
def test_all_of_it_in_a_process_of_one_thread() -> None:
    """Which those that share tests among processors are not: the tests above would never run there."""
    alone = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_"))}
    words = [sys.executable, "-m", "pytest", "-q", "--numprocesses=0", "-p", "no:cacheprovider", __file__]
    ran = subprocess.run(words, env=alone, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    assert ran.returncode == 0, ran.stdout
    assert "cannot be copied" not in ran.stdout
