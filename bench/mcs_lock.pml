/* bench/mcs_lock.ilv, exported from interleave
 *
 * Statements that are steps have the line of the source beside them; what is in one `atomic` is one step, and so is a
 * statement by itself. Threads that have ended stay at `end`.
 */

byte tail = 3;
byte next_[3] = 3;
bit waiting[3];
byte count;
bit ended[3]; /* by thread: whether it has ended */

active proctype P_0() { /* 0: P[0] */
  byte before;
  byte after;
  bit alone;
  byte round_1;
  byte tmp;
line_11:
  next_[0] = 3; /* 11: store next[0], 3 */
  atomic { /* 12: exchange before, tail, 0 */
    before = tail;
    tail = 0;
    if /* 13: branch not before != 3, @7 */
    :: before == 3 ->
        goto line_18;
    :: else ->
    fi;
  };
  waiting[0] = 1; /* 14: store waiting[0], 1 */
  next_[before] = 0; /* 15: store next[before], 0 */
  waiting[0] == 0; /* 16: await not waiting[0] */
line_18:
  tmp = count; /* 18: load tmp, count */
  tmp = tmp + 1; /* 18: add tmp, 1 */
  count = tmp; /* 18: store count, tmp */
  atomic { /* 19: load after, next[0] */
    after = next_[0];
    if /* 20: branch not after == 3, @16 */
    :: after != 3 ->
        goto then_27;
    :: else ->
    fi;
  };
  atomic { /* 21: cas alone, tail, 0, 3 */
    true ->
    if
    :: tail == 0 ->
        tail = 3;
        alone = 1;
    :: else ->
        alone = 0;
    fi;
    if /* 22: branch not not alone, @16 */
    :: alone != 0 ->
        goto then_27;
    :: else ->
    fi;
  };
  next_[0] != 3; /* 23: await next[0] != 3 */
  atomic { /* 24: load after, next[0] */
    after = next_[0];
  then_27:
    if /* 27: branch not after != 3, @18 */
    :: after == 3 ->
        goto then_10;
    :: else ->
    fi;
  };
  atomic { /* 28: store waiting[after], 0 */
    waiting[after] = 0;
  then_10:
    round_1 = round_1 + 1; /* 10: let #1, #1 + 1 */
    if /* 10: branch #1 < 2, @1 */
    :: round_1 < 2 ->
        goto line_11;
    :: else ->
    fi;
    round_1 = 0; /* 10: let #1, 0 */
    ended[0] = 1;
  };
end:
  false;
}

active proctype P_1() { /* 1: P[1] */
  byte before;
  byte after;
  bit alone;
  byte round_1;
  byte tmp;
line_11:
  next_[1] = 3; /* 11: store next[1], 3 */
  atomic { /* 12: exchange before, tail, 1 */
    before = tail;
    tail = 1;
    if /* 13: branch not before != 3, @7 */
    :: before == 3 ->
        goto line_18;
    :: else ->
    fi;
  };
  waiting[1] = 1; /* 14: store waiting[1], 1 */
  next_[before] = 1; /* 15: store next[before], 1 */
  waiting[1] == 0; /* 16: await not waiting[1] */
line_18:
  tmp = count; /* 18: load tmp, count */
  tmp = tmp + 1; /* 18: add tmp, 1 */
  count = tmp; /* 18: store count, tmp */
  atomic { /* 19: load after, next[1] */
    after = next_[1];
    if /* 20: branch not after == 3, @16 */
    :: after != 3 ->
        goto then_27;
    :: else ->
    fi;
  };
  atomic { /* 21: cas alone, tail, 1, 3 */
    true ->
    if
    :: tail == 1 ->
        tail = 3;
        alone = 1;
    :: else ->
        alone = 0;
    fi;
    if /* 22: branch not not alone, @16 */
    :: alone != 0 ->
        goto then_27;
    :: else ->
    fi;
  };
  next_[1] != 3; /* 23: await next[1] != 3 */
  atomic { /* 24: load after, next[1] */
    after = next_[1];
  then_27:
    if /* 27: branch not after != 3, @18 */
    :: after == 3 ->
        goto then_10;
    :: else ->
    fi;
  };
  atomic { /* 28: store waiting[after], 0 */
    waiting[after] = 0;
  then_10:
    round_1 = round_1 + 1; /* 10: let #1, #1 + 1 */
    if /* 10: branch #1 < 2, @1 */
    :: round_1 < 2 ->
        goto line_11;
    :: else ->
    fi;
    round_1 = 0; /* 10: let #1, 0 */
    ended[1] = 1;
  };
end:
  false;
}

active proctype P_2() { /* 2: P[2] */
  byte before;
  byte after;
  bit alone;
  byte round_1;
  byte tmp;
line_11:
  next_[2] = 3; /* 11: store next[2], 3 */
  atomic { /* 12: exchange before, tail, 2 */
    before = tail;
    tail = 2;
    if /* 13: branch not before != 3, @7 */
    :: before == 3 ->
        goto line_18;
    :: else ->
    fi;
  };
  waiting[2] = 1; /* 14: store waiting[2], 1 */
  next_[before] = 2; /* 15: store next[before], 2 */
  waiting[2] == 0; /* 16: await not waiting[2] */
line_18:
  tmp = count; /* 18: load tmp, count */
  tmp = tmp + 1; /* 18: add tmp, 1 */
  count = tmp; /* 18: store count, tmp */
  atomic { /* 19: load after, next[2] */
    after = next_[2];
    if /* 20: branch not after == 3, @16 */
    :: after != 3 ->
        goto then_27;
    :: else ->
    fi;
  };
  atomic { /* 21: cas alone, tail, 2, 3 */
    true ->
    if
    :: tail == 2 ->
        tail = 3;
        alone = 1;
    :: else ->
        alone = 0;
    fi;
    if /* 22: branch not not alone, @16 */
    :: alone != 0 ->
        goto then_27;
    :: else ->
    fi;
  };
  next_[2] != 3; /* 23: await next[2] != 3 */
  atomic { /* 24: load after, next[2] */
    after = next_[2];
  then_27:
    if /* 27: branch not after != 3, @18 */
    :: after == 3 ->
        goto then_10;
    :: else ->
    fi;
  };
  atomic { /* 28: store waiting[after], 0 */
    waiting[after] = 0;
  then_10:
    round_1 = round_1 + 1; /* 10: let #1, #1 + 1 */
    if /* 10: branch #1 < 2, @1 */
    :: round_1 < 2 ->
        goto line_11;
    :: else ->
    fi;
    round_1 = 0; /* 10: let #1, 0 */
    ended[2] = 1;
  };
end:
  false;
}

/* expect final count == 2 * N */
ltl expect_32 { [] (!(ended[0] != 0 && ended[1] != 0 && ended[2] != 0) || count == 2 * 3) }
