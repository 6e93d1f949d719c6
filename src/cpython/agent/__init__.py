"""An agent that executes a file of Python in the real interpreter, thread by thread."""
