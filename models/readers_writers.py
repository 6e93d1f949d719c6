# Readers together, writers alone: the first reader locks the writers out, the last one lets them in.
# expect: no deadlock
# expect: no data-race
# expect: outcomes (first, second) = {(1, 1)}
import threading

first = 0
second = 0
readers = 0
mutex = threading.Lock()
room = threading.Lock()
torn = 0


def reader():
    global readers, torn
    with mutex:
        readers += 1
        if readers == 1:
            room.acquire()
    if first != second:
        torn = 1
    with mutex:
        readers -= 1
        if readers == 0:
            room.release()


def writer():
    global first, second
    with room:
        first += 1
        second += 1


# The two halves are never seen apart:
# expect: final torn == 0
threads = [threading.Thread(target=reader), threading.Thread(target=reader), threading.Thread(target=writer)]
for t in threads:
    t.start()
for t in threads:
    t.join()
