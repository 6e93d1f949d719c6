"""Deposits of four threads without a lock."""
import threading

balance = 0


def deposit():
    global balance
    for _ in range(2):
        balance += 1


threads = [threading.Thread(target=deposit) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
