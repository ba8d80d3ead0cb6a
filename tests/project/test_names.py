"""The public names, and what importing them costs."""

from __future__ import annotations

import subprocess
import sys

import pytest

import fic2epub

_HEAVY = {"PIL", "click", "cssutils", "deflate", "ebooklib", "lxml", "rich"}


def test_the_public_names_are_these() -> None:
    functions = ["build", "convert", "cover", "join", "omnibus", "read", "receipt", "restyle", "update", "write"]
    assert fic2epub.__all__ == ["Fic2EpubError", "Options", *functions]
    assert fic2epub.__all__ == sorted(fic2epub.__all__)
    assert set(dir(fic2epub)) == {*fic2epub.__all__, "__version__"}


@pytest.mark.parametrize("name", fic2epub.__all__)
def test_a_public_name_is_there_and_documented(name: str) -> None:
    found = getattr(fic2epub, name)

    assert found.__name__ == name
    assert found.__doc__


def test_a_name_that_is_not_there_is_told_as_python_tells_it() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = fic2epub.nothing  # type: ignore[attr-defined]


def _loaded(program: str) -> set[str]:
    """Which heavy libraries are loaded after the program has run."""
    words = [sys.executable, "-c", f"{program}\nimport sys\nprint('\\n' + ' '.join(sys.modules))"]
    ran = subprocess.run(words, capture_output=True, text=True, check=True)
    return _HEAVY.intersection(ran.stdout.splitlines()[-1].split())


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert _loaded("import fic2epub") == set()


def test_the_version_is_told_before_anything_heavy_is_loaded() -> None:
    assert _loaded("from fic2epub.cli import main\nmain(['--version'])") == set()


def test_help_is_told_without_what_makes_books() -> None:
    assert _loaded("from fic2epub.cli.verbs import run\nrun(['convert', '--help'])") == {"click"}


def test_a_work_without_styles_loads_no_style_library(tmp_path: object) -> None:
    program = (
        "import fic2epub\n"
        f"fic2epub.convert('examples/the-clock-that-kept-the-tide.html', {str(tmp_path) + '/x.epub'!r})"
    )

    assert _loaded(program) == {"PIL", "deflate", "ebooklib", "lxml"}
