import threading


def f():
    print "hello"

t = threading.Thread(target=f)
t.start()
t.join()
