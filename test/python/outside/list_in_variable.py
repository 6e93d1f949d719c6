import threading

shared = None


def f():
    global shared
    shared = (1, 2)


u = threading.Thread(target=f)
u.start()
t = threading.Thread(target=f)
t.start()
t.join()
