/* bench/counter.ilv, exported from interleave
 *
 * Statements that are steps have the line of the source beside them; what is in one `atomic` is one step, and so is a
 * statement by itself. Threads that have ended stay at `end`.
 */

byte balance;

active [3] proctype T() { /* 0: T[0], 1: T[1], 2: T[2] */
  byte tmp;
  byte round_1;
line_8:
  tmp = balance; /* 8: load tmp, balance */
  tmp = tmp + 1; /* 9: add tmp, 1 */
  atomic { /* 10: store balance, tmp */
    balance = tmp;
    round_1 = round_1 + 1; /* 7: let #1, #1 + 1 */
    if /* 7: branch #1 < 5, @1 */
    :: round_1 < 5 ->
        goto line_8;
    :: else ->
    fi;
    round_1 = 0; /* 7: let #1, 0 */
  };
end:
  false;
}
