"""The access code: what is one, how guessing is slowed, what browsers keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fic2epub.serving.codes import LIFETIME, Gate, password_in, typed

if TYPE_CHECKING:
    import pytest


class _Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def _gate(clock: _Clock, code: str = "TIDE2468", *, plain: bool = True) -> Gate:
    return Gate(code, b"k" * 32, plain=plain, clock=clock, now=clock)


def test_codes_are_typed_easily() -> None:
    codes = {typed() for _ in range(200)}
    assert len(codes) == 200
    assert all(len(code) == 8 for code in codes)
    assert not set("".join(codes)) & set("01IOSB")


def test_how_a_code_may_be_typed() -> None:
    gate = _gate(_Clock())
    assert all(gate.admits(code, "a") for code in ("TIDE2468", "tide 2468", "Tide-2468"))
    assert not any(gate.admits(code, "a") for code in ("", "TIDE246", "TIDE24688"))
    own = _gate(_Clock(), "My bread & salt", plain=False)
    assert own.admits("My bread & salt", "a")
    assert not own.admits("my bread & salt", "a")


def test_mistakes_cost_more_and_more_and_are_forgotten_after_the_right_code() -> None:
    clock = _Clock()
    gate = _gate(clock)
    waits = []
    for _ in range(16):
        gate.admits("wrong", "192.168.1.7")
        waits.append(gate.wait("192.168.1.7"))
        assert not waits[-1] or not gate.admits("TIDE2468", "192.168.1.7")
        clock.now += waits[-1]
    assert waits == [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]
    assert gate.wait("192.168.1.8") == 0
    assert gate.admits("TIDE2468", "192.168.1.7")
    gate.admits("wrong", "192.168.1.7")
    assert gate.wait("192.168.1.7") == 0


def test_many_addresses_are_no_way_around() -> None:
    clock = _Clock()
    gate = _gate(clock)
    for place in range(60):
        gate.admits("wrong", f"10.0.0.{place}")
    assert gate.wait("10.0.1.1") > 0
    assert not gate.admits("TIDE2468", "10.0.1.1")
    tried = 0
    for _ in range(4 * 3600):
        clock.now += 1
        if not gate.wait(f"10.1.{tried // 250}.{tried % 250}"):
            gate.admits("wrong", f"10.1.{tried // 250}.{tried % 250}")
            tried += 1
    assert 380 < tried < 420  # in four hours


def test_a_household_of_the_new_internet_is_one() -> None:
    gate = _gate(_Clock())
    for place in range(6):
        gate.admits("wrong", f"2001:db8:0:1::{place}")
    assert gate.wait("2001:db8:0:1:ffff::1") > 0
    assert gate.wait("2001:db8:0:2::1") == 0
    for _ in range(6):
        gate.admits("wrong", "::ffff:10.0.0.1")
    assert gate.wait("10.0.0.1") > 0
    assert gate.wait("no address") == 0


def test_what_browsers_keep_ends() -> None:
    clock = _Clock()
    gate = _gate(clock)
    token = gate.token()
    assert gate.knows(token)
    assert _gate(clock).knows(token)  # after a new start
    assert not _gate(clock, "OTHER234").knows(token)
    assert not Gate("TIDE2468", b"x" * 32).knows(token)
    expires, _, signature = token.partition(".")
    assert not gate.knows(f"{int(expires, 16) + 1:x}.{signature}")
    clock.now += LIFETIME
    assert not gate.knows(token)


def test_passwords_of_programs() -> None:
    assert password_in("Basic cmVhZGVyOnNhbHQ6YnJlYWQ=") == "salt:bread"
    assert password_in("basic OsO8") == "ü"
    assert password_in("Basic /////w==") is None
    assert password_in("Digest x") is None
    assert password_in("") is None


def test_only_so_many_addresses_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fic2epub.serving.codes._ADDRESSES", 3)
    gate = _gate(_Clock())
    for place in range(9):
        gate.admits("wrong", f"10.0.0.{place}")
    assert len(gate._mistakes) == 3  # noqa: SLF001 - how much it keeps is seen nowhere else
