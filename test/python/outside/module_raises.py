import threading

data = [1]
x = data[3]


def f():
    pass

t = threading.Thread(target=f)
t.start()
t.join()
