/* bench/buffer_monitor.ilv, exported from interleave
 *
 * Statements that are steps have the line of the source beside them; what is in one `atomic` is one step, and so is a
 * statement by itself. Threads that have ended stay at `end`.
 * A step that fails ends the execution: `failure` says why, and no process goes on.
 * Not exported: line 31: expect no deadlock
 */

mtype = { lock_misuse };
mtype failure; /* why the execution has ended; 0 if it has not */
short count;
byte m; /* lock: 0 if free, else 1 + the number of the thread that holds it */
byte asleep[4]; /* by thread: 1 + the number of the condition on which it sleeps */

active [2] proctype Producer() provided (failure == 0) { /* 0: Producer[0], 1: Producer[1] */
  byte round_1;
  short tmp;
line_11:
  atomic { /* 11: acquire m */
    m == 0 ->
    m = _pid + 1;
  };
line_12:
  atomic { /* 12: load tmp, count */
    tmp = count;
    if /* 12: branch not tmp == 2, @6 */
    :: tmp != 2 ->
        goto line_15;
    :: else ->
    fi;
  };
  atomic { /* 13: wait not_full, m */
    true ->
    if
    :: m != _pid + 1 ->
        goto lock_misuse_13;
    :: else
    fi;
    m = 0;
    asleep[_pid] = 1;
  };
  atomic { /* 13: wait not_full, m (waiting) */
    asleep[_pid] == 0 && m == 0 ->
    m = _pid + 1;
    goto line_12; /* 12: jump @2 */
  };
line_15:
  tmp = count; /* 15: load tmp, count */
  tmp = tmp + 1; /* 15: add tmp, 1 */
  count = tmp; /* 15: store count, tmp */
  atomic { /* 16: notify not_empty */
    true ->
    if
    :: asleep[2] == 2 ->
        asleep[2] = 0;
    :: asleep[3] == 2 ->
        asleep[3] = 0;
    :: else
    fi;
  };
  atomic { /* 17: release m */
    true ->
    if
    :: m != _pid + 1 ->
        goto lock_misuse_17;
    :: else
    fi;
    m = 0;
    round_1 = round_1 + 1; /* 10: let #1, #1 + 1 */
    if /* 10: branch #1 < 5, @1 */
    :: round_1 < 5 ->
        goto line_11;
    :: else ->
    fi;
    round_1 = 0; /* 10: let #1, 0 */
  };
end:
  false;
  atomic {
    skip;
  lock_misuse_13:
    assert(false);
    failure = lock_misuse;
    false
  };
  atomic {
    skip;
  lock_misuse_17:
    assert(false);
    failure = lock_misuse;
    false
  };
}

active [2] proctype Consumer() provided (failure == 0) { /* 2: Consumer[0], 3: Consumer[1] */
  byte round_1;
  short tmp;
line_22:
  atomic { /* 22: acquire m */
    m == 0 ->
    m = _pid + 1;
  };
line_23:
  atomic { /* 23: load tmp, count */
    tmp = count;
    if /* 23: branch not tmp == 0, @6 */
    :: tmp != 0 ->
        goto line_26;
    :: else ->
    fi;
  };
  atomic { /* 24: wait not_empty, m */
    true ->
    if
    :: m != _pid + 1 ->
        goto lock_misuse_24;
    :: else
    fi;
    m = 0;
    asleep[_pid] = 2;
  };
  atomic { /* 24: wait not_empty, m (waiting) */
    asleep[_pid] == 0 && m == 0 ->
    m = _pid + 1;
    goto line_23; /* 23: jump @2 */
  };
line_26:
  tmp = count; /* 26: load tmp, count */
  tmp = tmp - 1; /* 26: set tmp, tmp - 1 */
  count = tmp; /* 26: store count, tmp */
  atomic { /* 27: notify not_full */
    true ->
    if
    :: asleep[0] == 1 ->
        asleep[0] = 0;
    :: asleep[1] == 1 ->
        asleep[1] = 0;
    :: else
    fi;
  };
  atomic { /* 28: release m */
    true ->
    if
    :: m != _pid + 1 ->
        goto lock_misuse_28;
    :: else
    fi;
    m = 0;
    round_1 = round_1 + 1; /* 21: let #1, #1 + 1 */
    if /* 21: branch #1 < 5, @1 */
    :: round_1 < 5 ->
        goto line_22;
    :: else ->
    fi;
    round_1 = 0; /* 21: let #1, 0 */
  };
end:
  false;
  atomic {
    skip;
  lock_misuse_24:
    assert(false);
    failure = lock_misuse;
    false
  };
  atomic {
    skip;
  lock_misuse_28:
    assert(false);
    failure = lock_misuse;
    false
  };
}
