-- bench/two_phase_commit.ilv, exported from interleave
-- Each rule is a step; pc says where threads stand. Those that have ended stay at their end.

type
  thread_number: 0..6;
  place_name: enum { Coordinator_line_9, Coordinator_line_10, Coordinator_line_11, Coordinator_end_crashed_11, Coordinator_line_11_2, Coordinator_end_crashed_11_2, Coordinator_line_11_3, Coordinator_end_crashed_11_3, Coordinator_line_11_4, Coordinator_end_crashed_11_4, Coordinator_line_11_5, Coordinator_end_crashed_11_5, Coordinator_line_11_6, Coordinator_end_crashed_11_6, Coordinator_line_12, Coordinator_end_crashed_11_7, Coordinator_line_14, Coordinator_end, Participant_0_line_18, Participant_0_line_19, Participant_0_line_20, Participant_0_line_21, Participant_0_end_crashed_22, Participant_0_line_23, Participant_0_end_crashed_22_2, Participant_0_line_25, Participant_0_line_26, Participant_0_line_27, Participant_0_end, Participant_1_line_18, Participant_1_line_19, Participant_1_line_20, Participant_1_line_21, Participant_1_end_crashed_22, Participant_1_line_23, Participant_1_end_crashed_22_2, Participant_1_line_25, Participant_1_line_26, Participant_1_line_27, Participant_1_end, Participant_2_line_18, Participant_2_line_19, Participant_2_line_20, Participant_2_line_21, Participant_2_end_crashed_22, Participant_2_line_23, Participant_2_end_crashed_22_2, Participant_2_line_25, Participant_2_line_26, Participant_2_line_27, Participant_2_end, Participant_3_line_18, Participant_3_line_19, Participant_3_line_20, Participant_3_line_21, Participant_3_end_crashed_22, Participant_3_line_23, Participant_3_end_crashed_22_2, Participant_3_line_25, Participant_3_line_26, Participant_3_line_27, Participant_3_end, Participant_4_line_18, Participant_4_line_19, Participant_4_line_20, Participant_4_line_21, Participant_4_end_crashed_22, Participant_4_line_23, Participant_4_end_crashed_22_2, Participant_4_line_25, Participant_4_line_26, Participant_4_line_27, Participant_4_end, Participant_5_line_18, Participant_5_line_19, Participant_5_line_20, Participant_5_line_21, Participant_5_end_crashed_22, Participant_5_line_23, Participant_5_end_crashed_22_2, Participant_5_line_25, Participant_5_line_26, Participant_5_line_27, Participant_5_end };

var
  pc: array [thread_number] of place_name;
  vote: array [0..5] of 0..2;
  asked: 0..1;
  decision: 0..2;
  done: array [0..5] of 0..2;
  ended: array [0..6] of 0..1; -- by thread: whether it has ended
  tmp: 0..2;
  mine: 0..2;
  told: 0..2;
  mine_2: 0..2;
  told_2: 0..2;
  mine_3: 0..2;
  told_3: 0..2;
  mine_4: 0..2;
  told_4: 0..2;
  mine_5: 0..2;
  told_5: 0..2;
  mine_6: 0..2;
  told_6: 0..2;

startstate
begin
  pc[0] := Coordinator_line_9;
  pc[1] := Participant_0_line_18;
  pc[2] := Participant_1_line_18;
  pc[3] := Participant_2_line_18;
  pc[4] := Participant_3_line_18;
  pc[5] := Participant_4_line_18;
  pc[6] := Participant_5_line_18;
  vote[0] := 0;
  vote[1] := 0;
  vote[2] := 0;
  vote[3] := 0;
  vote[4] := 0;
  vote[5] := 0;
  asked := 0;
  decision := 0;
  done[0] := 0;
  done[1] := 0;
  done[2] := 0;
  done[3] := 0;
  done[4] := 0;
  done[5] := 0;
  ended[0] := 0;
  ended[1] := 0;
  ended[2] := 0;
  ended[3] := 0;
  ended[4] := 0;
  ended[5] := 0;
  ended[6] := 0;
  tmp := 0;
  mine := 0;
  told := 0;
  mine_2 := 0;
  told_2 := 0;
  mine_3 := 0;
  told_3 := 0;
  mine_4 := 0;
  told_4 := 0;
  mine_5 := 0;
  told_5 := 0;
  mine_6 := 0;
  told_6 := 0;
end;

-- Coordinator
rule "9: store asked, 1"
  pc[0] = Coordinator_line_9
==>
begin
  asked := 1;
  pc[0] := Coordinator_line_10;
endrule;
rule "10: await vote[0] != 0 and vote[1] != 0 and vote[2] != 0 and vote[3] != 0 and vote[4] != 0 and vote[5] != 0"
  pc[0] = Coordinator_line_10 & ((((((vote[0] != 0) & (vote[1] != 0)) & (vote[2] != 0)) & (vote[3] != 0)) & (vote[4] != 0)) & (vote[5] != 0))
==>
begin
  pc[0] := Coordinator_line_11;
endrule;
rule "11: load tmp, vote[0]"
  pc[0] = Coordinator_line_11
==>
begin
  tmp := vote[0];
  if (tmp != 1) then
    pc[0] := Coordinator_line_14;
  else
    pc[0] := Coordinator_line_11_2;
  endif;
endrule;
rule "11: load tmp, vote[1]"
  pc[0] = Coordinator_line_11_2
==>
begin
  tmp := vote[1];
  if (tmp != 1) then
    pc[0] := Coordinator_line_14;
  else
    pc[0] := Coordinator_line_11_3;
  endif;
endrule;
rule "11: load tmp, vote[2]"
  pc[0] = Coordinator_line_11_3
==>
begin
  tmp := vote[2];
  if (tmp != 1) then
    pc[0] := Coordinator_line_14;
  else
    pc[0] := Coordinator_line_11_4;
  endif;
endrule;
rule "11: load tmp, vote[3]"
  pc[0] = Coordinator_line_11_4
==>
begin
  tmp := vote[3];
  if (tmp != 1) then
    pc[0] := Coordinator_line_14;
  else
    pc[0] := Coordinator_line_11_5;
  endif;
endrule;
rule "11: load tmp, vote[4]"
  pc[0] = Coordinator_line_11_5
==>
begin
  tmp := vote[4];
  if (tmp != 1) then
    pc[0] := Coordinator_line_14;
  else
    pc[0] := Coordinator_line_11_6;
  endif;
endrule;
rule "11: load tmp, vote[5]"
  pc[0] = Coordinator_line_11_6
==>
begin
  tmp := vote[5];
  if (tmp != 1) then
    pc[0] := Coordinator_line_14;
  else
    pc[0] := Coordinator_line_12;
  endif;
endrule;
rule "12: store decision, 1"
  pc[0] = Coordinator_line_12
==>
begin
  decision := 1;
  ended[0] := 1;
  pc[0] := Coordinator_end;
endrule;
rule "14: store decision, 2"
  pc[0] = Coordinator_line_14
==>
begin
  decision := 2;
  ended[0] := 1;
  pc[0] := Coordinator_end;
endrule;

-- Participant[0]
rule "18: await asked"
  pc[1] = Participant_0_line_18 & (asked != 0)
==>
begin
  pc[1] := Participant_0_line_19;
endrule;
rule "19: choose mine, 1..2, 1"
  pc[1] = Participant_0_line_19
==>
begin
  mine := 1;
  pc[1] := Participant_0_line_20;
endrule;
rule "19: choose mine, 1..2, 2"
  pc[1] = Participant_0_line_19
==>
begin
  mine := 2;
  pc[1] := Participant_0_line_20;
endrule;
rule "20: store vote[0], mine"
  pc[1] = Participant_0_line_20
==>
begin
  vote[0] := mine;
  pc[1] := Participant_0_line_21;
endrule;
rule "21: yield"
  pc[1] = Participant_0_line_21
==>
begin
  if (mine != 2) then
    pc[1] := Participant_0_line_25;
  else
    pc[1] := Participant_0_line_23;
  endif;
endrule;
rule "23: store done[0], 2"
  pc[1] = Participant_0_line_23
==>
begin
  done[0] := 2;
  ended[1] := 1;
  pc[1] := Participant_0_end;
endrule;
rule "25: await decision != 0"
  pc[1] = Participant_0_line_25 & (decision != 0)
==>
begin
  pc[1] := Participant_0_line_26;
endrule;
rule "26: load told, decision"
  pc[1] = Participant_0_line_26
==>
begin
  told := decision;
  pc[1] := Participant_0_line_27;
endrule;
rule "27: store done[0], told"
  pc[1] = Participant_0_line_27
==>
begin
  done[0] := told;
  ended[1] := 1;
  pc[1] := Participant_0_end;
endrule;

-- Participant[1]
rule "18: await asked"
  pc[2] = Participant_1_line_18 & (asked != 0)
==>
begin
  pc[2] := Participant_1_line_19;
endrule;
rule "19: choose mine, 1..2, 1"
  pc[2] = Participant_1_line_19
==>
begin
  mine_2 := 1;
  pc[2] := Participant_1_line_20;
endrule;
rule "19: choose mine, 1..2, 2"
  pc[2] = Participant_1_line_19
==>
begin
  mine_2 := 2;
  pc[2] := Participant_1_line_20;
endrule;
rule "20: store vote[1], mine"
  pc[2] = Participant_1_line_20
==>
begin
  vote[1] := mine_2;
  pc[2] := Participant_1_line_21;
endrule;
rule "21: yield"
  pc[2] = Participant_1_line_21
==>
begin
  if (mine_2 != 2) then
    pc[2] := Participant_1_line_25;
  else
    pc[2] := Participant_1_line_23;
  endif;
endrule;
rule "23: store done[1], 2"
  pc[2] = Participant_1_line_23
==>
begin
  done[1] := 2;
  ended[2] := 1;
  pc[2] := Participant_1_end;
endrule;
rule "25: await decision != 0"
  pc[2] = Participant_1_line_25 & (decision != 0)
==>
begin
  pc[2] := Participant_1_line_26;
endrule;
rule "26: load told, decision"
  pc[2] = Participant_1_line_26
==>
begin
  told_2 := decision;
  pc[2] := Participant_1_line_27;
endrule;
rule "27: store done[1], told"
  pc[2] = Participant_1_line_27
==>
begin
  done[1] := told_2;
  ended[2] := 1;
  pc[2] := Participant_1_end;
endrule;

-- Participant[2]
rule "18: await asked"
  pc[3] = Participant_2_line_18 & (asked != 0)
==>
begin
  pc[3] := Participant_2_line_19;
endrule;
rule "19: choose mine, 1..2, 1"
  pc[3] = Participant_2_line_19
==>
begin
  mine_3 := 1;
  pc[3] := Participant_2_line_20;
endrule;
rule "19: choose mine, 1..2, 2"
  pc[3] = Participant_2_line_19
==>
begin
  mine_3 := 2;
  pc[3] := Participant_2_line_20;
endrule;
rule "20: store vote[2], mine"
  pc[3] = Participant_2_line_20
==>
begin
  vote[2] := mine_3;
  pc[3] := Participant_2_line_21;
endrule;
rule "21: yield"
  pc[3] = Participant_2_line_21
==>
begin
  if (mine_3 != 2) then
    pc[3] := Participant_2_line_25;
  else
    pc[3] := Participant_2_line_23;
  endif;
endrule;
rule "23: store done[2], 2"
  pc[3] = Participant_2_line_23
==>
begin
  done[2] := 2;
  ended[3] := 1;
  pc[3] := Participant_2_end;
endrule;
rule "25: await decision != 0"
  pc[3] = Participant_2_line_25 & (decision != 0)
==>
begin
  pc[3] := Participant_2_line_26;
endrule;
rule "26: load told, decision"
  pc[3] = Participant_2_line_26
==>
begin
  told_3 := decision;
  pc[3] := Participant_2_line_27;
endrule;
rule "27: store done[2], told"
  pc[3] = Participant_2_line_27
==>
begin
  done[2] := told_3;
  ended[3] := 1;
  pc[3] := Participant_2_end;
endrule;

-- Participant[3]
rule "18: await asked"
  pc[4] = Participant_3_line_18 & (asked != 0)
==>
begin
  pc[4] := Participant_3_line_19;
endrule;
rule "19: choose mine, 1..2, 1"
  pc[4] = Participant_3_line_19
==>
begin
  mine_4 := 1;
  pc[4] := Participant_3_line_20;
endrule;
rule "19: choose mine, 1..2, 2"
  pc[4] = Participant_3_line_19
==>
begin
  mine_4 := 2;
  pc[4] := Participant_3_line_20;
endrule;
rule "20: store vote[3], mine"
  pc[4] = Participant_3_line_20
==>
begin
  vote[3] := mine_4;
  pc[4] := Participant_3_line_21;
endrule;
rule "21: yield"
  pc[4] = Participant_3_line_21
==>
begin
  if (mine_4 != 2) then
    pc[4] := Participant_3_line_25;
  else
    pc[4] := Participant_3_line_23;
  endif;
endrule;
rule "23: store done[3], 2"
  pc[4] = Participant_3_line_23
==>
begin
  done[3] := 2;
  ended[4] := 1;
  pc[4] := Participant_3_end;
endrule;
rule "25: await decision != 0"
  pc[4] = Participant_3_line_25 & (decision != 0)
==>
begin
  pc[4] := Participant_3_line_26;
endrule;
rule "26: load told, decision"
  pc[4] = Participant_3_line_26
==>
begin
  told_4 := decision;
  pc[4] := Participant_3_line_27;
endrule;
rule "27: store done[3], told"
  pc[4] = Participant_3_line_27
==>
begin
  done[3] := told_4;
  ended[4] := 1;
  pc[4] := Participant_3_end;
endrule;

-- Participant[4]
rule "18: await asked"
  pc[5] = Participant_4_line_18 & (asked != 0)
==>
begin
  pc[5] := Participant_4_line_19;
endrule;
rule "19: choose mine, 1..2, 1"
  pc[5] = Participant_4_line_19
==>
begin
  mine_5 := 1;
  pc[5] := Participant_4_line_20;
endrule;
rule "19: choose mine, 1..2, 2"
  pc[5] = Participant_4_line_19
==>
begin
  mine_5 := 2;
  pc[5] := Participant_4_line_20;
endrule;
rule "20: store vote[4], mine"
  pc[5] = Participant_4_line_20
==>
begin
  vote[4] := mine_5;
  pc[5] := Participant_4_line_21;
endrule;
rule "21: yield"
  pc[5] = Participant_4_line_21
==>
begin
  if (mine_5 != 2) then
    pc[5] := Participant_4_line_25;
  else
    pc[5] := Participant_4_line_23;
  endif;
endrule;
rule "23: store done[4], 2"
  pc[5] = Participant_4_line_23
==>
begin
  done[4] := 2;
  ended[5] := 1;
  pc[5] := Participant_4_end;
endrule;
rule "25: await decision != 0"
  pc[5] = Participant_4_line_25 & (decision != 0)
==>
begin
  pc[5] := Participant_4_line_26;
endrule;
rule "26: load told, decision"
  pc[5] = Participant_4_line_26
==>
begin
  told_5 := decision;
  pc[5] := Participant_4_line_27;
endrule;
rule "27: store done[4], told"
  pc[5] = Participant_4_line_27
==>
begin
  done[4] := told_5;
  ended[5] := 1;
  pc[5] := Participant_4_end;
endrule;

-- Participant[5]
rule "18: await asked"
  pc[6] = Participant_5_line_18 & (asked != 0)
==>
begin
  pc[6] := Participant_5_line_19;
endrule;
rule "19: choose mine, 1..2, 1"
  pc[6] = Participant_5_line_19
==>
begin
  mine_6 := 1;
  pc[6] := Participant_5_line_20;
endrule;
rule "19: choose mine, 1..2, 2"
  pc[6] = Participant_5_line_19
==>
begin
  mine_6 := 2;
  pc[6] := Participant_5_line_20;
endrule;
rule "20: store vote[5], mine"
  pc[6] = Participant_5_line_20
==>
begin
  vote[5] := mine_6;
  pc[6] := Participant_5_line_21;
endrule;
rule "21: yield"
  pc[6] = Participant_5_line_21
==>
begin
  if (mine_6 != 2) then
    pc[6] := Participant_5_line_25;
  else
    pc[6] := Participant_5_line_23;
  endif;
endrule;
rule "23: store done[5], 2"
  pc[6] = Participant_5_line_23
==>
begin
  done[5] := 2;
  ended[6] := 1;
  pc[6] := Participant_5_end;
endrule;
rule "25: await decision != 0"
  pc[6] = Participant_5_line_25 & (decision != 0)
==>
begin
  pc[6] := Participant_5_line_26;
endrule;
rule "26: load told, decision"
  pc[6] = Participant_5_line_26
==>
begin
  told_6 := decision;
  pc[6] := Participant_5_line_27;
endrule;
rule "27: store done[5], told"
  pc[6] = Participant_5_line_27
==>
begin
  done[5] := told_6;
  ended[6] := 1;
  pc[6] := Participant_5_end;
endrule;

-- expect final (all i: done[i] == 1) or (all i: done[i] == 2 or vote[i] == 1)
invariant "expect_30"
  (!(((((((ended[0] != 0) & (ended[1] != 0)) & (ended[2] != 0)) & (ended[3] != 0)) & (ended[4] != 0)) & (ended[5] != 0)) & (ended[6] != 0)) | (((((((done[0] = 1) & (done[1] = 1)) & (done[2] = 1)) & (done[3] = 1)) & (done[4] = 1)) & (done[5] = 1)) | (((((((done[0] = 2) | (vote[0] = 1)) & ((done[1] = 2) | (vote[1] = 1))) & ((done[2] = 2) | (vote[2] = 1))) & ((done[3] = 2) | (vote[3] = 1))) & ((done[4] = 2) | (vote[4] = 1))) & ((done[5] = 2) | (vote[5] = 1)))));
