# No synchronization: correct? No, updates are lost. `balance += 1` is read, add, write,
# and the other thread can come in between.
# expect: outcomes balance = {1, 2}
# expect: lost-update
# expect: data-race
# mod 8: balance
import threading

balance = 0


def deposit():
    global balance
    balance += 1


a = threading.Thread(target=deposit)
b = threading.Thread(target=deposit)
a.start()
b.start()
a.join()
b.join()
