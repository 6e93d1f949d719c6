import threading

x = 'abc
