import threading


def f(:
    pass


x = = 3
