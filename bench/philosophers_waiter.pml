/* bench/philosophers_waiter.ilv, exported from interleave
 *
 * Statements that are steps have the line of the source beside them; what is in one `atomic` is one step, and so is a
 * statement by itself. Threads that have ended stay at `end`.
 * A step that fails ends the execution: `failure` says why, and no process goes on.
 * Not exported: line 15: expect no deadlock
 */

mtype = { lock_misuse };
mtype failure; /* why the execution has ended; 0 if it has not */
byte fork_0; /* lock: 0 if free, else 1 + the number of the thread that holds it */
byte fork_1; /* lock: 0 if free, else 1 + the number of the thread that holds it */
byte fork_2; /* lock: 0 if free, else 1 + the number of the thread that holds it */
byte fork_3; /* lock: 0 if free, else 1 + the number of the thread that holds it */
byte fork_4; /* lock: 0 if free, else 1 + the number of the thread that holds it */
byte fork_5; /* lock: 0 if free, else 1 + the number of the thread that holds it */
byte fork_6; /* lock: 0 if free, else 1 + the number of the thread that holds it */
byte seats = 6; /* semaphore */

active proctype Philosopher_0() provided (failure == 0) { /* 0: Philosopher[0] */
  atomic { /* 7: P(seats) */
    seats > 0 ->
    seats = seats - 1;
  };
  atomic { /* 8: acquire fork[0] */
    fork_0 == 0 ->
    fork_0 = 1;
  };
  atomic { /* 9: acquire fork[1] */
    fork_1 == 0 ->
    fork_1 = 1;
  };
  skip; /* 10: yield */
  atomic { /* 11: release fork[0] */
    true ->
    if
    :: fork_0 != 1 ->
        goto lock_misuse_11;
    :: else
    fi;
    fork_0 = 0;
  };
  atomic { /* 12: release fork[1] */
    true ->
    if
    :: fork_1 != 1 ->
        goto lock_misuse_12;
    :: else
    fi;
    fork_1 = 0;
  };
  seats = seats + 1; /* 13: V(seats) */
end:
  false;
  atomic {
    skip;
  lock_misuse_11:
    assert(false);
    failure = lock_misuse;
    false
  };
  atomic {
    skip;
  lock_misuse_12:
    assert(false);
    failure = lock_misuse;
    false
  };
}

active proctype Philosopher_1() provided (failure == 0) { /* 1: Philosopher[1] */
  atomic { /* 7: P(seats) */
    seats > 0 ->
    seats = seats - 1;
  };
  atomic { /* 8: acquire fork[1] */
    fork_1 == 0 ->
    fork_1 = 2;
  };
  atomic { /* 9: acquire fork[2] */
    fork_2 == 0 ->
    fork_2 = 2;
  };
  skip; /* 10: yield */
  atomic { /* 11: release fork[1] */
    true ->
    if
    :: fork_1 != 2 ->
        goto lock_misuse_11;
    :: else
    fi;
    fork_1 = 0;
  };
  atomic { /* 12: release fork[2] */
    true ->
    if
    :: fork_2 != 2 ->
        goto lock_misuse_12;
    :: else
    fi;
    fork_2 = 0;
  };
  seats = seats + 1; /* 13: V(seats) */
end:
  false;
  atomic {
    skip;
  lock_misuse_11:
    assert(false);
    failure = lock_misuse;
    false
  };
  atomic {
    skip;
  lock_misuse_12:
    assert(false);
    failure = lock_misuse;
    false
  };
}

active proctype Philosopher_2() provided (failure == 0) { /* 2: Philosopher[2] */
  atomic { /* 7: P(seats) */
    seats > 0 ->
    seats = seats - 1;
  };
  atomic { /* 8: acquire fork[2] */
    fork_2 == 0 ->
    fork_2 = 3;
  };
  atomic { /* 9: acquire fork[3] */
    fork_3 == 0 ->
    fork_3 = 3;
  };
  skip; /* 10: yield */
  atomic { /* 11: release fork[2] */
    true ->
    if
    :: fork_2 != 3 ->
        goto lock_misuse_11;
    :: else
    fi;
    fork_2 = 0;
  };
  atomic { /* 12: release fork[3] */
    true ->
    if
    :: fork_3 != 3 ->
        goto lock_misuse_12;
    :: else
    fi;
    fork_3 = 0;
  };
  seats = seats + 1; /* 13: V(seats) */
end:
  false;
  atomic {
    skip;
  lock_misuse_11:
    assert(false);
    failure = lock_misuse;
    false
  };
  atomic {
    skip;
  lock_misuse_12:
    assert(false);
    failure = lock_misuse;
    false
  };
}

active proctype Philosopher_3() provided (failure == 0) { /* 3: Philosopher[3] */
  atomic { /* 7: P(seats) */
    seats > 0 ->
    seats = seats - 1;
  };
  atomic { /* 8: acquire fork[3] */
    fork_3 == 0 ->
    fork_3 = 4;
  };
  atomic { /* 9: acquire fork[4] */
    fork_4 == 0 ->
    fork_4 = 4;
  };
  skip; /* 10: yield */
  atomic { /* 11: release fork[3] */
    true ->
    if
    :: fork_3 != 4 ->
        goto lock_misuse_11;
    :: else
    fi;
    fork_3 = 0;
  };
  atomic { /* 12: release fork[4] */
    true ->
    if
    :: fork_4 != 4 ->
        goto lock_misuse_12;
    :: else
    fi;
    fork_4 = 0;
  };
  seats = seats + 1; /* 13: V(seats) */
end:
  false;
  atomic {
    skip;
  lock_misuse_11:
    assert(false);
    failure = lock_misuse;
    false
  };
  atomic {
    skip;
  lock_misuse_12:
    assert(false);
    failure = lock_misuse;
    false
  };
}

active proctype Philosopher_4() provided (failure == 0) { /* 4: Philosopher[4] */
  atomic { /* 7: P(seats) */
    seats > 0 ->
    seats = seats - 1;
  };
  atomic { /* 8: acquire fork[4] */
    fork_4 == 0 ->
    fork_4 = 5;
  };
  atomic { /* 9: acquire fork[5] */
    fork_5 == 0 ->
    fork_5 = 5;
  };
  skip; /* 10: yield */
  atomic { /* 11: release fork[4] */
    true ->
    if
    :: fork_4 != 5 ->
        goto lock_misuse_11;
    :: else
    fi;
    fork_4 = 0;
  };
  atomic { /* 12: release fork[5] */
    true ->
    if
    :: fork_5 != 5 ->
        goto lock_misuse_12;
    :: else
    fi;
    fork_5 = 0;
  };
  seats = seats + 1; /* 13: V(seats) */
end:
  false;
  atomic {
    skip;
  lock_misuse_11:
    assert(false);
    failure = lock_misuse;
    false
  };
  atomic {
    skip;
  lock_misuse_12:
    assert(false);
    failure = lock_misuse;
    false
  };
}

active proctype Philosopher_5() provided (failure == 0) { /* 5: Philosopher[5] */
  atomic { /* 7: P(seats) */
    seats > 0 ->
    seats = seats - 1;
  };
  atomic { /* 8: acquire fork[5] */
    fork_5 == 0 ->
    fork_5 = 6;
  };
  atomic { /* 9: acquire fork[6] */
    fork_6 == 0 ->
    fork_6 = 6;
  };
  skip; /* 10: yield */
  atomic { /* 11: release fork[5] */
    true ->
    if
    :: fork_5 != 6 ->
        goto lock_misuse_11;
    :: else
    fi;
    fork_5 = 0;
  };
  atomic { /* 12: release fork[6] */
    true ->
    if
    :: fork_6 != 6 ->
        goto lock_misuse_12;
    :: else
    fi;
    fork_6 = 0;
  };
  seats = seats + 1; /* 13: V(seats) */
end:
  false;
  atomic {
    skip;
  lock_misuse_11:
    assert(false);
    failure = lock_misuse;
    false
  };
  atomic {
    skip;
  lock_misuse_12:
    assert(false);
    failure = lock_misuse;
    false
  };
}

active proctype Philosopher_6() provided (failure == 0) { /* 6: Philosopher[6] */
  atomic { /* 7: P(seats) */
    seats > 0 ->
    seats = seats - 1;
  };
  atomic { /* 8: acquire fork[6] */
    fork_6 == 0 ->
    fork_6 = 7;
  };
  atomic { /* 9: acquire fork[0] */
    fork_0 == 0 ->
    fork_0 = 7;
  };
  skip; /* 10: yield */
  atomic { /* 11: release fork[6] */
    true ->
    if
    :: fork_6 != 7 ->
        goto lock_misuse_11;
    :: else
    fi;
    fork_6 = 0;
  };
  atomic { /* 12: release fork[0] */
    true ->
    if
    :: fork_0 != 7 ->
        goto lock_misuse_12;
    :: else
    fi;
    fork_0 = 0;
  };
  seats = seats + 1; /* 13: V(seats) */
end:
  false;
  atomic {
    skip;
  lock_misuse_11:
    assert(false);
    failure = lock_misuse;
    false
  };
  atomic {
    skip;
  lock_misuse_12:
    assert(false);
    failure = lock_misuse;
    false
  };
}
