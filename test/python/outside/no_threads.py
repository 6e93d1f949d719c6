def a():
    pass


def b(n):
    pass


def c():
    pass
