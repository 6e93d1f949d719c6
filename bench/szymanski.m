-- bench/szymanski.ilv, exported from interleave
-- Each rule is a step; pc says where threads stand. Those that have ended stay at their end.

type
  thread_number: 0..3;
  place_name: enum { P_0_line_7, P_0_line_8, P_0_line_9, P_0_line_10, P_0_end_crashed_10, P_0_line_10_2, P_0_end_crashed_10_2, P_0_line_10_3, P_0_end_crashed_10_3, P_0_line_10_4, P_0_end_crashed_10_4, P_0_line_11, P_0_line_12, P_0_line_14, P_0_line_15, P_0_line_16, P_0_line_16_2, P_0_line_16_3, P_0_line_17, P_0_line_18, P_0_end, P_1_line_7, P_1_line_8, P_1_line_9, P_1_line_10, P_1_end_crashed_10, P_1_line_10_2, P_1_end_crashed_10_2, P_1_line_10_3, P_1_end_crashed_10_3, P_1_line_10_4, P_1_end_crashed_10_4, P_1_line_11, P_1_line_12, P_1_line_14, P_1_line_15, P_1_line_16, P_1_line_16_2, P_1_line_16_3, P_1_line_17, P_1_line_18, P_1_end, P_2_line_7, P_2_line_8, P_2_line_9, P_2_line_10, P_2_end_crashed_10, P_2_line_10_2, P_2_end_crashed_10_2, P_2_line_10_3, P_2_end_crashed_10_3, P_2_line_10_4, P_2_end_crashed_10_4, P_2_line_11, P_2_line_12, P_2_line_14, P_2_line_15, P_2_line_16, P_2_line_16_2, P_2_line_16_3, P_2_line_17, P_2_line_18, P_2_end, P_3_line_7, P_3_line_8, P_3_line_9, P_3_line_10, P_3_end_crashed_10, P_3_line_10_2, P_3_end_crashed_10_2, P_3_line_10_3, P_3_end_crashed_10_3, P_3_line_10_4, P_3_end_crashed_10_4, P_3_line_11, P_3_line_12, P_3_line_14, P_3_line_15, P_3_line_16, P_3_line_16_2, P_3_line_16_3, P_3_line_17, P_3_line_18, P_3_end };

var
  pc: array [thread_number] of place_name;
  flag: array [0..3] of 0..4;
  count: 0..8;
  ended: array [0..3] of 0..1; -- by thread: whether it has ended
  tmp: 0..8;
  tmp_2: 0..8;
  tmp_3: 0..8;
  tmp_4: 0..8;

startstate
begin
  pc[0] := P_0_line_7;
  pc[1] := P_1_line_7;
  pc[2] := P_2_line_7;
  pc[3] := P_3_line_7;
  flag[0] := 0;
  flag[1] := 0;
  flag[2] := 0;
  flag[3] := 0;
  count := 0;
  ended[0] := 0;
  ended[1] := 0;
  ended[2] := 0;
  ended[3] := 0;
  tmp := 0;
  tmp_2 := 0;
  tmp_3 := 0;
  tmp_4 := 0;
end;

-- P[0]
rule "7: store flag[0], 1"
  pc[0] = P_0_line_7
==>
begin
  flag[0] := 1;
  pc[0] := P_0_line_8;
endrule;
rule "8: await flag[0] < 3 and flag[1] < 3 and flag[2] < 3 and flag[3] < 3"
  pc[0] = P_0_line_8 & ((((flag[0] < 3) & (flag[1] < 3)) & (flag[2] < 3)) & (flag[3] < 3))
==>
begin
  pc[0] := P_0_line_9;
endrule;
rule "9: store flag[0], 3"
  pc[0] = P_0_line_9
==>
begin
  flag[0] := 3;
  pc[0] := P_0_line_10;
endrule;
rule "10: load tmp, flag[0]"
  pc[0] = P_0_line_10
==>
begin
  tmp := flag[0];
  if (tmp = 1) then
    pc[0] := P_0_line_11;
  else
    pc[0] := P_0_line_10_2;
  endif;
endrule;
rule "10: load tmp, flag[1]"
  pc[0] = P_0_line_10_2
==>
begin
  tmp := flag[1];
  if (tmp = 1) then
    pc[0] := P_0_line_11;
  else
    pc[0] := P_0_line_10_3;
  endif;
endrule;
rule "10: load tmp, flag[2]"
  pc[0] = P_0_line_10_3
==>
begin
  tmp := flag[2];
  if (tmp = 1) then
    pc[0] := P_0_line_11;
  else
    pc[0] := P_0_line_10_4;
  endif;
endrule;
rule "10: load tmp, flag[3]"
  pc[0] = P_0_line_10_4
==>
begin
  tmp := flag[3];
  if (tmp != 1) then
    pc[0] := P_0_line_14;
  else
    pc[0] := P_0_line_11;
  endif;
endrule;
rule "11: store flag[0], 2"
  pc[0] = P_0_line_11
==>
begin
  flag[0] := 2;
  pc[0] := P_0_line_12;
endrule;
rule "12: await flag[0] == 4 or flag[1] == 4 or flag[2] == 4 or flag[3] == 4"
  pc[0] = P_0_line_12 & ((((flag[0] = 4) | (flag[1] = 4)) | (flag[2] = 4)) | (flag[3] = 4))
==>
begin
  pc[0] := P_0_line_14;
endrule;
rule "14: store flag[0], 4"
  pc[0] = P_0_line_14
==>
begin
  flag[0] := 4;
  pc[0] := P_0_line_15;
endrule;
rule "15: await 1"
  pc[0] = P_0_line_15 & true
==>
begin
  pc[0] := P_0_line_16;
endrule;
rule "16: load tmp, count"
  pc[0] = P_0_line_16
==>
begin
  tmp := count;
  pc[0] := P_0_line_16_2;
endrule;
rule "16: add tmp, 1"
  pc[0] = P_0_line_16_2
==>
begin
  tmp := (tmp + 1);
  pc[0] := P_0_line_16_3;
endrule;
rule "16: store count, tmp"
  pc[0] = P_0_line_16_3
==>
begin
  count := tmp;
  pc[0] := P_0_line_17;
endrule;
rule "17: await (flag[1] < 2 or flag[1] > 3) and (flag[2] < 2 or flag[2] > 3) and (flag[3] < 2 or flag[3] > 3)"
  pc[0] = P_0_line_17 & ((((flag[1] < 2) | (flag[1] > 3)) & ((flag[2] < 2) | (flag[2] > 3))) & ((flag[3] < 2) | (flag[3] > 3)))
==>
begin
  pc[0] := P_0_line_18;
endrule;
rule "18: store flag[0], 0"
  pc[0] = P_0_line_18
==>
begin
  flag[0] := 0;
  ended[0] := 1;
  pc[0] := P_0_end;
endrule;

-- P[1]
rule "7: store flag[1], 1"
  pc[1] = P_1_line_7
==>
begin
  flag[1] := 1;
  pc[1] := P_1_line_8;
endrule;
rule "8: await flag[0] < 3 and flag[1] < 3 and flag[2] < 3 and flag[3] < 3"
  pc[1] = P_1_line_8 & ((((flag[0] < 3) & (flag[1] < 3)) & (flag[2] < 3)) & (flag[3] < 3))
==>
begin
  pc[1] := P_1_line_9;
endrule;
rule "9: store flag[1], 3"
  pc[1] = P_1_line_9
==>
begin
  flag[1] := 3;
  pc[1] := P_1_line_10;
endrule;
rule "10: load tmp, flag[0]"
  pc[1] = P_1_line_10
==>
begin
  tmp_2 := flag[0];
  if (tmp_2 = 1) then
    pc[1] := P_1_line_11;
  else
    pc[1] := P_1_line_10_2;
  endif;
endrule;
rule "10: load tmp, flag[1]"
  pc[1] = P_1_line_10_2
==>
begin
  tmp_2 := flag[1];
  if (tmp_2 = 1) then
    pc[1] := P_1_line_11;
  else
    pc[1] := P_1_line_10_3;
  endif;
endrule;
rule "10: load tmp, flag[2]"
  pc[1] = P_1_line_10_3
==>
begin
  tmp_2 := flag[2];
  if (tmp_2 = 1) then
    pc[1] := P_1_line_11;
  else
    pc[1] := P_1_line_10_4;
  endif;
endrule;
rule "10: load tmp, flag[3]"
  pc[1] = P_1_line_10_4
==>
begin
  tmp_2 := flag[3];
  if (tmp_2 != 1) then
    pc[1] := P_1_line_14;
  else
    pc[1] := P_1_line_11;
  endif;
endrule;
rule "11: store flag[1], 2"
  pc[1] = P_1_line_11
==>
begin
  flag[1] := 2;
  pc[1] := P_1_line_12;
endrule;
rule "12: await flag[0] == 4 or flag[1] == 4 or flag[2] == 4 or flag[3] == 4"
  pc[1] = P_1_line_12 & ((((flag[0] = 4) | (flag[1] = 4)) | (flag[2] = 4)) | (flag[3] = 4))
==>
begin
  pc[1] := P_1_line_14;
endrule;
rule "14: store flag[1], 4"
  pc[1] = P_1_line_14
==>
begin
  flag[1] := 4;
  pc[1] := P_1_line_15;
endrule;
rule "15: await flag[0] < 2"
  pc[1] = P_1_line_15 & (flag[0] < 2)
==>
begin
  pc[1] := P_1_line_16;
endrule;
rule "16: load tmp, count"
  pc[1] = P_1_line_16
==>
begin
  tmp_2 := count;
  pc[1] := P_1_line_16_2;
endrule;
rule "16: add tmp, 1"
  pc[1] = P_1_line_16_2
==>
begin
  tmp_2 := (tmp_2 + 1);
  pc[1] := P_1_line_16_3;
endrule;
rule "16: store count, tmp"
  pc[1] = P_1_line_16_3
==>
begin
  count := tmp_2;
  pc[1] := P_1_line_17;
endrule;
rule "17: await (flag[2] < 2 or flag[2] > 3) and (flag[3] < 2 or flag[3] > 3)"
  pc[1] = P_1_line_17 & (((flag[2] < 2) | (flag[2] > 3)) & ((flag[3] < 2) | (flag[3] > 3)))
==>
begin
  pc[1] := P_1_line_18;
endrule;
rule "18: store flag[1], 0"
  pc[1] = P_1_line_18
==>
begin
  flag[1] := 0;
  ended[1] := 1;
  pc[1] := P_1_end;
endrule;

-- P[2]
rule "7: store flag[2], 1"
  pc[2] = P_2_line_7
==>
begin
  flag[2] := 1;
  pc[2] := P_2_line_8;
endrule;
rule "8: await flag[0] < 3 and flag[1] < 3 and flag[2] < 3 and flag[3] < 3"
  pc[2] = P_2_line_8 & ((((flag[0] < 3) & (flag[1] < 3)) & (flag[2] < 3)) & (flag[3] < 3))
==>
begin
  pc[2] := P_2_line_9;
endrule;
rule "9: store flag[2], 3"
  pc[2] = P_2_line_9
==>
begin
  flag[2] := 3;
  pc[2] := P_2_line_10;
endrule;
rule "10: load tmp, flag[0]"
  pc[2] = P_2_line_10
==>
begin
  tmp_3 := flag[0];
  if (tmp_3 = 1) then
    pc[2] := P_2_line_11;
  else
    pc[2] := P_2_line_10_2;
  endif;
endrule;
rule "10: load tmp, flag[1]"
  pc[2] = P_2_line_10_2
==>
begin
  tmp_3 := flag[1];
  if (tmp_3 = 1) then
    pc[2] := P_2_line_11;
  else
    pc[2] := P_2_line_10_3;
  endif;
endrule;
rule "10: load tmp, flag[2]"
  pc[2] = P_2_line_10_3
==>
begin
  tmp_3 := flag[2];
  if (tmp_3 = 1) then
    pc[2] := P_2_line_11;
  else
    pc[2] := P_2_line_10_4;
  endif;
endrule;
rule "10: load tmp, flag[3]"
  pc[2] = P_2_line_10_4
==>
begin
  tmp_3 := flag[3];
  if (tmp_3 != 1) then
    pc[2] := P_2_line_14;
  else
    pc[2] := P_2_line_11;
  endif;
endrule;
rule "11: store flag[2], 2"
  pc[2] = P_2_line_11
==>
begin
  flag[2] := 2;
  pc[2] := P_2_line_12;
endrule;
rule "12: await flag[0] == 4 or flag[1] == 4 or flag[2] == 4 or flag[3] == 4"
  pc[2] = P_2_line_12 & ((((flag[0] = 4) | (flag[1] = 4)) | (flag[2] = 4)) | (flag[3] = 4))
==>
begin
  pc[2] := P_2_line_14;
endrule;
rule "14: store flag[2], 4"
  pc[2] = P_2_line_14
==>
begin
  flag[2] := 4;
  pc[2] := P_2_line_15;
endrule;
rule "15: await flag[0] < 2 and flag[1] < 2"
  pc[2] = P_2_line_15 & ((flag[0] < 2) & (flag[1] < 2))
==>
begin
  pc[2] := P_2_line_16;
endrule;
rule "16: load tmp, count"
  pc[2] = P_2_line_16
==>
begin
  tmp_3 := count;
  pc[2] := P_2_line_16_2;
endrule;
rule "16: add tmp, 1"
  pc[2] = P_2_line_16_2
==>
begin
  tmp_3 := (tmp_3 + 1);
  pc[2] := P_2_line_16_3;
endrule;
rule "16: store count, tmp"
  pc[2] = P_2_line_16_3
==>
begin
  count := tmp_3;
  pc[2] := P_2_line_17;
endrule;
rule "17: await flag[3] < 2 or flag[3] > 3"
  pc[2] = P_2_line_17 & ((flag[3] < 2) | (flag[3] > 3))
==>
begin
  pc[2] := P_2_line_18;
endrule;
rule "18: store flag[2], 0"
  pc[2] = P_2_line_18
==>
begin
  flag[2] := 0;
  ended[2] := 1;
  pc[2] := P_2_end;
endrule;

-- P[3]
rule "7: store flag[3], 1"
  pc[3] = P_3_line_7
==>
begin
  flag[3] := 1;
  pc[3] := P_3_line_8;
endrule;
rule "8: await flag[0] < 3 and flag[1] < 3 and flag[2] < 3 and flag[3] < 3"
  pc[3] = P_3_line_8 & ((((flag[0] < 3) & (flag[1] < 3)) & (flag[2] < 3)) & (flag[3] < 3))
==>
begin
  pc[3] := P_3_line_9;
endrule;
rule "9: store flag[3], 3"
  pc[3] = P_3_line_9
==>
begin
  flag[3] := 3;
  pc[3] := P_3_line_10;
endrule;
rule "10: load tmp, flag[0]"
  pc[3] = P_3_line_10
==>
begin
  tmp_4 := flag[0];
  if (tmp_4 = 1) then
    pc[3] := P_3_line_11;
  else
    pc[3] := P_3_line_10_2;
  endif;
endrule;
rule "10: load tmp, flag[1]"
  pc[3] = P_3_line_10_2
==>
begin
  tmp_4 := flag[1];
  if (tmp_4 = 1) then
    pc[3] := P_3_line_11;
  else
    pc[3] := P_3_line_10_3;
  endif;
endrule;
rule "10: load tmp, flag[2]"
  pc[3] = P_3_line_10_3
==>
begin
  tmp_4 := flag[2];
  if (tmp_4 = 1) then
    pc[3] := P_3_line_11;
  else
    pc[3] := P_3_line_10_4;
  endif;
endrule;
rule "10: load tmp, flag[3]"
  pc[3] = P_3_line_10_4
==>
begin
  tmp_4 := flag[3];
  if (tmp_4 != 1) then
    pc[3] := P_3_line_14;
  else
    pc[3] := P_3_line_11;
  endif;
endrule;
rule "11: store flag[3], 2"
  pc[3] = P_3_line_11
==>
begin
  flag[3] := 2;
  pc[3] := P_3_line_12;
endrule;
rule "12: await flag[0] == 4 or flag[1] == 4 or flag[2] == 4 or flag[3] == 4"
  pc[3] = P_3_line_12 & ((((flag[0] = 4) | (flag[1] = 4)) | (flag[2] = 4)) | (flag[3] = 4))
==>
begin
  pc[3] := P_3_line_14;
endrule;
rule "14: store flag[3], 4"
  pc[3] = P_3_line_14
==>
begin
  flag[3] := 4;
  pc[3] := P_3_line_15;
endrule;
rule "15: await flag[0] < 2 and flag[1] < 2 and flag[2] < 2"
  pc[3] = P_3_line_15 & (((flag[0] < 2) & (flag[1] < 2)) & (flag[2] < 2))
==>
begin
  pc[3] := P_3_line_16;
endrule;
rule "16: load tmp, count"
  pc[3] = P_3_line_16
==>
begin
  tmp_4 := count;
  pc[3] := P_3_line_16_2;
endrule;
rule "16: add tmp, 1"
  pc[3] = P_3_line_16_2
==>
begin
  tmp_4 := (tmp_4 + 1);
  pc[3] := P_3_line_16_3;
endrule;
rule "16: store count, tmp"
  pc[3] = P_3_line_16_3
==>
begin
  count := tmp_4;
  pc[3] := P_3_line_17;
endrule;
rule "17: await 1"
  pc[3] = P_3_line_17 & true
==>
begin
  pc[3] := P_3_line_18;
endrule;
rule "18: store flag[3], 0"
  pc[3] = P_3_line_18
==>
begin
  flag[3] := 0;
  ended[3] := 1;
  pc[3] := P_3_end;
endrule;

-- expect final count == N
invariant "expect_20"
  (!((((ended[0] != 0) & (ended[1] != 0)) & (ended[2] != 0)) & (ended[3] != 0)) | (count = 4));
