"""The program: its files, rewritten once, and what executions have in common."""

import ast
import importlib.abc
import importlib.machinery
import importlib.util
import inspect
import os
import sys

from . import hooks, spins, traced
from .callees import FILES, TRACED_FILES
from .draws import Draws
from .kinds import MODULES, TRACED
from .known import UNSEEN
from .names import Loops
from .replaced import MODULES as MODULES_GIVEN
from .sites import Sites
from .source import Mistake, Source, asks_alive, names_in_loops, tries_locks
from .statements import rewrite


class Program:
    """A file, the modules beside it that it imports, and the modules that `--trace-module` names."""

    def __init__(self, path, call=None, names=()):
        self.path = os.path.abspath(path)
        self.call = call  # a function of the module to call once that is executed
        self.folder = os.path.dirname(self.path)
        self.sites = Sites()
        self.sources = {}
        self.codes = {}
        self._tops = {}  # of a module that is traced, by its name: its file, and whether it is a package
        self._read("__main__", self.path, False)
        if call is not None:
            self._check_call(call)
        self._trace(names)
        spins.Rules.tries_locks = any(tries_locks(each.tree) for each in self.sources.values())
        Loops.names = frozenset().union(*(names_in_loops(each.tree) for each in self.own()))
        self.asks_alive = any(asks_alive(each.tree) for each in self.sources.values())
        stored = set().union(*(each.stored for each in self.sources.values()))
        for each in self.sources.values():
            tree = rewrite(each.tree, each.path, self.sites, each.scopes, stored)
            self.codes[each.name] = compile(tree, each.path, "exec", dont_inherit=True)
            (TRACED_FILES if each.traced else FILES).add(each.path)
            self.sites.flows[each.path] = each.flows
            MODULES[each.name] = each.name
        TRACED.update(each.name for each in self.sources.values() if each.traced)

    def own(self):
        """The files of the program itself."""
        return [each for each in self.sources.values() if not each.traced]

    def place(self, path, line):
        """A line as answers have it, with its file if that is not the one that is executed."""
        return {"line": line} if path == self.path else {"line": line, "file": path}

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

    def _read(self, name, path, package, is_traced=False):
        self.sources[name] = Source(name, path, self._text(path), package, is_traced)
        self._read_imported(self.sources[name])

    def _trace(self, names):
        """Reads the modules that are to be traced, and what they import of themselves and of each other."""
        for name in names:
            try:
                if name in self.sources:
                    raise traced.Refused("`%s` lies beside the file and is traced already" % name)
                self._tops[name] = traced.find(name)
            except traced.Refused as problem:
                raise self._refused(str(problem)) from None
        for source in list(self.sources.values()):
            self._read_imported(source)
        for name in names:
            if name not in self.sources:
                raise self._refused("neither the file nor another traced module imports `%s`" % name)

    def _refused(self, message):
        return Mistake("--trace-module: %s" % message, self.path, 0, 1)

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
                return
        self._read_traced(name)

    def _read_traced(self, name):
        """Reads a module if it is to be traced, or a part of one."""
        top = name.partition(".")[0]
        if top not in self._tops:
            return
        path, package = self._tops[top]
        found = (path, package) if name == top else traced.find_part(name, os.path.dirname(path)) if package else None
        if found is not None:
            self._read(name, *found, True)

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

    def unseen(self):
        """Library functions that the execution called and of which nothing is known."""
        found = []
        for module, name, site in UNSEEN:
            where = self.sites.at(site)
            found.append({"module": module, "function": name, "line": where.line, "file": where.file})
            if traced.traceable(module) is not None:
                found[-1]["traceable"] = traced.traceable(module)
        return found

    def drawn(self):
        """Where the execution drew random values, or met an order that is chance, and whether each was explored."""
        found = []
        for kind, sites in (("value", Draws.sites), ("order", Draws.orders)):
            places = [(self.sites.at(site), explored) for site, explored in sites]
            found += [
                {"line": each.line, "file": each.file, "explored": explored, "kind": kind}
                for each, explored in places
                if each is not None
            ]
        return found


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the modules of the program, and executes them rewritten."""

    def __init__(self, program):
        self.program = program

    def find_spec(self, name, path, target=None):
        source = self.program.sources.get(name)
        if source is None or source.traced or name == "__main__":
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
