"""The instructions of code objects, each with what is needed to recognise it: operation, name, line and source position."""

import dis
import sys

CALLS = frozenset(["CALL_FUNCTION", "CALL_FUNCTION_KW", "CALL_FUNCTION_EX", "CALL_METHOD", "CALL", "CALL_KW"])
WITH_ENTER = frozenset(["SETUP_WITH", "BEFORE_WITH"])

# Whether instructions know the source text that they stand for (PEP 657).
HAS_POSITIONS = sys.version_info >= (3, 11)


class Instruction:
    """An instruction. `span` is (line, column, last line, last column) in bytes of UTF-8; None before Python 3.11."""

    __slots__ = ("op", "name", "line", "span", "offset", "leaves")

    def __init__(self, op, name, line, span, offset, leaves):
        self.op = op
        self.name = name
        self.line = line
        self.span = span
        self.offset = offset
        # Whether it leaves a `with` block.
        self.leaves = leaves


_tables = {}


def table_of(code):
    """The instructions of a code object by the offsets at which the interpreter may report them."""
    table = _tables.get(code)
    if table is None:
        table = _tables[code] = _table(code)
    return table


def _table(code):
    table = {}
    line = code.co_firstlineno
    extended = []
    before = []
    for each in dis.get_instructions(code):
        span = _span(each)
        if span is not None:
            line = span[0]
        elif not HAS_POSITIONS and each.starts_line:
            line = each.starts_line
        if each.opname == "EXTENDED_ARG":
            extended.append(each.offset)
            continue
        # The call of a comprehension's own function stands for no call in the text.
        own = each.opname == "CALL_FUNCTION" and before and before[-1].opname == "GET_ITER"
        made = Instruction("COMPREHENSION" if own else each.opname, each.argval, line, span, each.offset, _leaves(each, before))
        for offset in extended:
            table[offset] = made
        extended = []
        table[each.offset] = made
        before.append(each)
    return table


def _span(instruction):
    positions = getattr(instruction, "positions", None)
    if positions is None or positions.lineno is None:
        return None
    return (positions.lineno, positions.col_offset, positions.end_lineno, positions.end_col_offset)


def _leaves(each, before):
    """A `with` block ends by a call with three times None, which no source text calls in this way."""
    if each.opname == "WITH_EXCEPT_START":
        return True
    if each.opname not in ("CALL_FUNCTION", "CALL"):
        return False
    earlier = [one for one in before[-4:] if one.opname != "PRECALL"][-3:]
    if each.opname == "CALL_FUNCTION":
        return each.arg == 3 and [one.opname for one in earlier[-2:]] == ["DUP_TOP", "DUP_TOP"]
    nones = all(one.opname == "LOAD_CONST" and one.argval is None for one in earlier)
    return each.arg == 2 and len(earlier) == 3 and nones
