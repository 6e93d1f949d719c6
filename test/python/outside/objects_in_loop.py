import threading

running = True


class Node:
    pass


def f():
    global running
    while running:
        Node()
        running = False


u = threading.Thread(target=f)
u.start()
t = threading.Thread(target=f)
t.start()
t.join()
