import threading

data = [1]


def f():
    del data[0]

t = threading.Thread(target=f)
t.start()
t.join()
