/* bench/sliding_window.ilv, exported from interleave
 *
 * Statements that are steps have the line of the source beside them; what is in one `atomic` is one step, and so is a
 * statement by itself. Threads that have ended stay at `end`.
 * A step that fails ends the execution: `failure` says why, and no process goes on.
 * Not exported: line 48: expect livelock
 */

mtype = { overflow };
mtype failure; /* why the execution has ended; 0 if it has not */
short data = -1;
int acknowledged;
int delivered;
bit ended[3]; /* by thread: whether it has ended */

active proctype Sender() provided (failure == 0) { /* 0: Sender */
  int base;
  int ahead;
  bit what;
  int upto;
  goto line_13;
  atomic {
    skip; /* labels stand within */
  then_12:
    if /* 12: branch not base < 40, @16 */
    :: base >= 40 ->
        ended[0] = 1;
        goto end;
    :: else ->
    fi;
  };
line_13:
  atomic { /* 13: choose what, 0..1 */
    true ->
    if
    :: true ->
        what = 0;
    :: true ->
        what = 1;
    fi;
    if /* 14: branch not (what and ahead < 2 and base + ahead < 40), @9 */
    :: what != 0 && ahead < 2 && (ahead > 0 && base > 2147483647 - ahead) ->
        goto overflow_14;
    :: else
    fi;
    if
    :: !(what != 0 && ahead < 2 && base + ahead < 40) ->
        goto line_19;
    :: else ->
    fi;
  };
  data == (-1); /* 15: await data == -1 */
  atomic { /* 16: store data, (base + ahead) % 4 */
    data = (base + ahead) % 4;
    ahead = ahead + 1; /* 17: let ahead, ahead + 1 */
    goto then_12_2; /* 14: jump @15 */
  };
line_19:
  atomic { /* 19: load upto, acknowledged */
    upto = acknowledged;
    if /* 20: branch not upto > base, @14 */
    :: upto <= base ->
        goto then_24;
    :: else ->
    fi;
    if /* 21: let ahead, max(0, ahead - (upto - base)) */
    :: upto - base < 0 && ahead > 2147483647 + (upto - base) ->
        goto overflow_21;
    :: else
    fi;
    ahead = (0 >= ahead - (upto - base) -> 0 : ahead - (upto - base));
    base = upto; /* 22: let base, upto */
    goto then_12_2; /* 20: jump @15 */
  then_24:
    ahead = 0; /* 24: let ahead, 0 */
  then_12_2:
    goto then_12; /* 12: jump @2 */
  };
end:
  false;
  atomic {
    skip;
  overflow_14:
    assert(false);
    failure = overflow;
    false
  };
  atomic {
    skip;
  overflow_21:
    assert(false);
    failure = overflow;
    false
  };
}

active proctype Receiver() provided (failure == 0) { /* 1: Receiver */
  int wanted;
  short number;
  goto end_line_32;
  atomic {
    skip; /* labels stand within */
  then_31:
  };
end_line_32:
  ended[0] == 0 && data != (-1); /* 32: await data != -1 */
end_line_33:
  atomic { /* 33: load number, data */
    ended[0] == 0 ->
    number = data;
  };
end_line_34:
  atomic { /* 34: store data, -1 */
    ended[0] == 0 ->
    data = -1;
    if /* 35: branch not number == wanted % 4, @9 */
    :: number != wanted % 4 ->
        goto then_31_2;
    :: else ->
    fi;
    if /* 36: let wanted, wanted + 1 */
    :: wanted > 2147483647 - 1 ->
        goto overflow_36;
    :: else
    fi;
    wanted = wanted + 1;
  };
end_line_37:
  atomic { /* 37: store delivered, wanted */
    ended[0] == 0 ->
    delivered = wanted;
  };
end_line_38:
  atomic { /* 38: store acknowledged, wanted */
    ended[0] == 0 ->
    acknowledged = wanted;
  then_31_2:
    goto then_31; /* 31: jump @1 */
  };
end:
  false;
  atomic {
    skip;
  overflow_36:
    assert(false);
    failure = overflow;
    false
  };
}

active proctype Medium() provided (failure == 0) { /* 2: Medium */
  byte round_1;
end_line_44:
  ended[0] == 0 && data != (-1); /* 44: await data != -1 */
end_line_45:
  atomic { /* 45: store data, -1 */
    ended[0] == 0 ->
    data = -1;
    round_1 = round_1 + 1; /* 43: let #1, #1 + 1 */
    if /* 43: branch #1 < 40, @1 */
    :: round_1 < 40 ->
        goto end_line_44;
    :: else ->
    fi;
    round_1 = 0; /* 43: let #1, 0 */
    ended[2] = 1;
  };
end:
  false;
}

/* expect final delivered == MESSAGES */
ltl expect_49 { [] (ended[0] == 0 || delivered == 40) }
