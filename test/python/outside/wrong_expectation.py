# expect: outcomes balanse = {1}
# expect: deadlok
# expect: final balance = 2
import threading

balance = 0


def f():
    global balance
    balance += 1

t = threading.Thread(target=f)
t.start()
t.join()
