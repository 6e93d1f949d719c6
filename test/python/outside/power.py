import threading

x = 1


def f():
    global x
    x = 2 ** x


u = threading.Thread(target=f)
u.start()
t = threading.Thread(target=f)
t.start()
t.join()
