import threading


def f():
    input()

t = threading.Thread(target=f)
t.start()
t.join()
