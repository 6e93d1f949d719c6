import threading


def f():
    eval('1 + 1')

t = threading.Thread(target=f)
t.start()
t.join()
