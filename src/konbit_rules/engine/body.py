"""Reads a rule's body into its tree, and refuses what a rule may not say.

Two statements of the law's language, `if` and assignment, become an operation and a shared branch of the tree, so that
each back end prints or walks expressions alone.
"""

import ast
from collections.abc import Callable, Mapping

from konbit_rules.engine.nodes import PERSON, UNIT, Known, Node, parts_of
from konbit_rules.engine.units import BOOL, NUMBER, PAY_PERIOD, ZERO, Unit
from konbit_rules.parameters.errors import LawError
from konbit_rules.parameters.parameter import DatedValue

COMPARISONS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}
ARITHMETIC = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
MEMBERS = {
    "sum_members": "sum",
    "count_members": "count",
    "any_member": "any",
    "largest_member": "largest",
    "sum_largest_members": "sum_largest",
}
ROUNDINGS = ("round_down", "round_up", "round_near")
WEEKS_IN_A_YEAR = 52.0
LARGEST_WRITTEN = 1_000_000
# Python itself nests no deeper than 200; and a rule beyond these is not one that anybody reads.
DEEPEST, LONGEST = 60, 20_000
TOO_LONG = "this rule is too deep or too long: give parts of it names of their own"


class BodyReader:
    """Reads the body of one rule into a node."""

    def __init__(
        self,
        *,
        names: Mapping[str, Known],
        parameters: Mapping[str, DatedValue],
        is_person: bool,
        membership: Node | None,
        where: Callable[[int], str],
    ) -> None:
        """`names` says what each argument stands for, `parameters` are the figures of the day; `membership` is the
        test of the unit's members.
        """
        self.parameters = parameters
        self.names, self.is_person, self.membership, self.where = names, is_person, membership, where
        self.inside_members = False
        self.depth = self.read_so_far = 0

    def refuse(self, what: str, at: ast.AST) -> LawError:
        """A refusal at that line."""
        return LawError(what, self.where(getattr(at, "lineno", 0)))

    def read(self, body: list[ast.stmt]) -> Node:
        """The whole body as one node.

        Raises:
            LawError: something that a rule may not hold, with its line.
        """
        node = self._block(body, {})
        self._held_short(node, body[0])
        return node

    def _block(self, body: list[ast.stmt], local: dict[str, Node]) -> Node:
        for position, statement in enumerate(body):
            match statement:
                case ast.Expr(value=ast.Constant(value=str())):
                    continue
                case ast.Return(value=ast.expr() as value):
                    self._last(body, position)
                    return self._expression(value, local)
                case ast.Assign(targets=[ast.Name(id=name)], value=value):
                    if name in self.names:
                        raise self.refuse(f"{name} is an argument and cannot be set again", statement)
                    node = self._expression(value, local)
                    self._held_short(node, statement)
                    local = {**local, name: node}
                case ast.If():
                    if _returns([statement]):
                        self._last(body, position)
                    return self._if(statement, body[position + 1 :], local)
                case _:
                    raise self.refuse("a rule holds assignments, if and return, nothing else", statement)
        raise self.refuse("not every path of this rule ends with a return", body[-1])

    def _last(self, body: list[ast.stmt], position: int) -> None:
        if position + 1 < len(body):
            raise self.refuse("this is never reached: every path before it has returned", body[position + 1])

    def _if(self, at: ast.If, rest: list[ast.stmt], local: dict[str, Node]) -> Node:
        """What stands after an if belongs to each of its branches that has not returned."""
        self._deeper(at)
        then, otherwise = (
            branch if _returns(branch) else [*branch, *rest] for branch in (at.body, at.orelse)
        )
        if not otherwise:
            raise self.refuse("not every path of this rule ends with a return", at)
        test = self._expression(at.test, local)
        node = self._choose(test, self._block(then, local), self._block(otherwise, local), at)
        self.depth -= 1
        return node

    def _deeper(self, at: ast.AST) -> None:
        self.depth += 1
        self.read_so_far += 1
        if self.depth > DEEPEST or self.read_so_far > LONGEST:
            raise self.refuse(TOO_LONG, at)

    def _held_short(self, node: Node, at: ast.AST) -> None:
        """Refuse what would print too deep or too long, shared branches counted wherever they stand."""
        sizes: dict[int, tuple[int, int]] = {}
        for part in parts_of(node):
            below = [sizes[id(arg)] for arg in part.args]
            depth = 1 + max((depth for depth, _ in below), default=0)
            sizes[id(part)] = depth, 1 + sum(size for _, size in below)
        depth, size = sizes[id(node)]
        if depth > DEEPEST or size > LONGEST:
            raise self.refuse(TOO_LONG, at)

    def _expression(self, at: ast.expr, local: dict[str, Node]) -> Node:
        self._deeper(at)
        node = self._operation(at, local)
        self.depth -= 1
        return node

    def _operation(self, at: ast.expr, local: dict[str, Node]) -> Node:
        match at:
            case ast.Constant(value=bool() as value):
                return Node("constant", BOOL, value=value)
            case ast.Constant(value=int() as value):
                if value > LARGEST_WRITTEN:
                    raise self.refuse(f"a number above {LARGEST_WRITTEN:,} is no count", at)
                return Node("constant", NUMBER if value else ZERO, value=float(value))
            case ast.Constant(value=str() as value):
                return Node("constant", Unit("choice", "", (value,)), value=value)
            case ast.Name(id=name):
                return self._name(name, at, local)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in ARITHMETIC:
                return self._arithmetic(
                    ARITHMETIC[type(op)], self._expression(left, local), self._expression(right, local), at
                )
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                inner = self._expression(operand, local)
                self._amount(inner, at)
                return Node("negative", inner.unit, inner.level, (inner,))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return self._logic("not", [self._expression(operand, local)], at)
            case ast.BoolOp(op=op, values=values):
                word = "and" if isinstance(op, ast.And) else "or"
                return self._logic(word, [self._expression(value, local) for value in values], at)
            case ast.Compare(left=left, ops=ops, comparators=others):
                return self._comparisons(left, ops, others, at, local)
            case ast.IfExp(test=test, body=then, orelse=otherwise):
                test_, then_, otherwise_ = (self._expression(part, local) for part in (test, then, otherwise))
                return self._choose(test_, then_, otherwise_, at)
            case ast.Subscript(value=ast.Name(id=table), slice=key):
                return self._look_up(table, key, at, local)
            case ast.Call(func=ast.Name(id=word), args=args, keywords=[]):
                return self._word(word, args, at, local)
        raise self.refuse("a rule may not say this; docs/explanation/rules-engine.md lists what it may", at)

    def _name(self, name: str, at: ast.AST, local: dict[str, Node]) -> Node:
        if name in local:
            return local[name]
        known = self.names.get(name)
        if known is None:
            raise self.refuse(f"{name} is not an argument of this rule", at)
        if known.keys or known.of:
            raise self.refuse(f"{name} is a table or schedule: say which row", at)
        if known.level == PERSON and not self.is_person and not self.inside_members:
            raise self.refuse(f"{name} has one value a person: say sum_members, any_member or the like", at)
        return Node("name", known.unit, known.level, value=name)

    def _amount(self, node: Node, at: ast.AST) -> None:
        if not node.unit.is_amount:
            raise self.refuse(f"an amount is due here, not {node.unit}", at)

    def _same(self, nodes: list[Node], at: ast.AST) -> Unit:
        """The one unit of several nodes; nothing (0) goes with every amount."""
        units = {node.unit for node in nodes if node.unit != ZERO}
        if not units:
            return ZERO
        if any(unit.kind in {"pay", "conversion"} for unit in units):
            raise self.refuse("money as it is paid goes through as_paid", at)
        if all(node.unit.kind == "choice" for node in nodes):
            written = {node.unit for node in nodes if _is_written(node)}
            named = units - written
            if len(named) > 1:
                raise self.refuse(f"these do not go together: {' and '.join(sorted(map(str, named)))}", at)
            words = tuple(dict.fromkeys(word for unit in units for word in unit.options))
            for unit in named:
                strangers = [word for word in words if word not in unit.options]
                if strangers:
                    raise self.refuse(f"{', '.join(strangers)} is not among {', '.join(unit.options)}", at)
            return next(iter(named), Unit("choice", "", words))
        if len(units) > 1 or (ZERO in {node.unit for node in nodes} and not next(iter(units)).is_amount):
            raise self.refuse(
                f"these do not go together: {' and '.join(sorted(str(node.unit) for node in nodes))}", at
            )
        return next(iter(units))

    def _level(self, nodes: list[Node]) -> str:
        return PERSON if any(node.level == PERSON for node in nodes) else UNIT

    def _arithmetic(self, sign: str, left: Node, right: Node, at: ast.AST) -> Node:
        self._amount(left, at)
        self._amount(right, at)
        unit = self._same([left, right], at) if sign in "+-" else self._scaled(sign, left, right, at)
        return Node(sign, unit, self._level([left, right]), (left, right))

    def _scaled(self, sign: str, left: Node, right: Node, at: ast.AST) -> Unit:
        plain = {NUMBER, ZERO}
        if right.unit in plain:
            return left.unit if left.unit != ZERO else NUMBER
        if sign == "*" and left.unit in plain:
            return right.unit
        if sign == "/" and left.unit == right.unit:
            return NUMBER
        verb = "multiplied" if sign == "*" else "divided"
        raise self.refuse(f"{left.unit} cannot be {verb} by {right.unit}", at)

    def _logic(self, word: str, nodes: list[Node], at: ast.AST) -> Node:
        for node in nodes:
            if node.unit != BOOL:
                raise self.refuse(f"yes or no is due here, not {node.unit}", at)
        return Node(word, BOOL, self._level(nodes), tuple(nodes))

    def _comparisons(
        self,
        left: ast.expr,
        ops: list[ast.cmpop],
        others: list[ast.expr],
        at: ast.AST,
        local: dict[str, Node],
    ) -> Node:
        values = [self._expression(value, local) for value in (left, *others)]
        parts = []
        for op, one, two in zip(ops, values, values[1:], strict=False):
            sign = COMPARISONS.get(type(op))
            if sign is None:
                raise self.refuse("compare with <, <=, >, >=, == or !=", at)
            unit = self._same([one, two], at)
            if not unit.is_amount and sign not in {"==", "!="}:
                raise self.refuse(f"{unit} has no more and less", at)
            parts.append(Node(sign, BOOL, self._level([one, two]), (one, two), value=unit))
        return parts[0] if len(parts) == 1 else self._logic("and", parts, at)

    def _choose(self, test: Node, then: Node, otherwise: Node, at: ast.AST) -> Node:
        if test.unit != BOOL:
            raise self.refuse(f"if asks for yes or no, not {test.unit}", at)
        unit = self._same([then, otherwise], at)
        return Node("if", unit, self._level([test, then, otherwise]), (test, then, otherwise))

    def _look_up(self, table: str, key: ast.expr, at: ast.AST, local: dict[str, Node]) -> Node:
        node = self._table(table, [key] if not isinstance(key, ast.Tuple) else key.elts, at, local)
        if self.names[table].of:
            raise self.refuse(f"{table} holds schedules: use bracket or step", at)
        return node

    def _table(self, table: str, written: list[ast.expr], at: ast.AST, local: dict[str, Node]) -> Node:
        known = self.names.get(table)
        if known is None or not known.keys:
            raise self.refuse(f"{table} is not a table among this rule's arguments", at)
        keys = [self._expression(key, local) for key in written]
        if len(keys) != len(known.keys):
            raise self.refuse(f"{table} is looked up by {len(known.keys)} keys", at)
        for key, due in zip(keys, known.keys, strict=True):
            fits = key.unit in {NUMBER, ZERO} if due == NUMBER else set(key.unit.options) <= set(due.options)
            if not fits or (due != NUMBER and key.unit.kind != "choice"):
                raise self.refuse(f"{table} is looked up by {due}, not {key.unit}", at)
        return Node("look_up", known.unit, self._level(keys), tuple(keys), value=table)

    def _word(self, word: str, args: list[ast.expr], at: ast.Call, local: dict[str, Node]) -> Node:
        if word in MEMBERS:
            return self._members(word, args, at, local)
        if word in {"bracket", "step"} and len(args) == 2:
            return self._schedule(word, args, at, local)
        if word == "as_paid" and len(args) == 2:
            return self._as_paid(args, at, local)
        nodes = [self._expression(arg, local) for arg in args]
        if word in {"min", "max"} and len(nodes) > 1:
            for node in nodes:
                self._amount(node, at)
            return Node(word, self._same(nodes, at), self._level(nodes), tuple(nodes))
        if word in ROUNDINGS and len(nodes) in {1, 2}:
            self._amount(nodes[0], at)
            if len(nodes) == 2:
                self._multiple(word, nodes[0], nodes[1], at)
            return Node(word, nodes[0].unit, self._level(nodes), tuple(nodes))
        if word in {"yearly", "monthly"} and len(nodes) == 1:
            due, given = ("month", "year") if word == "yearly" else ("year", "month")
            if nodes[0].unit == Unit("money", "week"):
                weeks = WEEKS_IN_A_YEAR if word == "yearly" else WEEKS_IN_A_YEAR / 12
                times = Node("constant", NUMBER, value=weeks)
                return Node("*", Unit("money", given), nodes[0].level, (nodes[0], times))
            if nodes[0].unit != Unit("money", due):
                raise self.refuse(f"{word} takes money/{due}, not {nodes[0].unit}", at)
            return Node(word, Unit("money", given), nodes[0].level, tuple(nodes))
        raise self.refuse(f"{word} with {len(args)} arguments is not a word of the law's language", at)

    def _multiple(self, word: str, amount: Node, to: Node, at: ast.AST) -> None:
        """What is rounded to is fixed by the law, so that it is never nothing and never unknown."""
        if to.unit not in {NUMBER, amount.unit} or to.unit == ZERO:
            raise self.refuse(f"{word} goes to a multiple of {amount.unit}", at)
        if to.op != "constant" and not (to.op == "name" and to.value in self.parameters):
            raise self.refuse(f"{word} goes to a multiple of a written number or a parameter", at)
        if to.op == "name" and self.parameters[str(to.value)].value <= 0:  # type: ignore[operator]
            raise self.refuse(f"{word} goes to a multiple of more than 0", at)

    def _members(self, word: str, args: list[ast.expr], at: ast.Call, local: dict[str, Node]) -> Node:
        if self.is_person:
            raise self.refuse(f"{word} belongs into a rule of a unit, not of a person", at)
        if self.inside_members:
            raise self.refuse(f"{word} cannot stand inside another", at)
        if len(args) != (2 if word == "sum_largest_members" else 1):
            raise self.refuse(f"{word} takes one amount or test", at)
        self.inside_members = True
        inner = self._expression(args[-1], local)
        self.inside_members = False
        asked = BOOL if word in {"count_members", "any_member"} else None
        if asked and inner.unit != asked:
            raise self.refuse(f"{word} takes yes or no, not {inner.unit}", at)
        if asked is None:
            self._amount(inner, at)
        unit = {"count_members": NUMBER, "any_member": BOOL}.get(word, inner.unit)
        how_many = self._how_many(args[0], at) if word == "sum_largest_members" else None
        members = (inner,) if self.membership is None else (inner, self.membership)
        return Node(MEMBERS[word], unit, UNIT, members, value=how_many)

    def _how_many(self, at: ast.expr, call: ast.Call) -> int | str:
        """A written whole number, or the parameter that holds it."""
        match at:
            case ast.Constant(value=int() as value) if value is not True and value is not False:
                return value
            case ast.Name(id=name) if name in self.parameters and self._name(name, at, {}).unit == NUMBER:
                return name
        raise self.refuse("sum_largest_members takes a written whole number or a parameter first", call)

    def _schedule(self, word: str, args: list[ast.expr], at: ast.Call, local: dict[str, Node]) -> Node:
        amount = self._expression(args[0], local)
        match args[1]:
            case ast.Name(id=name):
                keys: tuple[Node, ...] = ()
            case ast.Subscript(value=ast.Name(id=name), slice=key):
                keys = self._table(
                    name, [key] if not isinstance(key, ast.Tuple) else key.elts, at, local
                ).args
            case _:
                raise self.refuse(f"{word} takes a schedule", at)
        known = self.names.get(name)
        if known is None or known.of is None or len(keys) != len(known.keys):
            raise self.refuse(f"{name} is not a schedule that can be used so", at)
        if amount.unit not in {known.of, ZERO}:
            raise self.refuse(f"{name} is applied to {known.of}, not {amount.unit}", at)
        if word == "bracket" and known.unit != NUMBER:
            raise self.refuse(f"bracket takes a schedule of rates; {name} holds {known.unit}", at)
        unit = known.of if word == "bracket" else known.unit
        return Node(word, unit, self._level([amount, *keys]), (amount, *keys), value=name)

    def _as_paid(self, args: list[ast.expr], at: ast.Call, local: dict[str, Node]) -> Node:
        pay = self._expression(args[0], local)
        known = self.names.get(args[1].id) if isinstance(args[1], ast.Name) else None
        if (
            pay.unit.kind != "pay"
            or pay.op != "name"
            or known is None
            or known.unit.kind != "conversion"
            or known.keys != (PAY_PERIOD,)
        ):
            raise self.refuse(
                "as_paid takes money as it is paid and a parameter of unit conversion by pay_period", at
            )
        return Node("as_paid", Unit("money", known.unit.period), pay.level, (pay,), value=args[1].id)  # type: ignore[attr-defined]


def _returns(body: list[ast.stmt]) -> bool:
    """Whether every path through these statements ends with a return."""
    last = body[-1] if body else None
    return isinstance(last, ast.Return) or (
        isinstance(last, ast.If) and _returns(last.body) and _returns(last.orelse)
    )


def _is_written(node: Node) -> bool:
    """Whether a choice is written out in the rule, in every branch, and so brings no list of its own."""
    return node.op == "constant" or (node.op == "if" and all(_is_written(branch) for branch in node.args[1:]))
