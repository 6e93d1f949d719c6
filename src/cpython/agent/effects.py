"""What a program does to the world outside, as far as its text shows: repeated executions would repeat it."""

import ast

_MODULES = {
    "subprocess": "starts processes", "multiprocessing": "starts processes", "socket": "uses the network",
    "socketserver": "uses the network", "http": "uses the network", "urllib": "uses the network",
    "requests": "uses the network", "ftplib": "uses the network", "smtplib": "sends mail", "ssl": "uses the network",
    "shutil": "changes files", "tempfile": "writes files", "sqlite3": "writes files", "shelve": "writes files",
    "dbm": "writes files", "ctypes": "calls foreign code", "tkinter": "opens windows", "pty": "starts processes",
    "webbrowser": "opens a browser",
}
_HARMLESS_NAMES = {"urllib": ("urllib.parse",), "http": ("http.HTTPStatus",)}
_OS = frozenset(
    "system popen fork forkpty kill killpg remove unlink rename renames replace rmdir removedirs mkdir makedirs chmod chown"
    " link symlink truncate utime write putenv execv execve execl execlp execvp spawnl spawnv posix_spawn _exit abort".split()
)
_ASYNCIO = {
    "open_connection": "uses the network", "start_server": "uses the network",
    "open_unix_connection": "uses the network", "start_unix_server": "uses the network",
    "create_subprocess_exec": "starts processes", "create_subprocess_shell": "starts processes",
}
# Methods of event loops.
_LOOPS = {
    "create_connection": "uses the network", "create_server": "uses the network",
    "create_unix_connection": "uses the network", "create_unix_server": "uses the network",
    "create_datagram_endpoint": "uses the network", "subprocess_exec": "starts processes", "subprocess_shell": "starts processes",
}
_PROCESSES = "ProcessPoolExecutor"
_PATHS = frozenset("write_text write_bytes unlink rmdir touch symlink_to hardlink_to".split())


class _Finder(ast.NodeVisitor):
    def __init__(self, file):
        self.file = file
        self.found = []
        self.names = {}

    def _note(self, node, what):
        self.found.append({"what": what, "line": node.lineno, "column": node.col_offset + 1, "file": self.file})

    def _module(self, node, name):
        top = name.partition(".")[0]
        if name in _HARMLESS_NAMES.get(top, ()):
            return
        what = _MODULES.get(top)
        if what is not None:
            self._note(node, "%s (%s)" % (what, name))

    def visit_Import(self, node):
        for alias in node.names:
            self._module(node, alias.name)
            self.names[alias.asname or alias.name] = alias.name

    def visit_ImportFrom(self, node):
        if node.level == 0 and node.module:
            top = node.module.partition(".")[0]
            full = ["%s.%s" % (node.module, alias.name) for alias in node.names]
            if not all(name in _HARMLESS_NAMES.get(top, ()) for name in full):
                self._module(node, node.module)
            for alias in node.names:
                self.names[alias.asname or alias.name] = "%s.%s" % (node.module, alias.name)
                if alias.name == _PROCESSES:
                    self._note(node, "starts processes (%s)" % _PROCESSES)

    def visit_Attribute(self, node):
        if node.attr == _PROCESSES:
            self._note(node, "starts processes (%s)" % _PROCESSES)
        self.generic_visit(node)

    def _of_asyncio(self, node, function):
        """What a call of asyncio does, if it is one that does something."""
        if isinstance(function, ast.Name):
            top, _, name = self.names.get(function.id, "").rpartition(".")
        else:
            name = function.attr
            top = self.names.get(function.value.id, "") if isinstance(function.value, ast.Name) else ""
        if top.partition(".")[0] == "asyncio" and name in _ASYNCIO:
            self._note(node, "%s (asyncio.%s)" % (_ASYNCIO[name], name))
        elif "asyncio" in self.names.values() and name in _LOOPS:
            self._note(node, "%s (%s of an event loop)" % (_LOOPS[name], name))

    def visit_Call(self, node):
        function = node.func
        if isinstance(function, (ast.Name, ast.Attribute)):
            self._of_asyncio(node, function)
        if isinstance(function, ast.Name):
            full = self.names.get(function.id, function.id)
            if full in ("open", "io.open") and _writes(node):
                self._note(node, "writes a file (open)")
            elif full == "input":
                self._note(node, "reads from the terminal (input)")
            elif full.startswith("os.") and full[3:] in _OS:
                self._note(node, "changes the system (%s)" % full)
        elif isinstance(function, ast.Attribute):
            owner = function.value.id if isinstance(function.value, ast.Name) else ""
            if self.names.get(owner) == "os" and function.attr in _OS:
                self._note(node, "changes the system (os.%s)" % function.attr)
            elif function.attr in _PATHS:
                self._note(node, "writes files (%s)" % function.attr)
            elif function.attr == "open" and self.names.get(owner) in ("io", "gzip", "bz2", "lzma") and _writes(node):
                self._note(node, "writes a file (open)")
        self.generic_visit(node)


def _writes(call):
    modes = call.args[1:2] + [each.value for each in call.keywords if each.arg == "mode"]
    if not modes:
        return False
    mode = modes[0]
    return not isinstance(mode, ast.Constant) or not isinstance(mode.value, str) or bool(set(mode.value) & set("wax+"))


def effects(tree, file):
    """The effects in a tree, each with what it does and where."""
    finder = _Finder(file)
    finder.visit(tree)
    return finder.found
