# The same with `if` instead of `while`: a consumer that was notified finds the buffer empty again,
# since another one came first, and `pop` raises IndexError.
# expect: uncaught-exception
# expect: possible eaten == 2
import threading

buffer = []
eaten = 0
changed = threading.Condition()


def producer():
    with changed:
        buffer.append(1)
        changed.notify_all()


def consumer():
    global eaten
    with changed:
        if len(buffer) == 0:
            changed.wait()
        buffer.pop()
        eaten += 1


threads = [threading.Thread(target=producer), threading.Thread(target=consumer), threading.Thread(target=consumer)]
threads.append(threading.Thread(target=producer))
for t in threads:
    t.daemon = True
    t.start()
for t in threads:
    t.join(timeout=1)
