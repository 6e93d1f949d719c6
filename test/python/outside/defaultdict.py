import threading
from collections import defaultdict

d = defaultdict(int)


def f():
    d['a'] += 1

t = threading.Thread(target=f)
t.start()
t.join()
