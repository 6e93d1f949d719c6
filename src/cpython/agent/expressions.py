"""Rewrites expressions so that a hook is called just before each access to what threads can share.

What is evaluated, and in which order, stays as the reference of the language has it (6.16). Names of hooks and of
temporary variables stand in `<…>`: no program can have such names.
"""

import ast

from .scopes import mangled
from .sites import words

_NUMBERS = (int, float, complex, bool, type(None))


def _is_constant(node, types=None):
    return isinstance(node, ast.Constant) and (types is None or isinstance(node.value, types))


class Expressions(ast.NodeTransformer):
    """What expressions and statements have in common, and expressions."""

    def __init__(self, file, scopes, sites, stored):
        self.file = file
        self.scopes = scopes
        self.scope = scopes.module
        self.sites = sites
        self.stored = stored
        self.temporaries = 0
        self.in_comprehended = 0  # how many iterables of comprehensions are around: nothing may be assigned in them

    def site(self, node, text, subject=""):
        """A number for a place, as a node."""
        return ast.Constant(self.sites.add(self.file, node, text, subject))

    def hook(self, name, node, *arguments):
        """A call of a hook in place of a node."""
        call = ast.Call(ast.Name("<%s>" % name, ast.Load()), list(arguments), [])
        return self.placed(call, node)

    @staticmethod
    def placed(made, node):
        """A node that was made, where another one stands."""
        return ast.fix_missing_locations(ast.copy_location(made, node))

    def enter(self, node, visit):
        """Visits something within the scope that a node opens."""
        outer, self.scope = self.scope, self.scopes.of[node]
        result = visit()
        self.scope = outer
        return result

    def visit_all(self, nodes):
        """Visits a list of expressions."""
        return [None if each is None else self.visit(each) for each in nodes]

    def visit_Name(self, node):
        name = node.id
        if not isinstance(node.ctx, ast.Load):
            return node
        if self.scopes.changing_global(self.scope, name):
            test = self.hook("read global", node, _module(), ast.Constant(name), self.site(node, "read " + name))
        elif self.scopes.cell_owner(self.scope, name) is not None:
            test = self.hook("read cell", node, self.cell(name), self.site(node, "read " + name))
        else:
            return node
        return self.placed(ast.IfExp(test, node, ast.Constant(None)), node)

    @staticmethod
    def cell(name):
        """The cell of a variable that inner functions share."""
        return ast.Name("<cell %s>" % name, ast.Load())

    def visit_Attribute(self, node):
        text = "read " + words(node)
        node.value = self.with_attribute(node, text)
        return node

    def with_attribute(self, node, text):
        """The object of an attribute, with the event of reading that."""
        name = mangled(node.attr, self.scope)
        kind = "read attribute" if name in self.stored or "*" in self.stored else "read library attribute"
        return self.hook(kind, node, self.visit(node.value), ast.Constant(name), self.site(node, text))

    def visit_Subscript(self, node):
        site = self.site(node, "read " + words(node))
        return self.hook("get item", node, self.visit(node.value), self.index(node.slice), site)

    def index(self, node):
        """What stands in brackets, as an expression."""
        if isinstance(node, ast.Slice):
            parts = [ast.Constant(None) if each is None else self.visit(each) for each in (node.lower, node.upper, node.step)]
            return self.hook("slice", node, *parts)
        if isinstance(node, ast.Tuple):
            return self.placed(ast.Tuple([self.index(each) for each in node.elts], ast.Load()), node)
        return self.visit(node)

    def visit_Await(self, node):
        node.value = self.awaited(node.value)
        return node

    def awaited(self, node):
        """What is awaited; notes where, so that it is known where a task waits."""
        subject = words(node)
        return self.hook("await", node, self.visit(node), self.site(node, "await " + subject, subject))

    def visit_Starred(self, node):
        if isinstance(node.ctx, ast.Load):
            node.value = self.hook("read value", node, self.visit(node.value), self.site(node, "read " + words(node.value)))
        return node

    def visit_Dict(self, node):
        node.keys, values = self.visit_all(node.keys), []
        for key, value in zip(node.keys, self.visit_all(node.values)):
            if key is None:
                value = self.hook("read value", node, value, self.site(node, "read a dict"))
            values.append(value)
        node.values = values
        return node

    def visit_FormattedValue(self, node):
        if not _is_constant(node.value):
            text = "format " + words(node.value)
            node.value = self.hook("read deeply", node, self.visit(node.value), self.site(node, text))
        if node.format_spec is not None:
            node.format_spec = self.visit(node.format_spec)
        return node

    def visit_BinOp(self, node):
        node_text = words(node)
        left, right = self.visit(node.left), self.visit(node.right)
        if isinstance(node.op, ast.Mod) and _is_constant(left, str):
            node.right = self.hook("read deeply", node, right, self.site(node, "format " + node_text))
            return node
        types = _NUMBERS if not isinstance(node.op, ast.Mult) else ()
        texts = isinstance(left, ast.JoinedStr) or _is_constant(left, str) or _is_constant(right, str)
        fresh = isinstance(left, ast.List) and isinstance(node.op, ast.Mult)
        if _is_constant(left, types) or _is_constant(right, types) or texts or fresh:
            node.left, node.right = left, right
            return node
        return self.hook(type(node.op).__name__, node, left, right, self.site(node, "compute " + node_text))

    def visit_Compare(self, node):
        text = words(node)
        if len(node.ops) > 1:
            values = [node.left] + node.comparators
            seen = [self._operand(each) for each in values]
            node.left, node.comparators = seen[0], seen[1:]
            return node
        left, right = self.visit(node.left), self.visit(node.comparators[0])
        operator = node.ops[0]
        name = type(operator).__name__
        if isinstance(operator, (ast.In, ast.NotIn)):
            quiet = _is_constant(right) or isinstance(right, (ast.Tuple, ast.List, ast.Set))
        else:
            quiet = isinstance(operator, (ast.Is, ast.IsNot)) or _is_constant(left) or _is_constant(right)
        if quiet:
            node.left, node.comparators = left, [right]
            return node
        return self.hook(name, node, left, right, self.site(node, "compare " + text))

    def _operand(self, node):
        if _is_constant(node):
            return node
        return self.hook("read deeply", node, self.visit(node), self.site(node, "compare " + words(node)))

    def test(self, node):
        """A condition, with the event of asking for the truth of a container."""
        if isinstance(node, ast.BoolOp):
            node.values = [self.test(each) for each in node.values]
            return node
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            node.operand = self.test(node.operand)
            return node
        text = "test " + words(node)
        visited = self.visit(node)
        if isinstance(node, (ast.Compare, ast.Constant, ast.JoinedStr)):
            return visited
        return self.hook("truth", node, visited, self.site(node, text))

    def visit_BoolOp(self, node):
        last = self.visit(node.values[-1])
        node.values = [self.test(each) for each in node.values[:-1]] + [last]
        return node

    def visit_UnaryOp(self, node):
        node.operand = self.test(node.operand) if isinstance(node.op, ast.Not) else self.visit(node.operand)
        return node

    def visit_IfExp(self, node):
        node.test, node.body, node.orelse = self.test(node.test), self.visit(node.body), self.visit(node.orelse)
        return node

    def visit_NamedExpr(self, node):
        value = self.visit(node.value)
        outer, self.scope = self.scope, self.scope.function()
        node.value = self.written(node.target.id, value, node)
        self.scope = outer
        return node

    def written(self, name, value, node):
        """A value that is about to be assigned to a variable, with the event if others may see it."""
        text = "write " + name
        if self.scopes.changing_global(self.scope, name):
            return self.hook("write global", node, value, _module(), ast.Constant(name), self.site(node, text))
        if self.scopes.cell_owner(self.scope, name) is not None:
            return self.hook("write cell", node, value, self.cell(name), self.site(node, text))
        return value

    def visit_arguments(self, node):
        node.defaults = self.visit_all(node.defaults)
        node.kw_defaults = self.visit_all(node.kw_defaults)
        return node

    def visit_Lambda(self, node):
        self.visit_arguments(node.args)
        node.body = self.enter(node, lambda: self.visit(node.body))
        return node

    def _visit_comprehension(self, node):
        first = self._comprehended(node.generators[0])
        self.enter(node, lambda: self._comprehend(node))
        node.generators[0].iter = first
        return node

    def _comprehended(self, generator):
        self.in_comprehended += 1
        visited = self.awaited(generator.iter) if generator.is_async else self.iterated(generator.iter)
        self.in_comprehended -= 1
        return visited

    def _comprehend(self, node):
        for index, generator in enumerate(node.generators):
            if index:
                generator.iter = self._comprehended(generator)
            generator.target = self.target(generator.target)
            generator.ifs = [self.test(each) for each in generator.ifs]
        for field in ("key", "value", "elt"):
            if hasattr(node, field):
                setattr(node, field, self.visit(getattr(node, field)))

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _visit_comprehension

    def iterated(self, node):
        """What a loop goes through, with an event before each element."""
        text = "iterate over " + words(node)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "range":
            return self.visit(node)
        return self.hook("iterate", node, self.visit(node), self.site(node, text))

    def target(self, node):
        """What is assigned to; statements know."""
        raise NotImplementedError


def _module():
    return ast.Name("<module>", ast.Load())
