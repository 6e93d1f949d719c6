"""Accounts with a lock each; a transfer takes both, in the order of its arguments."""
import threading
from dataclasses import dataclass, field


@dataclass
class Account:
    owner: str
    balance: int
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)


def transfer(source, target, amount):
    with source.lock:
        with target.lock:
            if source.balance < amount:
                raise ValueError(f'{source.owner} has only {source.balance}')
            source.balance -= amount
            target.balance += amount


ada = Account('ada', 10)
bob = Account('bob', 5)
threads = [
    threading.Thread(target=transfer, args=(ada, bob, 3), name='ada-to-bob'),
    threading.Thread(target=transfer, args=(bob, ada, 4), name='bob-to-ada'),
]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(ada.balance, bob.balance)
