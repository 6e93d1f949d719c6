"""A file of Python, read, and what its text says of it."""

import ast

from .effects import effects
from .flows import flows, nodes_of
from .statements import analysed


class Mistake(Exception):
    """A file that cannot be executed: what is wrong, and where."""

    def __init__(self, message, file, line, column):
        super().__init__(message)
        self.described = {"message": message, "file": file, "line": line, "column": column}


class Source:
    """A file of the program, or of a module that is traced, and what its text says."""

    def __init__(self, name, path, text, package, traced=False):
        self.name = name
        self.traced = traced
        self.path = path
        self.package = package
        try:
            self.tree = ast.parse(text, path)
            compile(text, path, "exec", dont_inherit=True)
        except SyntaxError as problem:
            message = "%s: %s" % (type(problem).__name__, problem.msg)
            raise Mistake(message, path, problem.lineno or 1, problem.offset or 1) from None
        except (ValueError, RecursionError, MemoryError) as problem:
            raise Mistake("%s: %s" % (type(problem).__name__, problem), path, 1, 1) from None
        self.effects = effects(self.tree, path)
        self.asserts = any(_is_assertion(node) for node in ast.walk(self.tree))
        self.imported = sorted(set(_imported(self)))
        self.loop_names = _loop_names(self.tree)
        self.flows = flows(self.tree)
        self.scopes, self.stored = analysed(self.tree)


def _is_assertion(node):
    """Whether a node says what must hold: `assert`, or `raise AssertionError`."""
    if isinstance(node, ast.Raise):
        raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
        return isinstance(raised, ast.Name) and raised.id == "AssertionError"
    return isinstance(node, ast.Assert)


def _loop_names(tree):
    """The names that only loops of the module assign: who reads the results does not ask for them."""
    own = list(nodes_of(tree))
    loops = [node.target for node in own if isinstance(node, (ast.For, ast.AsyncFor))]
    targets = {id(node): node.id for target in loops for node in ast.walk(target) if isinstance(node, ast.Name)}
    others = {
        node.id
        for node in own
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and id(node) not in targets
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            others.update(node.names)
    return set(targets.values()) - others


def names_in_loops(tree):
    """The names that loops assign."""
    targets = [node.target for node in ast.walk(tree) if isinstance(node, (ast.For, ast.AsyncFor, ast.comprehension))]
    return {node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)}


def _imported(source):
    """The names of modules that a module imports."""
    package = source.name if source.package else source.name.rpartition(".")[0]
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                around = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join(around + [base] if base else around)
            yield base
            for alias in node.names:
                yield "%s.%s" % (base, alias.name) if base else alias.name


def asks_alive(tree):
    """Whether a tree may ask which threads are alive."""
    asked = ("active_count", "activeCount")
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and (node.attr in asked or node.attr == "enumerate"):
            return True
        if isinstance(node, ast.ImportFrom) and any(alias.name in asked + ("enumerate",) for alias in node.names):
            return True
    return False


def tries_locks(tree):
    """Whether a tree may try to take a lock without waiting, or ask whether one is free."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in ("locked", "locked_lock"):
            return True
        if isinstance(node, ast.Call) and (node.args or node.keywords):
            if isinstance(node.func, ast.Attribute) and node.func.attr in ("acquire", "acquire_lock"):
                return True
        elif isinstance(node, ast.Attribute) and node.attr == "acquire" and not isinstance(node.ctx, ast.Load):
            return True
    return False
