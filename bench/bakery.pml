/* bench/bakery.ilv, exported from interleave
 *
 * Statements that are steps have the line of the source beside them; what is in one `atomic` is one step, and so is a
 * statement by itself. Threads that have ended stay at `end`.
 * A step that fails ends the execution: `failure` says why, and no process goes on.
 */

mtype = { overflow };
mtype failure; /* why the execution has ended; 0 if it has not */
bit choosing[3];
int number[3];
int count;
bit ended[3]; /* by thread: whether it has ended */

active proctype P_0() provided (failure == 0) { /* 0: P[0] */
  byte j;
  byte round_1;
  int tmp;
  int tmp2;
line_10:
  choosing[0] = 1; /* 10: store choosing[0], 1 */
  tmp = number[0]; /* 11: load tmp, number[0] */
  atomic { /* 11: load tmp2, number[1] */
    tmp2 = number[1];
    tmp = (tmp >= tmp2 -> tmp : tmp2); /* 11: let tmp, max(tmp, tmp2) */
  };
  tmp2 = number[2]; /* 11: load tmp2, number[2] */
  atomic { /* 11: set tmp, max(tmp, tmp2) + 1 */
    true ->
    if
    :: (tmp >= tmp2 -> tmp : tmp2) > 2147483647 - 1 ->
        goto overflow_11;
    :: else
    fi;
    tmp = (tmp >= tmp2 -> tmp : tmp2) + 1;
  };
  number[0] = tmp; /* 11: store number[0], tmp */
  atomic { /* 12: store choosing[0], 0 */
    choosing[0] = 0;
    j = 0; /* 13: let j, 0 */
  then_13_2:
    if /* 13: branch j > 2, @15 */
    :: j > 2 ->
        goto then_13_5;
    :: else ->
    fi;
  };
  choosing[j] == 0; /* 14: await choosing[j] == 0 */
  atomic { /* 15: await number[j] == 0 or (number[j] > number[0] or number[j] == number[0] and j >= 0) */
    number[j] == 0 || (number[j] > number[0] || number[j] == number[0] && j >= 0) ->
    j = j + 1; /* 13: let j, j + 1 */
    goto then_13_2; /* 13: jump @10 */
  then_13_5:
    j = 0; /* 13: let j, 0 */
  };
  tmp = count; /* 17: load tmp, count */
  atomic { /* 17: add tmp, 1 */
    true ->
    if
    :: tmp > 2147483647 - 1 ->
        goto overflow_17;
    :: else
    fi;
    tmp = tmp + 1;
  };
  count = tmp; /* 17: store count, tmp */
  atomic { /* 18: store number[0], 0 */
    number[0] = 0;
    round_1 = round_1 + 1; /* 9: let #1, #1 + 1 */
    if /* 9: branch #1 < 2, @1 */
    :: round_1 < 2 ->
        goto line_10;
    :: else ->
    fi;
    round_1 = 0; /* 9: let #1, 0 */
    ended[0] = 1;
  };
end:
  false;
  atomic {
    skip;
  overflow_11:
    assert(false);
    failure = overflow;
    false
  };
  atomic {
    skip;
  overflow_17:
    assert(false);
    failure = overflow;
    false
  };
}

active proctype P_1() provided (failure == 0) { /* 1: P[1] */
  byte j;
  byte round_1;
  int tmp;
  int tmp2;
line_10:
  choosing[1] = 1; /* 10: store choosing[1], 1 */
  tmp = number[0]; /* 11: load tmp, number[0] */
  atomic { /* 11: load tmp2, number[1] */
    tmp2 = number[1];
    tmp = (tmp >= tmp2 -> tmp : tmp2); /* 11: let tmp, max(tmp, tmp2) */
  };
  tmp2 = number[2]; /* 11: load tmp2, number[2] */
  atomic { /* 11: set tmp, max(tmp, tmp2) + 1 */
    true ->
    if
    :: (tmp >= tmp2 -> tmp : tmp2) > 2147483647 - 1 ->
        goto overflow_11;
    :: else
    fi;
    tmp = (tmp >= tmp2 -> tmp : tmp2) + 1;
  };
  number[1] = tmp; /* 11: store number[1], tmp */
  atomic { /* 12: store choosing[1], 0 */
    choosing[1] = 0;
    j = 0; /* 13: let j, 0 */
  then_13_2:
    if /* 13: branch j > 2, @15 */
    :: j > 2 ->
        goto then_13_5;
    :: else ->
    fi;
  };
  choosing[j] == 0; /* 14: await choosing[j] == 0 */
  atomic { /* 15: await number[j] == 0 or (number[j] > number[1] or number[j] == number[1] and j >= 1) */
    number[j] == 0 || (number[j] > number[1] || number[j] == number[1] && j >= 1) ->
    j = j + 1; /* 13: let j, j + 1 */
    goto then_13_2; /* 13: jump @10 */
  then_13_5:
    j = 0; /* 13: let j, 0 */
  };
  tmp = count; /* 17: load tmp, count */
  atomic { /* 17: add tmp, 1 */
    true ->
    if
    :: tmp > 2147483647 - 1 ->
        goto overflow_17;
    :: else
    fi;
    tmp = tmp + 1;
  };
  count = tmp; /* 17: store count, tmp */
  atomic { /* 18: store number[1], 0 */
    number[1] = 0;
    round_1 = round_1 + 1; /* 9: let #1, #1 + 1 */
    if /* 9: branch #1 < 2, @1 */
    :: round_1 < 2 ->
        goto line_10;
    :: else ->
    fi;
    round_1 = 0; /* 9: let #1, 0 */
    ended[1] = 1;
  };
end:
  false;
  atomic {
    skip;
  overflow_11:
    assert(false);
    failure = overflow;
    false
  };
  atomic {
    skip;
  overflow_17:
    assert(false);
    failure = overflow;
    false
  };
}

active proctype P_2() provided (failure == 0) { /* 2: P[2] */
  byte j;
  byte round_1;
  int tmp;
  int tmp2;
line_10:
  choosing[2] = 1; /* 10: store choosing[2], 1 */
  tmp = number[0]; /* 11: load tmp, number[0] */
  atomic { /* 11: load tmp2, number[1] */
    tmp2 = number[1];
    tmp = (tmp >= tmp2 -> tmp : tmp2); /* 11: let tmp, max(tmp, tmp2) */
  };
  tmp2 = number[2]; /* 11: load tmp2, number[2] */
  atomic { /* 11: set tmp, max(tmp, tmp2) + 1 */
    true ->
    if
    :: (tmp >= tmp2 -> tmp : tmp2) > 2147483647 - 1 ->
        goto overflow_11;
    :: else
    fi;
    tmp = (tmp >= tmp2 -> tmp : tmp2) + 1;
  };
  number[2] = tmp; /* 11: store number[2], tmp */
  atomic { /* 12: store choosing[2], 0 */
    choosing[2] = 0;
    j = 0; /* 13: let j, 0 */
  then_13_2:
    if /* 13: branch j > 2, @15 */
    :: j > 2 ->
        goto then_13_5;
    :: else ->
    fi;
  };
  choosing[j] == 0; /* 14: await choosing[j] == 0 */
  atomic { /* 15: await number[j] == 0 or (number[j] > number[2] or number[j] == number[2] and j >= 2) */
    number[j] == 0 || (number[j] > number[2] || number[j] == number[2] && j >= 2) ->
    j = j + 1; /* 13: let j, j + 1 */
    goto then_13_2; /* 13: jump @10 */
  then_13_5:
    j = 0; /* 13: let j, 0 */
  };
  tmp = count; /* 17: load tmp, count */
  atomic { /* 17: add tmp, 1 */
    true ->
    if
    :: tmp > 2147483647 - 1 ->
        goto overflow_17;
    :: else
    fi;
    tmp = tmp + 1;
  };
  count = tmp; /* 17: store count, tmp */
  atomic { /* 18: store number[2], 0 */
    number[2] = 0;
    round_1 = round_1 + 1; /* 9: let #1, #1 + 1 */
    if /* 9: branch #1 < 2, @1 */
    :: round_1 < 2 ->
        goto line_10;
    :: else ->
    fi;
    round_1 = 0; /* 9: let #1, 0 */
    ended[2] = 1;
  };
end:
  false;
  atomic {
    skip;
  overflow_11:
    assert(false);
    failure = overflow;
    false
  };
  atomic {
    skip;
  overflow_17:
    assert(false);
    failure = overflow;
    false
  };
}

/* expect final count == N * ROUNDS */
ltl expect_21 { [] (!(ended[0] != 0 && ended[1] != 0 && ended[2] != 0) || count == 3 * 2) }
