# What a user of the Python package writes: one test that holds, and one that does not.


def test_locked(interleave_check):
    interleave_check("models/locked.ilv", outcomes={"balance": [2]})


def test_racy(interleave_check):
    interleave_check("models/quiz1.ilv", outcomes={"balance": [2]})
