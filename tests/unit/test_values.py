"""`fic2epub.values`: what it declares behaves as what the standard library declares."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import typing
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, replace
from typing import Any, ClassVar

import pytest

from fic2epub import values


@values.dataclass(frozen=True, slots=True, kw_only=True)
class Lamp:
    """A lamp."""

    place: str
    oil: int = 3
    seen_by: dict[str, int] = field(default_factory=dict)
    kind: ClassVar[str] = "light"

    def __post_init__(self) -> None:
        """Refuse what burns nothing."""
        if self.oil < 0:
            raise ValueError("less than no oil")

    @property
    def burns(self) -> bool:
        """Whether it does."""
        return self.oil > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """The same, made by the standard library."""

    place: str
    oil: int = 3
    seen_by: dict[str, int] = field(default_factory=dict)
    kind: ClassVar[str] = "light"


class Ship(values.NamedTuple):
    """A ship."""

    name: str
    masts: int = 2

    @property
    def large(self) -> bool:
        """Whether it has three masts and more."""
        return self.masts > 2


class Sister(typing.NamedTuple):
    """The same, made by the standard library."""

    name: str
    masts: int = 2


def test_a_value_is_made_and_shown_as_by_the_library() -> None:
    assert repr(Lamp(place="pier", oil=1)) == repr(Twin(place="pier", oil=1)).replace("Twin", "Lamp")
    assert [one.name for one in fields(Lamp)] == [one.name for one in fields(Twin)]
    assert asdict(Lamp(place="pier")) == asdict(Twin(place="pier"))
    assert inspect.signature(Lamp).parameters.keys() == inspect.signature(Twin).parameters.keys()
    assert inspect.signature(Lamp).parameters["oil"] == inspect.signature(Twin).parameters["oil"]
    assert Lamp.__slots__ == Twin.__slots__
    assert not hasattr(Lamp(place="pier"), "__dict__")


def test_every_value_has_a_dictionary_of_its_own() -> None:
    one, other = Lamp(place="pier"), Lamp(place="pier")
    one.seen_by["gull"] = 1
    assert other.seen_by == {}


def test_equal_values_are_equal_and_hash_alike() -> None:
    named: Any = {"place": "pier", "seen_by": None}
    assert Lamp(**named) == Lamp(**named)
    assert hash(Lamp(**named)) == hash(Lamp(**named))
    assert Lamp(place="pier") != Lamp(place="quay")
    twin: object = Twin(place="pier")
    assert Lamp(place="pier") != twin


def test_a_value_does_not_change_but_gives_a_changed_one() -> None:
    lamp = Lamp(place="pier")
    with pytest.raises(FrozenInstanceError):
        lamp.oil = 5  # type: ignore[misc]  # that is what is tried
    with pytest.raises(FrozenInstanceError):
        del lamp.oil
    assert replace(lamp, oil=0).burns is False
    assert lamp.burns


def test_a_value_is_copied_and_pickled() -> None:
    lamp = Lamp(place="pier", seen_by={"gull": 2})
    assert copy.copy(lamp) == copy.deepcopy(lamp) == pickle.loads(pickle.dumps(lamp)) == lamp  # noqa: S301 - ours


@pytest.mark.parametrize("wrong", [{}, {"place": "pier", "flame": 1}, {"flame": 1}])
def test_a_value_is_made_of_its_fields_alone(wrong: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match=r"flame|place"):
        Lamp(**wrong)
    with pytest.raises(ValueError, match="less than no oil"):
        Lamp(place="pier", oil=-1)


def test_no_other_kind_of_class_is_declared() -> None:
    with pytest.raises(TypeError, match="frozen"):
        values.dataclass(frozen=False, slots=True, kw_only=True)


def test_a_named_tuple_is_as_the_library_makes_it() -> None:
    ship, sister = Ship("Heron"), Sister("Heron")
    assert repr(ship) == repr(sister).replace("Sister", "Ship")
    assert tuple(ship) == tuple(sister) == ("Heron", 2)
    assert Ship._fields == Sister._fields
    assert Ship._field_defaults == Sister._field_defaults
    assert Ship.__annotations__.keys() == Sister.__annotations__.keys()
    assert (Ship.__doc__, Ship.__module__, Ship.__qualname__) == ("A ship.", __name__, "Ship")
    assert ship._replace(masts=3).large
    assert pickle.loads(pickle.dumps(ship)) == ship  # noqa: S301 - ours
    assert str(inspect.signature(Ship)) == "(name: 'str', masts: 'int' = 2)"


@pytest.mark.parametrize("wrong", [((), {}), (("a", 1, 2), {}), (("a",), {"name": "b"}), (("a",), {"sails": 1})])
def test_a_named_tuple_is_made_of_its_fields_alone(wrong: tuple[tuple[Any, ...], dict[str, Any]]) -> None:
    given, named = wrong
    for made in (Ship, Sister):
        with pytest.raises(TypeError):
            made(*given, **named)
    with pytest.raises(ValueError, match="sails"):
        Ship("a")._replace(sails=1)  # type: ignore[call-arg]  # that is what is tried


def test_a_named_tuple_is_given_by_place_or_by_name() -> None:
    assert Ship("a", 3) == Ship("a", masts=3) == Ship(masts=3, name="a") == Ship._make(("a", 3)) == ("a", 3)
    assert Ship("a")._asdict() == Sister("a")._asdict()
    assert not hasattr(Ship("a"), "__dict__")
    match Ship("a"):
        case Ship(name, masts):
            assert (name, masts) == ("a", 2)


def test_a_named_tuple_that_cannot_be_is_not_declared() -> None:
    with pytest.raises(TypeError, match="default"):

        class _Wrong(values.NamedTuple):  # the checker sees it, too
            name: str = ""
            masts: int  # type: ignore[misc]

    with pytest.raises(TypeError):
        Ship._make(("a",))


def test_nothing_of_a_value_is_compiled_when_it_is_declared(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("text was compiled")

    monkeypatch.setattr(dataclasses, "_create_fn", refuse, raising=False)
    monkeypatch.setattr(typing, "ForwardRef", refuse)

    @values.dataclass(frozen=True, slots=True, kw_only=True)
    class _Value:
        size: int | None = None

    class _Tuple(values.NamedTuple):
        size: int | None = None

    assert (_Value(size=1).size, _Tuple(1).size) == (1, 1)
