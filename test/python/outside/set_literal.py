import threading

seen = {1, 2}


def f():
    pass

t = threading.Thread(target=f)
t.start()
t.join()
