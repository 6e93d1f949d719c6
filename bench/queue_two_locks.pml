/* bench/queue_two_locks.ilv, exported from interleave
 *
 * Statements that are steps have the line of the source beside them; what is in one `atomic` is one step, and so is a
 * statement by itself. Threads that have ended stay at `end`.
 * A step that fails ends the execution: `failure` says why, and no process goes on.
 * Not exported: line 30: expect no deadlock
 */

mtype = { lock_misuse };
mtype failure; /* why the execution has ended; 0 if it has not */
byte head;
byte tail;
byte next_[9];
byte head_lock; /* lock: 0 if free, else 1 + the number of the thread that holds it */
byte tail_lock; /* lock: 0 if free, else 1 + the number of the thread that holds it */

active proctype Producer_0() provided (failure == 0) { /* 0: Producer[0] */
  byte i = 1;
  byte at;
  goto line_12;
  atomic {
    skip; /* labels stand within */
  then_11:
    if /* 11: branch i > 4, @9 */
    :: i > 4 ->
        goto then_11_4;
    :: else ->
    fi;
  };
line_12:
  atomic { /* 12: acquire tail_lock */
    tail_lock == 0 ->
    tail_lock = 1;
  };
  at = tail; /* 13: load at, tail */
  next_[at] = 0 * 4 + i; /* 14: store next[at], 0 * 4 + i */
  tail = 0 * 4 + i; /* 15: store tail, 0 * 4 + i */
  atomic { /* 16: release tail_lock */
    true ->
    if
    :: tail_lock != 1 ->
        goto lock_misuse_16;
    :: else
    fi;
    tail_lock = 0;
    i = i + 1; /* 11: let i, i + 1 */
    goto then_11; /* 11: jump @1 */
  then_11_4:
    i = 0; /* 11: let i, 0 */
  };
end:
  false;
  atomic {
    skip;
  lock_misuse_16:
    assert(false);
    failure = lock_misuse;
    false
  };
}

active proctype Producer_1() provided (failure == 0) { /* 1: Producer[1] */
  byte i = 1;
  byte at;
  goto line_12;
  atomic {
    skip; /* labels stand within */
  then_11:
    if /* 11: branch i > 4, @9 */
    :: i > 4 ->
        goto then_11_4;
    :: else ->
    fi;
  };
line_12:
  atomic { /* 12: acquire tail_lock */
    tail_lock == 0 ->
    tail_lock = 2;
  };
  at = tail; /* 13: load at, tail */
  next_[at] = 1 * 4 + i; /* 14: store next[at], 1 * 4 + i */
  tail = 1 * 4 + i; /* 15: store tail, 1 * 4 + i */
  atomic { /* 16: release tail_lock */
    true ->
    if
    :: tail_lock != 2 ->
        goto lock_misuse_16;
    :: else
    fi;
    tail_lock = 0;
    i = i + 1; /* 11: let i, i + 1 */
    goto then_11; /* 11: jump @1 */
  then_11_4:
    i = 0; /* 11: let i, 0 */
  };
end:
  false;
  atomic {
    skip;
  lock_misuse_16:
    assert(false);
    failure = lock_misuse;
    false
  };
}

active [2] proctype Consumer() provided (failure == 0) { /* 2: Consumer[0], 3: Consumer[1] */
  byte at;
  byte node;
  byte round_1;
line_21:
  atomic { /* 21: acquire head_lock */
    head_lock == 0 ->
    head_lock = _pid + 1;
  };
  at = head; /* 22: load at, head */
  atomic { /* 23: load node, next[at] */
    node = next_[at];
    if /* 24: branch not node != 0, @6 */
    :: node == 0 ->
        goto line_27;
    :: else ->
    fi;
  };
  head = node; /* 25: store head, node */
line_27:
  atomic { /* 27: release head_lock */
    true ->
    if
    :: head_lock != _pid + 1 ->
        goto lock_misuse_27;
    :: else
    fi;
    head_lock = 0;
    round_1 = round_1 + 1; /* 20: let #1, #1 + 1 */
    if /* 20: branch #1 < 4, @1 */
    :: round_1 < 4 ->
        goto line_21;
    :: else ->
    fi;
    round_1 = 0; /* 20: let #1, 0 */
  };
end:
  false;
  atomic {
    skip;
  lock_misuse_27:
    assert(false);
    failure = lock_misuse;
    false
  };
}
