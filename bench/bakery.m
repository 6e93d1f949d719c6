-- bench/bakery.ilv, exported from interleave
-- Each rule is a step; pc says where threads stand. Those that have ended stay at their end.

type
  thread_number: 0..2;
  place_name: enum { P_0_line_10, P_0_line_11, P_0_line_11_2, P_0_end_crashed_11, P_0_line_11_3, P_0_line_11_4, P_0_line_11_5, P_0_line_12, P_0_end_crashed_13, P_0_end_crashed_13_2, P_0_line_14, P_0_line_15, P_0_end_crashed_13_3, P_0_end_crashed_13_4, P_0_end_crashed_13_5, P_0_line_17, P_0_line_17_2, P_0_line_17_3, P_0_line_18, P_0_end_crashed_9, P_0_end_crashed_9_2, P_0_end_crashed_9_3, P_0_end, P_1_line_10, P_1_line_11, P_1_line_11_2, P_1_end_crashed_11, P_1_line_11_3, P_1_line_11_4, P_1_line_11_5, P_1_line_12, P_1_end_crashed_13, P_1_end_crashed_13_2, P_1_line_14, P_1_line_15, P_1_end_crashed_13_3, P_1_end_crashed_13_4, P_1_end_crashed_13_5, P_1_line_17, P_1_line_17_2, P_1_line_17_3, P_1_line_18, P_1_end_crashed_9, P_1_end_crashed_9_2, P_1_end_crashed_9_3, P_1_end, P_2_line_10, P_2_line_11, P_2_line_11_2, P_2_end_crashed_11, P_2_line_11_3, P_2_line_11_4, P_2_line_11_5, P_2_line_12, P_2_end_crashed_13, P_2_end_crashed_13_2, P_2_line_14, P_2_line_15, P_2_end_crashed_13_3, P_2_end_crashed_13_4, P_2_end_crashed_13_5, P_2_line_17, P_2_line_17_2, P_2_line_17_3, P_2_line_18, P_2_end_crashed_9, P_2_end_crashed_9_2, P_2_end_crashed_9_3, P_2_end };

var
  pc: array [thread_number] of place_name;
  failure: enum { none, failed_overflow };
  choosing: array [0..2] of 0..1;
  number: array [0..2] of 0..2147483647;
  count: 0..2147483647;
  ended: array [0..2] of 0..1; -- by thread: whether it has ended
  j: 0..3;
  round_1: 0..2;
  tmp: 0..2147483647;
  tmp2: 0..2147483647;
  j_2: 0..3;
  round_1_2: 0..2;
  tmp_2: 0..2147483647;
  tmp2_2: 0..2147483647;
  j_3: 0..3;
  round_1_3: 0..2;
  tmp_3: 0..2147483647;
  tmp2_3: 0..2147483647;

startstate
begin
  pc[0] := P_0_line_10;
  pc[1] := P_1_line_10;
  pc[2] := P_2_line_10;
  failure := none;
  choosing[0] := 0;
  choosing[1] := 0;
  choosing[2] := 0;
  number[0] := 0;
  number[1] := 0;
  number[2] := 0;
  count := 0;
  ended[0] := 0;
  ended[1] := 0;
  ended[2] := 0;
  j := 0;
  round_1 := 0;
  tmp := 0;
  tmp2 := 0;
  j_2 := 0;
  round_1_2 := 0;
  tmp_2 := 0;
  tmp2_2 := 0;
  j_3 := 0;
  round_1_3 := 0;
  tmp_3 := 0;
  tmp2_3 := 0;
end;

-- P[0]
rule "10: store choosing[0], 1"
  pc[0] = P_0_line_10 & failure = none
==>
begin
  choosing[0] := 1;
  pc[0] := P_0_line_11;
endrule;
rule "11: load tmp, number[0]"
  pc[0] = P_0_line_11 & failure = none
==>
begin
  tmp := number[0];
  pc[0] := P_0_line_11_2;
endrule;
rule "11: load tmp2, number[1]"
  pc[0] = P_0_line_11_2 & failure = none
==>
begin
  tmp2 := number[1];
  tmp := ((tmp >= tmp2) ? tmp : tmp2);
  pc[0] := P_0_line_11_3;
endrule;
rule "11: load tmp2, number[2]"
  pc[0] = P_0_line_11_3 & failure = none
==>
begin
  tmp2 := number[2];
  pc[0] := P_0_line_11_4;
endrule;
rule "11: set tmp, max(tmp, tmp2) + 1"
  pc[0] = P_0_line_11_4 & failure = none
==>
begin
  if (((tmp >= tmp2) ? tmp : tmp2) > (2147483647 - 1)) then
    failure := failed_overflow;
  else
    tmp := (((tmp >= tmp2) ? tmp : tmp2) + 1);
    pc[0] := P_0_line_11_5;
  endif;
endrule;
rule "11: store number[0], tmp"
  pc[0] = P_0_line_11_5 & failure = none
==>
begin
  number[0] := tmp;
  pc[0] := P_0_line_12;
endrule;
rule "12: store choosing[0], 0"
  pc[0] = P_0_line_12 & failure = none
==>
begin
  choosing[0] := 0;
  j := 0;
  if (j > 2) then
    j := 0;
    pc[0] := P_0_line_17;
  else
    pc[0] := P_0_line_14;
  endif;
endrule;
rule "14: await choosing[j] == 0"
  pc[0] = P_0_line_14 & failure = none & (choosing[j] = 0)
==>
begin
  pc[0] := P_0_line_15;
endrule;
rule "15: await number[j] == 0 or (number[j] > number[0] or number[j] == number[0] and j >= 0)"
  pc[0] = P_0_line_15 & failure = none & ((number[j] = 0) | ((number[j] > number[0]) | ((number[j] = number[0]) & (j >= 0))))
==>
begin
  j := (j + 1);
  if (j > 2) then
    j := 0;
    pc[0] := P_0_line_17;
  else
    pc[0] := P_0_line_14;
  endif;
endrule;
rule "17: load tmp, count"
  pc[0] = P_0_line_17 & failure = none
==>
begin
  tmp := count;
  pc[0] := P_0_line_17_2;
endrule;
rule "17: add tmp, 1"
  pc[0] = P_0_line_17_2 & failure = none
==>
begin
  if (tmp > (2147483647 - 1)) then
    failure := failed_overflow;
  else
    tmp := (tmp + 1);
    pc[0] := P_0_line_17_3;
  endif;
endrule;
rule "17: store count, tmp"
  pc[0] = P_0_line_17_3 & failure = none
==>
begin
  count := tmp;
  pc[0] := P_0_line_18;
endrule;
rule "18: store number[0], 0"
  pc[0] = P_0_line_18 & failure = none
==>
begin
  number[0] := 0;
  round_1 := (round_1 + 1);
  if (round_1 < 2) then
    pc[0] := P_0_line_10;
  else
    round_1 := 0;
    ended[0] := 1;
    pc[0] := P_0_end;
  endif;
endrule;

-- P[1]
rule "10: store choosing[1], 1"
  pc[1] = P_1_line_10 & failure = none
==>
begin
  choosing[1] := 1;
  pc[1] := P_1_line_11;
endrule;
rule "11: load tmp, number[0]"
  pc[1] = P_1_line_11 & failure = none
==>
begin
  tmp_2 := number[0];
  pc[1] := P_1_line_11_2;
endrule;
rule "11: load tmp2, number[1]"
  pc[1] = P_1_line_11_2 & failure = none
==>
begin
  tmp2_2 := number[1];
  tmp_2 := ((tmp_2 >= tmp2_2) ? tmp_2 : tmp2_2);
  pc[1] := P_1_line_11_3;
endrule;
rule "11: load tmp2, number[2]"
  pc[1] = P_1_line_11_3 & failure = none
==>
begin
  tmp2_2 := number[2];
  pc[1] := P_1_line_11_4;
endrule;
rule "11: set tmp, max(tmp, tmp2) + 1"
  pc[1] = P_1_line_11_4 & failure = none
==>
begin
  if (((tmp_2 >= tmp2_2) ? tmp_2 : tmp2_2) > (2147483647 - 1)) then
    failure := failed_overflow;
  else
    tmp_2 := (((tmp_2 >= tmp2_2) ? tmp_2 : tmp2_2) + 1);
    pc[1] := P_1_line_11_5;
  endif;
endrule;
rule "11: store number[1], tmp"
  pc[1] = P_1_line_11_5 & failure = none
==>
begin
  number[1] := tmp_2;
  pc[1] := P_1_line_12;
endrule;
rule "12: store choosing[1], 0"
  pc[1] = P_1_line_12 & failure = none
==>
begin
  choosing[1] := 0;
  j_2 := 0;
  if (j_2 > 2) then
    j_2 := 0;
    pc[1] := P_1_line_17;
  else
    pc[1] := P_1_line_14;
  endif;
endrule;
rule "14: await choosing[j] == 0"
  pc[1] = P_1_line_14 & failure = none & (choosing[j_2] = 0)
==>
begin
  pc[1] := P_1_line_15;
endrule;
rule "15: await number[j] == 0 or (number[j] > number[1] or number[j] == number[1] and j >= 1)"
  pc[1] = P_1_line_15 & failure = none & ((number[j_2] = 0) | ((number[j_2] > number[1]) | ((number[j_2] = number[1]) & (j_2 >= 1))))
==>
begin
  j_2 := (j_2 + 1);
  if (j_2 > 2) then
    j_2 := 0;
    pc[1] := P_1_line_17;
  else
    pc[1] := P_1_line_14;
  endif;
endrule;
rule "17: load tmp, count"
  pc[1] = P_1_line_17 & failure = none
==>
begin
  tmp_2 := count;
  pc[1] := P_1_line_17_2;
endrule;
rule "17: add tmp, 1"
  pc[1] = P_1_line_17_2 & failure = none
==>
begin
  if (tmp_2 > (2147483647 - 1)) then
    failure := failed_overflow;
  else
    tmp_2 := (tmp_2 + 1);
    pc[1] := P_1_line_17_3;
  endif;
endrule;
rule "17: store count, tmp"
  pc[1] = P_1_line_17_3 & failure = none
==>
begin
  count := tmp_2;
  pc[1] := P_1_line_18;
endrule;
rule "18: store number[1], 0"
  pc[1] = P_1_line_18 & failure = none
==>
begin
  number[1] := 0;
  round_1_2 := (round_1_2 + 1);
  if (round_1_2 < 2) then
    pc[1] := P_1_line_10;
  else
    round_1_2 := 0;
    ended[1] := 1;
    pc[1] := P_1_end;
  endif;
endrule;

-- P[2]
rule "10: store choosing[2], 1"
  pc[2] = P_2_line_10 & failure = none
==>
begin
  choosing[2] := 1;
  pc[2] := P_2_line_11;
endrule;
rule "11: load tmp, number[0]"
  pc[2] = P_2_line_11 & failure = none
==>
begin
  tmp_3 := number[0];
  pc[2] := P_2_line_11_2;
endrule;
rule "11: load tmp2, number[1]"
  pc[2] = P_2_line_11_2 & failure = none
==>
begin
  tmp2_3 := number[1];
  tmp_3 := ((tmp_3 >= tmp2_3) ? tmp_3 : tmp2_3);
  pc[2] := P_2_line_11_3;
endrule;
rule "11: load tmp2, number[2]"
  pc[2] = P_2_line_11_3 & failure = none
==>
begin
  tmp2_3 := number[2];
  pc[2] := P_2_line_11_4;
endrule;
rule "11: set tmp, max(tmp, tmp2) + 1"
  pc[2] = P_2_line_11_4 & failure = none
==>
begin
  if (((tmp_3 >= tmp2_3) ? tmp_3 : tmp2_3) > (2147483647 - 1)) then
    failure := failed_overflow;
  else
    tmp_3 := (((tmp_3 >= tmp2_3) ? tmp_3 : tmp2_3) + 1);
    pc[2] := P_2_line_11_5;
  endif;
endrule;
rule "11: store number[2], tmp"
  pc[2] = P_2_line_11_5 & failure = none
==>
begin
  number[2] := tmp_3;
  pc[2] := P_2_line_12;
endrule;
rule "12: store choosing[2], 0"
  pc[2] = P_2_line_12 & failure = none
==>
begin
  choosing[2] := 0;
  j_3 := 0;
  if (j_3 > 2) then
    j_3 := 0;
    pc[2] := P_2_line_17;
  else
    pc[2] := P_2_line_14;
  endif;
endrule;
rule "14: await choosing[j] == 0"
  pc[2] = P_2_line_14 & failure = none & (choosing[j_3] = 0)
==>
begin
  pc[2] := P_2_line_15;
endrule;
rule "15: await number[j] == 0 or (number[j] > number[2] or number[j] == number[2] and j >= 2)"
  pc[2] = P_2_line_15 & failure = none & ((number[j_3] = 0) | ((number[j_3] > number[2]) | ((number[j_3] = number[2]) & (j_3 >= 2))))
==>
begin
  j_3 := (j_3 + 1);
  if (j_3 > 2) then
    j_3 := 0;
    pc[2] := P_2_line_17;
  else
    pc[2] := P_2_line_14;
  endif;
endrule;
rule "17: load tmp, count"
  pc[2] = P_2_line_17 & failure = none
==>
begin
  tmp_3 := count;
  pc[2] := P_2_line_17_2;
endrule;
rule "17: add tmp, 1"
  pc[2] = P_2_line_17_2 & failure = none
==>
begin
  if (tmp_3 > (2147483647 - 1)) then
    failure := failed_overflow;
  else
    tmp_3 := (tmp_3 + 1);
    pc[2] := P_2_line_17_3;
  endif;
endrule;
rule "17: store count, tmp"
  pc[2] = P_2_line_17_3 & failure = none
==>
begin
  count := tmp_3;
  pc[2] := P_2_line_18;
endrule;
rule "18: store number[2], 0"
  pc[2] = P_2_line_18 & failure = none
==>
begin
  number[2] := 0;
  round_1_3 := (round_1_3 + 1);
  if (round_1_3 < 2) then
    pc[2] := P_2_line_10;
  else
    round_1_3 := 0;
    ended[2] := 1;
    pc[2] := P_2_end;
  endif;
endrule;

-- expect final count == N * ROUNDS
invariant "expect_21"
  (!(((ended[0] != 0) & (ended[1] != 0)) & (ended[2] != 0)) | (count = (3 * 2)));
