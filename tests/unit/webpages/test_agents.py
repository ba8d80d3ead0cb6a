from __future__ import annotations

import pytest

from fic2epub.serving.agents import browser_named

_WEBKIT = "(KHTML, like Gecko)"
_TOUCH = f"Mozilla/5.0 (Linux; U; Android 2.0; en-us;) AppleWebKit/538.1 {_WEBKIT} Version/4.0 Mobile Safari/538.1"
_PAPERWHITE = f"Mozilla/5.0 (X11; U; Linux armv7l like Android; en-us) AppleWebKit/531.2+ {_WEBKIT} Version/5.0"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (f"{_TOUCH} (Kobo Touch 0377/4.20.14622)", "kobo"),
        (f"{_TOUCH} (eReader)", "kobo"),
        (f"{_PAPERWHITE} Safari/533.2+ Kindle/3.0+", "kindle"),
        ("Mozilla/4.0 (compatible; Linux 2.6.10) NetFront/3.3 Kindle/1.0 (screen 600x800)", "kindle"),
        (
            f"Mozilla/5.0 (Linux; U; Android 2.3.4; en-us; Kindle Fire Build/GINGERBREAD) AppleWebKit/533.1 {_WEBKIT}",
            "other",
        ),
        (f"Mozilla/5.0 (Linux; Android 5.1; KFARWI Build/LMY47O) AppleWebKit/537.36 {_WEBKIT} Silk/47.1.79", "other"),
        (f"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 {_WEBKIT} Chrome/140.0.0.0 Safari/537.36", "other"),
        ("", "other"),
        ("x" * 100_000 + "Kobo", "other"),
    ],
)
def test_the_browsers_of_e_readers_are_known_and_tablets_are_none(agent: str, name: str) -> None:
    assert browser_named(agent).name == name
