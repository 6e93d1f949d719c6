import threading

name = 'a'


def f():
    global name
    name = name.upper()

t = threading.Thread(target=f)
t.start()
t.join()
