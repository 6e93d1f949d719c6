"""Rewrites statements: assignments to what threads can share, loops, handlers of exceptions."""

import ast

from .calls import Calls
from .expressions import _is_constant
from .flows import nodes_of
from .scopes import Scopes, mangled
from .sites import words


# Functions that find variables by their names.
_LOOKING = frozenset(("locals", "vars", "dir", "globals", "eval", "exec"))
_PAUSES = (ast.Yield, ast.YieldFrom, ast.Await, ast.AsyncFor, ast.AsyncWith)


def _pauses(loop):
    """Whether a round of a loop can let the caller of its generator or coroutine go on."""
    return any(isinstance(node, _PAUSES) or getattr(node, "is_async", False) for node in nodes_of(loop))


class Statements(Calls):
    """Statements."""

    def target(self, node):
        """What is assigned to or deleted, with an event before."""
        if isinstance(node, (ast.Tuple, ast.List)):
            node.elts = [self.target(each) for each in node.elts]
            return node
        if isinstance(node, ast.Starred):
            node.value = self.target(node.value)
            return node
        text = ("delete " if isinstance(node.ctx, ast.Del) else "write ") + words(node)
        if isinstance(node, ast.Attribute):
            name = ast.Constant(mangled(node.attr, self.scope))
            node.value = self.hook("write attribute", node, self.visit(node.value), name, self.site(node, text))
            return node
        if isinstance(node, ast.Subscript):
            key = self.index(node.slice)
            holder = self.hook("item target", node, self.visit(node.value), key, self.site(node, text))
            return self._element(holder, ast.Constant(0), node)
        return self._variable(node, text)

    def _element(self, holder, index, node):
        return self.placed(ast.Subscript(holder, index, node.ctx), node)

    def _variable(self, node, text):
        if self.scopes.changing_global(self.scope, node.id):
            name_and_site = ast.Tuple([ast.Constant(node.id), self.site(node, text)], ast.Load())
            return self._element(ast.Name("<globals>", ast.Load()), name_and_site, node)
        if self.scopes.cell_owner(self.scope, node.id) is not None:
            holder = self.hook("cell target", node, self.cell(node.id), self.site(node, text))
            return self._element(holder, ast.Constant(0), node)
        return node

    def visit_Assign(self, node):
        value = self.visit(node.value)
        if any(isinstance(each, (ast.Tuple, ast.List)) for each in node.targets):
            if not isinstance(node.value, (ast.Tuple, ast.List, ast.Constant)):
                value = self.hook("read value", node, value, self.site(node, "unpack " + words(node.value)))
        if len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            value = self.written(node.targets[0].id, value, node)
        else:
            node.targets = [self.target(each) for each in node.targets]
            value = value if isinstance(value, ast.Constant) else self.hook("seen", node, value)
        node.value = value
        return node

    def visit_AnnAssign(self, node):
        if node.value is None:
            return node
        node.value = self.visit(node.value)
        if isinstance(node.target, ast.Name):
            node.value = self.written(node.target.id, node.value, node)
        else:
            node.target = self.target(node.target)
            node.value = self.hook("seen", node, node.value)
        return node

    def visit_AugAssign(self, node):
        operator = type(node.op).__name__
        text = words(node.target)
        change = ast.Name("<%s=>" % operator, ast.Load())
        if isinstance(node.target, ast.Name):
            return self._change_variable(node, operator, text)
        read, write = self.site(node, "read " + text), self.site(node, "write " + text)
        owner = self.visit(node.target.value)
        if isinstance(node.target, ast.Attribute):
            name = ast.Constant(mangled(node.target.attr, self.scope))
            begun = self.hook("begin attribute", node, owner, name, read)
            done = self.hook("end attribute", node, begun, self.visit(node.value), change, name, read, write)
        else:
            begun = self.hook("begin item", node, owner, self.index(node.target.slice), read)
            done = self.hook("end item", node, begun, self.visit(node.value), change, read, write)
        return self.placed(ast.Expr(done), node)

    def _change_variable(self, node, operator, text):
        name = node.target.id
        value = self.visit(node.value)
        owner = self.scope.owner(name)
        numeric = _is_constant(value, (int, float, complex)) and operator != "Mult"
        shared = self.scopes.changing_global(self.scope, name) or self.scopes.cell_owner(self.scope, name) is not None
        if owner.kind == "class" or (numeric and not shared):
            node.value = value
            return node
        old = self.visit(self.placed(ast.Name(name, ast.Load()), node.target))
        new = self.hook(operator + "=", node, old, value, self.site(node, "change " + text))
        made = ast.Assign([node.target], self.written(name, new, node))
        return self.placed(made, node)

    def visit_Delete(self, node):
        node.targets = [self.target(each) for each in node.targets]
        return node

    def visit_For(self, node):
        if self._counts_rounds(node):
            subject = words(node.iter)
            site = self.site(node.iter, "go through " + subject, subject)
            name = ast.Constant(node.target.id)
            node.iter = self.hook("rounds", node.iter, self.visit(node.iter), name, site)
        else:
            node.iter = self.iterated(node.iter)
            node.target = self.target(node.target)
        self._bodies(node)
        return node

    def _counts_rounds(self, node):
        """Whether a `for` only repeats: nobody reads its variable, and `range` or a function of `itertools` says how often."""
        if not isinstance(node.target, ast.Name) or not isinstance(node.iter, ast.Call) or not self._may_wait(node):
            return False
        function = node.iter.func
        called = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", None)
        owner = self.scope.owner(node.target.id)
        is_read = node.target.id in owner.read or not _LOOKING.isdisjoint(self.scope.used)
        return called in ("range", "count", "repeat") and owner is self.scope and not is_read

    def _may_wait(self, node):
        """Whether a loop is one whose rounds can be compared: its function does not pause within them."""
        return self.scope.kind in ("function", "module") and not (self.scope.pauses and _pauses(node))

    def visit_AsyncFor(self, node):
        node.iter = self.awaited(node.iter)
        node.target = self.target(node.target)
        self._bodies(node)
        return node

    def visit_If(self, node):
        node.test = self.test(node.test)
        self._bodies(node)
        return node

    def visit_While(self, node):
        """A loop asks at each head whether another round can be of use: `while <loop 1>.round() and test:`."""
        self.visit_If(node)
        if not self._may_wait(node):
            return node
        self.temporaries += 1
        name = "<loop %d>" % self.temporaries
        asked = ast.Call(ast.Attribute(ast.Name(name, ast.Load()), "round", ast.Load()), [], [])
        node.test = self.placed(ast.BoolOp(ast.And(), [self.placed(asked, node.test), node.test]), node.test)
        return [self.placed(ast.Assign([ast.Name(name, ast.Store())], self.hook("loop", node)), node), node]

    def visit_Assert(self, node):
        node.test = self.test(node.test)
        node.msg = None if node.msg is None else self.visit(node.msg)
        return node

    def _bodies(self, node):
        for field in ("body", "orelse", "finalbody"):
            if hasattr(node, field):
                setattr(node, field, self._statements(getattr(node, field)))

    def _statements(self, body):
        made = [self.visit(each) for each in body]
        return [each for some in made for each in (some if isinstance(some, list) else [some])]

    def visit_With(self, node):
        for item in node.items:
            text, subject = "enter " + words(item.context_expr), words(item.context_expr)
            where = item.context_expr
            item.context_expr = self.hook("with", where, self.visit(where), self.site(where, text, subject))
            if item.optional_vars is not None:
                item.optional_vars = self.target(item.optional_vars)
        self._bodies(node)
        return node

    visit_AsyncWith = visit_With

    def visit_Try(self, node):
        self._bodies(node)
        for handler in node.handlers:
            catches_all = handler.type is None or "BaseException" in words(handler.type)
            handler.type = None if handler.type is None else self.visit(handler.type)
            handler.body = self._statements(handler.body)
            if catches_all:
                again = self.hook("again", handler.body[0])
                handler.body.insert(0, self.placed(ast.Expr(again), handler.body[0]))
        return node

    visit_TryStar = visit_Try

    def visit_Match(self, node):
        node.subject = self.hook(
            "read deeply", node.subject, self.visit(node.subject), self.site(node.subject, "match " + words(node.subject))
        )
        for case in node.cases:
            case.guard = None if case.guard is None else self.test(case.guard)
            case.body = self._statements(case.body)
        return node

    def visit_FunctionDef(self, node):
        node.decorator_list = self.visit_all(node.decorator_list)
        self.visit_arguments(node.args)
        node.body = self.enter(node, lambda: self._function_body(node))
        return node

    def _function_body(self, node):
        body = self._statements(node.body)
        names = [name for name in self.scope.captured if self.scopes.cell_owner(self.scope, name) is self.scope]
        after = 1 if ast.get_docstring(node, clean=False) is not None else 0
        if names:
            body[after:after] = [each for name in sorted(names) for each in self._cell_statements(name, node.body[0])]
        return body

    def _cell_statements(self, name, node):
        """Keeps the cell of a variable: `<cell x> = (lambda: x).__closure__[0]`.

        A variable that only targets bind which were rewritten stays a variable of the function by a statement that is
        never executed.
        """
        nothing = ast.arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[])
        closure = ast.Attribute(ast.Lambda(nothing, ast.Name(name, ast.Load())), "__closure__", ast.Load())
        cell = ast.Subscript(closure, ast.Constant(0), ast.Load())
        kept = ast.Assign([ast.Name("<cell %s>" % name, ast.Store())], cell)
        bound = ast.If(ast.Constant(False), [ast.Assign([ast.Name(name, ast.Store())], ast.Constant(None))], [])
        return [self.placed(each, node) for each in (bound, kept)]

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_ClassDef(self, node):
        node.decorator_list = self.visit_all(node.decorator_list)
        node.bases = self.visit_all(node.bases)
        for keyword in node.keywords:
            keyword.value = self.visit(keyword.value)
        node.body = self.enter(node, lambda: self._statements(node.body))
        return node

    def visit_TypeAlias(self, node):
        return node

    def visit_Import(self, node):
        return node

    visit_ImportFrom = visit_Import


def rewrite(tree, file, sites, scopes, stored):
    """Rewrites the tree of a module in place, and returns it."""
    statements = Statements(file, scopes, sites, stored)
    tree.body = statements._statements(tree.body)
    return ast.fix_missing_locations(tree)


def analysed(tree):
    """The scopes of a tree, and the names that a program can assign through objects."""
    scopes = Scopes(tree)
    stored = set(scopes.stored)
    for name, ways in scopes.module.bindings.items():
        if scopes.changing_global(scopes.module, name) or len(ways) > 1:
            stored.add(name)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in ("setattr", "delattr", "vars", "globals"):
            stored.add("*")
        elif isinstance(node, ast.FunctionDef) and any("cached_property" in words(each) for each in node.decorator_list):
            stored.add(node.name)
        elif isinstance(node, ast.Attribute) and node.attr in ("__dict__", "__setattr__", "__delattr__"):
            stored.add("*")
    return scopes, stored
