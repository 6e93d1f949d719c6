import threading
import time

started = 0


def f():
    global started
    started = time.time()

t = threading.Thread(target=f)
t.start()
t.join()
