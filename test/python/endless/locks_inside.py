"""Objects with a lock, a condition and a semaphore of their own; `balance` is read under one lock and written under another."""
import queue
import threading


class Account:
    def __init__(self):
        self.lock = threading.Lock()
        self.changed = threading.Condition()
        self.balance = 0
        self.ready = threading.Semaphore(0)


accounts = queue.Queue(1)


def maker():
    while True:
        account = Account()
        accounts.put(account)
        account.ready.acquire()
        with account.lock:
            account.balance += 1
        with account.changed:
            while account.balance < 2:
                account.changed.wait()
        assert account.balance == 2


def user():
    while True:
        account = accounts.get()
        account.ready.release()
        with account.lock:
            account.balance += 1
        with account.changed:
            account.changed.notify_all()


threading.Thread(target=maker).start()
threading.Thread(target=user).start()


# expect: data-race
# expect: no deadlock
# expect: no uncaught-exception
