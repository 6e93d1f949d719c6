/* bench/two_phase_commit.ilv, exported from interleave
 *
 * Statements that are steps have the line of the source beside them; what is in one `atomic` is one step, and so is a
 * statement by itself. Threads that have ended stay at `end`.
 */

byte vote[6];
bit asked;
byte decision;
byte done[6];
bit ended[7]; /* by thread: whether it has ended */

active proctype Coordinator() { /* 0: Coordinator */
  byte tmp;
  asked = 1; /* 9: store asked, 1 */
  vote[0] != 0 && vote[1] != 0 && vote[2] != 0 && vote[3] != 0 && vote[4] != 0 && vote[5] != 0; /* 10: await vote[0] != 0 and vote[1] != 0 and vote[2] != 0 and vote[3] != 0 and vote[4] != 0 and vote[5] != 0 */
  atomic { /* 11: load tmp, vote[0] */
    tmp = vote[0];
    if /* 11: branch not tmp == 1, @16 */
    :: tmp != 1 ->
        goto line_14;
    :: else ->
    fi;
  };
  atomic { /* 11: load tmp, vote[1] */
    tmp = vote[1];
    if /* 11: branch not tmp == 1, @16 */
    :: tmp != 1 ->
        goto line_14;
    :: else ->
    fi;
  };
  atomic { /* 11: load tmp, vote[2] */
    tmp = vote[2];
    if /* 11: branch not tmp == 1, @16 */
    :: tmp != 1 ->
        goto line_14;
    :: else ->
    fi;
  };
  atomic { /* 11: load tmp, vote[3] */
    tmp = vote[3];
    if /* 11: branch not tmp == 1, @16 */
    :: tmp != 1 ->
        goto line_14;
    :: else ->
    fi;
  };
  atomic { /* 11: load tmp, vote[4] */
    tmp = vote[4];
    if /* 11: branch not tmp == 1, @16 */
    :: tmp != 1 ->
        goto line_14;
    :: else ->
    fi;
  };
  atomic { /* 11: load tmp, vote[5] */
    tmp = vote[5];
    if /* 11: branch not tmp == 1, @16 */
    :: tmp != 1 ->
        goto line_14;
    :: else ->
    fi;
  };
  atomic { /* 12: store decision, 1 */
    decision = 1;
    ended[0] = 1; /* 11: jump @17 */
    goto end;
  };
line_14:
  atomic { /* 14: store decision, 2 */
    decision = 2;
    ended[0] = 1;
  };
end:
  false;
}

active proctype Participant_0() { /* 1: Participant[0] */
  byte mine;
  byte told;
  asked != 0; /* 18: await asked */
  atomic { /* 19: choose mine, 1..2 */
    true ->
    if
    :: true ->
        mine = 1;
    :: true ->
        mine = 2;
    fi;
  };
  vote[0] = mine; /* 20: store vote[0], mine */
  atomic { /* 21: yield */
    true ->
    if /* 22: branch not mine == 2, @7 */
    :: mine != 2 ->
        goto line_25;
    :: else ->
    fi;
  };
  atomic { /* 23: store done[0], 2 */
    done[0] = 2;
    ended[1] = 1; /* 22: jump @10 */
    goto end;
  };
line_25:
  decision != 0; /* 25: await decision != 0 */
  told = decision; /* 26: load told, decision */
  atomic { /* 27: store done[0], told */
    done[0] = told;
    ended[1] = 1;
  };
end:
  false;
}

active proctype Participant_1() { /* 2: Participant[1] */
  byte mine;
  byte told;
  asked != 0; /* 18: await asked */
  atomic { /* 19: choose mine, 1..2 */
    true ->
    if
    :: true ->
        mine = 1;
    :: true ->
        mine = 2;
    fi;
  };
  vote[1] = mine; /* 20: store vote[1], mine */
  atomic { /* 21: yield */
    true ->
    if /* 22: branch not mine == 2, @7 */
    :: mine != 2 ->
        goto line_25;
    :: else ->
    fi;
  };
  atomic { /* 23: store done[1], 2 */
    done[1] = 2;
    ended[2] = 1; /* 22: jump @10 */
    goto end;
  };
line_25:
  decision != 0; /* 25: await decision != 0 */
  told = decision; /* 26: load told, decision */
  atomic { /* 27: store done[1], told */
    done[1] = told;
    ended[2] = 1;
  };
end:
  false;
}

active proctype Participant_2() { /* 3: Participant[2] */
  byte mine;
  byte told;
  asked != 0; /* 18: await asked */
  atomic { /* 19: choose mine, 1..2 */
    true ->
    if
    :: true ->
        mine = 1;
    :: true ->
        mine = 2;
    fi;
  };
  vote[2] = mine; /* 20: store vote[2], mine */
  atomic { /* 21: yield */
    true ->
    if /* 22: branch not mine == 2, @7 */
    :: mine != 2 ->
        goto line_25;
    :: else ->
    fi;
  };
  atomic { /* 23: store done[2], 2 */
    done[2] = 2;
    ended[3] = 1; /* 22: jump @10 */
    goto end;
  };
line_25:
  decision != 0; /* 25: await decision != 0 */
  told = decision; /* 26: load told, decision */
  atomic { /* 27: store done[2], told */
    done[2] = told;
    ended[3] = 1;
  };
end:
  false;
}

active proctype Participant_3() { /* 4: Participant[3] */
  byte mine;
  byte told;
  asked != 0; /* 18: await asked */
  atomic { /* 19: choose mine, 1..2 */
    true ->
    if
    :: true ->
        mine = 1;
    :: true ->
        mine = 2;
    fi;
  };
  vote[3] = mine; /* 20: store vote[3], mine */
  atomic { /* 21: yield */
    true ->
    if /* 22: branch not mine == 2, @7 */
    :: mine != 2 ->
        goto line_25;
    :: else ->
    fi;
  };
  atomic { /* 23: store done[3], 2 */
    done[3] = 2;
    ended[4] = 1; /* 22: jump @10 */
    goto end;
  };
line_25:
  decision != 0; /* 25: await decision != 0 */
  told = decision; /* 26: load told, decision */
  atomic { /* 27: store done[3], told */
    done[3] = told;
    ended[4] = 1;
  };
end:
  false;
}

active proctype Participant_4() { /* 5: Participant[4] */
  byte mine;
  byte told;
  asked != 0; /* 18: await asked */
  atomic { /* 19: choose mine, 1..2 */
    true ->
    if
    :: true ->
        mine = 1;
    :: true ->
        mine = 2;
    fi;
  };
  vote[4] = mine; /* 20: store vote[4], mine */
  atomic { /* 21: yield */
    true ->
    if /* 22: branch not mine == 2, @7 */
    :: mine != 2 ->
        goto line_25;
    :: else ->
    fi;
  };
  atomic { /* 23: store done[4], 2 */
    done[4] = 2;
    ended[5] = 1; /* 22: jump @10 */
    goto end;
  };
line_25:
  decision != 0; /* 25: await decision != 0 */
  told = decision; /* 26: load told, decision */
  atomic { /* 27: store done[4], told */
    done[4] = told;
    ended[5] = 1;
  };
end:
  false;
}

active proctype Participant_5() { /* 6: Participant[5] */
  byte mine;
  byte told;
  asked != 0; /* 18: await asked */
  atomic { /* 19: choose mine, 1..2 */
    true ->
    if
    :: true ->
        mine = 1;
    :: true ->
        mine = 2;
    fi;
  };
  vote[5] = mine; /* 20: store vote[5], mine */
  atomic { /* 21: yield */
    true ->
    if /* 22: branch not mine == 2, @7 */
    :: mine != 2 ->
        goto line_25;
    :: else ->
    fi;
  };
  atomic { /* 23: store done[5], 2 */
    done[5] = 2;
    ended[6] = 1; /* 22: jump @10 */
    goto end;
  };
line_25:
  decision != 0; /* 25: await decision != 0 */
  told = decision; /* 26: load told, decision */
  atomic { /* 27: store done[5], told */
    done[5] = told;
    ended[6] = 1;
  };
end:
  false;
}

/* expect final (all i: done[i] == 1) or (all i: done[i] == 2 or vote[i] == 1) */
ltl expect_30 { [] (!(ended[0] != 0 && ended[1] != 0 && ended[2] != 0 && ended[3] != 0 && ended[4] != 0 && ended[5] != 0 && ended[6] != 0) || (done[0] == 1 && done[1] == 1 && done[2] == 1 && done[3] == 1 && done[4] == 1 && done[5] == 1 || (done[0] == 2 || vote[0] == 1) && (done[1] == 2 || vote[1] == 1) && (done[2] == 2 || vote[2] == 1) && (done[3] == 2 || vote[3] == 1) && (done[4] == 2 || vote[4] == 1) && (done[5] == 2 || vote[5] == 1))) }
