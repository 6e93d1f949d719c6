"""Counts words of parts of a text in threads, and merges the counts."""
import re
import threading
from collections import Counter

TEXT = """\
the quick brown fox
jumps over the lazy dog
The end
"""

counts = Counter()
lock = threading.Lock()
WORD = re.compile(r"\w+")


class Mapper(threading.Thread):
    def __init__(self, lines):
        super().__init__()
        self.lines = lines
        self.words = 0

    def run(self):
        local = Counter()
        for line in self.lines:
            words = [w.lower() for w in WORD.findall(line)]
            local.update(words)
            self.words += len(words)
        with lock:
            counts.update(local)


def chunks(items, size):
    for start in range(0, len(items), size):
        yield items[start:start + size]


mappers = [Mapper(part) for part in chunks(TEXT.splitlines(), 1)]
for mapper in mappers:
    mapper.start()
for mapper in mappers:
    mapper.join()

total = sum(mapper.words for mapper in mappers)
(top, times), *_ = counts.most_common(1)

# expect: outcomes total = {11}
# expect: final top == "the" and times == 3
# expect: final counts["fox"] == 1 and len(counts) == 9
# expect: no uncaught-exception
