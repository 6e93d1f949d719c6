# One philosopher is left-handed: the circle is broken, and everybody eats.
# expect: outcomes meals = {3}
# expect: no deadlock
import threading

N = 3
forks = [threading.Lock() for _ in range(N)]
counter = threading.Lock()
meals = 0


def philosopher(i):
    global meals
    left, right = i, (i + 1) % N
    if i == N - 1:
        left, right = right, left
    with forks[left], forks[right]:
        with counter:
            meals += 1


threads = [threading.Thread(target=philosopher, args=(i,)) for i in range(N)]
for t in threads:
    t.start()
for t in threads:
    t.join()
