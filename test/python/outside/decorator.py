import threading
import functools


@functools.cache
def f():
    pass

t = threading.Thread(target=f)
t.start()
t.join()
