import threading

balance = 0


def f():
    global balance
    balance = balence + 1

t = threading.Thread(target=f)
t.start()
t.join()
