"""An actor with a mailbox, which tells its messages apart by `match`."""
import threading
from collections import namedtuple
from dataclasses import dataclass
from queue import SimpleQueue

Deposit = namedtuple("Deposit", "amount")
Withdraw = namedtuple("Withdraw", ["amount", "reply"])


@dataclass(frozen=True)
class Stop:
    reason: str = ""


class AccountActor(threading.Thread):
    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.mailbox: SimpleQueue = SimpleQueue()
        self.balance = 0
        self.log: list[str] = []

    def send(self, message) -> None:
        self.mailbox.put(message)

    def run(self) -> None:
        while True:
            match self.mailbox.get():
                case Deposit(amount) if amount > 0:
                    self.balance += amount
                case Withdraw(amount=n, reply=reply):
                    if n <= self.balance:
                        self.balance -= n
                        reply.put(True)
                    else:
                        reply.put(False)
                case Stop(reason=""):
                    return
                case Stop(reason):
                    self.log.append(f"stopped: {reason}")
                    return
                case {"op": "noop", **rest} | [*rest]:
                    self.log.append(f"ignored {len(rest)}")
                case other:
                    self.log.append(f"unknown: {other!r}")


actor = AccountActor()
actor.start()
answers = {}


def depositor():
    actor.send(Deposit(10))
    actor.send("hello")


def withdrawer():
    reply = SimpleQueue()
    actor.send(Withdraw(5, reply))
    answers["withdrawn"] = reply.get()


clients = [threading.Thread(target=depositor), threading.Thread(target=withdrawer)]
for client in clients:
    client.start()
for client in clients:
    client.join()
actor.send(Stop("end of day"))
actor.join()
balance = actor.balance
log = "; ".join(actor.log)

# expect: outcomes balance = {5, 10}
# expect: final answers["withdrawn"] == (balance == 5)
# expect: final log == "unknown: 'hello'; stopped: end of day"
# expect: no deadlock
# expect: no uncaught-exception
