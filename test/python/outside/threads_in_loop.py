import threading

n = 0


def g():
    global n
    n += 1


def f():
    while n < 3:
        threading.Thread(target=g).start()


u = threading.Thread(target=g)
u.start()
t = threading.Thread(target=f)
t.start()
t.join()
