"""An agent that executes a file of Python in the real interpreter, thread by thread.

What it does not see as an access: names that a `match` statement binds in a module or for inner functions; loop
variables of comprehensions; code of `exec` and `eval`; what functions of libraries do with
objects that they keep, other than to the object whose method is called. Objects that were accessed live until the end
of the execution, so `__del__` and the callbacks of weak references come later than they might.
"""
