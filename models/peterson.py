# Peterson's algorithm: two threads take turns without any lock, by three plain variables. It relies on
# every access being one step in one order, as here; the accesses race all the same, and on real
# processors, or in a language with a weaker memory, it needs atomic variables.
# expect: outcomes together = {False}
# expect: final inside == 0
# expect: data-race
# expect: no deadlock
import threading

flag = [False, False]
turn = 0
inside = 0
together = False


def peterson(me):
    global turn, inside, together
    other = 1 - me
    flag[me] = True
    turn = other
    while flag[other] and turn == other:
        pass
    inside += 1
    if inside > 1:
        together = True
    inside -= 1
    flag[me] = False


threads = [threading.Thread(target=peterson, args=(i,)) for i in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
