/* bench/elevator.ilv, exported from interleave
 *
 * Statements that are steps have the line of the source beside them; what is in one `atomic` is one step, and so is a
 * statement by itself. Threads that have ended stay at `end`.
 */

short called[4];
byte floor;
bit open;
byte arrived;
bit ended[4]; /* by thread: whether it has ended */

active [3] proctype Passenger() { /* 0: Passenger[0], 1: Passenger[1], 2: Passenger[2] */
  byte from;
  short n;
  atomic { /* 10: choose from, 0..3 */
    true ->
    if
    :: true ->
        from = 0;
    :: true ->
        from = 1;
    :: true ->
        from = 2;
    :: true ->
        from = 3;
    fi;
  };
  atomic { /* 11: atomic { load n, called[from]; store called[from], n + 1 } */
    true ->
    n = called[from]; /* 12: load n, called[from] */
    called[from] = n + 1; /* 13: store called[from], n + 1 */
  };
  open != 0 && floor == from; /* 15: await open and floor == from */
  atomic { /* 16: atomic { load n, called[from]; store called[from], n - 1 } */
    true ->
    n = called[from]; /* 17: load n, called[from] */
    called[from] = n - 1; /* 18: store called[from], n - 1 */
  };
  atomic { /* 20: fetch_add n, arrived, 1 */
    n = arrived;
    arrived = arrived + 1;
    ended[_pid] = 1;
  };
end:
  false;
}

active proctype Car() { /* 3: Car */
  byte f;
  int tmp;
  goto end_line_24;
  atomic {
    skip; /* labels stand within */
  then_23:
  };
end_line_24:
  atomic { /* 24: await called[0] > 0 or called[1] > 0 or called[2] > 0 or called[3] > 0 */
    !(ended[0] != 0 && ended[1] != 0 && ended[2] != 0) && (called[0] > 0 || called[1] > 0 || called[2] > 0 || called[3] > 0) ->
    f = 0; /* 25: let f, 0 */
  then_25_2:
    if /* 25: branch f > 3, @12 */
    :: f > 3 ->
        goto then_25_5;
    :: else ->
    fi;
  };
end_line_26:
  atomic { /* 26: load tmp, called[f] */
    !(ended[0] != 0 && ended[1] != 0 && ended[2] != 0) ->
    tmp = called[f];
    if /* 26: branch not tmp > 0, @10 */
    :: tmp <= 0 ->
        goto then_25_3;
    :: else ->
    fi;
  };
end_line_27:
  atomic { /* 27: store floor, f */
    !(ended[0] != 0 && ended[1] != 0 && ended[2] != 0) ->
    floor = f;
  };
end_line_28:
  atomic { /* 28: store open, 1 */
    !(ended[0] != 0 && ended[1] != 0 && ended[2] != 0) ->
    open = 1;
  };
end_line_29:
  !(ended[0] != 0 && ended[1] != 0 && ended[2] != 0) && called[f] == 0; /* 29: await called[f] == 0 */
end_line_30:
  atomic { /* 30: store open, 0 */
    !(ended[0] != 0 && ended[1] != 0 && ended[2] != 0) ->
    open = 0;
  then_25_3:
    f = f + 1; /* 25: let f, f + 1 */
    goto then_25_2; /* 25: jump @3 */
  then_25_5:
    f = 0; /* 25: let f, 0 */
    goto then_23; /* 23: jump @0 */
  };
end:
  false;
}

/* expect final arrived == PASSENGERS */
ltl expect_35 { [] (!(ended[0] != 0 && ended[1] != 0 && ended[2] != 0) || arrived == 3) }
