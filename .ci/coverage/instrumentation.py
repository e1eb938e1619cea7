"""Statements that note that they are reached, put into a module before it is compiled."""

import ast
from typing import NamedTuple


class Probe(NamedTuple):
    """A place that sets a byte."""

    # Of the statement that follows, its decorators' first; of a handler, of each `except` up to its own.
    lines: tuple[int, ...]
    # Of the condition or loop that led here at once; of a `match`, of each case up to the one that did.
    heads: tuple[int, ...]


def with_probes(source: bytes, name: str) -> tuple[ast.Module, list[Probe]]:
    """The module that sets byte n of the file `name` where it passes probe n, and its probes."""
    made = _Instrumentation()
    tree = ast.parse(source)
    tree.body = made.block(tree.body, documented=True)
    mapping = ast.parse(f"_reached = __import__('sitecustomize').mapped({name!r}, {len(made.probes)})").body
    first = next((place for place, each in enumerate(tree.body) if _is_probe(each)), 0)
    tree.body[first:first] = mapping if made.probes else []
    return tree, made.probes


class _Instrumentation:
    def __init__(self) -> None:
        self.probes: list[Probe] = []

    def probe(self, at: ast.AST, lines: tuple[int, ...], heads: tuple[int, ...]) -> ast.stmt:
        made = ast.parse(f"_reached[{len(self.probes)}] = 1").body[0]
        self.probes.append(Probe(lines, heads))
        for node in ast.walk(made):
            ast.copy_location(node, at)
        return made

    def block(
        self, statements: list[ast.stmt], heads: tuple[int, ...] = (), *, documented: bool = False
    ) -> list[ast.stmt]:
        """The statements, each after a probe; the first of them is where `heads` led."""
        made: list[ast.stmt] = []
        before: tuple[int, ...] = ()
        for place, statement in enumerate(statements):
            if _is_future(statement):
                # Nothing may stand before it.
                before += _lines(statement)
            elif not (documented and place == 0 and _is_text(statement)):
                made.append(self.probe(statement, before + _lines(statement), () if made else heads))
                before = ()
            self.enter(statement)
            made.append(statement)
        return made

    def enter(self, statement: ast.stmt) -> None:
        match statement:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                statement.body = self.block(statement.body, documented=True)
            case ast.If() | ast.While():
                self.branches(statement, statement.test.lineno)
            case ast.For() | ast.AsyncFor():
                self.branches(statement, statement.iter.lineno)
            case ast.Match():
                self.cases(statement)
            case ast.Try() | ast.TryStar():
                self.handlers(statement)
            case ast.With() | ast.AsyncWith():
                statement.body = self.block(statement.body)

    def branches(self, statement: ast.If | ast.While | ast.For | ast.AsyncFor, head: int) -> None:
        statement.body = self.block(statement.body, (head,))
        statement.orelse = self.block(statement.orelse, (head,)) or [self.probe(statement, (), (head,))]

    def cases(self, statement: ast.Match) -> None:
        heads: tuple[int, ...] = ()
        for case in statement.cases:
            heads += (case.pattern.lineno,)
            case.body = self.block(case.body, heads)
        last = statement.cases[-1]
        if last.guard or not (isinstance(last.pattern, ast.MatchAs) and last.pattern.pattern is None):
            anything = ast.copy_location(ast.MatchAs(), last.pattern)
            statement.cases.append(ast.match_case(anything, None, [self.probe(last.pattern, (), heads)]))

    def handlers(self, statement: ast.Try | ast.TryStar) -> None:
        statement.body, statement.orelse = self.block(statement.body), self.block(statement.orelse)
        statement.finalbody = self.block(statement.finalbody)
        lines: tuple[int, ...] = ()
        for handler in statement.handlers:
            lines += (handler.lineno,)
            handler.body = [self.probe(handler, lines, ()), *self.block(handler.body)]


def _is_text(statement: ast.stmt) -> bool:
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )


def _is_future(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.ImportFrom) and statement.module == "__future__"


def _is_probe(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Assign) and ast.unparse(statement).startswith("_reached[")


def _lines(statement: ast.stmt) -> tuple[int, ...]:
    return (*(each.lineno for each in getattr(statement, "decorator_list", [])), statement.lineno)
