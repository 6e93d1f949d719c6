import threading

x = 1


def f():
    match x:
        case 1:
            pass

t = threading.Thread(target=f)
t.start()
t.join()
