import threading

b = threading.Barrier(2)


def f():
    b.wait(timeout=1)

t = threading.Thread(target=f)
t.start()
t.join()
