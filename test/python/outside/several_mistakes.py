import threading
import numpy


def f():
    {1, 2}
    yield 3


async def g():
    pass

t = threading.Thread(target=f)
t.start()
t.join()
