# The cure for lock order: everybody takes the locks in the same order.
# expect: outcomes done = {2}
# expect: no deadlock
# expect: no lock-order
import threading

left = threading.Lock()
right = threading.Lock()
done = 0


def work():
    global done
    with left, right:
        done += 1


threads = [threading.Thread(target=work) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
assert done == 2
