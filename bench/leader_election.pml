/* bench/leader_election.ilv, exported from interleave
 *
 * Statements that are steps have the line of the source beside them; what is in one `atomic` is one step, and so is a
 * statement by itself. Threads that have ended stay at `end`.
 * A step that fails ends the execution: `failure` says why, and no process goes on.
 */

mtype = { channel_misuse };
mtype failure; /* why the execution has ended; 0 if it has not */
byte leader;
bit ended[10]; /* by thread: whether it has ended */
chan box_0 = [2] of { int }; /* channel */
chan box_1 = [2] of { int }; /* channel */
chan box_2 = [2] of { int }; /* channel */
chan box_3 = [2] of { int }; /* channel */
chan box_4 = [2] of { int }; /* channel */
chan box_5 = [2] of { int }; /* channel */
chan box_6 = [2] of { int }; /* channel */
chan box_7 = [2] of { int }; /* channel */
chan box_8 = [2] of { int }; /* channel */
chan box_9 = [2] of { int }; /* channel */

active proctype P_0() provided (failure == 0) { /* 0: P[0] */
  bit own = 1;
  bit going;
  int seen;
  int message; /* only within steps */
  atomic { /* 8: send box[(me + 1) % N], own */
    len(box_1) < 2 ->
    box_1!own;
    goto then_9;
  then_9:
    going = 1; /* 9: let going, 1 */
  then_10:
    if /* 10: branch not going, @22 */
    :: going == 0 ->
        ended[0] = 1;
        message = 0;
        goto end;
    :: else ->
        message = 0;
    fi;
  };
  atomic { /* 11: receive seen, box[me] */
    len(box_0) > 0 ->
    box_0?message;
    goto then_11_2;
  then_11_2:
    seen = message; /* 11: received seen */
    if /* 12: branch not seen > own, @14 */
    :: seen <= own ->
        goto then_17;
    :: else ->
        message = 0;
    fi;
  };
  atomic { /* 13: send box[(me + 1) % N], seen */
    len(box_1) < 2 ->
    box_1!seen;
    goto then_14;
  then_14:
    if /* 14: branch not seen > 10, @13 */
    :: seen <= 10 ->
        goto then_12_2;
    :: else ->
    fi;
    going = 0; /* 15: let going, 0 */
  then_12_2:
    goto then_10_2; /* 12: jump @21 */
  then_17:
    if /* 17: branch not seen == own, @19 */
    :: seen != own ->
        goto then_20;
    :: else ->
        message = 0;
    fi;
  };
  leader = own; /* 18: store leader, own */
  atomic { /* 19: send box[(me + 1) % N], own + N */
    len(box_1) < 2 ->
    box_1!own + 10;
    goto then_17_2;
  then_17_2:
    goto then_10_2; /* 17: jump @21 */
  then_20:
    if /* 20: branch not seen > 10, @21 */
    :: seen <= 10 ->
        goto then_10_2;
    :: else ->
    fi;
    going = 0; /* 21: let going, 0 */
  then_10_2:
    goto then_10; /* 10: jump @4 */
  };
end:
  false;
}

active proctype P_1() provided (failure == 0) { /* 1: P[1] */
  byte own = 4;
  bit going;
  int seen;
  int message; /* only within steps */
  atomic { /* 8: send box[(me + 1) % N], own */
    len(box_2) < 2 ->
    box_2!own;
    goto then_9;
  then_9:
    going = 1; /* 9: let going, 1 */
  then_10:
    if /* 10: branch not going, @22 */
    :: going == 0 ->
        ended[1] = 1;
        message = 0;
        goto end;
    :: else ->
        message = 0;
    fi;
  };
  atomic { /* 11: receive seen, box[me] */
    len(box_1) > 0 ->
    box_1?message;
    goto then_11_2;
  then_11_2:
    seen = message; /* 11: received seen */
    if /* 12: branch not seen > own, @14 */
    :: seen <= own ->
        goto then_17;
    :: else ->
        message = 0;
    fi;
  };
  atomic { /* 13: send box[(me + 1) % N], seen */
    len(box_2) < 2 ->
    box_2!seen;
    goto then_14;
  then_14:
    if /* 14: branch not seen > 10, @13 */
    :: seen <= 10 ->
        goto then_12_2;
    :: else ->
    fi;
    going = 0; /* 15: let going, 0 */
  then_12_2:
    goto then_10_2; /* 12: jump @21 */
  then_17:
    if /* 17: branch not seen == own, @19 */
    :: seen != own ->
        goto then_20;
    :: else ->
        message = 0;
    fi;
  };
  leader = own; /* 18: store leader, own */
  atomic { /* 19: send box[(me + 1) % N], own + N */
    len(box_2) < 2 ->
    box_2!own + 10;
    goto then_17_2;
  then_17_2:
    goto then_10_2; /* 17: jump @21 */
  then_20:
    if /* 20: branch not seen > 10, @21 */
    :: seen <= 10 ->
        goto then_10_2;
    :: else ->
    fi;
    going = 0; /* 21: let going, 0 */
  then_10_2:
    goto then_10; /* 10: jump @4 */
  };
end:
  false;
}

active proctype P_2() provided (failure == 0) { /* 2: P[2] */
  byte own = 7;
  bit going;
  int seen;
  int message; /* only within steps */
  atomic { /* 8: send box[(me + 1) % N], own */
    len(box_3) < 2 ->
    box_3!own;
    goto then_9;
  then_9:
    going = 1; /* 9: let going, 1 */
  then_10:
    if /* 10: branch not going, @22 */
    :: going == 0 ->
        ended[2] = 1;
        message = 0;
        goto end;
    :: else ->
        message = 0;
    fi;
  };
  atomic { /* 11: receive seen, box[me] */
    len(box_2) > 0 ->
    box_2?message;
    goto then_11_2;
  then_11_2:
    seen = message; /* 11: received seen */
    if /* 12: branch not seen > own, @14 */
    :: seen <= own ->
        goto then_17;
    :: else ->
        message = 0;
    fi;
  };
  atomic { /* 13: send box[(me + 1) % N], seen */
    len(box_3) < 2 ->
    box_3!seen;
    goto then_14;
  then_14:
    if /* 14: branch not seen > 10, @13 */
    :: seen <= 10 ->
        goto then_12_2;
    :: else ->
    fi;
    going = 0; /* 15: let going, 0 */
  then_12_2:
    goto then_10_2; /* 12: jump @21 */
  then_17:
    if /* 17: branch not seen == own, @19 */
    :: seen != own ->
        goto then_20;
    :: else ->
        message = 0;
    fi;
  };
  leader = own; /* 18: store leader, own */
  atomic { /* 19: send box[(me + 1) % N], own + N */
    len(box_3) < 2 ->
    box_3!own + 10;
    goto then_17_2;
  then_17_2:
    goto then_10_2; /* 17: jump @21 */
  then_20:
    if /* 20: branch not seen > 10, @21 */
    :: seen <= 10 ->
        goto then_10_2;
    :: else ->
    fi;
    going = 0; /* 21: let going, 0 */
  then_10_2:
    goto then_10; /* 10: jump @4 */
  };
end:
  false;
}

active proctype P_3() provided (failure == 0) { /* 3: P[3] */
  byte own = 10;
  bit going;
  int seen;
  int message; /* only within steps */
  atomic { /* 8: send box[(me + 1) % N], own */
    len(box_4) < 2 ->
    box_4!own;
    goto then_9;
  then_9:
    going = 1; /* 9: let going, 1 */
  then_10:
    if /* 10: branch not going, @22 */
    :: going == 0 ->
        ended[3] = 1;
        message = 0;
        goto end;
    :: else ->
        message = 0;
    fi;
  };
  atomic { /* 11: receive seen, box[me] */
    len(box_3) > 0 ->
    box_3?message;
    goto then_11_2;
  then_11_2:
    seen = message; /* 11: received seen */
    if /* 12: branch not seen > own, @14 */
    :: seen <= own ->
        goto then_17;
    :: else ->
        message = 0;
    fi;
  };
  atomic { /* 13: send box[(me + 1) % N], seen */
    len(box_4) < 2 ->
    box_4!seen;
    goto then_14;
  then_14:
    if /* 14: branch not seen > 10, @13 */
    :: seen <= 10 ->
        goto then_12_2;
    :: else ->
    fi;
    going = 0; /* 15: let going, 0 */
  then_12_2:
    goto then_10_2; /* 12: jump @21 */
  then_17:
    if /* 17: branch not seen == own, @19 */
    :: seen != own ->
        goto then_20;
    :: else ->
        message = 0;
    fi;
  };
  leader = own; /* 18: store leader, own */
  atomic { /* 19: send box[(me + 1) % N], own + N */
    len(box_4) < 2 ->
    box_4!own + 10;
    goto then_17_2;
  then_17_2:
    goto then_10_2; /* 17: jump @21 */
  then_20:
    if /* 20: branch not seen > 10, @21 */
    :: seen <= 10 ->
        goto then_10_2;
    :: else ->
    fi;
    going = 0; /* 21: let going, 0 */
  then_10_2:
    goto then_10; /* 10: jump @4 */
  };
end:
  false;
}

active proctype P_4() provided (failure == 0) { /* 4: P[4] */
  byte own = 3;
  bit going;
  int seen;
  int message; /* only within steps */
  atomic { /* 8: send box[(me + 1) % N], own */
    len(box_5) < 2 ->
    box_5!own;
    goto then_9;
  then_9:
    going = 1; /* 9: let going, 1 */
  then_10:
    if /* 10: branch not going, @22 */
    :: going == 0 ->
        ended[4] = 1;
        message = 0;
        goto end;
    :: else ->
        message = 0;
    fi;
  };
  atomic { /* 11: receive seen, box[me] */
    len(box_4) > 0 ->
    box_4?message;
    goto then_11_2;
  then_11_2:
    seen = message; /* 11: received seen */
    if /* 12: branch not seen > own, @14 */
    :: seen <= own ->
        goto then_17;
    :: else ->
        message = 0;
    fi;
  };
  atomic { /* 13: send box[(me + 1) % N], seen */
    len(box_5) < 2 ->
    box_5!seen;
    goto then_14;
  then_14:
    if /* 14: branch not seen > 10, @13 */
    :: seen <= 10 ->
        goto then_12_2;
    :: else ->
    fi;
    going = 0; /* 15: let going, 0 */
  then_12_2:
    goto then_10_2; /* 12: jump @21 */
  then_17:
    if /* 17: branch not seen == own, @19 */
    :: seen != own ->
        goto then_20;
    :: else ->
        message = 0;
    fi;
  };
  leader = own; /* 18: store leader, own */
  atomic { /* 19: send box[(me + 1) % N], own + N */
    len(box_5) < 2 ->
    box_5!own + 10;
    goto then_17_2;
  then_17_2:
    goto then_10_2; /* 17: jump @21 */
  then_20:
    if /* 20: branch not seen > 10, @21 */
    :: seen <= 10 ->
        goto then_10_2;
    :: else ->
    fi;
    going = 0; /* 21: let going, 0 */
  then_10_2:
    goto then_10; /* 10: jump @4 */
  };
end:
  false;
}

active proctype P_5() provided (failure == 0) { /* 5: P[5] */
  byte own = 6;
  bit going;
  int seen;
  int message; /* only within steps */
  atomic { /* 8: send box[(me + 1) % N], own */
    len(box_6) < 2 ->
    box_6!own;
    goto then_9;
  then_9:
    going = 1; /* 9: let going, 1 */
  then_10:
    if /* 10: branch not going, @22 */
    :: going == 0 ->
        ended[5] = 1;
        message = 0;
        goto end;
    :: else ->
        message = 0;
    fi;
  };
  atomic { /* 11: receive seen, box[me] */
    len(box_5) > 0 ->
    box_5?message;
    goto then_11_2;
  then_11_2:
    seen = message; /* 11: received seen */
    if /* 12: branch not seen > own, @14 */
    :: seen <= own ->
        goto then_17;
    :: else ->
        message = 0;
    fi;
  };
  atomic { /* 13: send box[(me + 1) % N], seen */
    len(box_6) < 2 ->
    box_6!seen;
    goto then_14;
  then_14:
    if /* 14: branch not seen > 10, @13 */
    :: seen <= 10 ->
        goto then_12_2;
    :: else ->
    fi;
    going = 0; /* 15: let going, 0 */
  then_12_2:
    goto then_10_2; /* 12: jump @21 */
  then_17:
    if /* 17: branch not seen == own, @19 */
    :: seen != own ->
        goto then_20;
    :: else ->
        message = 0;
    fi;
  };
  leader = own; /* 18: store leader, own */
  atomic { /* 19: send box[(me + 1) % N], own + N */
    len(box_6) < 2 ->
    box_6!own + 10;
    goto then_17_2;
  then_17_2:
    goto then_10_2; /* 17: jump @21 */
  then_20:
    if /* 20: branch not seen > 10, @21 */
    :: seen <= 10 ->
        goto then_10_2;
    :: else ->
    fi;
    going = 0; /* 21: let going, 0 */
  then_10_2:
    goto then_10; /* 10: jump @4 */
  };
end:
  false;
}

active proctype P_6() provided (failure == 0) { /* 6: P[6] */
  byte own = 9;
  bit going;
  int seen;
  int message; /* only within steps */
  atomic { /* 8: send box[(me + 1) % N], own */
    len(box_7) < 2 ->
    box_7!own;
    goto then_9;
  then_9:
    going = 1; /* 9: let going, 1 */
  then_10:
    if /* 10: branch not going, @22 */
    :: going == 0 ->
        ended[6] = 1;
        message = 0;
        goto end;
    :: else ->
        message = 0;
    fi;
  };
  atomic { /* 11: receive seen, box[me] */
    len(box_6) > 0 ->
    box_6?message;
    goto then_11_2;
  then_11_2:
    seen = message; /* 11: received seen */
    if /* 12: branch not seen > own, @14 */
    :: seen <= own ->
        goto then_17;
    :: else ->
        message = 0;
    fi;
  };
  atomic { /* 13: send box[(me + 1) % N], seen */
    len(box_7) < 2 ->
    box_7!seen;
    goto then_14;
  then_14:
    if /* 14: branch not seen > 10, @13 */
    :: seen <= 10 ->
        goto then_12_2;
    :: else ->
    fi;
    going = 0; /* 15: let going, 0 */
  then_12_2:
    goto then_10_2; /* 12: jump @21 */
  then_17:
    if /* 17: branch not seen == own, @19 */
    :: seen != own ->
        goto then_20;
    :: else ->
        message = 0;
    fi;
  };
  leader = own; /* 18: store leader, own */
  atomic { /* 19: send box[(me + 1) % N], own + N */
    len(box_7) < 2 ->
    box_7!own + 10;
    goto then_17_2;
  then_17_2:
    goto then_10_2; /* 17: jump @21 */
  then_20:
    if /* 20: branch not seen > 10, @21 */
    :: seen <= 10 ->
        goto then_10_2;
    :: else ->
    fi;
    going = 0; /* 21: let going, 0 */
  then_10_2:
    goto then_10; /* 10: jump @4 */
  };
end:
  false;
}

active proctype P_7() provided (failure == 0) { /* 7: P[7] */
  byte own = 2;
  bit going;
  int seen;
  int message; /* only within steps */
  atomic { /* 8: send box[(me + 1) % N], own */
    len(box_8) < 2 ->
    box_8!own;
    goto then_9;
  then_9:
    going = 1; /* 9: let going, 1 */
  then_10:
    if /* 10: branch not going, @22 */
    :: going == 0 ->
        ended[7] = 1;
        message = 0;
        goto end;
    :: else ->
        message = 0;
    fi;
  };
  atomic { /* 11: receive seen, box[me] */
    len(box_7) > 0 ->
    box_7?message;
    goto then_11_2;
  then_11_2:
    seen = message; /* 11: received seen */
    if /* 12: branch not seen > own, @14 */
    :: seen <= own ->
        goto then_17;
    :: else ->
        message = 0;
    fi;
  };
  atomic { /* 13: send box[(me + 1) % N], seen */
    len(box_8) < 2 ->
    box_8!seen;
    goto then_14;
  then_14:
    if /* 14: branch not seen > 10, @13 */
    :: seen <= 10 ->
        goto then_12_2;
    :: else ->
    fi;
    going = 0; /* 15: let going, 0 */
  then_12_2:
    goto then_10_2; /* 12: jump @21 */
  then_17:
    if /* 17: branch not seen == own, @19 */
    :: seen != own ->
        goto then_20;
    :: else ->
        message = 0;
    fi;
  };
  leader = own; /* 18: store leader, own */
  atomic { /* 19: send box[(me + 1) % N], own + N */
    len(box_8) < 2 ->
    box_8!own + 10;
    goto then_17_2;
  then_17_2:
    goto then_10_2; /* 17: jump @21 */
  then_20:
    if /* 20: branch not seen > 10, @21 */
    :: seen <= 10 ->
        goto then_10_2;
    :: else ->
    fi;
    going = 0; /* 21: let going, 0 */
  then_10_2:
    goto then_10; /* 10: jump @4 */
  };
end:
  false;
}

active proctype P_8() provided (failure == 0) { /* 8: P[8] */
  byte own = 5;
  bit going;
  int seen;
  int message; /* only within steps */
  atomic { /* 8: send box[(me + 1) % N], own */
    len(box_9) < 2 ->
    box_9!own;
    goto then_9;
  then_9:
    going = 1; /* 9: let going, 1 */
  then_10:
    if /* 10: branch not going, @22 */
    :: going == 0 ->
        ended[8] = 1;
        message = 0;
        goto end;
    :: else ->
        message = 0;
    fi;
  };
  atomic { /* 11: receive seen, box[me] */
    len(box_8) > 0 ->
    box_8?message;
    goto then_11_2;
  then_11_2:
    seen = message; /* 11: received seen */
    if /* 12: branch not seen > own, @14 */
    :: seen <= own ->
        goto then_17;
    :: else ->
        message = 0;
    fi;
  };
  atomic { /* 13: send box[(me + 1) % N], seen */
    len(box_9) < 2 ->
    box_9!seen;
    goto then_14;
  then_14:
    if /* 14: branch not seen > 10, @13 */
    :: seen <= 10 ->
        goto then_12_2;
    :: else ->
    fi;
    going = 0; /* 15: let going, 0 */
  then_12_2:
    goto then_10_2; /* 12: jump @21 */
  then_17:
    if /* 17: branch not seen == own, @19 */
    :: seen != own ->
        goto then_20;
    :: else ->
        message = 0;
    fi;
  };
  leader = own; /* 18: store leader, own */
  atomic { /* 19: send box[(me + 1) % N], own + N */
    len(box_9) < 2 ->
    box_9!own + 10;
    goto then_17_2;
  then_17_2:
    goto then_10_2; /* 17: jump @21 */
  then_20:
    if /* 20: branch not seen > 10, @21 */
    :: seen <= 10 ->
        goto then_10_2;
    :: else ->
    fi;
    going = 0; /* 21: let going, 0 */
  then_10_2:
    goto then_10; /* 10: jump @4 */
  };
end:
  false;
}

active proctype P_9() provided (failure == 0) { /* 9: P[9] */
  byte own = 8;
  bit going;
  int seen;
  int message; /* only within steps */
  atomic { /* 8: send box[(me + 1) % N], own */
    len(box_0) < 2 ->
    box_0!own;
    goto then_9;
  then_9:
    going = 1; /* 9: let going, 1 */
  then_10:
    if /* 10: branch not going, @22 */
    :: going == 0 ->
        ended[9] = 1;
        message = 0;
        goto end;
    :: else ->
        message = 0;
    fi;
  };
  atomic { /* 11: receive seen, box[me] */
    len(box_9) > 0 ->
    box_9?message;
    goto then_11_2;
  then_11_2:
    seen = message; /* 11: received seen */
    if /* 12: branch not seen > own, @14 */
    :: seen <= own ->
        goto then_17;
    :: else ->
        message = 0;
    fi;
  };
  atomic { /* 13: send box[(me + 1) % N], seen */
    len(box_0) < 2 ->
    box_0!seen;
    goto then_14;
  then_14:
    if /* 14: branch not seen > 10, @13 */
    :: seen <= 10 ->
        goto then_12_2;
    :: else ->
    fi;
    going = 0; /* 15: let going, 0 */
  then_12_2:
    goto then_10_2; /* 12: jump @21 */
  then_17:
    if /* 17: branch not seen == own, @19 */
    :: seen != own ->
        goto then_20;
    :: else ->
        message = 0;
    fi;
  };
  leader = own; /* 18: store leader, own */
  atomic { /* 19: send box[(me + 1) % N], own + N */
    len(box_0) < 2 ->
    box_0!own + 10;
    goto then_17_2;
  then_17_2:
    goto then_10_2; /* 17: jump @21 */
  then_20:
    if /* 20: branch not seen > 10, @21 */
    :: seen <= 10 ->
        goto then_10_2;
    :: else ->
    fi;
    going = 0; /* 21: let going, 0 */
  then_10_2:
    goto then_10; /* 10: jump @4 */
  };
end:
  false;
}

/* expect final leader == N */
ltl expect_25 { [] (!(ended[0] != 0 && ended[1] != 0 && ended[2] != 0 && ended[3] != 0 && ended[4] != 0 && ended[5] != 0 && ended[6] != 0 && ended[7] != 0 && ended[8] != 0 && ended[9] != 0) || leader == 10) }
