"""Rewrites calls: a hook gets the function and its arguments just before the call, which stays where it is.

So functions that look at the frame of their caller see what they would see without us. Arguments whose evaluation can
do anything are kept in temporary variables meanwhile. Where there can be none, in modules, classes and comprehensions,
a hook makes the call.
"""

import ast

from .chances import COMPARED
from .expressions import Expressions
from .sites import words

# Functions that look at the frame which calls them, and functions that touch nothing.
_UNTOUCHED = frozenset(
    "super locals globals vars dir eval exec range isinstance issubclass callable id chr ord abs divmod hex oct bin type"
    " float bool".split()
)
_MEANINGS = {
    "append": "append to", "pop": "pop from", "popleft": "pop from", "appendleft": "append to", "add": "add to",
    "extend": "extend", "insert": "insert into", "remove": "remove from", "clear": "clear", "update": "update",
    "get": "get from", "setdefault": "set default in", "discard": "discard from", "sort": "sort",
}


class Calls(Expressions):
    """Calls."""

    def visit_Call(self, node):
        function = node.func
        text, subject = _described(function)
        if isinstance(function, ast.Name):
            native = self.scopes.builtin(self.scope, function.id) and function.id in _UNTOUCHED
            if native and function.id in ("locals", "dir", "vars") and not node.args and self.scope.kind == "function":
                return self.hook("visible", node, node)
            if native or self.scopes.plain_function(self.scope, function.id):
                return self._natively(node)
        if self._all_simple(node):
            return self._observed(node, text, subject)
        if self.scope.kind in ("function", "lambda") and not self.in_comprehended:
            return self._kept(node, text, subject)
        self._natively(node)
        node.args = [self.site(node, text, subject), node.func] + node.args
        node.func = self.placed(ast.Name("<call through>", ast.Load()), node)
        return node

    def visit_Compare(self, node):
        """A comparison; `random.random() < 0.5` is a chance with two results."""
        operator = type(node.ops[0]).__name__
        sides = [node.left] + node.comparators
        calls = [index for index, each in enumerate(sides) if _draws_float(each)]
        if len(sides) != 2 or len(calls) != 1 or operator not in COMPARED:
            return super().visit_Compare(node)
        call, bound = sides[calls[0]], sides[1 - calls[0]]
        if not isinstance(bound, (ast.Constant, ast.Name, ast.Attribute)):
            return super().visit_Compare(node)
        text, subject = _described(call.func)
        site, compared = self.site(call, text, subject), self.site(node, "compare " + words(node))
        order = ast.Constant(calls[0] == 0)
        return self.hook("chance", node, site, self._function(call.func), self.visit(bound), ast.Constant(operator), order, compared)

    def _natively(self, node):
        node.func = self._function(node.func)
        node.args = self.visit_all(node.args)
        for keyword in node.keywords:
            keyword.value = self.visit(keyword.value)
        return node

    def _function(self, function):
        """What is called. A method is looked up without an event, if the program assigns no attribute of its name."""
        if isinstance(function, ast.Attribute) and function.attr not in self.stored and "*" not in self.stored:
            function.value = self.visit(function.value)
            return function
        return self.visit(function)

    def _all_simple(self, node):
        values = node.args + [keyword.value for keyword in node.keywords]
        return all(keyword.arg is not None for keyword in node.keywords) and all(self._simple(each) for each in values)

    def _simple(self, node):
        """Whether an expression can be evaluated twice, and without an event."""
        if isinstance(node, ast.Constant):
            return True
        if isinstance(node, ast.Tuple):
            return all(self._simple(each) for each in node.elts)
        if not isinstance(node, ast.Name) or self.scope.owner(node.id).kind == "class":
            return False
        changing = self.scopes.changing_global(self.scope, node.id)
        return not changing and self.scopes.cell_owner(self.scope, node.id) is None

    def _observed(self, node, text, subject):
        """A call whose function comes from the hook, which gets the arguments too."""
        shown = [_copied(each) for each in node.args + [keyword.value for keyword in node.keywords]]
        node.func = self.hook("call", node, self.site(node, text, subject), self._function(node.func), *shown)
        return node

    def _kept(self, node, text, subject):
        """A call whose arguments are kept in temporary variables until the hook was called."""
        everything = node.args + [keyword.value for keyword in node.keywords]
        moving = any(isinstance(each, ast.NamedExpr) for value in everything for each in ast.walk(value))
        function = self._function(node.func)
        shown, args, keywords = [], [], []
        for each in node.args:
            if isinstance(each, ast.Starred):
                value = self.hook("tuple", each, self.visit(each).value)
                kept, name = self._temporary(value, each)
                shown.append(self.placed(ast.Starred(kept, ast.Load()), each))
                args.append(self.placed(ast.Starred(name, ast.Load()), each))
            else:
                self._keep(each, moving, shown, args)
        for keyword in node.keywords:
            if keyword.arg is None:
                seen = self.hook("read value", node, self.visit(keyword.value), self.site(node, text, subject))
                kept, name = self._temporary(self.placed(ast.Dict([None], [seen]), node), node)
                shown.append(kept)
                keywords.append(ast.keyword(None, name))
            else:
                values = []
                self._keep(keyword.value, moving, shown, values)
                keywords.append(ast.keyword(keyword.arg, values[0]))
        node.func = self.hook("call", node, self.site(node, text, subject), function, *shown)
        node.args, node.keywords = args, keywords
        return ast.fix_missing_locations(node)

    def _keep(self, value, moving, shown, used):
        if self._simple(value) and (not moving or isinstance(value, ast.Constant)):
            shown.append(_copied(value))
            used.append(value)
        else:
            kept, name = self._temporary(self.visit(value), value)
            shown.append(kept)
            used.append(name)

    def _temporary(self, value, node):
        self.temporaries += 1
        name = "<%d>" % self.temporaries
        kept = self.placed(ast.NamedExpr(ast.Name(name, ast.Store()), value), node)
        return kept, self.placed(ast.Name(name, ast.Load()), node)


def _draws_float(node):
    if not isinstance(node, ast.Call) or node.args or node.keywords:
        return False
    function = node.func
    return function.attr == "random" if isinstance(function, ast.Attribute) else getattr(function, "id", None) == "random"


def _copied(node):
    if isinstance(node, ast.Tuple):
        return ast.copy_location(ast.Tuple([_copied(each) for each in node.elts], ast.Load()), node)
    made = ast.Constant(node.value) if isinstance(node, ast.Constant) else ast.Name(node.id, ast.Load())
    return ast.copy_location(made, node)


def _described(function):
    """What a call does, in words, and with what."""
    if not isinstance(function, ast.Attribute):
        return "call " + words(function), words(function)
    subject = words(function.value)
    meaning = _MEANINGS.get(function.attr)
    return ("%s %s" % (meaning, subject) if meaning else "call " + words(function)), subject
