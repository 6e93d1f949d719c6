"""Places in the text at which something is accessed."""

import ast


class Site:
    """A place: `text` says what is done there, `subject` with which object."""

    __slots__ = ("file", "line", "column", "text", "subject")

    def __init__(self, file, line, column, text, subject):
        self.file = file
        self.line = line
        self.column = column
        self.text = text
        self.subject = subject


class Sites:
    """All sites of a program, by number."""

    def __init__(self):
        self.all = []

    def add(self, file, node, text, subject=""):
        """Adds a site at a node of the tree; columns count characters from 1."""
        self.all.append(Site(file, node.lineno, node.col_offset + 1, text, subject))
        return len(self.all) - 1

    def at(self, number):
        """The site of a number; None for what stands nowhere."""
        return self.all[number] if 0 <= number < len(self.all) else None


def words(node, most=60):
    """The text of an expression on one line."""
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= most else text[: most - 1] + "…"
