# Producer and consumers around a buffer of one place. `while` looks again after every wake-up.
# expect: outcomes (buffer, eaten) = {([], 2)}
# expect: no deadlock
# expect: no uncaught-exception
import threading

buffer = []
eaten = 0
changed = threading.Condition()


def producer():
    for item in range(1, 3):
        with changed:
            while len(buffer) == 1:
                changed.wait()
            buffer.append(item)
            changed.notify_all()


def consumer():
    global eaten
    with changed:
        while len(buffer) == 0:
            changed.wait()
        buffer.pop()
        eaten += 1
        changed.notify_all()


threads = [threading.Thread(target=producer), threading.Thread(target=consumer), threading.Thread(target=consumer)]
for t in threads:
    t.start()
for t in threads:
    t.join()
