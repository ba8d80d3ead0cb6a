"""Servers that may be trusted, and accounts at them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import trustme

from fic2epub.delivery import mailing
from tests.unit.delivery.mailboxes import PASSWORD, Postbox, account_at, post_office, shown_by

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fic2epub.delivery.accounts import Account


@pytest.fixture(scope="package")
def ca() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(autouse=True)
def _trusted(ca: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority = tmp_path / "ca.pem"
    ca.cert_pem.write_to_path(authority)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    monkeypatch.setenv("FIC2EPUB_MAIL_PASSWORD_QUAY", PASSWORD)
    monkeypatch.setattr(mailing, "_PATIENCE", 20.0)
    monkeypatch.setattr(mailing, "_LAST_PATIENCE", 20.0)


@pytest.fixture
def box() -> Postbox:
    return Postbox()


@pytest.fixture(params=["tls", "starttls"])
def account(request: pytest.FixtureRequest, box: Postbox, ca: trustme.CA) -> Iterator[Account]:
    with post_office(box, shown_by(ca), security=request.param) as port:
        yield account_at(port, request.param)


@pytest.fixture
def secure(box: Postbox, ca: trustme.CA) -> Iterator[Account]:
    with post_office(box, shown_by(ca), security="tls") as port:
        yield account_at(port, "tls")
