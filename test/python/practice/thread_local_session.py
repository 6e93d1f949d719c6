"""A session for each thread by `threading.local`, with a factory that numbers them."""
import itertools
import threading
from types import SimpleNamespace

_local = threading.local()
_numbers = itertools.count(1)
opened = []


def get_session():
    session = getattr(_local, "session", None)
    if session is None:
        session = SimpleNamespace(id=next(_numbers), queries=0)
        _local.session = session
        opened.append(session.id)
    return session


def query(text):
    session = get_session()
    session.queries += 1
    return f"{session.id}:{text}"


results = {}


def worker(key):
    first, second = query("begin"), query("commit")
    results[key] = (first, second, get_session().queries)


threads = [threading.Thread(target=worker, args=(k,)) for k in ("x", "y")]
for t in threads:
    t.start()
for t in threads:
    t.join()

pairs = [results[key][0] for key in sorted(results)]
main_has_one = hasattr(_local, "session")

# expect: final sorted(opened) == [1, 2] and not main_has_one
# expect: possible pairs == ["1:begin", "2:begin"]
# expect: possible pairs == ["2:begin", "1:begin"]
# expect: final all(each[2] == 2 for each in results.values())
# expect: no data-race
# expect: no uncaught-exception
