# Two threads print two characters each. All orders are possible in which each thread prints its own characters in order.
# expect: outcomes output = {"abcd", "acbd", "acdb", "cabd", "cadb", "cdab"}
# expect: final output.count("a") == 1
# expect: possible output.startswith("cd")
# expect: no deadlock
import threading


def left():
    print("a", end="")
    print("b", end="")


def right():
    print("c", end="")
    print("d", end="")


first = threading.Thread(target=left)
second = threading.Thread(target=right)
first.start()
second.start()
first.join()
second.join()
