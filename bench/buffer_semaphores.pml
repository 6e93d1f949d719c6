/* bench/buffer_semaphores.ilv, exported from interleave
 *
 * Statements that are steps have the line of the source beside them; what is in one `atomic` is one step, and so is a
 * statement by itself. Threads that have ended stay at `end`.
 * Not exported: line 33: expect no deadlock
 */

byte buffer[3];
byte put;
byte got;
byte free = 3; /* semaphore */
byte full_; /* semaphore */
byte mutex = 1; /* semaphore */

active [2] proctype Producer() { /* 0: Producer[0], 1: Producer[1] */
  byte i = 1;
  byte at;
  goto line_13;
  atomic {
    skip; /* labels stand within */
  then_12:
    if /* 12: branch i > 4, @11 */
    :: i > 4 ->
        goto then_12_4;
    :: else ->
    fi;
  };
line_13:
  atomic { /* 13: P(free) */
    free > 0 ->
    free = free - 1;
  };
  atomic { /* 14: P(mutex) */
    mutex > 0 ->
    mutex = mutex - 1;
  };
  at = put; /* 15: load at, put */
  buffer[at % 3] = i; /* 16: store buffer[at % 3], i */
  put = at + 1; /* 17: store put, at + 1 */
  mutex = mutex + 1; /* 18: V(mutex) */
  atomic { /* 19: V(full) */
    full_ = full_ + 1;
    i = i + 1; /* 12: let i, i + 1 */
    goto then_12; /* 12: jump @1 */
  then_12_4:
    i = 0; /* 12: let i, 0 */
  };
end:
  false;
}

active [2] proctype Consumer() { /* 2: Consumer[0], 3: Consumer[1] */
  byte at;
  byte item;
  byte round_1;
line_24:
  atomic { /* 24: P(full) */
    full_ > 0 ->
    full_ = full_ - 1;
  };
  atomic { /* 25: P(mutex) */
    mutex > 0 ->
    mutex = mutex - 1;
  };
  at = got; /* 26: load at, got */
  item = buffer[at % 3]; /* 27: load item, buffer[at % 3] */
  got = at + 1; /* 28: store got, at + 1 */
  mutex = mutex + 1; /* 29: V(mutex) */
  atomic { /* 30: V(free) */
    free = free + 1;
    round_1 = round_1 + 1; /* 23: let #1, #1 + 1 */
    if /* 23: branch #1 < 4, @1 */
    :: round_1 < 4 ->
        goto line_24;
    :: else ->
    fi;
    round_1 = 0; /* 23: let #1, 0 */
  };
end:
  false;
}
