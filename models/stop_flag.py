# A worker that continues until another thread tells it to stop. It may do no round, one, or more; here at most two.
# expect: outcomes rounds = {0, 1, 2}
# expect: data-race
# expect: no deadlock
import threading

stop = False
rounds = 0


def worker():
    global rounds
    for _ in range(2):
        if stop:
            break
        rounds += 1


def main():
    global stop
    t = threading.Thread(target=worker)
    t.start()
    stop = True
    t.join()


main()
