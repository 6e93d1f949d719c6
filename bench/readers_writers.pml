/* bench/readers_writers.ilv, exported from interleave
 *
 * Statements that are steps have the line of the source beside them; what is in one `atomic` is one step, and so is a
 * statement by itself. Threads that have ended stay at `end`.
 * Not exported: line 38: expect no deadlock
 * Not exported: line 39: expect no data-race
 */

short readers;
byte data;
byte turnstile = 1; /* semaphore */
byte mutex = 1; /* semaphore */
byte room = 1; /* semaphore */

active [3] proctype Reader() { /* 0: Reader[0], 1: Reader[1], 2: Reader[2] */
  byte seen;
  byte round_1;
  short tmp;
line_12:
  atomic { /* 12: P(turnstile) */
    turnstile > 0 ->
    turnstile = turnstile - 1;
  };
  turnstile = turnstile + 1; /* 13: V(turnstile) */
  atomic { /* 14: P(mutex) */
    mutex > 0 ->
    mutex = mutex - 1;
  };
  tmp = readers; /* 15: load tmp, readers */
  tmp = tmp + 1; /* 15: add tmp, 1 */
  readers = tmp; /* 15: store readers, tmp */
  atomic { /* 16: load tmp, readers */
    tmp = readers;
    if /* 16: branch not tmp == 1, @10 */
    :: tmp != 1 ->
        goto line_19;
    :: else ->
    fi;
  };
  atomic { /* 17: P(room) */
    room > 0 ->
    room = room - 1;
  };
line_19:
  mutex = mutex + 1; /* 19: V(mutex) */
  seen = data; /* 20: load seen, data */
  atomic { /* 21: P(mutex) */
    mutex > 0 ->
    mutex = mutex - 1;
  };
  tmp = readers; /* 22: load tmp, readers */
  tmp = tmp - 1; /* 22: set tmp, tmp - 1 */
  readers = tmp; /* 22: store readers, tmp */
  atomic { /* 23: load tmp, readers */
    tmp = readers;
    if /* 23: branch not tmp == 0, @19 */
    :: tmp != 0 ->
        goto line_26;
    :: else ->
    fi;
  };
  room = room + 1; /* 24: V(room) */
line_26:
  atomic { /* 26: V(mutex) */
    mutex = mutex + 1;
    round_1 = round_1 + 1; /* 11: let #1, #1 + 1 */
    if /* 11: branch #1 < 2, @1 */
    :: round_1 < 2 ->
        goto line_12;
    :: else ->
    fi;
    round_1 = 0; /* 11: let #1, 0 */
  };
end:
  false;
}

active proctype Writer_0() { /* 3: Writer[0] */
  byte round_1;
  byte tmp;
line_31:
  atomic { /* 31: P(turnstile) */
    turnstile > 0 ->
    turnstile = turnstile - 1;
  };
  atomic { /* 32: P(room) */
    room > 0 ->
    room = room - 1;
  };
  tmp = data; /* 33: load tmp, data */
  tmp = tmp + 1; /* 33: add tmp, 1 */
  data = tmp; /* 33: store data, tmp */
  turnstile = turnstile + 1; /* 34: V(turnstile) */
  atomic { /* 35: V(room) */
    room = room + 1;
    round_1 = round_1 + 1; /* 30: let #1, #1 + 1 */
    if /* 30: branch #1 < 2, @1 */
    :: round_1 < 2 ->
        goto line_31;
    :: else ->
    fi;
    round_1 = 0; /* 30: let #1, 0 */
  };
end:
  false;
}
