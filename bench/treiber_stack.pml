/* bench/treiber_stack.ilv, exported from interleave
 *
 * Statements that are steps have the line of the source beside them; what is in one `atomic` is one step, and so is a
 * statement by itself. Threads that have ended stay at `end`.
 */

byte top;
byte next_[4];

active proctype T_0() { /* 0: T[0] */
  byte node = 1;
  bit ok;
  byte old;
  byte below;
  byte round_1;
  goto line_11;
  atomic {
    skip; /* labels stand within */
  then_9:
    ok = 0; /* 9: let ok, 0 */
  then_10:
    if /* 10: branch not not ok, @8 */
    :: ok != 0 ->
        goto then_15;
    :: else ->
    fi;
  };
line_11:
  old = top; /* 11: load old, top */
  next_[node] = old; /* 12: store next[node], old */
  atomic { /* 13: cas ok, top, old, node */
    true ->
    if
    :: top == old ->
        top = node;
        ok = 1;
    :: else ->
        ok = 0;
    fi;
    goto then_10; /* 10: jump @3 */
  then_15:
    ok = 0; /* 15: let ok, 0 */
  then_16:
    if /* 16: branch not not ok, @14 */
    :: ok != 0 ->
        goto then_21;
    :: else ->
    fi;
  };
  old = top; /* 17: load old, top */
  below = next_[old]; /* 18: load below, next[old] */
  atomic { /* 19: cas ok, top, old, below */
    true ->
    if
    :: top == old ->
        top = below;
        ok = 1;
    :: else ->
        ok = 0;
    fi;
    goto then_16; /* 16: jump @9 */
  then_21:
    node = old; /* 21: let node, old */
    round_1 = round_1 + 1; /* 8: let #1, #1 + 1 */
    if /* 8: branch #1 < 2, @2 */
    :: round_1 < 2 ->
        goto then_9;
    :: else ->
    fi;
    round_1 = 0; /* 8: let #1, 0 */
  };
end:
  false;
}

active proctype T_1() { /* 1: T[1] */
  byte node = 2;
  bit ok;
  byte old;
  byte below;
  byte round_1;
  goto line_11;
  atomic {
    skip; /* labels stand within */
  then_9:
    ok = 0; /* 9: let ok, 0 */
  then_10:
    if /* 10: branch not not ok, @8 */
    :: ok != 0 ->
        goto then_15;
    :: else ->
    fi;
  };
line_11:
  old = top; /* 11: load old, top */
  next_[node] = old; /* 12: store next[node], old */
  atomic { /* 13: cas ok, top, old, node */
    true ->
    if
    :: top == old ->
        top = node;
        ok = 1;
    :: else ->
        ok = 0;
    fi;
    goto then_10; /* 10: jump @3 */
  then_15:
    ok = 0; /* 15: let ok, 0 */
  then_16:
    if /* 16: branch not not ok, @14 */
    :: ok != 0 ->
        goto then_21;
    :: else ->
    fi;
  };
  old = top; /* 17: load old, top */
  below = next_[old]; /* 18: load below, next[old] */
  atomic { /* 19: cas ok, top, old, below */
    true ->
    if
    :: top == old ->
        top = below;
        ok = 1;
    :: else ->
        ok = 0;
    fi;
    goto then_16; /* 16: jump @9 */
  then_21:
    node = old; /* 21: let node, old */
    round_1 = round_1 + 1; /* 8: let #1, #1 + 1 */
    if /* 8: branch #1 < 2, @2 */
    :: round_1 < 2 ->
        goto then_9;
    :: else ->
    fi;
    round_1 = 0; /* 8: let #1, 0 */
  };
end:
  false;
}

active proctype T_2() { /* 2: T[2] */
  byte node = 3;
  bit ok;
  byte old;
  byte below;
  byte round_1;
  goto line_11;
  atomic {
    skip; /* labels stand within */
  then_9:
    ok = 0; /* 9: let ok, 0 */
  then_10:
    if /* 10: branch not not ok, @8 */
    :: ok != 0 ->
        goto then_15;
    :: else ->
    fi;
  };
line_11:
  old = top; /* 11: load old, top */
  next_[node] = old; /* 12: store next[node], old */
  atomic { /* 13: cas ok, top, old, node */
    true ->
    if
    :: top == old ->
        top = node;
        ok = 1;
    :: else ->
        ok = 0;
    fi;
    goto then_10; /* 10: jump @3 */
  then_15:
    ok = 0; /* 15: let ok, 0 */
  then_16:
    if /* 16: branch not not ok, @14 */
    :: ok != 0 ->
        goto then_21;
    :: else ->
    fi;
  };
  old = top; /* 17: load old, top */
  below = next_[old]; /* 18: load below, next[old] */
  atomic { /* 19: cas ok, top, old, below */
    true ->
    if
    :: top == old ->
        top = below;
        ok = 1;
    :: else ->
        ok = 0;
    fi;
    goto then_16; /* 16: jump @9 */
  then_21:
    node = old; /* 21: let node, old */
    round_1 = round_1 + 1; /* 8: let #1, #1 + 1 */
    if /* 8: branch #1 < 2, @2 */
    :: round_1 < 2 ->
        goto then_9;
    :: else ->
    fi;
    round_1 = 0; /* 8: let #1, 0 */
  };
end:
  false;
}
