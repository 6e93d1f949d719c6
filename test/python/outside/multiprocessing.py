from multiprocessing import Process


def f():
    pass


p = Process(target=f)
p.start()
