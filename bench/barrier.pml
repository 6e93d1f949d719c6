/* bench/barrier.ilv, exported from interleave
 *
 * Statements that are steps have the line of the source beside them; what is in one `atomic` is one step, and so is a
 * statement by itself. Threads that have ended stay at `end`.
 * Not exported: line 23: expect no deadlock
 */

short missing = 5;
bit sense;
bit phase[5];

active proctype P_0() { /* 0: P[0] */
  bit mine;
  short left;
  byte round_1;
line_11:
  phase[0] = mine; /* 11: store phase[0], mine */
  atomic { /* 12: yield */
    true ->
    mine = 1 - mine; /* 13: let mine, 1 - mine */
  };
  atomic { /* 14: fetch_add left, missing, -1 */
    left = missing;
    missing = missing + (-1);
    if /* 15: branch not left == 1, @10 */
    :: left != 1 ->
        goto line_19;
    :: else ->
    fi;
  };
  missing = 5; /* 16: store missing, 5 */
  atomic { /* 17: store sense, mine */
    sense = mine;
    goto then_10; /* 15: jump @11 */
  };
line_19:
  atomic { /* 19: await sense == mine */
    sense == mine ->
  then_10:
    round_1 = round_1 + 1; /* 10: let #1, #1 + 1 */
    if /* 10: branch #1 < 4, @2 */
    :: round_1 < 4 ->
        goto line_11;
    :: else ->
    fi;
    round_1 = 0; /* 10: let #1, 0 */
  };
end:
  false;
}

active proctype P_1() { /* 1: P[1] */
  bit mine;
  short left;
  byte round_1;
line_11:
  phase[1] = mine; /* 11: store phase[1], mine */
  atomic { /* 12: yield */
    true ->
    mine = 1 - mine; /* 13: let mine, 1 - mine */
  };
  atomic { /* 14: fetch_add left, missing, -1 */
    left = missing;
    missing = missing + (-1);
    if /* 15: branch not left == 1, @10 */
    :: left != 1 ->
        goto line_19;
    :: else ->
    fi;
  };
  missing = 5; /* 16: store missing, 5 */
  atomic { /* 17: store sense, mine */
    sense = mine;
    goto then_10; /* 15: jump @11 */
  };
line_19:
  atomic { /* 19: await sense == mine */
    sense == mine ->
  then_10:
    round_1 = round_1 + 1; /* 10: let #1, #1 + 1 */
    if /* 10: branch #1 < 4, @2 */
    :: round_1 < 4 ->
        goto line_11;
    :: else ->
    fi;
    round_1 = 0; /* 10: let #1, 0 */
  };
end:
  false;
}

active proctype P_2() { /* 2: P[2] */
  bit mine;
  short left;
  byte round_1;
line_11:
  phase[2] = mine; /* 11: store phase[2], mine */
  atomic { /* 12: yield */
    true ->
    mine = 1 - mine; /* 13: let mine, 1 - mine */
  };
  atomic { /* 14: fetch_add left, missing, -1 */
    left = missing;
    missing = missing + (-1);
    if /* 15: branch not left == 1, @10 */
    :: left != 1 ->
        goto line_19;
    :: else ->
    fi;
  };
  missing = 5; /* 16: store missing, 5 */
  atomic { /* 17: store sense, mine */
    sense = mine;
    goto then_10; /* 15: jump @11 */
  };
line_19:
  atomic { /* 19: await sense == mine */
    sense == mine ->
  then_10:
    round_1 = round_1 + 1; /* 10: let #1, #1 + 1 */
    if /* 10: branch #1 < 4, @2 */
    :: round_1 < 4 ->
        goto line_11;
    :: else ->
    fi;
    round_1 = 0; /* 10: let #1, 0 */
  };
end:
  false;
}

active proctype P_3() { /* 3: P[3] */
  bit mine;
  short left;
  byte round_1;
line_11:
  phase[3] = mine; /* 11: store phase[3], mine */
  atomic { /* 12: yield */
    true ->
    mine = 1 - mine; /* 13: let mine, 1 - mine */
  };
  atomic { /* 14: fetch_add left, missing, -1 */
    left = missing;
    missing = missing + (-1);
    if /* 15: branch not left == 1, @10 */
    :: left != 1 ->
        goto line_19;
    :: else ->
    fi;
  };
  missing = 5; /* 16: store missing, 5 */
  atomic { /* 17: store sense, mine */
    sense = mine;
    goto then_10; /* 15: jump @11 */
  };
line_19:
  atomic { /* 19: await sense == mine */
    sense == mine ->
  then_10:
    round_1 = round_1 + 1; /* 10: let #1, #1 + 1 */
    if /* 10: branch #1 < 4, @2 */
    :: round_1 < 4 ->
        goto line_11;
    :: else ->
    fi;
    round_1 = 0; /* 10: let #1, 0 */
  };
end:
  false;
}

active proctype P_4() { /* 4: P[4] */
  bit mine;
  short left;
  byte round_1;
line_11:
  phase[4] = mine; /* 11: store phase[4], mine */
  atomic { /* 12: yield */
    true ->
    mine = 1 - mine; /* 13: let mine, 1 - mine */
  };
  atomic { /* 14: fetch_add left, missing, -1 */
    left = missing;
    missing = missing + (-1);
    if /* 15: branch not left == 1, @10 */
    :: left != 1 ->
        goto line_19;
    :: else ->
    fi;
  };
  missing = 5; /* 16: store missing, 5 */
  atomic { /* 17: store sense, mine */
    sense = mine;
    goto then_10; /* 15: jump @11 */
  };
line_19:
  atomic { /* 19: await sense == mine */
    sense == mine ->
  then_10:
    round_1 = round_1 + 1; /* 10: let #1, #1 + 1 */
    if /* 10: branch #1 < 4, @2 */
    :: round_1 < 4 ->
        goto line_11;
    :: else ->
    fi;
    round_1 = 0; /* 10: let #1, 0 */
  };
end:
  false;
}
