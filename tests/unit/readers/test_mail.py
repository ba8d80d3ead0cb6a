"""E-mail addresses that the archive's proxy hid are spelled out, whatever the form of the page."""

from __future__ import annotations

import pytest

from tests.ao3 import fragments
from tests.ao3.cases.case import one
from tests.ao3.download import render
from tests.ao3.pages import Age, render_page
from tests.ao3.pages.cloudflare import with_hidden_mail
from tests.ao3.works import Era
from tests.unit.readers.bodies import inside, read, text


def test_hidden_addresses_are_spelled_out() -> None:
    body = (
        '<p>To keeper@light.example &amp; <a href="mailto:ines@light.example?subject=Bread">Ines</a>, '
        '<a href="mailto:tobias@light.example" rel="nofollow">tobias@light.example</a>!</p>'
    )
    work = one("Mail", body)
    page = with_hidden_mail(render_page(work, Age.A2026_06))

    assert b"light.example" not in page
    for source in (
        page,
        page.decode().encode("utf-16"),
        with_hidden_mail(render(work, Era.D11)),
        with_hidden_mail(fragments.work_text(work)),
        with_hidden_mail(fragments.bare(work)),
    ):
        assert inside(read(source).chapters[0].body) == body


@pytest.mark.parametrize("code", ["", "5", "zz", "5f", "5f3e", "5f" + "ff" * 6, "00400a"])
def test_a_broken_address_leaves_what_the_page_shows(code: str) -> None:
    anchor = (
        f'<a href="/cdn-cgi/l/email-protection" class="__cf_email__" data-cfemail="{code}">[email&#160;protected]</a>'
    )
    linked = '<a href="/cdn-cgi/l/email-protection#5f3e">write</a>'
    work = read(render_page(one("Mail", f"<p>To {anchor}, or {linked}.</p>"), Age.A2026_06))

    assert text(work.chapters[0].body) == "To [email protected], or write."
    assert "email-protection" not in inside(work.chapters[0].body)
    assert [notice.code for notice in work.notices] == ["R022"]
