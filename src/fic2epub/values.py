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
    from collections.abc import Callable
    from inspect import Signature

__all__ = ["NamedTuple", "dataclass"]

_OWN = frozenset(("__annotations__", "__module__", "__qualname__"))
"""What of a class is not copied to the named tuple that is made of it, which has them."""


class _Declared(type):
    """Makes a named tuple of a class that names its fields."""

    def __new__(cls, name: str, bases: tuple[type, ...], inside: dict[str, Any]) -> Any:  # noqa: ANN401
        if not bases:
            return super().__new__(cls, name, bases, inside)
        fields = inside["__annotations__"]
        defaults = [inside[field] for field in fields if field in inside]
        made: Any = namedtuple(name, fields, defaults=defaults, module=inside["__module__"])  # type: ignore[misc]  # noqa: PYI024 - this is what makes the typed ones
        made.__qualname__, made.__annotations__ = inside["__qualname__"], fields
        for key, value in inside.items():
            if key not in fields and key not in _OWN:
                setattr(made, key, value)
        return made


class _NamedTuple(metaclass=_Declared):
    """As `typing.NamedTuple`."""


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


class _Signed:
    """How a class is called, for who asks: documentation does, and no program that runs."""

    def __get__(self, instance: object, owner: type) -> Signature:
        """Its signature, from its fields."""
        from inspect import Parameter, Signature  # noqa: PLC0415 - nobody asks in a hurry

        parameters = []
        for field in dataclasses.fields(owner):
            default = Parameter.empty if field.default is MISSING else field.default
            if field.default_factory is not MISSING:
                default = field.default_factory()
            one = Parameter(field.name, Parameter.KEYWORD_ONLY, default=default, annotation=field.type)
            parameters.append(one)
        return Signature(parameters)


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
