import threading
from dataclasses import dataclass, field

class SoldOut(Exception):
    pass

@dataclass
class Event:
    name: str
    seats: int
    holders: dict = field(default_factory=dict)

    def book(self, who: str) -> str:
        if len(self.holders) >= self.seats:
            raise SoldOut(f"{self.name} is sold out")
        ticket = f"{self.name}-{len(self.holders) + 1}"
        self.holders[who] = ticket
        return ticket

concert = Event("jazz", seats=1)
messages = []

def customer(name):
    try:
        messages.append(f"{name}: {concert.book(name)}")
    except SoldOut as error:
        messages.append(f"{name}: {error}")

threads = [threading.Thread(target=customer, args=(n,)) for n in ("ann", "bob")]
for t in threads:
    t.start()
for t in threads:
    t.join()

# The check and the booking are two steps: more holders than seats, and two tickets of one name. No update is lost: each of
# the two adds a key of its own.
# expect: possible len(concert.holders) > concert.seats
# expect: possible concert.holders == {"ann": "jazz-1", "bob": "jazz-1"}
# expect: possible concert.holders == {"ann": "jazz-1", "bob": "jazz-2"}
# expect: possible concert.holders == {"ann": "jazz-1"} and messages[-1] == "bob: jazz is sold out"
# expect: final len(messages) == 2
# expect: no lost-update
# expect: no data-race
