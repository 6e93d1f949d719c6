import threading

d = {'a': 1}


def f():
    d['b'] = 2

t = threading.Thread(target=f)
t.start()
t.join()
