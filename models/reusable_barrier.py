# A reusable barrier by semaphores (Downey, The Little Book of Semaphores, 3.7): two turnstiles,
# so that a fast thread cannot lap a slow one. In every phase all have finished the one before.
# expect: outcomes (rounds, early) = {([2, 2], 0)}
# expect: no deadlock
import threading

N = 2
ROUNDS = 2
count = 0
mutex = threading.Lock()
turnstile = threading.Semaphore(0)
turnstile2 = threading.Semaphore(0)
rounds = [0, 0]
early = 0


def phase_one():
    global count
    with mutex:
        count += 1
        if count == N:
            for _ in range(N):
                turnstile.release()
    turnstile.acquire()


def phase_two():
    global count
    with mutex:
        count -= 1
        if count == 0:
            for _ in range(N):
                turnstile2.release()
    turnstile2.acquire()


def worker(me):
    global early
    for _ in range(ROUNDS):
        rounds[me] += 1
        phase_one()
        if rounds[1 - me] != rounds[me]:
            early = 1
        phase_two()


threads = [threading.Thread(target=worker, args=(i,)) for i in range(N)]
for t in threads:
    t.start()
for t in threads:
    t.join()
