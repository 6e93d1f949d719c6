/* bench/cas_counter.ilv, exported from interleave
 *
 * Statements that are steps have the line of the source beside them; what is in one `atomic` is one step, and so is a
 * statement by itself. Threads that have ended stay at `end`.
 * A step that fails ends the execution: `failure` says why, and no process goes on.
 */

mtype = { overflow };
mtype failure; /* why the execution has ended; 0 if it has not */
int balance;

active [3] proctype T() provided (failure == 0) { /* 0: T[0], 1: T[1], 2: T[2] */
  bit done;
  int old;
  byte round_1;
  goto line_10;
  atomic {
    skip; /* labels stand within */
  then_8:
    done = 0; /* 8: let done, 0 */
  then_9:
    if /* 9: branch not not done, @6 */
    :: done != 0 ->
        goto then_7;
    :: else ->
    fi;
  };
line_10:
  old = balance; /* 10: load old, balance */
  atomic { /* 11: cas done, balance, old, old + 1 */
    true ->
    if
    :: old > 2147483647 - 1 ->
        goto overflow_11;
    :: else
    fi;
    if
    :: balance == old ->
        balance = old + 1;
        done = 1;
    :: else ->
        done = 0;
    fi;
    goto then_9; /* 9: jump @2 */
  then_7:
    round_1 = round_1 + 1; /* 7: let #1, #1 + 1 */
    if /* 7: branch #1 < 7, @1 */
    :: round_1 < 7 ->
        goto then_8;
    :: else ->
    fi;
    round_1 = 0; /* 7: let #1, 0 */
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
}
