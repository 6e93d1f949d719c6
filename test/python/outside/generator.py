import threading


def numbers():
    yield 1


def f():
    for n in numbers():
        pass

t = threading.Thread(target=f)
t.start()
t.join()
