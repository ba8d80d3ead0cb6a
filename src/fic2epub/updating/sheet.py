"""The style sheet of an updated book: what came in looks as what was there."""

from __future__ import annotations

import re

from fic2epub.places import ADDED, AHEAD, CARRIED, FLUSH, GUEST, INDENTED, KINDS, PART

__all__ = ["with_lines"]

_RULE = re.compile(r"(?<=[};/])\s*([^{}@;/]+)\{([^{}]*)\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_PARAGRAPH = re.compile(r"(?:^|(?<=\s))p$")
_KIND = re.compile(rf"(?:^|(?<=\s))({'|'.join(KINDS.values())})(?=$|\.)")
_BESIDE = re.compile(r"\.box \+ ")
_CLASSES = {tag: name for name, tag in KINDS.items()}
_GAP = re.compile(r"margin: 0 0 ([1-9.][\d.]*em) 0")
_FIRST = f"""
/* What came in when the book was updated: paragraphs at the end of others, so that places in the book stay. */

.{CARRIED}, .{PART} {{
  display: block;
}}
br.{ADDED} {{
  display: none;
}}
"""
_LAST = f""".{FLUSH} {{
  text-indent: 0;
}}
.{GUEST} {{
  page-break-before: always;
}}
.{AHEAD} {{
  page-break-before: auto;
  page-break-after: always;
}}
.{GUEST}, .{ADDED} + .chapter {{
  padding-top: 1px;
}}
"""
"""The padding keeps what is above a heading, which else is dropped where a page begins within a document."""


def with_lines(sheet: bytes) -> bytes:
    """The sheet, with a rule for paragraphs that others carry for every rule that it has for paragraphs."""
    css = sheet.decode()
    rules = [rule for rule in (_rule(*found) for found in _RULE.findall(_COMMENT.sub("/", css))) if rule]
    return "".join((css, _FIRST, *rules, _LAST)).encode()


def _rule(selectors: str, declared: str) -> str:
    """The same for what stands for a paragraph; empty when the rule is about something else."""
    lines: list[str] = []
    named: list[str] = []
    for selector in (" ".join(one.split()) for one in selectors.split(",")):
        if _PARAGRAPH.search(selector) and not selector.endswith("+ p"):
            lines += [f"{selector[:-1]}.{CARRIED}", f"{selector[:-1]}.{PART}"]
            named.append(f"{selector}.{INDENTED}")
        elif _BESIDE.match(selector):
            named.append(_BESIDE.sub(f".{ADDED} + ", selector))
        elif _KIND.search(selector) and "+" not in selector:
            named.append(_KIND.sub(lambda kind: f".{CARRIED}.{_CLASSES[kind[1]]}", selector))
    above = _GAP.sub(r"margin: \1 0 0 0", declared)  # the paragraph that carries it has its own gap behind all of it
    written = ((lines, above), (named, declared))
    return "".join(f"{', '.join(selected)} {{{rules}}}\n" for selected, rules in written if selected)
