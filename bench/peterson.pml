/* bench/peterson.ilv, exported from interleave
 *
 * Statements that are steps have the line of the source beside them; what is in one `atomic` is one step, and so is a
 * statement by itself. Threads that have ended stay at `end`.
 */

bit flag[2];
bit turn;
byte count;
bit ended[2]; /* by thread: whether it has ended */

active proctype P_0() { /* 0: P[0] */
  byte round_1;
  byte tmp;
line_9:
  flag[0] = 1; /* 9: store flag[0], 1 */
  turn = 1 - 0; /* 10: store turn, 1 - 0 */
  flag[1] == 0 || turn == 0; /* 11: await flag[1] == 0 or turn == 0 */
  tmp = count; /* 12: load tmp, count */
  tmp = tmp + 1; /* 12: add tmp, 1 */
  count = tmp; /* 12: store count, tmp */
  atomic { /* 13: store flag[0], 0 */
    flag[0] = 0;
    round_1 = round_1 + 1; /* 8: let #1, #1 + 1 */
    if /* 8: branch #1 < 40, @1 */
    :: round_1 < 40 ->
        goto line_9;
    :: else ->
    fi;
    round_1 = 0; /* 8: let #1, 0 */
    ended[0] = 1;
  };
end:
  false;
}

active proctype P_1() { /* 1: P[1] */
  byte round_1;
  byte tmp;
line_9:
  flag[1] = 1; /* 9: store flag[1], 1 */
  turn = 1 - 1; /* 10: store turn, 1 - 1 */
  flag[0] == 0 || turn == 1; /* 11: await flag[0] == 0 or turn == 1 */
  tmp = count; /* 12: load tmp, count */
  tmp = tmp + 1; /* 12: add tmp, 1 */
  count = tmp; /* 12: store count, tmp */
  atomic { /* 13: store flag[1], 0 */
    flag[1] = 0;
    round_1 = round_1 + 1; /* 8: let #1, #1 + 1 */
    if /* 8: branch #1 < 40, @1 */
    :: round_1 < 40 ->
        goto line_9;
    :: else ->
    fi;
    round_1 = 0; /* 8: let #1, 0 */
    ended[1] = 1;
  };
end:
  false;
}

/* expect final count == 2 * ROUNDS */
ltl expect_16 { [] (!(ended[0] != 0 && ended[1] != 0) || count == 2 * 40) }
