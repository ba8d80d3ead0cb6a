"""Addresses and ids."""

from __future__ import annotations

import pytest

from fic2epub.normalize.markup.urls import host_of, strict_url


@pytest.mark.parametrize(
    ("written", "strict"),
    [
        ("https://example.com", "https://example.com"),
        ("HTTP://Example.COM/A b?c d#e f", "http://example.com/A%20b?c%20d#e%20f"),
        ("http://example.com/%zz", "http://example.com/%25zz"),
        ("http://example.com:080/", "http://example.com:80/"),
        ("//example.com/x", "https://example.com/x"),
        ("/works/1", "https://archiveofourown.org/works/1"),
        ("mailto:a@example.com", "mailto:a@example.com"),
        ("http://bücher.example/", "http://xn--bcher-kva.example/"),
        ("http:\\\\example.com\\x", "http://example.com/x"),
        ("http://192.0.2.1/", "http://192.0.2.1/"),
        ("http://example.com/\u202e", "http://example.com/%E2%80%AE"),
        ('https://example.com/[x]{y}|^`<>"', "https://example.com/%5Bx%5D%7By%7D%7C%5E%60%3C%3E%22"),
        ("http://user:word@example.com/", "http://example.com/"),
        ("\x01\x1f\x00https://example.com/\x07", "https://example.com/"),
        ("https://exam\tple.com/a\nb\r", "https://example.com/ab"),
        ("https://example.com:65535/", "https://example.com:65535/"),
        ("https://example.com:/", "https://example.com/"),
        ("https://example.com./", "https://example.com./"),
        ("https://a_b.example/", "https://a_b.example/"),
        ("https://192.0.2.255./", "https://192.0.2.255./"),
        ("mailto: ada@example.com ?subject=a b", "mailto:ada@example.com?subject=a%20b"),
        ("ftp://example.com/a?b/c?d#e/f?g", "ftp://example.com/a?b/c?d#e/f?g"),
    ],
)  # fmt: skip
def test_addresses_are_made_strict(written: str, strict: str) -> None:
    """Encoded where needed, never twice."""
    assert strict_url(written) == strict
    assert strict_url(strict) == strict


@pytest.mark.parametrize(
    "written",
    [
        *[
            "",
            "x.html",
            "www.example.com",
            "http:",
            "http://",
            "http:///x",
            "http:x",
            "javascript:x",
            "data:,x",
            "file:///x",
        ],
        *["http://a b/", "http://[::1]/", "http://1.2.3.999/", "http://1.2.3/", "http://a:99999/", "http://a..b/"],
        *["http://a:65536/", "http://1.2.3.256/", "http://1.2.3.04/", "http://0x10/", "http://a.7/", "ftps://a.com/"],
        *["http://a@b@c.com/x y@", "http://a:b:1/", "http://" + "a." * 127 + "com/", "mailto:?subject=a@b"],
        *["http://-a.com/", "mailto:x", "tel:1", "C:\\x", "?x", "#x", "http://" + "a" * 70 + "é.com/"],
    ],
)
def test_what_no_book_can_open_is_no_address(written: str) -> None:
    """Other schemes, relative addresses, hosts that are none."""
    assert strict_url(written) is None


def test_hosts_are_named_without_www() -> None:
    """What a reader sees of an address."""
    assert host_of("https://www.example.com:80/x") == "example.com"
    assert host_of("https://example.com") == "example.com"
    assert host_of("https://www.www.example.com/a/b") == "www.example.com"
    assert host_of("ftp://m.example.com:8/a@b:c") == "m.example.com"
