# Two threads print in turns for ever, by two semaphores. However long the output is, a ping comes first, then a pong.
# invariant: re.fullmatch("(ping\npong\n)*(ping\n)?", output)
# expect: reachable output.startswith("ping\npong\nping\n")
# expect: no deadlock
# expect: no data-race
import threading

ping_next = threading.Semaphore(1)
pong_next = threading.Semaphore(0)


def ping():
    while True:
        ping_next.acquire()
        print("ping")
        pong_next.release()


def pong():
    while True:
        pong_next.acquire()
        print("pong")
        ping_next.release()


threading.Thread(target=ping).start()
threading.Thread(target=pong).start()
