"""
Frozen values, declared as `dataclasses` and `typing` have it, and ready in a fraction of the time.

Those two write methods as text and compile them, and compile every annotation: a short work's book took a tenth of its
time for that. Here the methods are functions, the same for all classes, and annotations stay words. To a type checker
they are the standard library's own; `dataclasses.replace`, `fields` and `asdict` know them.
"""

from __future__ import annotations

import dataclasses
from collections import namedtuple
from dataclasses import MISSING, FrozenInstanceError
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from inspect import Signature
    from typing import ClassVar, Self

__all__ = ["NamedTuple", "dataclass"]

_PLACES = [f"place{place}" for place in range(32)]
_Widest: Any = namedtuple("_Widest", _PLACES)  # type: ignore[misc]  # noqa: PYI024 - made for what it has
_FETCHERS = tuple([vars(_Widest)[place] for place in _PLACES])
"""Descriptors that fetch what stands at a place, of any tuple."""


class _Signed:
    """How a class is called, for who asks: documentation does, and no program that runs."""

    def __get__(self, instance: object, owner: Any) -> Signature:  # noqa: ANN401 - a class of values
        """Its signature, from its fields."""
        from inspect import Parameter, Signature  # noqa: PLC0415 - nobody asks in a hurry

        if issubclass(owner, _NamedTuple):
            kind, said = Parameter.POSITIONAL_OR_KEYWORD, owner.__annotations__
            named = [(name, owner._field_defaults.get(name, Parameter.empty)) for name in owner._fields]
            return Signature([Parameter(name, kind, default=value, annotation=said[name]) for name, value in named])
        parameters = []
        for field in dataclasses.fields(owner):
            default = Parameter.empty if field.default is MISSING else field.default
            if field.default_factory is not MISSING:
                default = field.default_factory()
            one = Parameter(field.name, Parameter.KEYWORD_ONLY, default=default, annotation=field.type)
            parameters.append(one)
        return Signature(parameters)


class _Declared(type):
    """Makes a named tuple of a class that names its fields."""

    def __new__(cls, name: str, bases: tuple[type, ...], inside: dict[str, Any]) -> Any:  # noqa: ANN401
        if bases == (tuple,):
            return super().__new__(cls, name, bases, inside)
        fields = tuple(inside["__annotations__"])
        defaults = {field: inside.pop(field) for field in fields if field in inside}
        named = dict(zip(fields, _FETCHERS, strict=False))
        if len(named) < len(fields) or list(defaults) != list(fields[len(fields) - len(defaults) :]):
            raise TypeError(f"{name} has too many fields, or one without a default behind one that has")
        own = {"__slots__": (), "_fields": fields, "__match_args__": fields, "_field_defaults": defaults}
        return super().__new__(cls, name, bases, {**inside, **own, **named})


class _NamedTuple(tuple, metaclass=_Declared):  # type: ignore[type-arg]  # the bare one is quicker to derive from
    """As `typing.NamedTuple`."""

    __slots__ = ()
    __signature__ = _Signed()
    _fields: ClassVar[tuple[str, ...]] = ()
    _field_defaults: ClassVar[dict[str, Any]] = {}

    def __new__(cls, /, *given: Any, **named: Any) -> Self:  # noqa: ANN401 - fields of any type
        if named or len(given) != len(cls._fields):
            given = _completed(cls, given, named)
        return tuple.__new__(cls, given)

    @classmethod
    def _make(cls, values: Iterable[Any]) -> Self:
        made: Self = tuple.__new__(cls, values)
        if len(made) != len(cls._fields):
            raise TypeError(f"{cls.__name__} is made of {', '.join(cls._fields)}")
        return made

    def _replace(self, /, **named: Any) -> Self:  # noqa: ANN401 - as above
        made: Self = tuple.__new__(type(self), map(named.pop, self._fields, self))
        if named:
            raise ValueError(f"{type(self).__name__} has no {', '.join(named)}")
        return made

    def _asdict(self) -> dict[str, Any]:
        return dict(zip(self._fields, self, strict=True))

    def __repr__(self) -> str:
        said = ", ".join(f"{name}={value!r}" for name, value in self._asdict().items())
        return f"{type(self).__name__}({said})"

    def __getnewargs__(self) -> tuple[Any, ...]:
        return tuple(self)


def _completed(made: type[_NamedTuple], given: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
    """All values of a tuple's fields, those that were not given by their defaults."""
    fields = made._fields
    values = {**made._field_defaults, **dict(zip(fields, given, strict=False)), **named}
    if len(given) > len(fields) or not named.keys().isdisjoint(fields[: len(given)]) or values.keys() != set(fields):
        raise TypeError(f"{made.__name__} is made of {', '.join(fields)}")
    return tuple([values[name] for name in fields])


def _dataclass(*, frozen: bool, slots: bool, kw_only: bool) -> Callable[[type], type]:
    """As `dataclasses.dataclass`, for the one kind of class that is declared here."""
    if not (frozen and slots and kw_only):
        raise TypeError("values are frozen, have slots, and are made by naming what is in them")

    def declare(declared: type) -> type:
        made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True, kw_only=True)(declared)
        made.__init__ = _initializer(made)
        made.__signature__ = _Signed()
        for method in (_repr, _eq, _hash, _setattr, _delattr, _getstate, _setstate):
            setattr(made, f"_{method.__name__}__", method)
        return made  # type: ignore[no-any-return]  # the class

    return declare


def _initializer(made: Any) -> Callable[..., None]:  # noqa: ANN401 - a class
    """The `__init__` of this class."""
    fields = dataclasses.fields(made)
    defaults = {field.name: field.default for field in fields}
    factories = {field.name: field.default_factory for field in fields if field.default_factory is not MISSING}
    finish = getattr(made, "__post_init__", None)

    def __init__(self: object, /, **given: object) -> None:  # noqa: N807 - what it becomes
        values = {**defaults, **given}
        if len(values) > len(defaults):
            raise TypeError(f"{made.__name__} has no {', '.join(values.keys() - defaults.keys())}")
        for name, value in values.items():
            if value is MISSING and name not in factories:
                raise TypeError(f"{made.__name__} cannot be without {name}")
            object.__setattr__(self, name, factories[name]() if value is MISSING else value)
        if finish:
            finish(self)

    return __init__


def _values(self: Any) -> tuple[object, ...]:  # noqa: ANN401 - any dataclass
    return tuple([getattr(self, name) for name in self.__slots__])


def _repr(self: Any) -> str:  # noqa: ANN401 - any dataclass, as below
    said = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__slots__)
    return f"{type(self).__qualname__}({said})"


def _eq(self: Any, other: object) -> bool:  # noqa: ANN401
    return _values(self) == _values(other) if type(other) is type(self) else NotImplemented


def _hash(self: Any) -> int:  # noqa: ANN401
    return hash(_values(self))


def _setattr(self: Any, name: str, value: object) -> None:  # noqa: ANN401, ARG001 - as Python calls it
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _delattr(self: Any, name: str) -> None:  # noqa: ANN401, ARG001
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _getstate(self: Any) -> tuple[object, ...]:  # noqa: ANN401
    return _values(self)


def _setstate(self: Any, state: tuple[object, ...]) -> None:  # noqa: ANN401
    for name, value in zip(self.__slots__, state, strict=True):
        object.__setattr__(self, name, value)


if TYPE_CHECKING:
    from dataclasses import dataclass
    from typing import NamedTuple
else:
    NamedTuple, dataclass = _NamedTuple, _dataclass
