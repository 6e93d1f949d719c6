/* bench/cache_coherence.ilv, exported from interleave
 *
 * Statements that are steps have the line of the source beside them; what is in one `atomic` is one step, and so is a
 * statement by itself. Threads that have ended stay at `end`.
 * A step that fails ends the execution: `failure` says why, and no process goes on.
 */

mtype = { lock_misuse };
mtype failure; /* why the execution has ended; 0 if it has not */
byte line[3];
byte bus; /* lock: 0 if free, else 1 + the number of the thread that holds it */
bit ended[3]; /* by thread: whether it has ended */

active proctype Cache_0() provided (failure == 0) { /* 0: Cache[0] */
  bit write;
  byte j;
  byte round_1;
  byte tmp;
line_8:
  atomic { /* 8: choose write, 0..1 */
    true ->
    if
    :: true ->
        write = 0;
    :: true ->
        write = 1;
    fi;
    if /* 9: branch not write, @16 */
    :: write == 0 ->
        goto line_18;
    :: else ->
    fi;
  };
  atomic { /* 9: load tmp, line[0] */
    tmp = line[0];
    if /* 9: branch not tmp != 2, @16 */
    :: tmp == 2 ->
        goto line_18;
    :: else ->
    fi;
  };
  atomic { /* 10: acquire bus */
    bus == 0 ->
    bus = 1;
    j = 0; /* 11: let j, 0 */
  then_11_2:
    if /* 11: branch j > 2, @12 */
    :: j > 2 ->
        goto then_11_5;
    :: else ->
    fi;
    if /* 12: branch not j != 0, @10 */
    :: j == 0 ->
        goto then_11_3;
    :: else ->
    fi;
  };
  atomic { /* 13: store line[j], 0 */
    line[j] = 0;
  then_11_3:
    j = j + 1; /* 11: let j, j + 1 */
    goto then_11_2; /* 11: jump @7 */
  then_11_5:
    j = 0; /* 11: let j, 0 */
  };
  line[0] = 2; /* 16: store line[0], 2 */
  atomic { /* 17: release bus */
    true ->
    if
    :: bus != 1 ->
        goto lock_misuse_17;
    :: else
    fi;
    bus = 0;
    goto then_7; /* 9: jump @29 */
  };
line_18:
  atomic { /* 18: load tmp, line[0] */
    tmp = line[0];
    if /* 18: branch not tmp == 0, @29 */
    :: tmp != 0 ->
        goto then_7;
    :: else ->
    fi;
  };
  atomic { /* 19: acquire bus */
    bus == 0 ->
    bus = 1;
    j = 0; /* 20: let j, 0 */
  then_20_2:
    if /* 20: branch j > 2, @26 */
    :: j > 2 ->
        goto then_20_5;
    :: else ->
    fi;
  };
  atomic { /* 21: load tmp, line[j] */
    tmp = line[j];
    if /* 21: branch not tmp == 2, @24 */
    :: tmp != 2 ->
        goto then_20_3;
    :: else ->
    fi;
  };
  atomic { /* 22: store line[j], 1 */
    line[j] = 1;
  then_20_3:
    j = j + 1; /* 20: let j, j + 1 */
    goto then_20_2; /* 20: jump @20 */
  then_20_5:
    j = 0; /* 20: let j, 0 */
  };
  line[0] = 1; /* 25: store line[0], 1 */
  atomic { /* 26: release bus */
    true ->
    if
    :: bus != 1 ->
        goto lock_misuse_26;
    :: else
    fi;
    bus = 0;
  then_7:
    round_1 = round_1 + 1; /* 7: let #1, #1 + 1 */
    if /* 7: branch #1 < 2, @1 */
    :: round_1 < 2 ->
        goto line_8;
    :: else ->
    fi;
    round_1 = 0; /* 7: let #1, 0 */
    ended[0] = 1;
  };
end:
  false;
  atomic {
    skip;
  lock_misuse_17:
    assert(false);
    failure = lock_misuse;
    false
  };
  atomic {
    skip;
  lock_misuse_26:
    assert(false);
    failure = lock_misuse;
    false
  };
}

active proctype Cache_1() provided (failure == 0) { /* 1: Cache[1] */
  bit write;
  byte j;
  byte round_1;
  byte tmp;
line_8:
  atomic { /* 8: choose write, 0..1 */
    true ->
    if
    :: true ->
        write = 0;
    :: true ->
        write = 1;
    fi;
    if /* 9: branch not write, @16 */
    :: write == 0 ->
        goto line_18;
    :: else ->
    fi;
  };
  atomic { /* 9: load tmp, line[1] */
    tmp = line[1];
    if /* 9: branch not tmp != 2, @16 */
    :: tmp == 2 ->
        goto line_18;
    :: else ->
    fi;
  };
  atomic { /* 10: acquire bus */
    bus == 0 ->
    bus = 2;
    j = 0; /* 11: let j, 0 */
  then_11_2:
    if /* 11: branch j > 2, @12 */
    :: j > 2 ->
        goto then_11_5;
    :: else ->
    fi;
    if /* 12: branch not j != 1, @10 */
    :: j == 1 ->
        goto then_11_3;
    :: else ->
    fi;
  };
  atomic { /* 13: store line[j], 0 */
    line[j] = 0;
  then_11_3:
    j = j + 1; /* 11: let j, j + 1 */
    goto then_11_2; /* 11: jump @7 */
  then_11_5:
    j = 0; /* 11: let j, 0 */
  };
  line[1] = 2; /* 16: store line[1], 2 */
  atomic { /* 17: release bus */
    true ->
    if
    :: bus != 2 ->
        goto lock_misuse_17;
    :: else
    fi;
    bus = 0;
    goto then_7; /* 9: jump @29 */
  };
line_18:
  atomic { /* 18: load tmp, line[1] */
    tmp = line[1];
    if /* 18: branch not tmp == 0, @29 */
    :: tmp != 0 ->
        goto then_7;
    :: else ->
    fi;
  };
  atomic { /* 19: acquire bus */
    bus == 0 ->
    bus = 2;
    j = 0; /* 20: let j, 0 */
  then_20_2:
    if /* 20: branch j > 2, @26 */
    :: j > 2 ->
        goto then_20_5;
    :: else ->
    fi;
  };
  atomic { /* 21: load tmp, line[j] */
    tmp = line[j];
    if /* 21: branch not tmp == 2, @24 */
    :: tmp != 2 ->
        goto then_20_3;
    :: else ->
    fi;
  };
  atomic { /* 22: store line[j], 1 */
    line[j] = 1;
  then_20_3:
    j = j + 1; /* 20: let j, j + 1 */
    goto then_20_2; /* 20: jump @20 */
  then_20_5:
    j = 0; /* 20: let j, 0 */
  };
  line[1] = 1; /* 25: store line[1], 1 */
  atomic { /* 26: release bus */
    true ->
    if
    :: bus != 2 ->
        goto lock_misuse_26;
    :: else
    fi;
    bus = 0;
  then_7:
    round_1 = round_1 + 1; /* 7: let #1, #1 + 1 */
    if /* 7: branch #1 < 2, @1 */
    :: round_1 < 2 ->
        goto line_8;
    :: else ->
    fi;
    round_1 = 0; /* 7: let #1, 0 */
    ended[1] = 1;
  };
end:
  false;
  atomic {
    skip;
  lock_misuse_17:
    assert(false);
    failure = lock_misuse;
    false
  };
  atomic {
    skip;
  lock_misuse_26:
    assert(false);
    failure = lock_misuse;
    false
  };
}

active proctype Cache_2() provided (failure == 0) { /* 2: Cache[2] */
  bit write;
  byte j;
  byte round_1;
  byte tmp;
line_8:
  atomic { /* 8: choose write, 0..1 */
    true ->
    if
    :: true ->
        write = 0;
    :: true ->
        write = 1;
    fi;
    if /* 9: branch not write, @16 */
    :: write == 0 ->
        goto line_18;
    :: else ->
    fi;
  };
  atomic { /* 9: load tmp, line[2] */
    tmp = line[2];
    if /* 9: branch not tmp != 2, @16 */
    :: tmp == 2 ->
        goto line_18;
    :: else ->
    fi;
  };
  atomic { /* 10: acquire bus */
    bus == 0 ->
    bus = 3;
    j = 0; /* 11: let j, 0 */
  then_11_2:
    if /* 11: branch j > 2, @12 */
    :: j > 2 ->
        goto then_11_5;
    :: else ->
    fi;
    if /* 12: branch not j != 2, @10 */
    :: j == 2 ->
        goto then_11_3;
    :: else ->
    fi;
  };
  atomic { /* 13: store line[j], 0 */
    line[j] = 0;
  then_11_3:
    j = j + 1; /* 11: let j, j + 1 */
    goto then_11_2; /* 11: jump @7 */
  then_11_5:
    j = 0; /* 11: let j, 0 */
  };
  line[2] = 2; /* 16: store line[2], 2 */
  atomic { /* 17: release bus */
    true ->
    if
    :: bus != 3 ->
        goto lock_misuse_17;
    :: else
    fi;
    bus = 0;
    goto then_7; /* 9: jump @29 */
  };
line_18:
  atomic { /* 18: load tmp, line[2] */
    tmp = line[2];
    if /* 18: branch not tmp == 0, @29 */
    :: tmp != 0 ->
        goto then_7;
    :: else ->
    fi;
  };
  atomic { /* 19: acquire bus */
    bus == 0 ->
    bus = 3;
    j = 0; /* 20: let j, 0 */
  then_20_2:
    if /* 20: branch j > 2, @26 */
    :: j > 2 ->
        goto then_20_5;
    :: else ->
    fi;
  };
  atomic { /* 21: load tmp, line[j] */
    tmp = line[j];
    if /* 21: branch not tmp == 2, @24 */
    :: tmp != 2 ->
        goto then_20_3;
    :: else ->
    fi;
  };
  atomic { /* 22: store line[j], 1 */
    line[j] = 1;
  then_20_3:
    j = j + 1; /* 20: let j, j + 1 */
    goto then_20_2; /* 20: jump @20 */
  then_20_5:
    j = 0; /* 20: let j, 0 */
  };
  line[2] = 1; /* 25: store line[2], 1 */
  atomic { /* 26: release bus */
    true ->
    if
    :: bus != 3 ->
        goto lock_misuse_26;
    :: else
    fi;
    bus = 0;
  then_7:
    round_1 = round_1 + 1; /* 7: let #1, #1 + 1 */
    if /* 7: branch #1 < 2, @1 */
    :: round_1 < 2 ->
        goto line_8;
    :: else ->
    fi;
    round_1 = 0; /* 7: let #1, 0 */
    ended[2] = 1;
  };
end:
  false;
  atomic {
    skip;
  lock_misuse_17:
    assert(false);
    failure = lock_misuse;
    false
  };
  atomic {
    skip;
  lock_misuse_26:
    assert(false);
    failure = lock_misuse;
    false
  };
}

/* expect final sum(line) <= N */
ltl expect_30 { [] (!(ended[0] != 0 && ended[1] != 0 && ended[2] != 0) || line[0] + line[1] + line[2] <= 3) }
