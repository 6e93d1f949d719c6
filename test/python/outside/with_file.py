import threading

x = 3


def f():
    with x:
        pass

t = threading.Thread(target=f)
t.start()
t.join()
