# Each philosopher takes the left fork, then the right one. If all take the left one first, nobody ever eats.
# expect: deadlock
# expect: lock-order
# expect: possible meals == 2
import threading

N = 2
forks = [threading.Lock() for _ in range(N)]
counter = threading.Lock()
meals = 0


def philosopher(i):
    global meals
    with forks[i]:
        with forks[(i + 1) % N]:
            with counter:
                meals += 1


threads = [threading.Thread(target=philosopher, args=(i,)) for i in range(N)]
for t in threads:
    t.start()
for t in threads:
    t.join()
