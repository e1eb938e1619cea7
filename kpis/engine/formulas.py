"""Formulas as an administrator writes them: names of measures, numbers, + − × ÷ and parentheses; nothing else.

    sum     = product { ("+" | "−") product }
    product = factor { ("×" | "÷") factor }
    factor  = number | name | "(" sum ")" | "−" factor

Values are exact fractions until they are shown; what is divided by nothing has no value, and neither has the whole.
"""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from django.utils.translation import gettext as _

LENGTH = 500
DEPTH = 20
DIGITS = 15
SIGNS = {"+": "+", "-": "-", "−": "-", "–": "-", "*": "*", "×": "*", "·": "*", "/": "/", "÷": "/", ":": "/"}
TOKEN = re.compile(r"\s*(?:(?P<number>[0-9]+(?:[.,][0-9]+)?)|(?P<name>[^\W\d]\w*)|(?P<sign>[-+−–*×·/÷:()]))")
NEAR = 0.6

Values = Mapping[str, Fraction | None]


class FormulaError(ValueError):
    """A formula that says nothing: where (characters from 0), how many of them, why, and what would be right."""

    def __init__(self, sentence: str, at: int, length: int = 1, allowed: Iterable[str] = ()) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.at = at
        self.length = length
        self.allowed = list(allowed)


@dataclass(frozen=True)
class Number:
    value: Fraction


@dataclass(frozen=True)
class Name:
    name: str


@dataclass(frozen=True)
class Negative:
    of: "Node"


@dataclass(frozen=True)
class Operation:
    """`left` and `right` joined by "+", "-", "*" or "/", which is written `at` this character."""

    sign: str
    left: "Node"
    right: "Node"
    at: int = field(default=0, compare=False)


Node = Number | Name | Negative | Operation


@dataclass(frozen=True)
class Linear:
    """A sum of measures, each times a constant factor, and a constant."""

    factors: Mapping[str, Fraction]
    constant: Fraction = Fraction(0)

    def times(self, factor: Fraction) -> "Linear":
        return Linear({name: each * factor for name, each in self.factors.items()}, self.constant * factor)

    def plus(self, other: "Linear") -> "Linear":
        names = dict.fromkeys([*self.factors, *other.factors])
        sums = {name: self.factors.get(name, Fraction(0)) + other.factors.get(name, Fraction(0)) for name in names}
        return Linear(sums, self.constant + other.constant)


@dataclass(frozen=True)
class Token:
    kind: str
    text: str
    at: int


def parse(text: str, names: Iterable[str]) -> Node:
    """The formula as a tree; FormulaError where it is none, or names what is not among the names."""
    if len(text) > LENGTH:
        sentence = _("A formula has at most %(most)s characters: shorten it.") % {"most": LENGTH}
        raise FormulaError(sentence, LENGTH, len(text) - LENGTH)
    reader = Reader(list(tokens(text)), len(text), list(names))
    found = reader.sum(0)
    if (rest := reader.next()) is not None:
        raise unexpected(rest, _("an operator (+ − × ÷) or the end"))
    if not any(True for _name in names_in(found)):
        raise FormulaError(_("Name at least one measure."), 0, len(text))
    return found


def tokens(text: str) -> Iterator[Token]:
    at = 0
    end = len(text.rstrip())
    while at < end:
        match = TOKEN.match(text, at)
        if match is None:
            at += len(text[at:]) - len(text[at:].lstrip())
            raise FormulaError(
                _("“%(text)s” at %(at)s has no meaning here: use names, numbers, + − × ÷ and parentheses.")
                % {"text": text[at], "at": at + 1},
                at,
            )
        kind = match.lastgroup or ""
        yield Token(kind, match[kind], match.start(kind))
        at = match.end()


class Reader:
    """Reads tokens from left to right, one method for each rule of the grammar."""

    def __init__(self, found: list[Token], length: int, names: list[str]) -> None:
        self.tokens = found
        self.length = length
        self.names = names
        self.place = 0

    def next(self) -> Token | None:
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def take(self, *signs: str) -> str | None:
        """The next token's sign where it is one of these, which is then read."""
        token = self.next()
        sign = SIGNS.get(token.text, token.text) if token and token.kind == "sign" else None
        if sign not in signs:
            return None
        self.place += 1
        return sign

    def sum(self, depth: int) -> Node:
        found = self.product(depth)
        while (token := self.next()) and (sign := self.take("+", "-")):
            found = Operation(sign, found, self.product(depth), token.at)
        return found

    def product(self, depth: int) -> Node:
        found = self.factor(depth)
        while (token := self.next()) and (sign := self.take("*", "/")):
            start = self.next()
            right = self.factor(depth)
            if sign == "/" and constant(right) == 0:
                assert start is not None
                sentence = _("At %(at)s it is divided by nothing: it would never have a value.") % {"at": start.at + 1}
                raise FormulaError(sentence, start.at, len(start.text))
            found = Operation(sign, found, right, token.at)
        return found

    def factor(self, depth: int) -> Node:
        token = self.next()
        if token is None:
            sentence = _("The formula ends too early: a name, a number or “(” is missing.")
            raise FormulaError(sentence, self.length)
        if depth > DEPTH:
            sentence = _("At %(at)s it is nested too deeply: %(most)s levels are enough.")
            raise FormulaError(sentence % {"at": token.at + 1, "most": DEPTH}, token.at)
        if self.take("-"):
            return Negative(self.factor(depth + 1))
        if self.take("("):
            return self.closed(token, self.sum(depth + 1))
        self.place += 1
        if token.kind == "number":
            return number(token)
        if token.kind == "name":
            return self.name(token)
        raise unexpected(token, _("a name, a number or “(”"))

    def closed(self, opening: Token, inside: Node) -> Node:
        if self.take(")"):
            return inside
        if (token := self.next()) is not None:
            raise unexpected(token, _("an operator (+ − × ÷) or “)”"))
        sentence = _("The parenthesis opened at %(at)s is never closed: add “)”.") % {"at": opening.at + 1}
        raise FormulaError(sentence, opening.at)

    def name(self, token: Token) -> Node:
        name = token.text.lower()
        if name in self.names:
            return Name(name)
        near = difflib.get_close_matches(name, self.names, n=3, cutoff=NEAR)
        words = {"name": token.text, "at": token.at + 1, "near": near[0] if near else ""}
        sentence = _("Unknown name “%(name)s” at %(at)s: did you mean “%(near)s”?")
        if not near:
            sentence = _("Unknown name “%(name)s” at %(at)s: choose one from the list of measures.")
        raise FormulaError(sentence % words, token.at, len(token.text), near or self.names)


def number(token: Token) -> Number:
    if len(token.text) > DIGITS:
        sentence = _("The number at %(at)s is too long: %(most)s digits are enough.")
        raise FormulaError(sentence % {"at": token.at + 1, "most": DIGITS}, token.at, len(token.text))
    return Number(Fraction(token.text.replace(",", ".")))


def unexpected(token: Token, wanted: str) -> FormulaError:
    sentence = _("“%(text)s” at %(at)s is not expected here: %(wanted)s would be right.")
    words = {"text": token.text, "at": token.at + 1, "wanted": wanted}
    return FormulaError(sentence % words, token.at, len(token.text))


def names_in(node: Node) -> Iterator[str]:
    """The names from left to right, each as often as it is there."""
    match node:
        case Name(name):
            yield name
        case Negative(of):
            yield from names_in(of)
        case Operation(_sign, left, right):
            yield from names_in(left)
            yield from names_in(right)


def divided(top: Fraction, bottom: Fraction) -> Fraction | None:
    return top / bottom if bottom else None


JOINED: Mapping[str, Callable[[Fraction, Fraction], Fraction | None]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": divided,
}


def evaluate(node: Node, values: Values) -> Fraction | None:
    """The exact value; None where something is divided by nothing, or has no value itself."""
    match node:
        case Number(value):
            return value
        case Name(name):
            return values[name]
        case Negative(of):
            inside = evaluate(of, values)
            return None if inside is None else -inside
    left, right = evaluate(node.left, values), evaluate(node.right, values)
    return None if left is None or right is None else JOINED[node.sign](left, right)


def constant(node: Node) -> Fraction | None:
    """The value of a formula without names; None with some."""
    return None if any(True for _name in names_in(node)) else evaluate(node, {})


def quotient(node: Node) -> tuple[Node, Node] | None:
    """What is divided by what, where the whole formula is one division by something measured."""
    if isinstance(node, Operation) and node.sign == "/" and constant(node.right) is None:
        return node.left, node.right
    return None


def linear(node: Node) -> Linear | None:
    """The formula as a sum of measures of constant factor; None where it is none."""
    match node:
        case Number(value):
            return Linear({}, value)
        case Name(name):
            return Linear({name: Fraction(1)})
        case Negative(of):
            inside = linear(of)
            return inside and inside.times(Fraction(-1))
    left, right = linear(node.left), linear(node.right)
    if left is None or right is None:
        return None
    if node.sign in "+-":
        return left.plus(right if node.sign == "+" else right.times(Fraction(-1)))
    if not right.factors:
        return left.times(right.constant if node.sign == "*" else 1 / right.constant)
    return right.times(left.constant) if node.sign == "*" and not left.factors else None
