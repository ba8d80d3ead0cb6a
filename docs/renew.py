"""Write what the program itself knows into the documentation, and compile its words: `python docs/renew.py`.

Between `<!-- begin … -->` and `<!-- end -->` stand the words of `--help` and the table of notices. Beside each
catalogue of words (`TAG.po`) stands what gettext reads (`TAG.mo`). Tests fail when the one is not what the other says.
"""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from click.testing import CliRunner

from fic2epub.cli.verbs import program
from fic2epub.notices import CODES

__all__ = ["WORDS", "compiled", "renewed"]

WORDS = Path(__file__).parents[1] / "src" / "fic2epub" / "pages" / "words"
"""Where the catalogues are."""

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


class _Undated(Catalog):
    """A catalogue whose header tells how its language counts, and neither a day nor a version."""

    plurals = ""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [("Content-Type", "text/plain; charset=utf-8"), ("Plural-Forms", self.plurals)]


def compiled(catalogue: bytes) -> bytes:
    """A catalogue (`.po`) in the form that gettext reads (`.mo`)."""
    undated = _Undated()
    undated.plurals = re.search(r"Plural-Forms: (.*?)\\n", catalogue.decode())[1]
    for message in read_po(BytesIO(catalogue)):
        if message.id:
            undated.add(message.id, message.string, context=message.context)
    out = BytesIO()
    write_mo(out, undated)
    return out.getvalue()


if __name__ == "__main__":
    for catalogue in sorted(WORDS.glob("*.po")):
        catalogue.with_suffix(".mo").write_bytes(compiled(catalogue.read_bytes()))
    for page in sorted(Path(__file__).parent.rglob("*.md")):
        page.write_text(renewed(page.read_text("utf-8")), "utf-8")
