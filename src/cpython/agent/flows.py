"""From which reads the values of writes are computed, as far as the text of a function shows it."""

import ast

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
_READS = (ast.Name, ast.Attribute, ast.Subscript, ast.Call)
# So many assignments in a row are followed from one local variable to the next.
_ROUNDS = 4


def flows(tree):
    """By the place of what is written, the places of what is read for it. A place is a line, and a column from 1."""
    found = {}
    for scope in [tree] + [node for node in ast.walk(tree) if isinstance(node, _SCOPES)]:
        _Scope(scope).add_to(found)
    return found


def _place(node):
    return node.lineno, node.col_offset + 1


def nodes_of(scope):
    """The nodes of a scope without those of scopes in it."""
    waiting = list(ast.iter_child_nodes(scope))
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, _SCOPES):
            waiting.extend(ast.iter_child_nodes(node))


def _assignments(scope):
    """What is assigned in a scope: a target and the expressions that its value is computed from."""
    for node in nodes_of(scope):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                yield target, [node.value]
        elif isinstance(node, ast.AugAssign):
            yield node.target, [node.target, node.value]
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            yield node.target, [node.value]
        elif isinstance(node, ast.NamedExpr):
            yield node.target, [node.value]
        elif isinstance(node, (ast.For, ast.AsyncFor)):
            yield node.target, [node.iter]


def _targets(target):
    if isinstance(target, (ast.Tuple, ast.List)):
        for each in target.elts:
            yield from _targets(each)
    elif isinstance(target, ast.Starred):
        yield from _targets(target.value)
    else:
        yield target


class _Scope:
    """The assignments of one function or module, whatever their order."""

    def __init__(self, scope):
        self.sources = {}  # name -> places
        self.assigned = [(each, values) for target, values in _assignments(scope) for each in _targets(target)]
        for _ in range(_ROUNDS):
            for target, values in self.assigned:
                if isinstance(target, ast.Name):
                    self.sources.setdefault(target.id, set()).update(self._read(values))

    def _read(self, values):
        places = set()
        for value in values:
            for node in ast.walk(value):
                if isinstance(node, _READS):
                    places.add(_place(node))
                if isinstance(node, ast.Name):
                    places |= self.sources.get(node.id, set())
        return places

    def add_to(self, found):
        """Adds what flows where."""
        for target, values in self.assigned:
            found.setdefault(_place(target), set()).update(self._read(values))
