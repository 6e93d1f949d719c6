# An element of a list is updated in three steps as well. Different elements do not disturb each other.
# expect: outcomes hits = {[1, 1], [2, 1]}
# expect: lost-update
# expect: data-race
import threading

hits = [0, 0]


def page(i):
    hits[i] += 1


threads = [threading.Thread(target=page, args=(i,)) for i in (0, 0, 1)]
for t in threads:
    t.start()
for t in threads:
    t.join()
