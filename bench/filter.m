-- bench/filter.ilv, exported from interleave
-- Each rule is a step; pc says where threads stand. Those that have ended stay at their end.

type
  thread_number: 0..3;
  place_name: enum { P_0_end_crashed_10, P_0_end_crashed_10_2, P_0_line_11, P_0_line_12, P_0_line_13, P_0_end_crashed_10_3, P_0_end_crashed_10_4, P_0_end_crashed_10_5, P_0_line_15, P_0_line_15_2, P_0_line_15_3, P_0_line_16, P_0_end_crashed_9, P_0_end_crashed_9_2, P_0_end_crashed_9_3, P_0_end, P_1_end_crashed_10, P_1_end_crashed_10_2, P_1_line_11, P_1_line_12, P_1_line_13, P_1_end_crashed_10_3, P_1_end_crashed_10_4, P_1_end_crashed_10_5, P_1_line_15, P_1_line_15_2, P_1_line_15_3, P_1_line_16, P_1_end_crashed_9, P_1_end_crashed_9_2, P_1_end_crashed_9_3, P_1_end, P_2_end_crashed_10, P_2_end_crashed_10_2, P_2_line_11, P_2_line_12, P_2_line_13, P_2_end_crashed_10_3, P_2_end_crashed_10_4, P_2_end_crashed_10_5, P_2_line_15, P_2_line_15_2, P_2_line_15_3, P_2_line_16, P_2_end_crashed_9, P_2_end_crashed_9_2, P_2_end_crashed_9_3, P_2_end, P_3_end_crashed_10, P_3_end_crashed_10_2, P_3_line_11, P_3_line_12, P_3_line_13, P_3_end_crashed_10_3, P_3_end_crashed_10_4, P_3_end_crashed_10_5, P_3_line_15, P_3_line_15_2, P_3_line_15_3, P_3_line_16, P_3_end_crashed_9, P_3_end_crashed_9_2, P_3_end_crashed_9_3, P_3_end };

var
  pc: array [thread_number] of place_name;
  level: array [0..3] of 0..3;
  victim: array [0..3] of 0..3;
  count: 0..12;
  ended: array [0..3] of 0..1; -- by thread: whether it has ended
  at: 0..4;
  round_1: 0..2;
  tmp: 0..2147483647;
  at_2: 0..4;
  round_1_2: 0..2;
  tmp_2: 0..2147483647;
  at_3: 0..4;
  round_1_3: 0..2;
  tmp_3: 0..2147483647;
  at_4: 0..4;
  round_1_4: 0..2;
  tmp_4: 0..2147483647;

startstate
begin
  pc[0] := P_0_line_11;
  pc[1] := P_1_line_11;
  pc[2] := P_2_line_11;
  pc[3] := P_3_line_11;
  level[0] := 0;
  level[1] := 0;
  level[2] := 0;
  level[3] := 0;
  victim[0] := 0;
  victim[1] := 0;
  victim[2] := 0;
  victim[3] := 0;
  count := 0;
  ended[0] := 0;
  ended[1] := 0;
  ended[2] := 0;
  ended[3] := 0;
  at := 1;
  round_1 := 0;
  tmp := 0;
  at_2 := 1;
  round_1_2 := 0;
  tmp_2 := 0;
  at_3 := 1;
  round_1_3 := 0;
  tmp_3 := 0;
  at_4 := 1;
  round_1_4 := 0;
  tmp_4 := 0;
end;

-- P[0]
rule "11: store level[0], at"
  pc[0] = P_0_line_11
==>
begin
  level[0] := at;
  pc[0] := P_0_line_12;
endrule;
rule "12: store victim[at], 0"
  pc[0] = P_0_line_12
==>
begin
  victim[at] := 0;
  pc[0] := P_0_line_13;
endrule;
rule "13: await victim[at] != 0 or level[1] < at and level[2] < at and level[3] < at"
  pc[0] = P_0_line_13 & ((victim[at] != 0) | (((level[1] < at) & (level[2] < at)) & (level[3] < at)))
==>
begin
  at := (at + 1);
  if (at > 3) then
    at := 0;
    pc[0] := P_0_line_15;
  else
    pc[0] := P_0_line_11;
  endif;
endrule;
rule "15: load tmp, count"
  pc[0] = P_0_line_15
==>
begin
  tmp := count;
  pc[0] := P_0_line_15_2;
endrule;
rule "15: add tmp, 1"
  pc[0] = P_0_line_15_2
==>
begin
  tmp := (tmp + 1);
  pc[0] := P_0_line_15_3;
endrule;
rule "15: store count, tmp"
  pc[0] = P_0_line_15_3
==>
begin
  count := tmp;
  pc[0] := P_0_line_16;
endrule;
rule "16: store level[0], 0"
  pc[0] = P_0_line_16
==>
begin
  level[0] := 0;
  round_1 := (round_1 + 1);
  if (round_1 < 2) then
    at := 1;
    if (at > 3) then
      at := 0;
      pc[0] := P_0_line_15;
    else
      pc[0] := P_0_line_11;
    endif;
  else
    round_1 := 0;
    ended[0] := 1;
    pc[0] := P_0_end;
  endif;
endrule;

-- P[1]
rule "11: store level[1], at"
  pc[1] = P_1_line_11
==>
begin
  level[1] := at_2;
  pc[1] := P_1_line_12;
endrule;
rule "12: store victim[at], 1"
  pc[1] = P_1_line_12
==>
begin
  victim[at_2] := 1;
  pc[1] := P_1_line_13;
endrule;
rule "13: await victim[at] != 1 or level[0] < at and level[2] < at and level[3] < at"
  pc[1] = P_1_line_13 & ((victim[at_2] != 1) | (((level[0] < at_2) & (level[2] < at_2)) & (level[3] < at_2)))
==>
begin
  at_2 := (at_2 + 1);
  if (at_2 > 3) then
    at_2 := 0;
    pc[1] := P_1_line_15;
  else
    pc[1] := P_1_line_11;
  endif;
endrule;
rule "15: load tmp, count"
  pc[1] = P_1_line_15
==>
begin
  tmp_2 := count;
  pc[1] := P_1_line_15_2;
endrule;
rule "15: add tmp, 1"
  pc[1] = P_1_line_15_2
==>
begin
  tmp_2 := (tmp_2 + 1);
  pc[1] := P_1_line_15_3;
endrule;
rule "15: store count, tmp"
  pc[1] = P_1_line_15_3
==>
begin
  count := tmp_2;
  pc[1] := P_1_line_16;
endrule;
rule "16: store level[1], 0"
  pc[1] = P_1_line_16
==>
begin
  level[1] := 0;
  round_1_2 := (round_1_2 + 1);
  if (round_1_2 < 2) then
    at_2 := 1;
    if (at_2 > 3) then
      at_2 := 0;
      pc[1] := P_1_line_15;
    else
      pc[1] := P_1_line_11;
    endif;
  else
    round_1_2 := 0;
    ended[1] := 1;
    pc[1] := P_1_end;
  endif;
endrule;

-- P[2]
rule "11: store level[2], at"
  pc[2] = P_2_line_11
==>
begin
  level[2] := at_3;
  pc[2] := P_2_line_12;
endrule;
rule "12: store victim[at], 2"
  pc[2] = P_2_line_12
==>
begin
  victim[at_3] := 2;
  pc[2] := P_2_line_13;
endrule;
rule "13: await victim[at] != 2 or level[0] < at and level[1] < at and level[3] < at"
  pc[2] = P_2_line_13 & ((victim[at_3] != 2) | (((level[0] < at_3) & (level[1] < at_3)) & (level[3] < at_3)))
==>
begin
  at_3 := (at_3 + 1);
  if (at_3 > 3) then
    at_3 := 0;
    pc[2] := P_2_line_15;
  else
    pc[2] := P_2_line_11;
  endif;
endrule;
rule "15: load tmp, count"
  pc[2] = P_2_line_15
==>
begin
  tmp_3 := count;
  pc[2] := P_2_line_15_2;
endrule;
rule "15: add tmp, 1"
  pc[2] = P_2_line_15_2
==>
begin
  tmp_3 := (tmp_3 + 1);
  pc[2] := P_2_line_15_3;
endrule;
rule "15: store count, tmp"
  pc[2] = P_2_line_15_3
==>
begin
  count := tmp_3;
  pc[2] := P_2_line_16;
endrule;
rule "16: store level[2], 0"
  pc[2] = P_2_line_16
==>
begin
  level[2] := 0;
  round_1_3 := (round_1_3 + 1);
  if (round_1_3 < 2) then
    at_3 := 1;
    if (at_3 > 3) then
      at_3 := 0;
      pc[2] := P_2_line_15;
    else
      pc[2] := P_2_line_11;
    endif;
  else
    round_1_3 := 0;
    ended[2] := 1;
    pc[2] := P_2_end;
  endif;
endrule;

-- P[3]
rule "11: store level[3], at"
  pc[3] = P_3_line_11
==>
begin
  level[3] := at_4;
  pc[3] := P_3_line_12;
endrule;
rule "12: store victim[at], 3"
  pc[3] = P_3_line_12
==>
begin
  victim[at_4] := 3;
  pc[3] := P_3_line_13;
endrule;
rule "13: await victim[at] != 3 or level[0] < at and level[1] < at and level[2] < at"
  pc[3] = P_3_line_13 & ((victim[at_4] != 3) | (((level[0] < at_4) & (level[1] < at_4)) & (level[2] < at_4)))
==>
begin
  at_4 := (at_4 + 1);
  if (at_4 > 3) then
    at_4 := 0;
    pc[3] := P_3_line_15;
  else
    pc[3] := P_3_line_11;
  endif;
endrule;
rule "15: load tmp, count"
  pc[3] = P_3_line_15
==>
begin
  tmp_4 := count;
  pc[3] := P_3_line_15_2;
endrule;
rule "15: add tmp, 1"
  pc[3] = P_3_line_15_2
==>
begin
  tmp_4 := (tmp_4 + 1);
  pc[3] := P_3_line_15_3;
endrule;
rule "15: store count, tmp"
  pc[3] = P_3_line_15_3
==>
begin
  count := tmp_4;
  pc[3] := P_3_line_16;
endrule;
rule "16: store level[3], 0"
  pc[3] = P_3_line_16
==>
begin
  level[3] := 0;
  round_1_4 := (round_1_4 + 1);
  if (round_1_4 < 2) then
    at_4 := 1;
    if (at_4 > 3) then
      at_4 := 0;
      pc[3] := P_3_line_15;
    else
      pc[3] := P_3_line_11;
    endif;
  else
    round_1_4 := 0;
    ended[3] := 1;
    pc[3] := P_3_end;
  endif;
endrule;

-- expect final count == N * ROUNDS
invariant "expect_19"
  (!((((ended[0] != 0) & (ended[1] != 0)) & (ended[2] != 0)) & (ended[3] != 0)) | (count = (4 * 2)));
