-- bench/peterson.ilv, exported from interleave
-- Each rule is a step; pc says where threads stand. Those that have ended stay at their end.

type
  thread_number: 0..1;
  place_name: enum { P_0_line_9, P_0_line_10, P_0_line_11, P_0_line_12, P_0_line_12_2, P_0_line_12_3, P_0_line_13, P_0_end_crashed_8, P_0_end_crashed_8_2, P_0_end_crashed_8_3, P_0_end, P_1_line_9, P_1_line_10, P_1_line_11, P_1_line_12, P_1_line_12_2, P_1_line_12_3, P_1_line_13, P_1_end_crashed_8, P_1_end_crashed_8_2, P_1_end_crashed_8_3, P_1_end };

var
  pc: array [thread_number] of place_name;
  flag: array [0..1] of 0..1;
  turn: 0..1;
  count: 0..82;
  ended: array [0..1] of 0..1; -- by thread: whether it has ended
  round_1: 0..40;
  tmp: 0..82;
  round_1_2: 0..40;
  tmp_2: 0..82;

startstate
begin
  pc[0] := P_0_line_9;
  pc[1] := P_1_line_9;
  flag[0] := 0;
  flag[1] := 0;
  turn := 0;
  count := 0;
  ended[0] := 0;
  ended[1] := 0;
  round_1 := 0;
  tmp := 0;
  round_1_2 := 0;
  tmp_2 := 0;
end;

-- P[0]
rule "9: store flag[0], 1"
  pc[0] = P_0_line_9
==>
begin
  flag[0] := 1;
  pc[0] := P_0_line_10;
endrule;
rule "10: store turn, 1 - 0"
  pc[0] = P_0_line_10
==>
begin
  turn := (1 - 0);
  pc[0] := P_0_line_11;
endrule;
rule "11: await flag[1] == 0 or turn == 0"
  pc[0] = P_0_line_11 & ((flag[1] = 0) | (turn = 0))
==>
begin
  pc[0] := P_0_line_12;
endrule;
rule "12: load tmp, count"
  pc[0] = P_0_line_12
==>
begin
  tmp := count;
  pc[0] := P_0_line_12_2;
endrule;
rule "12: add tmp, 1"
  pc[0] = P_0_line_12_2
==>
begin
  tmp := (tmp + 1);
  pc[0] := P_0_line_12_3;
endrule;
rule "12: store count, tmp"
  pc[0] = P_0_line_12_3
==>
begin
  count := tmp;
  pc[0] := P_0_line_13;
endrule;
rule "13: store flag[0], 0"
  pc[0] = P_0_line_13
==>
begin
  flag[0] := 0;
  round_1 := (round_1 + 1);
  if (round_1 < 40) then
    pc[0] := P_0_line_9;
  else
    round_1 := 0;
    ended[0] := 1;
    pc[0] := P_0_end;
  endif;
endrule;

-- P[1]
rule "9: store flag[1], 1"
  pc[1] = P_1_line_9
==>
begin
  flag[1] := 1;
  pc[1] := P_1_line_10;
endrule;
rule "10: store turn, 1 - 1"
  pc[1] = P_1_line_10
==>
begin
  turn := (1 - 1);
  pc[1] := P_1_line_11;
endrule;
rule "11: await flag[0] == 0 or turn == 1"
  pc[1] = P_1_line_11 & ((flag[0] = 0) | (turn = 1))
==>
begin
  pc[1] := P_1_line_12;
endrule;
rule "12: load tmp, count"
  pc[1] = P_1_line_12
==>
begin
  tmp_2 := count;
  pc[1] := P_1_line_12_2;
endrule;
rule "12: add tmp, 1"
  pc[1] = P_1_line_12_2
==>
begin
  tmp_2 := (tmp_2 + 1);
  pc[1] := P_1_line_12_3;
endrule;
rule "12: store count, tmp"
  pc[1] = P_1_line_12_3
==>
begin
  count := tmp_2;
  pc[1] := P_1_line_13;
endrule;
rule "13: store flag[1], 0"
  pc[1] = P_1_line_13
==>
begin
  flag[1] := 0;
  round_1_2 := (round_1_2 + 1);
  if (round_1_2 < 40) then
    pc[1] := P_1_line_9;
  else
    round_1_2 := 0;
    ended[1] := 1;
    pc[1] := P_1_end;
  endif;
endrule;

-- expect final count == 2 * ROUNDS
invariant "expect_16"
  (!((ended[0] != 0) & (ended[1] != 0)) | (count = (2 * 40)));
