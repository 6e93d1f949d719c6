"""A cache that puts out the entry that was not used for the longest time."""
import threading
from collections import OrderedDict


class Entry:
    def __init__(self, value):
        self.value = value
        self.uses = 0


class Cache:
    def __init__(self):
        self.entries = OrderedDict()
        self.lock = threading.Lock()

    def get(self, key):
        with self.lock:
            entry = self.entries.get(key)
            if entry is None:
                entry = Entry(key * 10)
                self.entries[key] = entry
                if len(self.entries) > 1:
                    self.entries.popitem(last=False)
            else:
                self.entries.move_to_end(key)
            return entry


cache = Cache()


def reader():
    key = 0
    while True:
        entry = cache.get(key)
        assert entry.value == key * 10
        key = (key + 1) % 2


threading.Thread(target=reader).start()
threading.Thread(target=reader).start()


# expect: no uncaught-exception
# expect: no data-race
