"""How the archive writes its own addresses and bylines (otwarchive helpers/application_helper.rb, models/tag.rb)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from tests.ao3.works import Era

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.ao3.works import Name

__all__ = ["Site", "link"]

_TAG_SIGNS = {"/": "*s*", "&": "*a*", ".": "*d*", "?": "*q*", "#": "*h*"}


def link(href: str, text: str, attributes: str = "") -> str:
    """One `a`; `text` is HTML."""
    return f'<a {attributes}{" " if attributes else ""}href="{href}">{text}</a>'


@dataclass(frozen=True)
class Site:
    """The host a file came from, at one time."""

    host: str
    era: Era

    def absolute(self, path: str) -> str:
        """`http` until 2025-12 (a60a0fe452), whatever the browser used."""
        return f"{'https' if self.era >= Era.D9 else 'http'}://{self.host}{path}"

    def local(self, path: str) -> str:
        """Byline and comment links, which lost their host for a while in 2017."""
        return path if self.era is Era.D2B else self.absolute(path)

    def parent(self, path: str) -> str:
        """Links to parent works, absolute since 14fbeb6ae1."""
        return self.absolute(path) if self.era >= Era.D4 else path

    def tag(self, name: str) -> str:
        """A tag's link; some signs are spelled out in its address."""
        spelled = "".join(_TAG_SIGNS.get(sign, sign) for sign in name)
        text = name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return link(self.absolute(f"/tags/{quote(spelled, safe='*')}"), text)

    def byline(self, names: Iterable[Name]) -> str:
        """Names joined by ", ", linked where there is somebody to link to."""
        return ", ".join(self._name(name) for name in names)

    def _name(self, name: Name) -> str:
        if name.user is None:
            return name.shown.replace("&", "&amp;").replace("<", "&lt;")
        old_pseud = (name.archivist or name.shown).split(" (")[0]
        path = f"/users/{quote(name.user)}/pseuds/{quote(old_pseud)}"
        classes = 'class="login author" rel="author"' if self.era < Era.D2A else 'rel="author"'
        anchor = link(self.local(path), name.archivist or name.shown, classes)
        return f"{name.shown} [archived by {anchor}]" if name.archivist else anchor
