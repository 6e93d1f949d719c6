/** Programs with what threads use, without threads. */
export const threads: readonly string[] = [
  String.raw`import threading
d = threading.local()
d.x = 3
print(d.x, hasattr(d, 'y'), vars(d))
`,
  String.raw`import threading
class L(threading.local):
    k = 1
    def __init__(self): self.z = 5
l = L(); print(l.z, l.k); l.k = 2; print(l.k)
`,
  String.raw`import threading
d = threading.local()
d.x = 3
del d.x
try: d.x
except AttributeError as e: print(e)
`,
  String.raw`import threading
b = threading.Barrier(1)
print(b.wait(), b.parties, b.broken, b.n_waiting)
`,
  String.raw`import threading, queue, time, logging, sys, os, enum, contextlib, functools
logging.basicConfig(level=logging.DEBUG, format='%(threadName)s %(message)s', handlers=[logging.StreamHandler()])
`,
  String.raw`import threading, queue, time, logging, sys, os, enum, contextlib, functools
class Singleton:
    _instance = None
    _lock = threading.Lock()
    def __new__(cls, *args, **kwargs):
        if cls._instance is None:
            with cls._lock:
                if cls._instance is None:
                    cls._instance = super().__new__(cls)
        return cls._instance
    def __init__(self, v=0):
        self.v = v
print(Singleton(1) is Singleton(2), Singleton(3).v)
`,
  String.raw`import threading, queue, time, logging, sys, os, enum, contextlib, functools
class RWLock:
    def __init__(self):
        self._cond = threading.Condition()
        self._readers = 0
    @contextlib.contextmanager
    def read(self):
        with self._cond: self._readers += 1
        try: yield self
        finally:
            with self._cond:
                self._readers -= 1
                if not self._readers: self._cond.notify_all()
    @contextlib.contextmanager
    def write(self):
        with self._cond:
            self._cond.wait_for(lambda: self._readers == 0)
            yield self
rw = RWLock()
with rw.read() as r: print(r._readers)
with rw.write(): print('w')
`,
  String.raw`import threading, queue, time, logging, sys, os, enum, contextlib, functools
logger = logging.getLogger(__name__)
def synchronized(lock):
    def deco(f):
        @functools.wraps(f)
        def w(*a, **k):
            with lock: return f(*a, **k)
        return w
    return deco
lk = threading.RLock()
@synchronized(lk)
def crit(x: int) -> int:
    logger.info('crit %d', x); return x + 1
print(crit(1), crit.__name__)
`,
  String.raw`import threading, queue, time, logging, sys, os, enum, contextlib, functools
from dataclasses import dataclass, field
from typing import Optional, Dict, List, Protocol, Any
class State(enum.Enum):
    NEW = enum.auto(); RUN = enum.auto(); END = enum.auto()
@dataclass
class Job:
    id: int
    state: State = State.NEW
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    result: Optional[int] = None
    deps: List['Job'] = field(default_factory=list)
    def run(self):
        with self.lock:
            self.state = State.RUN
            self.result = self.id ** 2
            self.state = State.END
        return self
j = Job(3); print(j.run(), j.state is State.END, Job(1) == Job(1))
`,
  String.raw`import threading, queue, time, logging, sys, os, enum, contextlib, functools
from dataclasses import dataclass, field
@dataclass(order=True)
class Item:
    prio: int
    name: str = field(compare=False)
pq = queue.PriorityQueue()
for p, n in ((2, 'b'), (1, 'a'), (2, 'c'), (1, 'd'), (3, 'e')): pq.put(Item(p, n))
`,
  String.raw`import threading, queue, time, logging, sys, os, enum, contextlib, functools
pq = queue.PriorityQueue()
out = []
while not pq.empty(): out.append(pq.get().name)
`,
  String.raw`out = []
print(out)
`,
  String.raw`class Stats:
    __slots__ = ('hits', 'misses')
    def __init__(self): self.hits = self.misses = 0
    def __iadd__(self, n): self.hits += n; return self
st = Stats(); st += 2; print(st.hits)
`,
  String.raw`from typing import Optional, Dict, List, Protocol, Any
class Bank:
    def __init__(self): self.accounts: Dict[str, int] = {}
    def __getitem__(self, k): return self.accounts.setdefault(k, 0)
    def __setitem__(self, k, v): self.accounts[k] = v
    def __contains__(self, k): return k in self.accounts
    def __len__(self): return len(self.accounts)
    def __iter__(self): return iter(self.accounts)
    def __bool__(self): return True
b = Bank(); b['x'] += 5; b['y'] -= 1; print(b['x'], 'x' in b, len(b), list(b), dict(b.accounts))
`,
  String.raw`class InsufficientFunds(Exception):
    def __init__(self, need, have):
        self.need, self.have = need, have
        super().__init__(f'need {need}, have {have}')
try: raise InsufficientFunds(3, 1)
except InsufficientFunds as e: print(e, e.need, e.args)
`,
  String.raw`import threading, queue, time, logging, sys, os, enum, contextlib, functools
if __name__ == '__main__':
    t0 = time.time(); time.sleep(0); sys.stdout.flush()
    print(f'{1/3:.3f} {1000000:,} {"x":*^5} {255:#x} {True} {None!r:>6}')
`,
]
