"""A least-recently-used cache that threads share."""
import threading
from collections import OrderedDict
from typing import Any, Callable, Hashable, Optional


class LRUCache:
    """Keeps the `capacity` entries that were used last."""

    def __init__(self, capacity: int = 2) -> None:
        if capacity <= 0:
            raise ValueError("capacity must be positive")
        self.capacity = capacity
        self._data: "OrderedDict[Hashable, Any]" = OrderedDict()
        self._lock = threading.RLock()
        self.hits = 0
        self.misses = 0

    def get(self, key: Hashable, default: Optional[Any] = None) -> Any:
        with self._lock:
            try:
                value = self._data[key]
            except KeyError:
                self.misses += 1
                return default
            self._data.move_to_end(key)
            self.hits += 1
            return value

    def put(self, key: Hashable, value: Any) -> None:
        with self._lock:
            self._data[key] = value
            self._data.move_to_end(key)
            if len(self._data) > self.capacity:
                self._data.popitem(last=False)

    def get_or_compute(self, key: Hashable, compute: Callable[[Hashable], Any]) -> Any:
        value = self.get(key)
        if value is None:
            # Outside the lock: computing may take long, so two threads may both do it.
            value = compute(key)
            self.put(key, value)
        return value

    def __len__(self) -> int:
        with self._lock:
            return len(self._data)

    def keys(self):
        with self._lock:
            return list(self._data)


cache = LRUCache(capacity=2)
calls = []


def square(n):
    calls.append(n)
    return n * n


def client(*keys: int) -> None:
    for key in keys:
        assert cache.get_or_compute(key, square) == key ** 2


def main() -> None:
    threads = [threading.Thread(target=client, args=keys) for keys in [(1, 2), (1, 3)]]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
    size = len(cache)
    kept = sorted(cache.keys())
    computed = len(calls)
    print(f"{cache.hits} hits, {cache.misses} misses")

# expect: final size == 2
# expect: outcomes computed = {3, 4}
# expect: final cache.hits + cache.misses == 4 and cache.misses == computed
# expect: possible kept == [2, 3]
# expect: possible kept == [1, 3]
# expect: possible kept == [1, 2]
# expect: no deadlock
# expect: no uncaught-exception
