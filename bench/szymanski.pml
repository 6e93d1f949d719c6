/* bench/szymanski.ilv, exported from interleave
 *
 * Statements that are steps have the line of the source beside them; what is in one `atomic` is one step, and so is a
 * statement by itself. Threads that have ended stay at `end`.
 */

byte flag[4];
byte count;
bit ended[4]; /* by thread: whether it has ended */

active proctype P_0() { /* 0: P[0] */
  byte tmp;
  flag[0] = 1; /* 7: store flag[0], 1 */
  flag[0] < 3 && flag[1] < 3 && flag[2] < 3 && flag[3] < 3; /* 8: await flag[0] < 3 and flag[1] < 3 and flag[2] < 3 and flag[3] < 3 */
  flag[0] = 3; /* 9: store flag[0], 3 */
  atomic { /* 10: load tmp, flag[0] */
    tmp = flag[0];
    if /* 10: branch tmp == 1, @11 */
    :: tmp == 1 ->
        goto line_11;
    :: else ->
    fi;
  };
  atomic { /* 10: load tmp, flag[1] */
    tmp = flag[1];
    if /* 10: branch tmp == 1, @11 */
    :: tmp == 1 ->
        goto line_11;
    :: else ->
    fi;
  };
  atomic { /* 10: load tmp, flag[2] */
    tmp = flag[2];
    if /* 10: branch tmp == 1, @11 */
    :: tmp == 1 ->
        goto line_11;
    :: else ->
    fi;
  };
  atomic { /* 10: load tmp, flag[3] */
    tmp = flag[3];
    if /* 10: branch not tmp == 1, @13 */
    :: tmp != 1 ->
        goto line_14;
    :: else ->
    fi;
  };
line_11:
  flag[0] = 2; /* 11: store flag[0], 2 */
  flag[0] == 4 || flag[1] == 4 || flag[2] == 4 || flag[3] == 4; /* 12: await flag[0] == 4 or flag[1] == 4 or flag[2] == 4 or flag[3] == 4 */
line_14:
  flag[0] = 4; /* 14: store flag[0], 4 */
  1; /* 15: await 1 */
  tmp = count; /* 16: load tmp, count */
  tmp = tmp + 1; /* 16: add tmp, 1 */
  count = tmp; /* 16: store count, tmp */
  (flag[1] < 2 || flag[1] > 3) && (flag[2] < 2 || flag[2] > 3) && (flag[3] < 2 || flag[3] > 3); /* 17: await (flag[1] < 2 or flag[1] > 3) and (flag[2] < 2 or flag[2] > 3) and (flag[3] < 2 or flag[3] > 3) */
  atomic { /* 18: store flag[0], 0 */
    flag[0] = 0;
    ended[0] = 1;
  };
end:
  false;
}

active proctype P_1() { /* 1: P[1] */
  byte tmp;
  flag[1] = 1; /* 7: store flag[1], 1 */
  flag[0] < 3 && flag[1] < 3 && flag[2] < 3 && flag[3] < 3; /* 8: await flag[0] < 3 and flag[1] < 3 and flag[2] < 3 and flag[3] < 3 */
  flag[1] = 3; /* 9: store flag[1], 3 */
  atomic { /* 10: load tmp, flag[0] */
    tmp = flag[0];
    if /* 10: branch tmp == 1, @11 */
    :: tmp == 1 ->
        goto line_11;
    :: else ->
    fi;
  };
  atomic { /* 10: load tmp, flag[1] */
    tmp = flag[1];
    if /* 10: branch tmp == 1, @11 */
    :: tmp == 1 ->
        goto line_11;
    :: else ->
    fi;
  };
  atomic { /* 10: load tmp, flag[2] */
    tmp = flag[2];
    if /* 10: branch tmp == 1, @11 */
    :: tmp == 1 ->
        goto line_11;
    :: else ->
    fi;
  };
  atomic { /* 10: load tmp, flag[3] */
    tmp = flag[3];
    if /* 10: branch not tmp == 1, @13 */
    :: tmp != 1 ->
        goto line_14;
    :: else ->
    fi;
  };
line_11:
  flag[1] = 2; /* 11: store flag[1], 2 */
  flag[0] == 4 || flag[1] == 4 || flag[2] == 4 || flag[3] == 4; /* 12: await flag[0] == 4 or flag[1] == 4 or flag[2] == 4 or flag[3] == 4 */
line_14:
  flag[1] = 4; /* 14: store flag[1], 4 */
  flag[0] < 2; /* 15: await flag[0] < 2 */
  tmp = count; /* 16: load tmp, count */
  tmp = tmp + 1; /* 16: add tmp, 1 */
  count = tmp; /* 16: store count, tmp */
  (flag[2] < 2 || flag[2] > 3) && (flag[3] < 2 || flag[3] > 3); /* 17: await (flag[2] < 2 or flag[2] > 3) and (flag[3] < 2 or flag[3] > 3) */
  atomic { /* 18: store flag[1], 0 */
    flag[1] = 0;
    ended[1] = 1;
  };
end:
  false;
}

active proctype P_2() { /* 2: P[2] */
  byte tmp;
  flag[2] = 1; /* 7: store flag[2], 1 */
  flag[0] < 3 && flag[1] < 3 && flag[2] < 3 && flag[3] < 3; /* 8: await flag[0] < 3 and flag[1] < 3 and flag[2] < 3 and flag[3] < 3 */
  flag[2] = 3; /* 9: store flag[2], 3 */
  atomic { /* 10: load tmp, flag[0] */
    tmp = flag[0];
    if /* 10: branch tmp == 1, @11 */
    :: tmp == 1 ->
        goto line_11;
    :: else ->
    fi;
  };
  atomic { /* 10: load tmp, flag[1] */
    tmp = flag[1];
    if /* 10: branch tmp == 1, @11 */
    :: tmp == 1 ->
        goto line_11;
    :: else ->
    fi;
  };
  atomic { /* 10: load tmp, flag[2] */
    tmp = flag[2];
    if /* 10: branch tmp == 1, @11 */
    :: tmp == 1 ->
        goto line_11;
    :: else ->
    fi;
  };
  atomic { /* 10: load tmp, flag[3] */
    tmp = flag[3];
    if /* 10: branch not tmp == 1, @13 */
    :: tmp != 1 ->
        goto line_14;
    :: else ->
    fi;
  };
line_11:
  flag[2] = 2; /* 11: store flag[2], 2 */
  flag[0] == 4 || flag[1] == 4 || flag[2] == 4 || flag[3] == 4; /* 12: await flag[0] == 4 or flag[1] == 4 or flag[2] == 4 or flag[3] == 4 */
line_14:
  flag[2] = 4; /* 14: store flag[2], 4 */
  flag[0] < 2 && flag[1] < 2; /* 15: await flag[0] < 2 and flag[1] < 2 */
  tmp = count; /* 16: load tmp, count */
  tmp = tmp + 1; /* 16: add tmp, 1 */
  count = tmp; /* 16: store count, tmp */
  flag[3] < 2 || flag[3] > 3; /* 17: await flag[3] < 2 or flag[3] > 3 */
  atomic { /* 18: store flag[2], 0 */
    flag[2] = 0;
    ended[2] = 1;
  };
end:
  false;
}

active proctype P_3() { /* 3: P[3] */
  byte tmp;
  flag[3] = 1; /* 7: store flag[3], 1 */
  flag[0] < 3 && flag[1] < 3 && flag[2] < 3 && flag[3] < 3; /* 8: await flag[0] < 3 and flag[1] < 3 and flag[2] < 3 and flag[3] < 3 */
  flag[3] = 3; /* 9: store flag[3], 3 */
  atomic { /* 10: load tmp, flag[0] */
    tmp = flag[0];
    if /* 10: branch tmp == 1, @11 */
    :: tmp == 1 ->
        goto line_11;
    :: else ->
    fi;
  };
  atomic { /* 10: load tmp, flag[1] */
    tmp = flag[1];
    if /* 10: branch tmp == 1, @11 */
    :: tmp == 1 ->
        goto line_11;
    :: else ->
    fi;
  };
  atomic { /* 10: load tmp, flag[2] */
    tmp = flag[2];
    if /* 10: branch tmp == 1, @11 */
    :: tmp == 1 ->
        goto line_11;
    :: else ->
    fi;
  };
  atomic { /* 10: load tmp, flag[3] */
    tmp = flag[3];
    if /* 10: branch not tmp == 1, @13 */
    :: tmp != 1 ->
        goto line_14;
    :: else ->
    fi;
  };
line_11:
  flag[3] = 2; /* 11: store flag[3], 2 */
  flag[0] == 4 || flag[1] == 4 || flag[2] == 4 || flag[3] == 4; /* 12: await flag[0] == 4 or flag[1] == 4 or flag[2] == 4 or flag[3] == 4 */
line_14:
  flag[3] = 4; /* 14: store flag[3], 4 */
  flag[0] < 2 && flag[1] < 2 && flag[2] < 2; /* 15: await flag[0] < 2 and flag[1] < 2 and flag[2] < 2 */
  tmp = count; /* 16: load tmp, count */
  tmp = tmp + 1; /* 16: add tmp, 1 */
  count = tmp; /* 16: store count, tmp */
  1; /* 17: await 1 */
  atomic { /* 18: store flag[3], 0 */
    flag[3] = 0;
    ended[3] = 1;
  };
end:
  false;
}

/* expect final count == N */
ltl expect_20 { [] (!(ended[0] != 0 && ended[1] != 0 && ended[2] != 0 && ended[3] != 0) || count == 4) }
