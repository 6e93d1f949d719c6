"""The program: its files, rewritten once, and what executions have in common."""

import ast
import importlib.abc
import importlib.machinery
import importlib.util
import inspect
import os
import sys

from . import hooks, spins
from .callees import FILES, UNSEEN
from .draws import Draws
from .effects import effects
from .flows import flows, nodes_of
from .kinds import MODULES
from .names import Loops
from .replaced import MODULES as MODULES_GIVEN
from .sites import Sites
from .statements import analysed, rewrite


class Mistake(Exception):
    """A file that cannot be executed: what is wrong, and where."""

    def __init__(self, message, file, line, column):
        super().__init__(message)
        self.described = {"message": message, "file": file, "line": line, "column": column}


class _Source:
    def __init__(self, name, path, text, package):
        self.name = name
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


def _names_in_loops(tree):
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


def _asks_alive(tree):
    """Whether a tree may ask which threads are alive."""
    asked = ("active_count", "activeCount")
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and (node.attr in asked or node.attr == "enumerate"):
            return True
        if isinstance(node, ast.ImportFrom) and any(alias.name in asked + ("enumerate",) for alias in node.names):
            return True
    return False


def _tries_locks(tree):
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


def _is_installed(name):
    """Whether a module is of a package that was installed."""
    try:
        spec = importlib.util.find_spec(name)
    except (ImportError, ValueError):
        return False
    return spec is not None and any(part in (spec.origin or "") for part in ("site-packages", "dist-packages"))


class Program:
    """A file, and the modules beside it that it imports."""

    def __init__(self, path, call=None):
        self.path = os.path.abspath(path)
        self.call = call  # a function of the module to call once that is executed
        self.folder = os.path.dirname(self.path)
        self.sites = Sites()
        self.sources = {}
        self.codes = {}
        self._read("__main__", self.path, False)
        if call is not None:
            self._check_call(call)
        self._read_imported(self.sources["__main__"])
        spins.Rules.tries_locks = any(_tries_locks(each.tree) for each in self.sources.values())
        Loops.names = frozenset().union(*(_names_in_loops(each.tree) for each in self.sources.values()))
        self.asks_alive = any(_asks_alive(each.tree) for each in self.sources.values())
        stored = set().union(*(each.stored for each in self.sources.values()))
        for each in self.sources.values():
            tree = rewrite(each.tree, each.path, self.sites, each.scopes, stored)
            self.codes[each.name] = compile(tree, each.path, "exec", dont_inherit=True)
            FILES.add(each.path)
            self.sites.flows[each.path] = each.flows
            MODULES[each.name] = each.name

    def _check_call(self, name):
        body = self.sources["__main__"].tree.body
        names = [each.name for each in body if isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef))]
        if name not in names:
            known = ", ".join(names) or "none"
            raise Mistake("the module has no function %s; its functions: %s" % (name, known), self.path, 1, 1)

    @staticmethod
    def _text(path):
        with open(path, "rb") as file:
            data = file.read()
        try:
            return importlib.util.decode_source(data)
        except (SyntaxError, UnicodeDecodeError) as problem:
            raise Mistake(str(problem), path, 1, 1) from None

    def _read(self, name, path, package):
        self.sources[name] = _Source(name, path, self._text(path), package)

    def _read_imported(self, source):
        for name in source.imported:
            parts = name.split(".")
            for length in range(1, len(parts) + 1):
                self._read_module(".".join(parts[:length]))

    def _read_module(self, name):
        if not name or name in self.sources or name.partition(".")[0] in sys.builtin_module_names:
            return
        base = os.path.join(self.folder, *name.split("."))
        for path, package in ((os.path.join(base, "__init__.py"), True), (base + ".py", False)):
            if os.path.isfile(path) and (self.call is None or os.path.abspath(path) != self.path):
                self._read(name, path, package)
                self._read_imported(self.sources[name])
                return

    def execute(self, name, namespace):
        """Executes a module of the program in a namespace."""
        namespace["__builtins__"] = hooks.builtins_of(MODULES[name], namespace)
        exec(self.codes[name], namespace)

    def run(self):
        """Executes the program as the main module; if a function of it is to be called, as a module and then that."""
        namespace = sys.modules["__main__"].__dict__
        if self.call is None:
            self.execute("__main__", namespace)
            return
        name = os.path.splitext(os.path.basename(self.path))[0]
        namespace["__name__"] = name
        sys.modules[name] = sys.modules["__main__"]  # what modules beside it import is the same module
        self.execute("__main__", namespace)
        result = namespace[self.call]()
        if inspect.iscoroutine(result):
            MODULES_GIVEN["asyncio"].run(result)

    def uses_asyncio(self):
        """Whether the program needs event loops."""
        if any(name.partition(".")[0] == "asyncio" for each in self.sources.values() for name in each.imported):
            return True
        return self.call is not None and any(isinstance(each, ast.AsyncFunctionDef) for each in self.sources["__main__"].tree.body)

    def unknown_modules(self):
        """The modules that the program imports and that are neither its own nor of Python's library."""
        found = set()
        for source in self.sources.values():
            for name in source.imported:
                top = name.partition(".")[0]
                if top and top not in self.sources and _is_installed(top):
                    found.add(top)
        return sorted(found)

    def unseen(self):
        """Library functions that the execution called and of which nothing is known."""
        found = []
        for module, name, site in UNSEEN:
            where = self.sites.at(site)
            found.append({"module": module, "function": name, "line": where.line, "file": where.file})
        return found

    def drawn(self):
        """Where the execution drew random values, and whether each was explored."""
        places = [(self.sites.at(site), explored) for site, explored in Draws.sites]
        return [{"line": each.line, "file": each.file, "explored": explored} for each, explored in places if each is not None]


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the modules of the program, and executes them rewritten."""

    def __init__(self, program):
        self.program = program

    def find_spec(self, name, path, target=None):
        source = self.program.sources.get(name)
        if source is None or name == "__main__":
            return None
        spec = importlib.machinery.ModuleSpec(name, self, origin=source.path, is_package=source.package)
        spec.has_location = True
        if source.package:
            spec.submodule_search_locations = [os.path.dirname(source.path)]
        return spec

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        self.program.execute(module.__name__, module.__dict__)
