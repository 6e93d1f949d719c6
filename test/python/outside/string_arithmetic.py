import threading

name = 'a'


def f():
    global name
    name = name + 'b'


u = threading.Thread(target=f)
u.start()
t = threading.Thread(target=f)
t.start()
t.join()
