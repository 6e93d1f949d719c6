import threading

n = 0


def g(k):
    pass


def f():
    global n
    n += 1
    u = threading.Thread(target=g, args=(n,))
    u.start()


v = threading.Thread(target=f)
v.start()
t = threading.Thread(target=f)
t.start()
t.join()
