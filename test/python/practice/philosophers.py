"""Dining philosophers as subclasses of Thread. All take the left fork first: they can deadlock."""
import threading
import time


class Philosopher(threading.Thread):
    def __init__(self, name, left, right):
        threading.Thread.__init__(self, name=name)
        self.left = left
        self.right = right
        self.meals = 0

    def log(self, what):
        table.append(f"{self.name} {what}")

    def think(self):
        time.sleep(0.01)

    def dine(self):
        self.left.acquire()
        try:
            self.right.acquire()
            try:
                self.meals += 1
                self.log("eats")
            finally:
                self.right.release()
        finally:
            self.left.release()

    def run(self):
        self.think()
        self.dine()


table = []
names = ["Plato", "Kant", "Hume"]
forks = [threading.Lock() for _ in names]
philosophers = [
    Philosopher(name, forks[i], forks[(i + 1) % len(names)]) for i, name in enumerate(names)
]

for p in philosophers:
    p.start()
for p in philosophers:
    p.join()

meals = {p.name: p.meals for p in philosophers}
print("\n".join(table))

# expect: deadlock
# expect: final meals == {"Plato": 1, "Kant": 1, "Hume": 1}
# expect: final len(table) == 3 and all(line.endswith(" eats") for line in table)
# expect: possible table[0] == "Hume eats"
# expect: no uncaught-exception
