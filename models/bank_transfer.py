# Transfers in both directions between two accounts. Taking the locks in the order of the account
# numbers keeps the threads from waiting for each other in a circle; the sum never changes.
# expect: no deadlock
# expect: no lock-order
# expect: final alice.balance + bob.balance == 20
# expect: outcomes (alice.balance, bob.balance) = {(9, 11)}
import threading


class Account:
    def __init__(self, number, balance):
        self.number = number
        self.balance = balance
        self.lock = threading.Lock()


def transfer(source, target, amount):
    first, second = (source, target) if source.number < target.number else (target, source)
    with first.lock:
        with second.lock:
            source.balance -= amount
            target.balance += amount


alice = Account(1, 10)
bob = Account(2, 10)
a = threading.Thread(target=transfer, args=(alice, bob, 3))
b = threading.Thread(target=transfer, args=(bob, alice, 2))
a.start()
b.start()
a.join()
b.join()
