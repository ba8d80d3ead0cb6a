"""The rule for class names: those that mean something stay, those that programs left behind go."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fic2epub.normalize.markup.engine import rule
from fic2epub.normalize.markup.trees import having
from fic2epub.patterns import late

if TYPE_CHECKING:
    from lxml.etree import _Element

    from fic2epub.errors import Note

__all__ = ["settle_classes"]

_CLASS = late(r"[A-Za-z][A-Za-z0-9_-]+")
"""otwarchive lib/otw_sanitize/user_class_sanitizer.rb, with `\\w` as Ruby reads it."""
_NOT_FOR_AUTHORS = "hidden"
"""Without the page's script nobody could bring the words back."""
_PASTED = late(
    r"(?:x_|ecx|gmail-)*"  # Outlook on the web, Hotmail and Gmail put these before the names of others
    r"(?:"
    r"Mso[A-Z][\w-]*|msonormal|WordSection\d+|SpellE|GramE|"  # Word
    r"(?:Normal)?TextRun|SCX[A-Z]\d+|BCX\d+|EOP|OutlineElement|"  # Word for the web
    r"western|cjk|ctl|"  # LibreOffice Writer
    r"Apple-[\w-]+|apple-[\w-]+|AppleMailSignature|"  # Mail, Notes and Pages, and Safari's clipboard
    r"(?:lst-)?kix[_-][\w-]+|"  # Google Docs
    r"gmail[_-][\w-]+|m_-?\d+[\w-]*|"  # Gmail
    r"ContentPasted\d+|elementToProof|"  # Outlook
    r"yiv\d+[\w-]*|ydp[0-9a-f]{6,}[\w-]*|yui_[\w-]+|"  # Yahoo Mail
    r"aolmail_[\w-]+|moz-[\w-]+|"  # AOL, Thunderbird
    r"hps|short_text|long_text|notranslate|skiptranslate|goog-text-highlight|"  # Google Translate
    r"immersive-translate-[\w-]+|"  # the plug-in of that name
    r"gr_|gr-\w+|gr_\d+|scayt-misspell[\w-]*|mce[A-Z]\w+|mce-[\w-]+|hidden(?:Grammar|Spell)Error"  # proof-readers
    r")|(?:[cpst]|li|[uo]l|td)[0-9]{1,3}",  # Apple's text system counts its styles (`p1`), Google Docs too (`c0`)
    re.ASCII,
)
"""
Names that programs give to what is pasted from them.

No skin asks for one but for the numbered ones: what an author's skin says of those is said by classes of ours before
the rules run (`normalize/skins`).
"""


@rule("@class")
def settle_classes(body: _Element, note: Note) -> None:
    """
    Class names keep AO3's rule (a letter first, two characters at least); an empty attribute goes.

    `hidden` goes too, and what word processors, mail and translation programs leave behind, numbers among them.
    """
    seen: dict[str, str] = {"": ""}
    left_behind = 0
    for element in having(body, "class"):
        written = element.get("class", "")
        settled = seen.get(written)
        if settled is None:
            settled = seen[written] = " ".join(dict.fromkeys(filter(_is_kept, written.split())))
        if settled == written != "":
            continue
        left_behind += any(map(_PASTED.fullmatch, written.split()))
        if settled:
            element.set("class", settled)
        else:
            del element.attrib["class"]
    if left_behind:
        note("M020", f"elements that lost class names left behind by other programs: {left_behind}")


def _is_kept(name: str) -> bool:
    return name != _NOT_FOR_AUTHORS and bool(_CLASS.fullmatch(name)) and not _PASTED.fullmatch(name)
