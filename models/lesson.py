import threading
balance = 0
# UNSYNCHRONIZED — racy.
# balance += 1 is really: tmp = balance; tmp = tmp + 1; balance = tmp
# Two threads can both read the same old value and lose an update.
def deposit_racy():
    global balance
    for _ in range(100_000):
        balance += 1 # <-- read, add, write can interleave
# FIXED — a lock serializes the critical section.
lock = threading.Lock()
def deposit_safe():
    global balance
    for _ in range(100_000):
        with lock: # acquire; auto-releases at block end, even on error
            balance += 1 # only one thread is ever inside here
# With two threads each running deposit_safe(), the final
# balance is always exactly 200_000. The racy version drifts lower.
