import threading

data = [1, 2, 3]


def f():
    data[1:] = []

t = threading.Thread(target=f)
t.start()
t.join()
