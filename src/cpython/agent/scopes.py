"""Which variable a name means: the scopes of a module, as the reference of the language describes them (4.2)."""

import ast

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class Scope:
    """A module, class, function, lambda or comprehension, and how each of its names is bound."""

    def __init__(self, kind, parent, name=""):
        self.kind = kind
        self.parent = parent
        self.name = name
        self.bindings = {}  # name -> list of how it is bound: 'def', 'class', 'import', 'parameter', 'assign'
        self.globals = set()
        self.nonlocals = set()
        self.used = set()
        self.read = set()  # of its own variables, those that something reads
        self.captured = set()
        self.pauses = False  # whether it is a generator or coroutine, whose caller goes on in the midst of it
        self.rebound = {}  # name -> bindings by `nonlocal` in inner functions

    def bind(self, name, how):
        self.bindings.setdefault(name, []).append(how)

    def function(self):
        """The scope in which an assignment expression binds."""
        scope = self
        while scope.kind == "comprehension":
            scope = scope.parent
        return scope

    def private(self):
        """The innermost class, for the mangling of private names."""
        scope = self
        while scope is not None and scope.kind != "class":
            scope = scope.parent
        return scope

    def owner(self, name):
        """The scope whose variable `name` is here; the module for one that is bound nowhere."""
        scope = self
        first = True
        while scope.kind != "module":
            if name in scope.globals:
                break
            visible = first or scope.kind != "class"
            if visible and name in scope.bindings and name not in scope.nonlocals:
                return scope
            first = False
            scope = scope.parent
        while scope.parent is not None:
            scope = scope.parent
        return scope


def mangled(name, scope):
    """A private name as the compiler writes it within a class (6.2.1)."""
    owner = scope.private()
    if owner is None or not name.startswith("__") or name.endswith("__") or "." in name:
        return name
    stripped = owner.name.lstrip("_")
    return "_%s%s" % (stripped, name) if stripped else name


class _Builder(ast.NodeVisitor):
    def __init__(self):
        self.scope = Scope("module", None)
        self.all = [self.scope]
        self.of = {}
        self.loaded = []  # (scope, name) of each read
        self.stored = set()  # names of attributes that are assigned somewhere

    def _inside(self, node, kind, name, visit):
        scope = Scope(kind, self.scope, name)
        self.of[node] = scope
        self.all.append(scope)
        outer, self.scope = self.scope, scope
        visit()
        self.scope = outer

    def _bind(self, name, how):
        scope = self.scope
        if name in scope.globals:
            top = self.all[0]
            top.bind(name, how + " by global")
        else:
            scope.bind(name, how)

    def visit_Name(self, node):
        self.scope.used.add(node.id)
        if not isinstance(node.ctx, ast.Store):
            self.loaded.append((self.scope, node.id))
        if not isinstance(node.ctx, ast.Load):
            self._bind(node.id, "assign")

    def visit_NamedExpr(self, node):
        self.visit(node.value)
        outer, self.scope = self.scope, self.scope.function()
        self.visit(node.target)
        self.scope = outer
        self.scope.used.add(node.target.id)

    def visit_Attribute(self, node):
        self.visit(node.value)
        if not isinstance(node.ctx, ast.Load):
            self.stored.add(mangled(node.attr, self.scope))

    def visit_Global(self, node):
        self.scope.globals.update(node.names)

    def visit_Nonlocal(self, node):
        self.scope.nonlocals.update(node.names)
        self.scope.used.update(node.names)

    def visit_Import(self, node):
        for alias in node.names:
            name = alias.asname or alias.name.split(".")[0]
            if name != "*":
                self._bind(name, "import")

    visit_ImportFrom = visit_Import

    def visit_ExceptHandler(self, node):
        if node.name:
            self._bind(node.name, "assign")
            self.scope.used.add(node.name)
        self.generic_visit(node)

    def visit_MatchAs(self, node):
        if node.name:
            self._bind(node.name, "assign")
        self.generic_visit(node)

    visit_MatchStar = visit_MatchAs

    def visit_MatchMapping(self, node):
        if node.rest:
            self._bind(node.rest, "assign")
        self.generic_visit(node)

    def _visit_arguments(self, arguments):
        for default in list(arguments.defaults) + [each for each in arguments.kw_defaults if each]:
            self.visit(default)

    def _bind_parameters(self, arguments):
        named = arguments.posonlyargs + arguments.args + arguments.kwonlyargs
        for each in named + [arguments.vararg, arguments.kwarg]:
            if each is not None:
                self.scope.bind(each.arg, "parameter")

    def visit_FunctionDef(self, node):
        self._bind(node.name, "decorated def" if node.decorator_list else "def")
        for each in node.decorator_list:
            self.visit(each)
        self._visit_arguments(node.args)

        def body():
            self._bind_parameters(node.args)
            declared(node.body, self.scope)
            for statement in node.body:
                self.visit(statement)

        self._inside(node, "function", node.name, body)

    visit_AsyncFunctionDef = visit_FunctionDef

    def _visit_pause(self, node):
        self.scope.function().pauses = True
        self.generic_visit(node)

    visit_Yield = visit_YieldFrom = visit_Await = visit_AsyncFor = visit_AsyncWith = _visit_pause

    def visit_Lambda(self, node):
        self._visit_arguments(node.args)

        def body():
            self._bind_parameters(node.args)
            self.visit(node.body)

        self._inside(node, "lambda", "<lambda>", body)

    def visit_ClassDef(self, node):
        self._bind(node.name, "decorated class" if node.decorator_list else "class")
        for each in node.decorator_list + node.bases + [keyword.value for keyword in node.keywords]:
            self.visit(each)

        def body():
            declared(node.body, self.scope)
            for statement in node.body:
                self.visit(statement)

        self._inside(node, "class", node.name, body)

    def _visit_comprehension(self, node):
        self.visit(node.generators[0].iter)

        def body():
            for index, generator in enumerate(node.generators):
                if index:
                    self.visit(generator.iter)
                self.visit(generator.target)
                for condition in generator.ifs:
                    self.visit(condition)
            for field in ("key", "value", "elt"):
                if hasattr(node, field):
                    self.visit(getattr(node, field))

        self._inside(node, "comprehension", "", body)

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _visit_comprehension

    def visit_AnnAssign(self, node):
        if node.value is not None:
            self.visit(node.value)
        self.visit(node.target)

    def visit_TypeAlias(self, node):
        self._bind(node.name.id, "assign")


def declared(body, scope):
    """Notes the `global` and `nonlocal` of a body before its names are bound, as they hold for all of it."""
    waiting = list(body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Global):
            scope.globals.update(node.names)
        elif isinstance(node, ast.Nonlocal):
            scope.nonlocals.update(node.names)
        elif not isinstance(node, FUNCTIONS + (ast.ClassDef, ast.Lambda)):
            waiting.extend(each for each in ast.iter_child_nodes(node) if not isinstance(each, ast.expr))


class Scopes:
    """The scopes of one module: `of` maps a node to the scope that it opens."""

    def __init__(self, tree):
        builder = _Builder()
        for statement in tree.body:
            builder.visit(statement)
        self.module = builder.scope
        self.of = builder.of
        self.stored = builder.stored
        for scope in builder.all:
            self._capture(scope)
        for scope, name in builder.loaded:
            scope.owner(name).read.add(name)

    @staticmethod
    def _capture(scope):
        for name in scope.used:
            owner = scope.owner(name)
            if owner.kind not in ("function", "lambda", "comprehension"):
                continue
            inner = scope
            while inner is not owner and inner.kind == "comprehension":
                inner = inner.parent
            if inner is owner:
                continue  # a comprehension belongs to the thread that executes the function
            owner.captured.add(name)
            if name in scope.nonlocals:
                owner.rebound.setdefault(name, []).extend(scope.bindings.get(name, ()))

    def cell_owner(self, scope, name):
        """The function whose captured variable `name` is here, if different threads could see it change; else None."""
        owner = scope.owner(name)
        if owner.kind != "function" or name not in owner.captured:
            return None
        ways = owner.bindings[name] + owner.rebound.get(name, [])
        return None if len(ways) == 1 and ways[0] != "assign" else owner

    def changing_global(self, scope, name):
        """Whether `name` is a variable of the module here, and not one that is bound once by def, class or import."""
        if scope.owner(name) is not self.module or name == "__class__":
            return False
        ways = self.module.bindings.get(name)
        return ways is not None and (len(ways) > 1 or ways[0].startswith("assign"))

    def plain_function(self, scope, name):
        """Whether `name` is here a function or class of this module that is bound once and not decorated."""
        return scope.owner(name) is self.module and self.module.bindings.get(name) in (["def"], ["class"])

    def builtin(self, scope, name):
        """Whether `name` is bound nowhere in the module, so that it can only be a builtin."""
        return scope.owner(name) is self.module and name not in self.module.bindings
