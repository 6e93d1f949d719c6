/* bench/ticket_lock.ilv, exported from interleave
 *
 * Statements that are steps have the line of the source beside them; what is in one `atomic` is one step, and so is a
 * statement by itself. Threads that have ended stay at `end`.
 */

byte next_ticket;
byte now_serving;
byte count;
bit ended[4]; /* by thread: whether it has ended */

active [4] proctype P() { /* 0: P[0], 1: P[1], 2: P[2], 3: P[3] */
  byte ticket;
  byte round_1;
  byte tmp;
line_10:
  atomic { /* 10: fetch_add ticket, next_ticket, 1 */
    ticket = next_ticket;
    next_ticket = next_ticket + 1;
  };
  now_serving == ticket; /* 11: await now_serving == ticket */
  tmp = count; /* 12: load tmp, count */
  tmp = tmp + 1; /* 12: add tmp, 1 */
  count = tmp; /* 12: store count, tmp */
  atomic { /* 13: store now_serving, ticket + 1 */
    now_serving = ticket + 1;
    round_1 = round_1 + 1; /* 9: let #1, #1 + 1 */
    if /* 9: branch #1 < 3, @1 */
    :: round_1 < 3 ->
        goto line_10;
    :: else ->
    fi;
    round_1 = 0; /* 9: let #1, 0 */
    ended[_pid] = 1;
  };
end:
  false;
}

/* expect final count == N * ROUNDS */
ltl expect_16 { [] (!(ended[0] != 0 && ended[1] != 0 && ended[2] != 0 && ended[3] != 0) || count == 4 * 3) }
