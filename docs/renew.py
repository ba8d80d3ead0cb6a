"""Write what the program itself knows into the documentation, and compile its words: `python docs/renew.py`.

Between `<!-- begin … -->` and `<!-- end -->` stand the words of `--help` and the table of notices. Beside each
catalogue of words (`TAG.po`) stands what gettext reads (`TAG.mo`). Tests fail when the one is not what the other says.
"""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from click.testing import CliRunner

from fic2epub.checking.findings import KINDS, READERS
from fic2epub.cli.verbs import program
from fic2epub.notices import CODES
from fic2epub.targets import DEVICES, EVERYWHERE, MEGABYTE, SCREENS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fic2epub.targets import Target

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


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(heads)]
    lines.append(["---"] * len(lines[0]))
    lines += [list(row) for row in rows]
    return "\n" + "".join(f"| {' | '.join(line)} |\n".replace("|  |", "| |") for line in lines) + "\n"


def _devices(_: list[str]) -> str:
    """What each device settles, in short."""
    heads = ("`--for`", "device", "file", "pictures, at most", "book, at most", "by mail")
    rows = (
        (
            f"`{target.name}`",
            target.title,
            f"`{target.ending}`",
            "×".join(map(str, target.image_size)),
            f"{target.largest // MEGABYTE} MB" if target.largest else "not known",
            _by_mail(target),
        )
        for target in DEVICES.values()
    )
    return _table(heads, rows)


def _by_mail(target: Target) -> str:
    limits = (
        (target.mail_bytes // MEGABYTE, "MB"),
        (target.mail_books, "books"),
        (target.mail_addresses, "addresses"),
        (target.mail_name, "signs of a name"),
    )
    return ", ".join(f"{count} {what}" for count, what in limits if count) or "what the server takes"


def _facts(words: list[str]) -> str:
    """What is done for one device, and why."""
    facts = DEVICES[words[0]].facts + (EVERYWHERE if words[0] == "generic" else ())
    return _table(("", "what is done", "seen in"), ((fact.about, fact.says, fact.source) for fact in facts))


def _screens(_: list[str]) -> str:
    heads = ("device", "models", "pixels", "seen in")
    rows = ((DEVICES[one.device].title, one.models, "×".join(map(str, one.size)), one.source) for one in SCREENS)
    return _table(heads, rows)


def _notices(_: list[str]) -> str:
    rows = (f"| {code} | {severity} | {meaning} |\n" for code, (severity, meaning) in sorted(CODES.items()))
    return "\n| code | severity | meaning |\n|---|---|---|\n" + "".join(rows) + "\n"


def _findings(_: list[str]) -> str:
    rows = []
    for code, kind in sorted(KINDS.items()):
        readers = ", ".join(kind.readers) if set(kind.readers) != set(READERS) else "all"
        cure = kind.cure + (" **(--fix)**" if kind.mendable else "")
        cells = (code, kind.harm.value, readers, kind.reason, cure, kind.source)
        rows.append("| " + " | ".join(cell.replace("<", "&lt;").replace("|", "\\|") for cell in cells) + " |\n")
    return "\n| code | harm | readers | reason | cure | seen in |\n|---|---|---|---|---|---|\n" + "".join(rows) + "\n"


_BLOCKS = {
    "help": _help,
    "notices": _notices,
    "findings": _findings,
    "devices": _devices,
    "facts": _facts,
    "screens": _screens,
}


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
