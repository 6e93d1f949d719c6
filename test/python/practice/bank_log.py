"""Transfers between accounts, each logged; locks are taken in the order of the account numbers."""
import threading


class BankError(Exception):
    """Base class of what can go wrong in a bank."""


class InsufficientFunds(BankError):
    def __init__(self, account, amount):
        super().__init__(f"{account.name} lacks {amount - account.balance}")
        self.account = account
        self.amount = amount


class SameAccount(BankError):
    pass


class Account:
    _next_number = 1

    def __init__(self, name, balance=0):
        self.number = Account._next_number
        Account._next_number += 1
        self.name = name
        self._balance = balance
        self.lock = threading.Lock()

    @property
    def balance(self):
        return self._balance

    def withdraw(self, amount):
        if amount > self._balance:
            raise InsufficientFunds(self, amount)
        self._balance -= amount

    def deposit(self, amount):
        self._balance += amount

    def __repr__(self):
        return f"<{self.name}: {self._balance}>"


def transfer(source, target, amount):
    if source is target:
        raise SameAccount(source.name)
    first, second = sorted((source, target), key=lambda each: each.number)
    with first.lock, second.lock:
        source.withdraw(amount)
        target.deposit(amount)


log = []
log_lock = threading.Lock()


def clerk(source, target, amount):
    try:
        transfer(source, target, amount)
    except InsufficientFunds as error:
        message = f"refused: {error}"
    except BankError as error:
        message = f"error: {error!r}"
    else:
        message = f"{source.name} -> {target.name}: {amount}"
    with log_lock:
        log.append(message)


alice = Account("alice", 50)
bob = Account("bob", 30)
orders = [(alice, bob, 80), (bob, alice, 30), (bob, bob, 1)]
clerks = [threading.Thread(target=clerk, args=order) for order in orders]
for each in clerks:
    each.start()
for each in clerks:
    each.join()
a, b = alice.balance, bob.balance
entries = sorted(log)

# expect: outcomes (a, b) = {(0, 80), (80, 0)}
# expect: final a + b == 80
# expect: possible "refused: alice lacks 30" in entries
# expect: final "error: SameAccount('bob')" in entries
# expect: no deadlock
# expect: no uncaught-exception
