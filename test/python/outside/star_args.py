import threading


def f(*args):
    pass

t = threading.Thread(target=f)
t.start()
t.join()
