import threading

x = 0


def f():
    global x
    if x <> 1:
        x = 2


threading.Thread(target=f).start()
threading.Thread(target=f).start()
