"""Write what the program itself knows into the documentation: `python docs/renew.py`.

Between `<!-- begin … -->` and `<!-- end -->` stand the words of `--help` and the table of notices. A test fails when
they are not those of the program.
"""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner

from fic2epub.cli.verbs import program
from fic2epub.notices import CODES

__all__ = ["renewed"]

_BLOCK = re.compile(r"(<!-- begin (\w+)((?: \w+)*) -->\n).*?(<!-- end -->)", re.DOTALL)
_WIDTH = 88


def renewed(text: str) -> str:
    """The page with every block as the program would write it today."""
    return _BLOCK.sub(lambda block: block[1] + _BLOCKS[block[2]](block[3].split()) + block[4], text)


def _help(words: list[str]) -> str:
    answer = CliRunner().invoke(program, [*words, "--help"], prog_name="fic2epub", terminal_width=_WIDTH)
    return f"```text\n{answer.output}```\n"


def _notices(_: list[str]) -> str:
    rows = (f"| {code} | {severity} | {meaning} |\n" for code, (severity, meaning) in sorted(CODES.items()))
    return "\n| code | severity | meaning |\n|---|---|---|\n" + "".join(rows) + "\n"


_BLOCKS = {"help": _help, "notices": _notices}


if __name__ == "__main__":
    for page in sorted(Path(__file__).parent.rglob("*.md")):
        page.write_text(renewed(page.read_text("utf-8")), "utf-8")
