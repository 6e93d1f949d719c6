import threading

t = threading.Timer(1, print)
t.start()
