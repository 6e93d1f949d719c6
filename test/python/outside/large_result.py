import threading

x = 2 ** 40


def f():
    pass

t = threading.Thread(target=f)
t.start()
t.join()
