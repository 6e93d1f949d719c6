# An account whose methods lock, and one method that does not: the whole class is as unsafe as that one.
# expect: outcomes account.balance = {10, 15, 5}
# expect: lost-update
# expect: data-race
import threading


class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def deposit_unlocked(self, amount):
        self.balance += amount


account = Account(0)
a = threading.Thread(target=account.deposit, args=(10,))
b = threading.Thread(target=account.deposit_unlocked, args=(5,))
a.start()
b.start()
a.join()
b.join()
