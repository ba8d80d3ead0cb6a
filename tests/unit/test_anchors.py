"""Names of link targets become ids, the same from either end of a link."""

from __future__ import annotations

import pytest

from fic2epub.anchors import fragment_id, valid_id


@pytest.mark.parametrize(
    ("name", "ident"),
    [
        ("note1", "note1"),
        ("a b", "a_b"),
        ("1.2", "at-1_2e2"),
        ("1", "at-1"),
        ("señor", "se_f1or"),
        ("#x", "at-_23x"),
        (" ", ""),
        ("-", "at--"),
    ],
)
def test_ids_are_a_pure_function_of_the_name(name: str, ident: str) -> None:
    """A link finds the target, percent-encoded or not."""
    assert valid_id(name) == ident
    assert valid_id(ident) == ident
    assert fragment_id("".join(f"%{byte:02x}" for byte in name.encode())) == ident


@pytest.mark.parametrize("names", [("1", "n1"), ("a.b", "a b"), ("_1", "n_1"), ("note-1", "note.1")])
def test_names_that_authors_use_side_by_side_stay_apart(names: tuple[str, str]) -> None:
    assert valid_id(names[0]) != valid_id(names[1])
