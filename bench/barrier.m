-- bench/barrier.ilv, exported from interleave
-- Each rule is a step; pc says where threads stand. Those that have ended stay at their end.
-- Not exported: line 23: expect no deadlock

type
  thread_number: 0..4;
  place_name: enum { P_0_line_11, P_0_line_12, P_0_end_crashed_13, P_0_line_14, P_0_end_crashed_15, P_0_line_16, P_0_line_17, P_0_end_crashed_15_2, P_0_line_19, P_0_end_crashed_10, P_0_end_crashed_10_2, P_0_end_crashed_10_3, P_0_end, P_1_line_11, P_1_line_12, P_1_end_crashed_13, P_1_line_14, P_1_end_crashed_15, P_1_line_16, P_1_line_17, P_1_end_crashed_15_2, P_1_line_19, P_1_end_crashed_10, P_1_end_crashed_10_2, P_1_end_crashed_10_3, P_1_end, P_2_line_11, P_2_line_12, P_2_end_crashed_13, P_2_line_14, P_2_end_crashed_15, P_2_line_16, P_2_line_17, P_2_end_crashed_15_2, P_2_line_19, P_2_end_crashed_10, P_2_end_crashed_10_2, P_2_end_crashed_10_3, P_2_end, P_3_line_11, P_3_line_12, P_3_end_crashed_13, P_3_line_14, P_3_end_crashed_15, P_3_line_16, P_3_line_17, P_3_end_crashed_15_2, P_3_line_19, P_3_end_crashed_10, P_3_end_crashed_10_2, P_3_end_crashed_10_3, P_3_end, P_4_line_11, P_4_line_12, P_4_end_crashed_13, P_4_line_14, P_4_end_crashed_15, P_4_line_16, P_4_line_17, P_4_end_crashed_15_2, P_4_line_19, P_4_end_crashed_10, P_4_end_crashed_10_2, P_4_end_crashed_10_3, P_4_end };

var
  pc: array [thread_number] of place_name;
  missing: -25..5;
  sense: 0..1;
  phase: array [0..4] of 0..1;
  mine: 0..1;
  left: -25..5;
  round_1: 0..4;
  mine_2: 0..1;
  left_2: -25..5;
  round_1_2: 0..4;
  mine_3: 0..1;
  left_3: -25..5;
  round_1_3: 0..4;
  mine_4: 0..1;
  left_4: -25..5;
  round_1_4: 0..4;
  mine_5: 0..1;
  left_5: -25..5;
  round_1_5: 0..4;

startstate
begin
  pc[0] := P_0_line_11;
  pc[1] := P_1_line_11;
  pc[2] := P_2_line_11;
  pc[3] := P_3_line_11;
  pc[4] := P_4_line_11;
  missing := 5;
  sense := 0;
  phase[0] := 0;
  phase[1] := 0;
  phase[2] := 0;
  phase[3] := 0;
  phase[4] := 0;
  mine := 0;
  left := 0;
  round_1 := 0;
  mine_2 := 0;
  left_2 := 0;
  round_1_2 := 0;
  mine_3 := 0;
  left_3 := 0;
  round_1_3 := 0;
  mine_4 := 0;
  left_4 := 0;
  round_1_4 := 0;
  mine_5 := 0;
  left_5 := 0;
  round_1_5 := 0;
end;

-- P[0]
rule "11: store phase[0], mine"
  pc[0] = P_0_line_11
==>
begin
  phase[0] := mine;
  pc[0] := P_0_line_12;
endrule;
rule "12: yield"
  pc[0] = P_0_line_12
==>
begin
  mine := (1 - mine);
  pc[0] := P_0_line_14;
endrule;
rule "14: fetch_add left, missing, -1"
  pc[0] = P_0_line_14
==>
begin
  left := missing;
  missing := (missing + (-1));
  if (left != 1) then
    pc[0] := P_0_line_19;
  else
    pc[0] := P_0_line_16;
  endif;
endrule;
rule "16: store missing, 5"
  pc[0] = P_0_line_16
==>
begin
  missing := 5;
  pc[0] := P_0_line_17;
endrule;
rule "17: store sense, mine"
  pc[0] = P_0_line_17
==>
begin
  sense := mine;
  round_1 := (round_1 + 1);
  if (round_1 < 4) then
    pc[0] := P_0_line_11;
  else
    round_1 := 0;
    pc[0] := P_0_end;
  endif;
endrule;
rule "19: await sense == mine"
  pc[0] = P_0_line_19 & (sense = mine)
==>
begin
  round_1 := (round_1 + 1);
  if (round_1 < 4) then
    pc[0] := P_0_line_11;
  else
    round_1 := 0;
    pc[0] := P_0_end;
  endif;
endrule;

-- P[1]
rule "11: store phase[1], mine"
  pc[1] = P_1_line_11
==>
begin
  phase[1] := mine_2;
  pc[1] := P_1_line_12;
endrule;
rule "12: yield"
  pc[1] = P_1_line_12
==>
begin
  mine_2 := (1 - mine_2);
  pc[1] := P_1_line_14;
endrule;
rule "14: fetch_add left, missing, -1"
  pc[1] = P_1_line_14
==>
begin
  left_2 := missing;
  missing := (missing + (-1));
  if (left_2 != 1) then
    pc[1] := P_1_line_19;
  else
    pc[1] := P_1_line_16;
  endif;
endrule;
rule "16: store missing, 5"
  pc[1] = P_1_line_16
==>
begin
  missing := 5;
  pc[1] := P_1_line_17;
endrule;
rule "17: store sense, mine"
  pc[1] = P_1_line_17
==>
begin
  sense := mine_2;
  round_1_2 := (round_1_2 + 1);
  if (round_1_2 < 4) then
    pc[1] := P_1_line_11;
  else
    round_1_2 := 0;
    pc[1] := P_1_end;
  endif;
endrule;
rule "19: await sense == mine"
  pc[1] = P_1_line_19 & (sense = mine_2)
==>
begin
  round_1_2 := (round_1_2 + 1);
  if (round_1_2 < 4) then
    pc[1] := P_1_line_11;
  else
    round_1_2 := 0;
    pc[1] := P_1_end;
  endif;
endrule;

-- P[2]
rule "11: store phase[2], mine"
  pc[2] = P_2_line_11
==>
begin
  phase[2] := mine_3;
  pc[2] := P_2_line_12;
endrule;
rule "12: yield"
  pc[2] = P_2_line_12
==>
begin
  mine_3 := (1 - mine_3);
  pc[2] := P_2_line_14;
endrule;
rule "14: fetch_add left, missing, -1"
  pc[2] = P_2_line_14
==>
begin
  left_3 := missing;
  missing := (missing + (-1));
  if (left_3 != 1) then
    pc[2] := P_2_line_19;
  else
    pc[2] := P_2_line_16;
  endif;
endrule;
rule "16: store missing, 5"
  pc[2] = P_2_line_16
==>
begin
  missing := 5;
  pc[2] := P_2_line_17;
endrule;
rule "17: store sense, mine"
  pc[2] = P_2_line_17
==>
begin
  sense := mine_3;
  round_1_3 := (round_1_3 + 1);
  if (round_1_3 < 4) then
    pc[2] := P_2_line_11;
  else
    round_1_3 := 0;
    pc[2] := P_2_end;
  endif;
endrule;
rule "19: await sense == mine"
  pc[2] = P_2_line_19 & (sense = mine_3)
==>
begin
  round_1_3 := (round_1_3 + 1);
  if (round_1_3 < 4) then
    pc[2] := P_2_line_11;
  else
    round_1_3 := 0;
    pc[2] := P_2_end;
  endif;
endrule;

-- P[3]
rule "11: store phase[3], mine"
  pc[3] = P_3_line_11
==>
begin
  phase[3] := mine_4;
  pc[3] := P_3_line_12;
endrule;
rule "12: yield"
  pc[3] = P_3_line_12
==>
begin
  mine_4 := (1 - mine_4);
  pc[3] := P_3_line_14;
endrule;
rule "14: fetch_add left, missing, -1"
  pc[3] = P_3_line_14
==>
begin
  left_4 := missing;
  missing := (missing + (-1));
  if (left_4 != 1) then
    pc[3] := P_3_line_19;
  else
    pc[3] := P_3_line_16;
  endif;
endrule;
rule "16: store missing, 5"
  pc[3] = P_3_line_16
==>
begin
  missing := 5;
  pc[3] := P_3_line_17;
endrule;
rule "17: store sense, mine"
  pc[3] = P_3_line_17
==>
begin
  sense := mine_4;
  round_1_4 := (round_1_4 + 1);
  if (round_1_4 < 4) then
    pc[3] := P_3_line_11;
  else
    round_1_4 := 0;
    pc[3] := P_3_end;
  endif;
endrule;
rule "19: await sense == mine"
  pc[3] = P_3_line_19 & (sense = mine_4)
==>
begin
  round_1_4 := (round_1_4 + 1);
  if (round_1_4 < 4) then
    pc[3] := P_3_line_11;
  else
    round_1_4 := 0;
    pc[3] := P_3_end;
  endif;
endrule;

-- P[4]
rule "11: store phase[4], mine"
  pc[4] = P_4_line_11
==>
begin
  phase[4] := mine_5;
  pc[4] := P_4_line_12;
endrule;
rule "12: yield"
  pc[4] = P_4_line_12
==>
begin
  mine_5 := (1 - mine_5);
  pc[4] := P_4_line_14;
endrule;
rule "14: fetch_add left, missing, -1"
  pc[4] = P_4_line_14
==>
begin
  left_5 := missing;
  missing := (missing + (-1));
  if (left_5 != 1) then
    pc[4] := P_4_line_19;
  else
    pc[4] := P_4_line_16;
  endif;
endrule;
rule "16: store missing, 5"
  pc[4] = P_4_line_16
==>
begin
  missing := 5;
  pc[4] := P_4_line_17;
endrule;
rule "17: store sense, mine"
  pc[4] = P_4_line_17
==>
begin
  sense := mine_5;
  round_1_5 := (round_1_5 + 1);
  if (round_1_5 < 4) then
    pc[4] := P_4_line_11;
  else
    round_1_5 := 0;
    pc[4] := P_4_end;
  endif;
endrule;
rule "19: await sense == mine"
  pc[4] = P_4_line_19 & (sense = mine_5)
==>
begin
  round_1_5 := (round_1_5 + 1);
  if (round_1_5 < 4) then
    pc[4] := P_4_line_11;
  else
    round_1_5 := 0;
    pc[4] := P_4_end;
  endif;
endrule;
