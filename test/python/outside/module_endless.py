import threading

x = 0
while True:
    x = 1 - x
