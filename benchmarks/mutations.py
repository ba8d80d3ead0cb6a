"""Small wrong changes of a module: each is one that a test ought to notice.

A mutant is named by the place of its node in the module's tree, so that the same source gives the same mutants. What
nobody but a person sees is left alone: docstrings, the sentences of notices and errors, annotations, assertions.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Mutant", "Uses", "mutants_in", "mutated"]

_OTHER_COMPARISON: dict[type[ast.cmpop], tuple[type[ast.cmpop], str]] = {
    ast.Lt: (ast.LtE, "< becomes <="),
    ast.LtE: (ast.Lt, "<= becomes <"),
    ast.Gt: (ast.GtE, "> becomes >="),
    ast.GtE: (ast.Gt, ">= becomes >"),
    ast.Eq: (ast.NotEq, "== becomes !="),
    ast.NotEq: (ast.Eq, "!= becomes =="),
    ast.In: (ast.NotIn, "in becomes not in"),
    ast.NotIn: (ast.In, "not in becomes in"),
    ast.Is: (ast.IsNot, "is becomes is not"),
    ast.IsNot: (ast.Is, "is not becomes is"),
}
_OTHER_OPERATOR: dict[type[ast.operator], tuple[type[ast.operator], str]] = {
    ast.Add: (ast.Sub, "+ becomes -"),
    ast.Sub: (ast.Add, "- becomes +"),
    ast.Mult: (ast.FloorDiv, "* becomes //"),
    ast.Div: (ast.Mult, "/ becomes *"),
    ast.FloorDiv: (ast.Mult, "// becomes *"),
    ast.Mod: (ast.FloorDiv, "% becomes //"),
    ast.BitOr: (ast.BitAnd, "| becomes &"),
    ast.BitAnd: (ast.BitOr, "& becomes |"),
    ast.BitXor: (ast.BitOr, "^ becomes |"),
}
_FOR_PEOPLE = {"note", "noted", "_note"}
"""Functions whose first argument alone is for programs."""
_UNSEEN = {"TypeVar", "cast", "Fic2EpubError", "NormalizingError", "AssertionError", "ValueError"}
"""Calls whose arguments nothing depends on."""


class Mutant(NamedTuple):
    """One change of one module."""

    path: str
    node: int
    """Place of the changed node in a walk over the module's tree."""
    change: int
    """Which of the changes that suit the node."""
    line: int
    what: str
    function: int
    """First line of the outermost function around it, decorators included; 0 outside of any."""
    lines: tuple[int, int]
    """First and last line of the statement that it is in; of a compound one, of its head."""


class _Change(NamedTuple):
    what: str
    apply: Callable[[], None]
    at: ast.AST | None = None
    """Where it is made, if that is not the node that holds it."""


def mutants_in(path: str, source: str) -> list[Mutant]:
    """All mutants of a module, in the order of its tree."""
    tree = ast.parse(source)
    left_alone = _left_alone(tree)
    functions = _outermost(tree)
    heads = _heads(tree)
    return [
        Mutant(
            *(path, place, number, getattr(change.at or node, "lineno", 0), change.what),
            functions.get(id(change.at or node), 0),
            heads.get(id(change.at or node), (0, 0)),
        )
        for place, node in enumerate(ast.walk(tree))
        if id(node) not in left_alone
        for number, change in enumerate(_changes(node))
    ]


def mutated(mutant: Mutant, source: str) -> ast.Module:
    """The module's tree with the change made."""
    tree = ast.parse(source)
    for place, node in enumerate(ast.walk(tree)):
        if place == mutant.node:
            list(_changes(node))[mutant.change].apply()
            break
    return ast.fix_missing_locations(tree)


class Uses:
    """Which lines of functions come to depend on a name of a module, by way of other names where that is so."""

    def __init__(self, sources: dict[str, str]) -> None:
        self._lines: dict[str, set[tuple[str, int]]] = {}
        self._tables: list[tuple[set[str], set[str]]] = []
        self._given: dict[tuple[str, int], set[str]] = {}
        for path, source in sources.items():
            for statement in ast.parse(source).body:
                self._read(path, statement)

    def lines(self, mutant: Mutant) -> set[tuple[str, int]]:
        """The lines that may notice a change outside of functions; none if that cannot be told."""
        names = set(self._given.get((mutant.path, mutant.lines[0]), ()))
        grown = True
        while grown:
            size = len(names)
            for given, mentioned in self._tables:
                if mentioned & names:
                    names |= given
            grown = len(names) > size
        return set().union(*(self._lines.get(name, set()) for name in names))

    def _read(self, path: str, statement: ast.stmt) -> None:
        """Note what a statement of a module gives a name to, and what it mentions."""
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            given = {statement.name}
            for inner in ast.walk(statement):
                if isinstance(inner, ast.stmt) and inner is not statement:
                    for name in _names(inner):
                        self._lines.setdefault(name, set()).add((path, inner.lineno))
                    self._given.setdefault((path, inner.lineno), given)
            body = {(path, inner.lineno) for inner in ast.walk(statement) if isinstance(inner, ast.stmt)}
            self._lines.setdefault(statement.name, set()).update(body)
        else:
            given = {
                node.id
                for node in ast.walk(statement)
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
            }
            self._tables.append((given, _names(statement)))
        self._given[path, statement.lineno] = given


def _names(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def _outermost(tree: ast.Module) -> dict[int, int]:
    """For each node in a function, the line on which the outermost function around it begins."""
    found: dict[int, int] = {}
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            begins = min([function.lineno, *(decorator.lineno for decorator in function.decorator_list)])
            for statement in function.body:
                for node in ast.walk(statement):
                    found.setdefault(id(node), begins)
    return found


def _heads(tree: ast.Module) -> dict[int, tuple[int, int]]:
    """For each node, the lines of the innermost statement around it."""
    found: dict[int, tuple[int, int]] = {}
    for statement in ast.walk(tree):  # from the outside to the inside
        if isinstance(statement, ast.stmt):
            body = getattr(statement, "body", None)
            last = max(statement.lineno, body[0].lineno - 1) if body else statement.end_lineno or statement.lineno
            for node in ast.walk(statement):
                found[id(node)] = (statement.lineno, last)
    return found


def _left_alone(tree: ast.Module) -> set[int]:
    """The nodes that are changed by nothing."""
    unseen: list[ast.AST] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns:
            unseen.append(node.returns)
        elif isinstance(node, ast.AnnAssign):
            unseen.append(node.annotation)
        elif isinstance(node, ast.Call):
            unseen += _said(node)
        elif _is_unseen(node):
            unseen.append(node)
    return {id(node) for one in unseen for node in ast.walk(one)}


def _is_unseen(node: ast.AST) -> bool:
    """Whether nothing in it can be noticed: docstrings, imports, assertions, errors, what is for mypy."""
    match node:
        case ast.Import() | ast.ImportFrom() | ast.Assert() | ast.Raise() | ast.arguments():
            return True
        case ast.Expr(value=ast.Constant()) | ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return True
    return False


def _said(call: ast.Call) -> list[ast.AST]:
    """What a call says to people only, or to nobody."""
    name = ast.unparse(call.func).rpartition(".")[2]
    if name in _FOR_PEOPLE:
        return [*call.args[1:], *call.keywords]
    if name == "get":  # an empty default stands for nothing, as any other would
        return [one for one in call.args[1:] if isinstance(one, ast.Constant) and one.value == ""]
    return [*call.args, *call.keywords] if name in _UNSEEN else []


def _changes(node: ast.AST) -> Iterator[_Change]:
    """The changes that suit a node, in an order that is always the same."""
    for suits, changes in _BY_KIND:
        if isinstance(node, suits):
            yield from changes(node)


def _of_comparison(node: ast.Compare) -> Iterator[_Change]:
    for place, operator in enumerate(node.ops):
        other, what = _OTHER_COMPARISON[type(operator)]
        yield _Change(what, lambda place=place, other=other: node.ops.__setitem__(place, other()))


def _of_logic(node: ast.BoolOp) -> Iterator[_Change]:
    conjunction = isinstance(node.op, ast.And)
    other, what = (ast.Or(), "and becomes or") if conjunction else (ast.And(), "or becomes and")
    yield _Change(what, lambda: setattr(node, "op", other))


def _of_arithmetic(node: ast.BinOp | ast.AugAssign) -> Iterator[_Change]:
    text = isinstance(node, ast.BinOp) and any(_is_text(side) for side in (node.left, node.right))
    if type(node.op) in _OTHER_OPERATOR and not text:
        other, what = _OTHER_OPERATOR[type(node.op)]
        yield _Change(what, lambda: setattr(node, "op", other()))
    if isinstance(node, ast.AugAssign):
        yield _Change("is not added to", lambda: setattr(node, "value", _neutral(node)))


def _neutral(node: ast.AugAssign) -> ast.expr:
    """What changes nothing when it is added, as far as one can tell; a type error kills as well."""
    return ast.Constant("") if _is_text(node.value) else ast.Constant(0)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str | bytes))


def _of_constant(node: ast.Constant) -> Iterator[_Change]:
    value = node.value
    if isinstance(value, bool):
        yield _Change(f"{value} becomes {not value}", lambda: setattr(node, "value", not value))
    elif isinstance(value, int):
        yield _Change(f"{value} becomes {value + 1}", lambda: setattr(node, "value", value + 1))
    elif isinstance(value, str):
        yield _Change(f"{value[:30]!r} gets XX around it", lambda: setattr(node, "value", f"XX{value}XX"))
    elif isinstance(value, bytes):
        yield _Change(f"{value[:30]!r} gets XX around it", lambda: setattr(node, "value", b"XX" + value + b"XX"))


def _of_negation(node: ast.UnaryOp) -> Iterator[_Change]:
    if isinstance(node.op, ast.Not):
        yes = ast.Call(ast.Name("bool", ast.Load()), [node.operand], [])
        # `not x` becomes `bool(x)`: the node stays, with a second negation inside
        yield _Change("not goes", lambda: setattr(node, "operand", ast.UnaryOp(ast.Not(), yes)))
    elif isinstance(node.op, ast.USub):
        yield _Change("- goes", lambda: setattr(node, "op", ast.UAdd()))


def _of_condition(node: ast.If | ast.While | ast.IfExp) -> Iterator[_Change]:
    """Conditions that no other change turns round."""
    test = node.test
    if not isinstance(test, ast.Compare | ast.UnaryOp | ast.BoolOp):
        yield _Change("the condition is turned round", lambda: setattr(node, "test", ast.UnaryOp(ast.Not(), test)))


def _of_filter(node: ast.comprehension) -> Iterator[_Change]:
    for place, one in enumerate(node.ifs):
        yield _Change("a filter lets all pass", lambda place=place: node.ifs.__setitem__(place, ast.Constant(1)), one)


def _of_return(node: ast.Return) -> Iterator[_Change]:
    if node.value is not None and not isinstance(node.value, ast.Constant):
        yield _Change("nothing is returned", lambda: setattr(node, "value", ast.Constant(None)))


def _of_assignment(node: ast.Assign) -> Iterator[_Change]:
    if not isinstance(node.value, ast.Constant | ast.Tuple | ast.Dict):
        yield _Change("None is assigned", lambda: setattr(node, "value", ast.Constant(None)))


def _of_block(node: ast.AST) -> Iterator[_Change]:
    """Statements that are done for their effect go; `break` and `continue` change places."""
    for field in ("body", "orelse", "finalbody"):
        statements = getattr(node, field, None)
        for place, one in enumerate(statements if isinstance(statements, list) else ()):
            if (isinstance(one, ast.Expr) and isinstance(one.value, ast.Call)) or isinstance(one, ast.Delete):
                yield _replaced(statements, place, ast.Pass(), f"{ast.unparse(one)[:60]} goes")
            elif isinstance(one, ast.Continue):
                yield _replaced(statements, place, ast.Break(), "continue becomes break")
            elif isinstance(one, ast.Break):
                yield _replaced(statements, place, ast.Continue(), "break becomes continue")


def _replaced(statements: list[ast.stmt], place: int, other: ast.stmt, what: str) -> _Change:
    one = statements[place]
    return _Change(what, lambda: statements.__setitem__(place, ast.copy_location(other, one)), one)


_BY_KIND: tuple[tuple[type | tuple[type, ...], Callable[..., Iterator[_Change]]], ...] = (
    (ast.Compare, _of_comparison),
    (ast.BoolOp, _of_logic),
    ((ast.BinOp, ast.AugAssign), _of_arithmetic),
    (ast.Constant, _of_constant),
    (ast.UnaryOp, _of_negation),
    ((ast.If, ast.While, ast.IfExp), _of_condition),
    (ast.comprehension, _of_filter),
    (ast.Return, _of_return),
    (ast.Assign, _of_assignment),
    ((ast.Module, ast.FunctionDef, ast.For, ast.While, ast.If, ast.With, ast.Try, ast.ExceptHandler), _of_block),
)
