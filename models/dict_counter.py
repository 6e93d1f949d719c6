# `d[k] += 1` on a dict is read, add, write too, whatever one hears about dicts being thread-safe.
# expect: outcomes votes['yes'] = {1, 2}
# expect: lost-update
# expect: data-race
import threading

votes = {"yes": 0, "no": 0}


def vote(answer):
    votes[answer] += 1


a = threading.Thread(target=vote, args=("yes",))
b = threading.Thread(target=vote, args=("yes",))
c = threading.Thread(target=vote, args=("no",))
for t in (a, b, c):
    t.start()
for t in (a, b, c):
    t.join()
