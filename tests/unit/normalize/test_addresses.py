"""Addresses among the metadata are ones that a book can link to."""

from __future__ import annotations

import pytest

from fic2epub.model import Kinship, Link, Metadata, Prompt, RelatedWork, Series
from fic2epub.normalize.addresses import with_strict_addresses


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https://archiveofourown.org/works/1", "https://archiveofourown.org/works/1"),
        ("/users/gull", "https://archiveofourown.org/users/gull"),
        ("https://a.example/é b", "https://a.example/%C3%A9%20b"),
        ("http://[bad", None),
        ("javascript:1", None),
        ("%", None),
        ("", None),
        (None, None),
    ],
)
def test_all_that_has_an_address_has_a_good_one_or_none(written: str | None, meant: str | None) -> None:
    found = with_strict_addresses(
        Metadata(
            title="Lamp",
            source_url=written,
            series=(Series("Lamps", "1", written),),
            collections=(Link("Lights", written),),
            recipients=(Link("gull", written),),
            prompts=(Prompt("asker", Link("Asked", written)),),
            related=(RelatedWork(Kinship.INSPIRED, "Wick", url=written),),
        )
    )
    links = (*found.collections, *found.recipients, found.prompts[0].collection)
    assert found.source_url == found.series[0].url == found.related[0].url == meant
    assert [link.url for link in links] == [meant] * 3
    assert found.series[0].name == "Lamps"
