"""A pool of connections: a semaphore counts those that are free, a deque has them."""
import contextlib
import threading
from collections import deque
from dataclasses import dataclass, field


@dataclass
class Connection:
    number: int
    in_use: bool = False
    queries: list = field(default_factory=list)

    def execute(self, sql: str) -> str:
        if not self.in_use:
            raise RuntimeError(f"connection {self.number} was not checked out")
        self.queries.append(sql)
        return sql.upper()


class ConnectionPool:
    def __init__(self, size: int) -> None:
        self._free = deque(Connection(i) for i in range(size))
        self._available = threading.BoundedSemaphore(size)
        self._lock = threading.Lock()
        self.most_in_use = 0
        self._in_use = 0

    def acquire(self) -> Connection:
        self._available.acquire()
        with self._lock:
            connection = self._free.popleft()
            self._in_use += 1
            self.most_in_use = max(self.most_in_use, self._in_use)
        connection.in_use = True
        return connection

    def release(self, connection: Connection) -> None:
        connection.in_use = False
        with self._lock:
            self._in_use -= 1
            self._free.append(connection)
        self._available.release()

    @contextlib.contextmanager
    def connection(self):
        conn = self.acquire()
        try:
            yield conn
        finally:
            self.release(conn)


pool = ConnectionPool(size=2)
results = {}


def handler(name: str) -> None:
    with pool.connection() as conn:
        results[name] = conn.execute(f"select * from {name}")


workers = [threading.Thread(target=handler, args=(table,), name=f"handler-{table}") for table in ("users", "orders", "items")]
for worker in workers:
    worker.start()
for worker in workers:
    worker.join()

done = sorted(results.values())
most = pool.most_in_use

# expect: outcomes most = {1, 2}
# expect: final len(done) == 3 and done[0] == "SELECT * FROM ITEMS"
# expect: final sum(len(each.queries) for each in pool._free) == 3
# expect: no deadlock
# expect: no uncaught-exception
