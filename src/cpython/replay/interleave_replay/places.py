"""Which instructions a place of the source text stands for.

A place is found by its line, by what it does and by the names in it, never by an offset: from Python 3.11 on also by the
source position of each instruction, before by the order of the calls in a line.
"""

import ast

from .bytecode import CALLS, HAS_POSITIONS, WITH_ENTER, table_of

_LOADS = frozenset(
    ["LOAD_NAME", "LOAD_GLOBAL", "LOAD_DEREF", "LOAD_CLASSDEREF", "LOAD_FROM_DICT_OR_DEREF", "LOAD_FROM_DICT_OR_GLOBALS"]
)
_STORES = frozenset(["STORE_NAME", "STORE_GLOBAL", "STORE_DEREF"])
_ITEM_LOADS = frozenset(["BINARY_SUBSCR", "BINARY_SLICE"])
_ITEM_STORES = frozenset(["STORE_SUBSCR", "STORE_SLICE"])
DELETES = frozenset(["DELETE_SUBSCR", "DELETE_NAME", "DELETE_GLOBAL", "DELETE_ATTR", "DELETE_DEREF"])
# What looks at the content of an object that was loaded before.
_USES = ("TO_BOOL", "POP_JUMP", "JUMP_IF", "UNARY_NOT", "CONTAINS_OP", "COMPARE_OP", "GET_ITER", "FOR_ITER", "UNPACK")
# What an expression of another kind does in the end.
_RESULTS = ("BINARY", "UNARY", "COMPARE_OP", "CONTAINS_OP", "IS_OP", "BUILD", "FORMAT", "TO_BOOL", "POP_JUMP", "JUMP_IF")


class Rule:
    """What an instruction must be to stand for a place."""

    def __init__(self, ops, lines, name=None, span=None, node=None, leaves=False, within=None):
        self.ops = ops
        self.lines = lines
        self.name = name
        self.span = span
        self.node = node
        self.leaves = leaves
        # A part of the text that the instruction stands for.
        self.within = within

    def fits(self, code, instruction, tree):
        """Whether an instruction of some code is it."""
        if self.leaves != instruction.leaves or not _among(instruction.op, self.ops):
            return False
        if not self.lines[0] <= instruction.line <= self.lines[1]:
            return False
        if self.name is not None and instruction.name != self.name:
            return False
        if HAS_POSITIONS:
            if self.within is not None and not _contains(instruction.span, self.within):
                return False
            return self.span is None or instruction.span == self.span
        return self.node is None or tree.called(code, instruction) in (None, self.node)


def _contains(span, part):
    return span is not None and span[:2] <= part[:2] and part[2:] <= span[2:]


def _among(op, ops):
    return op in ops if isinstance(ops, frozenset) else op.startswith(ops)


class Place:
    """Alternatives, one of which an instruction must fit. With `armed`, first one of those must have been executed."""

    def __init__(self, rules, armed=(), target=None, changes=True):
        self.rules = rules
        self.armed = armed
        # The expression that is read or written; None if there is no single one.
        self.target = target
        # Whether it can change anything.
        self.changes = changes


class Tree:
    """The syntax tree of a program, by source position."""

    def __init__(self, text):
        root = ast.parse(text)
        self._lines = text.encode("utf-8").split(b"\n")
        self._nodes = {}
        self._items = {}
        self._iterated = {}
        self._attributes = {}
        self._calls = {}
        self._called = {}
        for node in ast.walk(root):
            if isinstance(node, (ast.With, ast.AsyncWith)):
                for item in node.items:
                    self._items.setdefault(span_of(item.context_expr), node)
            if isinstance(node, ast.Attribute):
                self._attributes[span_of(node)[2:]] = node
            if isinstance(node, (ast.For, ast.comprehension)):
                self._iterated[span_of(node.iter)] = node
            if isinstance(node, ast.Call):
                self._calls.setdefault(node.lineno, []).append(node)
            if hasattr(node, "end_col_offset"):
                self._nodes.setdefault(span_of(node), []).append(node)
        for calls in self._calls.values():
            calls.sort(key=lambda call: (call.end_lineno, call.end_col_offset))

    def called(self, code, instruction):
        """The call that an instruction is, by the order of the calls that begin in its line; None if that is not clear."""
        known = self._called.get(code)
        if known is None:
            known = self._called[code] = self._ordered(code)
        return known.get(instruction.offset)

    def _ordered(self, code):
        lines = {}
        for instruction in table_of(code).values():
            if instruction.op in CALLS and not instruction.leaves:
                lines.setdefault(instruction.line, {})[instruction.offset] = instruction
        known = {}
        for line, made in lines.items():
            calls = self._calls.get(line, [])
            # A block that the compiler writes twice, such as `finally`, has each call twice.
            if calls and len(made) % len(calls) == 0:
                for index, offset in enumerate(sorted(made)):
                    known[offset] = calls[index % len(calls)]
        return known

    def place(self, op, span, leaf):
        """The place of a step of the model; None if there is no such text. `leaf` is the last name of what it accesses."""
        block = self._items.get(span)
        rules = [] if block is None or op in ("read", "look") else _block_rules(op, block, span)
        if rules and op != "effect":
            return Place(rules)
        nodes = sorted(self._nodes.get(span, ()), key=_rank)
        if not nodes:
            return Place(rules) if rules else self._name(op, span)
        if span in self._iterated and (leaf == "[]" or op in ("look", "effect")):
            # Each round takes the next element.
            rules.append(Rule(frozenset(["FOR_ITER"]), lines_of(nodes[0])))
            if not isinstance(nodes[0], ast.Call) or op != "effect":
                return Place(rules, changes=False)
        found = _place(op, nodes[0], leaf)
        return found if found is None else Place(found.rules + rules, found.armed, found.target, found.changes)

    def block(self, span):
        """The `with` statement that enters the expression at a span; None if there is none."""
        return self._items.get(span)

    def node(self, span, name):
        """The node of a kind at a span; None if there is none."""
        return next((each for each in self._nodes.get(span, ()) if type(each).__name__ == name), None)

    def head(self, node):
        """The lines of the head of the loop that goes through an expression."""
        loop = self._iterated.get(span_of(node))
        return (getattr(loop, "lineno", node.lineno), node.end_lineno)

    def _name(self, op, span):
        """The place of a mere name: that of an attribute, or one that `def` or `class` binds."""
        name = self._lines[span[0] - 1][span[1] : span[3]].decode("utf-8")
        attribute = self._attributes.get(span[2:])
        if attribute is not None and attribute.attr == name:
            return _place(op, attribute, name)
        return Place([Rule(_STORES, (span[0], span[0]), name=name)]) if name.isidentifier() else None


def span_of(node):
    """The source position of a node, as instructions have it."""
    return (node.lineno, node.col_offset, node.end_lineno, node.end_col_offset)


def _rank(node):
    kinds = (ast.Call, ast.AugAssign, ast.Assign, ast.AnnAssign, ast.Attribute, ast.Subscript, ast.Name)
    return next((index for index, kind in enumerate(kinds) if isinstance(node, kind)), len(kinds))


def lines_of(node):
    """The first and the last line of a node."""
    return (node.lineno, node.end_lineno)


def enter_rule(block, span):
    """The beginning of a `with` statement, for the item at a span."""
    return Rule(WITH_ENTER, (block.lineno, span[2]))


def leave_rule(block):
    """The end of a `with` statement."""
    return Rule(CALLS | {"WITH_EXCEPT_START"}, lines_of(block), leaves=True)


def names_in(node):
    """The load of a name, local ones included, of an attribute or an element."""
    rule = load_rule(node)
    if isinstance(node, ast.Name):
        return Rule(rule.ops | {"LOAD_FAST"}, rule.lines, name=node.id)
    return rule


def _block_rules(op, block, span):
    enter, leave = enter_rule(block, span), leave_rule(block)
    if op == "acquire":
        return [enter]
    if op in ("release", "join"):
        return [leave]
    return [enter, leave]


def _place(op, node, leaf):
    if isinstance(node, ast.Call):
        return Place([Rule(CALLS, lines_of(node), span=span_of(node), node=node)])
    if isinstance(node, ast.AugAssign):
        rules = [load_rule(node.target)] if op == "read" else [store_rule(node.target, node)]
        return Place(rules, target=node.target)
    if isinstance(node, (ast.Assign, ast.AnnAssign)):
        targets = [target for target in _targets(node) if _leaf(target) == leaf] or _targets(node)
        return Place([store_rule(target, node) for target in targets], target=targets[0] if len(targets) == 1 else None)
    if isinstance(getattr(node, "ctx", None), ast.Del):
        return Place([Rule(DELETES, lines_of(node))])
    if isinstance(node, (ast.Name, ast.Attribute, ast.Subscript)):
        loads = [load_rule(node)]
        if op == "look":
            return Place([Rule(_USES, lines_of(node))], armed=loads, changes=False)
        return Place(loads, target=node, changes=False)
    if isinstance(node, (ast.Raise, ast.Assert)):
        return Place([Rule(("RAISE_VARARGS",), lines_of(node))])
    if isinstance(node, ast.expr):
        return Place([Rule(_RESULTS, lines_of(node), span=span_of(node)), Rule(("POP_JUMP", "JUMP_IF"), lines_of(node))])
    return None


def _targets(node):
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    flat = []
    for target in targets:
        flat.extend(target.elts if isinstance(target, (ast.Tuple, ast.List)) else [target])
    return flat


def _leaf(node):
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else "[]"


def load_rule(node):
    """The load of a name, an attribute or an element."""
    if isinstance(node, ast.Name):
        return Rule(_LOADS, lines_of(node), name=node.id, span=span_of(node))
    if isinstance(node, ast.Attribute):
        return Rule(frozenset(["LOAD_ATTR", "LOAD_METHOD"]), lines_of(node), name=node.attr, span=span_of(node))
    return Rule(_ITEM_LOADS, lines_of(node), span=span_of(node))


def store_rule(target, node):
    """The store to a target by the statement `node`."""
    if isinstance(target, ast.Name):
        return Rule(_STORES, lines_of(node), name=target.id)
    if isinstance(target, ast.Attribute):
        return Rule(frozenset(["STORE_ATTR"]), lines_of(node), name=target.attr)
    return Rule(_ITEM_STORES, lines_of(node))
