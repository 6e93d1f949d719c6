import ast
import json
import struct
import symtable
import sys
import types
import warnings

warnings.simplefilter("ignore")
sys.setrecursionlimit(20000)

OPERATORS = {
    "Add": "+", "Sub": "-", "Mult": "*", "FloorDiv": "//", "Div": "/", "Mod": "%", "Pow": "**", "LShift": "<<",
    "RShift": ">>", "BitAnd": "&", "BitOr": "|", "BitXor": "^", "MatMult": "@", "Eq": "==", "NotEq": "!=", "Lt": "<",
    "LtE": "<=", "Gt": ">", "GtE": ">=", "In": "in", "NotIn": "not in", "Is": "is", "IsNot": "is not", "UAdd": "+",
    "USub": "-", "Invert": "~", "Not": "not", "And": "and", "Or": "or",
}


def sign(operator):
    return OPERATORS[type(operator).__name__]


def mangled(name, private):
    plain = (private or "").lstrip("_")
    if name is None or not plain or not name.startswith("__") or name.endswith("__") or "." in name:
        return name
    return "_" + plain + name


class Canon:
    """The same lists and texts as `canonical.ts` makes."""

    def __init__(self):
        self.private = None

    def name(self, name):
        return mangled(name, self.private)

    def all(self, nodes):
        return [self.expr(each) for each in nodes]

    def expr(self, e):
        return None if e is None else getattr(self, type(e).__name__)(e)

    def Constant(self, e):
        v = e.value
        if v is None or v is True or v is False:
            return ["constant", {None: "null", True: "true", False: "false"}[v]]
        if v is ...:
            return ["ellipsis"]
        if isinstance(v, int):
            return ["int", str(v)]
        if isinstance(v, float):
            return ["float", struct.pack(">d", v).hex()]
        if isinstance(v, str):
            return ["string", v]
        if isinstance(v, bytes):
            return ["bytes", v.decode("latin-1")]
        return ["complex"]

    def JoinedStr(self, e):
        return ["format", self.parts(e)]

    def parts(self, e):
        if e is None:
            return []
        found = []
        for each in e.values:
            if isinstance(each, ast.Constant):
                if found and found[-1][0] == "text":
                    found[-1] = ["text", found[-1][1] + each.value]
                else:
                    found.append(["text", each.value])
            else:
                conversion = None if each.conversion == -1 else chr(each.conversion)
                found.append(["value", self.expr(each.value), conversion, self.parts(each.format_spec)])
        return found

    def Name(self, e):
        if e.id == "__debug__":
            return ["constant", "true"]
        return ["name", self.name(e.id)]

    def Attribute(self, e):
        return ["attribute", self.expr(e.value), self.name(e.attr)]

    def Subscript(self, e):
        return ["subscript", self.expr(e.value), self.expr(e.slice)]

    def given(self, keywords):
        named = [[k.arg, self.expr(k.value)] for k in keywords if k.arg is not None]
        return [named, [self.expr(k.value) for k in keywords if k.arg is None]]

    def Call(self, e):
        return ["call", self.expr(e.func), self.all(e.args), *self.given(e.keywords)]

    def UnaryOp(self, e):
        operand = self.expr(e.operand)
        if isinstance(e.op, ast.USub) and operand[0] == "int":
            return ["int", str(-int(operand[1]))]
        if isinstance(e.op, ast.USub) and operand[0] == "float":
            return ["float", struct.pack(">d", -struct.unpack(">d", bytes.fromhex(operand[1]))[0]).hex()]
        return ["unary", sign(e.op), operand]

    def BinOp(self, e):
        return ["binary", sign(e.op), self.expr(e.left), self.expr(e.right)]

    def BoolOp(self, e):
        left, *rest = self.all(e.values)
        for each in rest:
            left = ["logical", sign(e.op), left, each]
        return left

    def Compare(self, e):
        return ["compare", self.expr(e.left), [[sign(o), self.expr(c)] for o, c in zip(e.ops, e.comparators)]]

    def IfExp(self, e):
        return ["conditional", self.expr(e.test), self.expr(e.body), self.expr(e.orelse)]

    def Lambda(self, e):
        return ["lambda", self.parameters(e.args), self.expr(e.body)]

    def List(self, e):
        return ["list", self.all(e.elts)]

    def Tuple(self, e):
        return ["tuple", self.all(e.elts)]

    def Set(self, e):
        return ["set", self.all(e.elts)]

    def Dict(self, e):
        return ["dict", [[self.expr(k), self.expr(v)] for k, v in zip(e.keys, e.values)]]

    def clauses(self, e):
        return [[self.expr(g.target), self.expr(g.iter), self.all(g.ifs), bool(g.is_async)] for g in e.generators]

    def ListComp(self, e):
        return ["list-comprehension", self.expr(e.elt), self.clauses(e)]

    def GeneratorExp(self, e):
        return ["generator", self.expr(e.elt), self.clauses(e)]

    def SetComp(self, e):
        return ["set-comprehension", self.expr(e.elt), self.clauses(e)]

    def DictComp(self, e):
        return ["dict-comprehension", self.expr(e.key), self.expr(e.value), self.clauses(e)]

    def NamedExpr(self, e):
        return ["walrus", self.expr(e.target), self.expr(e.value)]

    def Slice(self, e):
        return ["slice", self.expr(e.lower), self.expr(e.upper), self.expr(e.step)]

    def Starred(self, e):
        return ["star", self.expr(e.value)]

    def Yield(self, e):
        return ["yield", self.expr(e.value)]

    def YieldFrom(self, e):
        return ["yield-from", self.expr(e.value)]

    def Await(self, e):
        return ["await", self.expr(e.value)]

    def parameters(self, a):
        places = [(p, "positional") for p in a.posonlyargs] + [(p, "either") for p in a.args]
        defaults = [None] * (len(places) - len(a.defaults)) + a.defaults
        found = [[self.name(p.arg), kind, self.expr(d)] for (p, kind), d in zip(places, defaults)]
        if a.vararg:
            found.append([self.name(a.vararg.arg), "rest", None])
        found += [[self.name(p.arg), "keyword", self.expr(d)] for p, d in zip(a.kwonlyargs, a.kw_defaults)]
        if a.kwarg:
            found.append([self.name(a.kwarg.arg), "rest-keywords", None])
        return found

    def pattern(self, p):
        kind = type(p).__name__
        if kind == "MatchValue":
            return ["value", self.expr(p.value), False]
        if kind == "MatchSingleton":
            return ["value", ["constant", {None: "null", True: "true", False: "false"}[p.value]], True]
        if kind == "MatchSequence":
            return ["sequence", [self.pattern(each) for each in p.patterns]]
        if kind == "MatchStar":
            return ["rest", self.name(p.name)]
        if kind == "MatchMapping":
            return ["mapping", [[self.expr(k), self.pattern(v)] for k, v in zip(p.keys, p.patterns)], self.name(p.rest)]
        if kind == "MatchClass":
            named = [[k, self.pattern(v)] for k, v in zip(p.kwd_attrs, p.kwd_patterns)]
            return ["class", self.expr(p.cls), [self.pattern(each) for each in p.patterns], named]
        if kind == "MatchOr":
            return ["or", [self.pattern(each) for each in p.patterns]]
        if p.pattern is None:
            return ["capture", self.name(p.name)]
        return ["as", self.pattern(p.pattern), self.name(p.name)]

    def block(self, statements):
        found = []
        for each in statements:
            kind = type(each).__name__
            if kind == "Import":
                for a in each.names:
                    found.append(["import", a.name, None, self.name(a.asname or a.name.split(".")[0])])
            elif kind == "ImportFrom":
                module = "." * each.level + (each.module or "")
                for a in each.names:
                    found.append(["import", module, a.name, "*" if a.name == "*" else self.name(a.asname or a.name)])
            else:
                found.append(getattr(self, kind)(each))
        return found

    def Expr(self, s):
        return ["expression", self.expr(s.value)]

    def Assign(self, s):
        return ["assign", self.all(s.targets), self.expr(s.value), False, None]

    def AnnAssign(self, s):
        field = bool(s.simple) or not isinstance(s.target, ast.Name)
        if s.value is not None:
            return ["assign", [self.expr(s.target)], self.expr(s.value), field, self.expr(s.annotation)]
        return ["declare", self.expr(s.target), self.expr(s.annotation)] if field else ["pass"]

    def AugAssign(self, s):
        return ["update", self.expr(s.target), sign(s.op), self.expr(s.value)]

    def If(self, s):
        return ["if", self.expr(s.test), self.block(s.body), self.block(s.orelse)]

    def While(self, s):
        return ["while", self.expr(s.test), self.block(s.body), self.block(s.orelse)]

    def For(self, s, is_async=False):
        return ["for", self.expr(s.target), self.expr(s.iter), self.block(s.body), self.block(s.orelse), is_async]

    def AsyncFor(self, s):
        return self.For(s, True)

    def Try(self, s):
        handlers = [[self.expr(h.type), self.name(h.name), self.block(h.body)] for h in s.handlers]
        return ["try", self.block(s.body), handlers, self.block(s.orelse), self.block(s.finalbody)]

    def TryStar(self, s):
        return ["try*"]

    def With(self, s, is_async=False):
        items = [[self.expr(i.context_expr), self.expr(i.optional_vars)] for i in s.items]
        return ["with", items, self.block(s.body), is_async]

    def AsyncWith(self, s):
        return self.With(s, True)

    def FunctionDef(self, s, is_async=False):
        decorators = self.all(s.decorator_list)
        return ["function", [self.name(s.name), self.parameters(s.args), decorators, self.block(s.body), is_async]]

    def AsyncFunctionDef(self, s):
        return self.FunctionDef(s, True)

    def ClassDef(self, s):
        name, bases, given, decorators = self.name(s.name), self.all(s.bases), self.given(s.keywords), self.all(s.decorator_list)
        around, self.private = self.private, s.name
        body = self.block(s.body)
        self.private = around
        return ["class", name, bases, *given, decorators, body]

    def Return(self, s):
        return ["return", self.expr(s.value)]

    def Raise(self, s):
        return ["raise", self.expr(s.exc), self.expr(s.cause)]

    def Assert(self, s):
        return ["assert", self.expr(s.test), self.expr(s.msg)]

    def Global(self, s):
        return ["global", [self.name(each) for each in s.names]]

    def Nonlocal(self, s):
        return ["nonlocal", [self.name(each) for each in s.names]]

    def Delete(self, s):
        return ["delete", self.all(s.targets)]

    def Match(self, s):
        cases = [[self.pattern(c.pattern), self.expr(c.guard), self.block(c.body)] for c in s.cases]
        return ["match", self.expr(s.subject), cases]

    def Pass(self, s):
        return ["pass"]

    def Break(self, s):
        return ["break"]

    def Continue(self, s):
        return ["continue"]


COMPREHENSIONS = ("listcomp", "genexpr", "setcomp", "dictcomp")


def generators(code):
    """How many functions and lambdas are generators."""
    own = bool(code.co_flags & 0x220) and code.co_name != "<genexpr>"
    return own + sum(generators(each) for each in code.co_consts if isinstance(each, types.CodeType))


def scopes(table, private, found):
    """What each function and lambda binds: its line, its name and its names."""
    for child in table.get_children():
        name = child.get_name()
        if child.get_type() == "function" and name not in COMPREHENSIONS:
            names = sorted(s.get_name() for s in child.get_symbols() if s.is_local())
            found.append([child.get_lineno(), mangled(name, private), " ".join(n for n in names if not n.startswith("."))])
        scopes(child, name if child.get_type() == "class" else private, found)
    return found


def read(text):
    try:
        tree = ast.parse(text)
        code = compile(text, "file", "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as problem:
        return {"error": str(problem)}
    names = scopes(symtable.symtable(text, "file", "exec"), None, [])
    return {"error": None, "tree": Canon().block(tree.body), "scopes": names, "generators": generators(code)}


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(read(json.loads(line))))
