"""Which instructions the steps of an execution under `check --real` stand for: each names its node of the syntax tree."""

import ast

from .bytecode import CALLS, HAS_POSITIONS
from .places import DELETES, Place, Rule, leave_rule, enter_rule, lines_of, load_rule, names_in, span_of, store_rule

_TESTS = ("TO_BOOL", "POP_JUMP", "JUMP_IF", "UNARY_NOT")
_COMPARES = ("COMPARE_OP", "CONTAINS_OP", "IS_OP")
_FORMATS = ("FORMAT_",)
_COMPUTES = tuple("BINARY_" + each for each in ("OP", "ADD", "SUB", "MUL", "MATRIX", "TRUE", "FLOOR", "MOD", "POWER"))
_COMPUTES += tuple("BINARY_" + each for each in ("LSHIFT", "RSHIFT", "AND", "XOR", "OR"))


def exact_place(tree, op, name, span, after_load):
    """The place of a step; None if there is none. `after_load`: the step before it loads the same."""
    if op in ("enter", "leave"):
        block = tree.block(span)
        if block is None:
            return None
        return Place([enter_rule(block, span) if op == "enter" else leave_rule(block)])
    node = tree.node(span, name)
    return None if node is None else _exact(tree, op, node, after_load)


def _exact(tree, op, node, after_load):
    if op == "test":
        return _tested(node, after_load)
    if op == "iterate":
        return Place([Rule(frozenset(["FOR_ITER"]), tree.head(node))], changes=False)
    if op == "unpack":
        return Place([Rule(("UNPACK",), lines_of(node))], changes=False)
    if op == "change" and isinstance(node, ast.AugAssign):
        return Place([_spanned(("INPLACE_", "BINARY_OP"), node)])
    if isinstance(node, ast.Call):
        return Place([Rule(CALLS, lines_of(node), span=span_of(node), node=node)])
    if op == "compute" and isinstance(node, ast.BinOp):
        return Place([_spanned(_COMPUTES, node)], changes=False)
    if op == "compare" and isinstance(node, ast.Compare):
        return Place([_spanned(_COMPARES, node)], changes=False)
    if op == "format" and isinstance(node, ast.FormattedValue):
        return Place([Rule(_FORMATS, lines_of(node))], changes=False)
    return _accessed(op, node)


def _spanned(ops, node):
    return Rule(ops, lines_of(node), span=span_of(node))


def _accessed(op, node):
    target = _target(node)
    if target is None:
        return None
    if op == "read":
        return Place([load_rule(target)], target=target, changes=False)
    if op == "write":
        return Place([store_rule(target, node)], target=target)
    return Place([Rule(DELETES, lines_of(node))]) if op == "delete" else None


def _target(node):
    if isinstance(node, (ast.Name, ast.Attribute, ast.Subscript)):
        return node
    if isinstance(node, (ast.AugAssign, ast.AnnAssign, ast.NamedExpr)):
        return node.target
    if isinstance(node, ast.Assign) and len(node.targets) == 1:
        return node.targets[0]
    return None


def _tested(node, after_load):
    lines = lines_of(node)
    if HAS_POSITIONS:
        return Place([Rule(_TESTS, lines, within=span_of(node))], changes=False)
    # Without positions the jump is known by the load before it.
    loads = [] if after_load or not isinstance(node, (ast.Name, ast.Attribute, ast.Subscript)) else [names_in(node)]
    return Place([Rule(_TESTS, lines)], armed=loads, changes=False)
