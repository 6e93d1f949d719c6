"""What the program prints: kept as text, one event for each `print`."""

import io
import sys

from .scheduler import STATE, WRITE
from .values import read_all


class Output(io.TextIOBase):
    """Takes the place of a stream of the process."""

    def __init__(self, name):
        super().__init__()
        self.name = name
        self.parts = []

    encoding = "utf-8"
    name_for_all = "output"
    errors = "strict"

    def writable(self):
        """It can be written to."""
        return True

    def write(self, text):
        """Adds a text. The event is that of the call, not here: a library may have locks while it writes."""
        if not isinstance(text, str):
            raise TypeError("write() argument must be str, not %s" % type(text).__name__)
        self.parts.append(text)
        return len(text)

    def text(self):
        """All that was written."""
        return "".join(self.parts)


STDOUT = Output("<stdout>")
STDERR = Output("<stderr>")


def touch_stream(stream, values=()):
    """The event of writing to a stream, and of reading the values that are written."""
    # Who does not look at the output does not see in which order it was written.
    more = ((stream, None, WRITE),) if STATE.prints and stream is not STDERR else ()
    read_all(values, STATE.current.site, True, more=more)


def printed(*values, sep=None, end=None, file=None, flush=False):
    """As `print`; its event is a write to the stream and a read of the values."""
    stream = sys.stdout if file is None else file
    if stream is None:
        return
    STATE.current.impure += 1
    for name, each in (("sep", sep), ("end", end)):
        if each is not None and not isinstance(each, str):
            raise TypeError("%s must be None or a string, not %s" % (name, type(each).__name__))
    touch_stream(stream, values)
    if stream is STDOUT or stream is STDERR:
        texts = [str(each) for each in values]
        stream.write((" " if sep is None else sep).join(texts) + ("\n" if end is None else end))
    else:
        print(*values, sep=sep, end=end, file=stream, flush=flush)


printed.__name__ = printed.__qualname__ = "print"
