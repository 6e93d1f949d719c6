import threading


def f():
    open('x').read()

t = threading.Thread(target=f)
t.start()
t.join()
