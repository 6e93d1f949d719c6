/* bench/filter.ilv, exported from interleave
 *
 * Statements that are steps have the line of the source beside them; what is in one `atomic` is one step, and so is a
 * statement by itself. Threads that have ended stay at `end`.
 */

byte level[4];
byte victim[4];
byte count;
bit ended[4]; /* by thread: whether it has ended */

active proctype P_0() { /* 0: P[0] */
  byte at = 1;
  byte round_1;
  int tmp;
  goto line_11;
  atomic {
    skip; /* labels stand within */
  then_10:
    at = 1; /* 10: let at, 1 */
  then_10_2:
    if /* 10: branch at > 3, @8 */
    :: at > 3 ->
        goto then_10_5;
    :: else ->
    fi;
  };
line_11:
  level[0] = at; /* 11: store level[0], at */
  victim[at] = 0; /* 12: store victim[at], 0 */
  atomic { /* 13: await victim[at] != 0 or level[1] < at and level[2] < at and level[3] < at */
    victim[at] != 0 || level[1] < at && level[2] < at && level[3] < at ->
    at = at + 1; /* 10: let at, at + 1 */
    goto then_10_2; /* 10: jump @2 */
  then_10_5:
    at = 0; /* 10: let at, 0 */
  };
  tmp = count; /* 15: load tmp, count */
  tmp = tmp + 1; /* 15: add tmp, 1 */
  count = tmp; /* 15: store count, tmp */
  atomic { /* 16: store level[0], 0 */
    level[0] = 0;
    round_1 = round_1 + 1; /* 9: let #1, #1 + 1 */
    if /* 9: branch #1 < 2, @1 */
    :: round_1 < 2 ->
        goto then_10;
    :: else ->
    fi;
    round_1 = 0; /* 9: let #1, 0 */
    ended[0] = 1;
  };
end:
  false;
}

active proctype P_1() { /* 1: P[1] */
  byte at = 1;
  byte round_1;
  int tmp;
  goto line_11;
  atomic {
    skip; /* labels stand within */
  then_10:
    at = 1; /* 10: let at, 1 */
  then_10_2:
    if /* 10: branch at > 3, @8 */
    :: at > 3 ->
        goto then_10_5;
    :: else ->
    fi;
  };
line_11:
  level[1] = at; /* 11: store level[1], at */
  victim[at] = 1; /* 12: store victim[at], 1 */
  atomic { /* 13: await victim[at] != 1 or level[0] < at and level[2] < at and level[3] < at */
    victim[at] != 1 || level[0] < at && level[2] < at && level[3] < at ->
    at = at + 1; /* 10: let at, at + 1 */
    goto then_10_2; /* 10: jump @2 */
  then_10_5:
    at = 0; /* 10: let at, 0 */
  };
  tmp = count; /* 15: load tmp, count */
  tmp = tmp + 1; /* 15: add tmp, 1 */
  count = tmp; /* 15: store count, tmp */
  atomic { /* 16: store level[1], 0 */
    level[1] = 0;
    round_1 = round_1 + 1; /* 9: let #1, #1 + 1 */
    if /* 9: branch #1 < 2, @1 */
    :: round_1 < 2 ->
        goto then_10;
    :: else ->
    fi;
    round_1 = 0; /* 9: let #1, 0 */
    ended[1] = 1;
  };
end:
  false;
}

active proctype P_2() { /* 2: P[2] */
  byte at = 1;
  byte round_1;
  int tmp;
  goto line_11;
  atomic {
    skip; /* labels stand within */
  then_10:
    at = 1; /* 10: let at, 1 */
  then_10_2:
    if /* 10: branch at > 3, @8 */
    :: at > 3 ->
        goto then_10_5;
    :: else ->
    fi;
  };
line_11:
  level[2] = at; /* 11: store level[2], at */
  victim[at] = 2; /* 12: store victim[at], 2 */
  atomic { /* 13: await victim[at] != 2 or level[0] < at and level[1] < at and level[3] < at */
    victim[at] != 2 || level[0] < at && level[1] < at && level[3] < at ->
    at = at + 1; /* 10: let at, at + 1 */
    goto then_10_2; /* 10: jump @2 */
  then_10_5:
    at = 0; /* 10: let at, 0 */
  };
  tmp = count; /* 15: load tmp, count */
  tmp = tmp + 1; /* 15: add tmp, 1 */
  count = tmp; /* 15: store count, tmp */
  atomic { /* 16: store level[2], 0 */
    level[2] = 0;
    round_1 = round_1 + 1; /* 9: let #1, #1 + 1 */
    if /* 9: branch #1 < 2, @1 */
    :: round_1 < 2 ->
        goto then_10;
    :: else ->
    fi;
    round_1 = 0; /* 9: let #1, 0 */
    ended[2] = 1;
  };
end:
  false;
}

active proctype P_3() { /* 3: P[3] */
  byte at = 1;
  byte round_1;
  int tmp;
  goto line_11;
  atomic {
    skip; /* labels stand within */
  then_10:
    at = 1; /* 10: let at, 1 */
  then_10_2:
    if /* 10: branch at > 3, @8 */
    :: at > 3 ->
        goto then_10_5;
    :: else ->
    fi;
  };
line_11:
  level[3] = at; /* 11: store level[3], at */
  victim[at] = 3; /* 12: store victim[at], 3 */
  atomic { /* 13: await victim[at] != 3 or level[0] < at and level[1] < at and level[2] < at */
    victim[at] != 3 || level[0] < at && level[1] < at && level[2] < at ->
    at = at + 1; /* 10: let at, at + 1 */
    goto then_10_2; /* 10: jump @2 */
  then_10_5:
    at = 0; /* 10: let at, 0 */
  };
  tmp = count; /* 15: load tmp, count */
  tmp = tmp + 1; /* 15: add tmp, 1 */
  count = tmp; /* 15: store count, tmp */
  atomic { /* 16: store level[3], 0 */
    level[3] = 0;
    round_1 = round_1 + 1; /* 9: let #1, #1 + 1 */
    if /* 9: branch #1 < 2, @1 */
    :: round_1 < 2 ->
        goto then_10;
    :: else ->
    fi;
    round_1 = 0; /* 9: let #1, 0 */
    ended[3] = 1;
  };
end:
  false;
}

/* expect final count == N * ROUNDS */
ltl expect_19 { [] (!(ended[0] != 0 && ended[1] != 0 && ended[2] != 0 && ended[3] != 0) || count == 4 * 2) }
