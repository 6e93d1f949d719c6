"""Places in the text at which something is accessed."""

import ast


class Site:
    """A place: `text` says what is done there, `subject` with which object.

    `node` is the kind of the syntax tree's node, and `span` its first and last line and column, as the tree has them.
    """

    __slots__ = ("file", "line", "column", "text", "subject", "node", "span")

    def __init__(self, file, node, text, subject):
        self.file = file
        self.line = node.lineno
        self.column = node.col_offset + 1
        self.text = text
        self.subject = subject
        self.node = type(node).__name__
        self.span = (node.lineno, node.col_offset, node.end_lineno, node.end_col_offset)


class Sites:
    """All sites of a program, by number."""

    def __init__(self):
        self.all = []
        self.flows = {}  # by file, see flows.py
        self.places = None

    def add(self, file, node, text, subject=""):
        """Adds a site at a node of the tree; columns count characters from 1."""
        self.all.append(Site(file, node, text, subject))
        return len(self.all) - 1

    def sources(self, number):
        """The sites of the reads from which the value is computed that a site writes."""
        if self.places is None:
            self.places = {}
            for index, each in enumerate(self.all):
                self.places.setdefault((each.file, each.line, each.column), []).append(index)
        where = self.all[number]
        places = self.flows.get(where.file, {}).get((where.line, where.column), ())
        return sorted(site for line, column in places for site in self.places.get((where.file, line, column), ()))

    def at(self, number):
        """The site of a number; None for what stands nowhere."""
        return self.all[number] if 0 <= number < len(self.all) else None


def words(node, most=60):
    """The text of an expression on one line."""
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= most else text[: most - 1] + "…"
