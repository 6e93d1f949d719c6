-- bench/mcs_lock.ilv, exported from interleave
-- Each rule is a step; pc says where threads stand. Those that have ended stay at their end.

type
  thread_number: 0..2;
  place_name: enum { P_0_line_11, P_0_line_12, P_0_end_crashed_13, P_0_line_14, P_0_line_15, P_0_line_16, P_0_line_18, P_0_line_18_2, P_0_line_18_3, P_0_line_19, P_0_end_crashed_20, P_0_line_21, P_0_end_crashed_22, P_0_line_23, P_0_line_24, P_0_end_crashed_27, P_0_line_28, P_0_end_crashed_10, P_0_end_crashed_10_2, P_0_end_crashed_10_3, P_0_end, P_1_line_11, P_1_line_12, P_1_end_crashed_13, P_1_line_14, P_1_line_15, P_1_line_16, P_1_line_18, P_1_line_18_2, P_1_line_18_3, P_1_line_19, P_1_end_crashed_20, P_1_line_21, P_1_end_crashed_22, P_1_line_23, P_1_line_24, P_1_end_crashed_27, P_1_line_28, P_1_end_crashed_10, P_1_end_crashed_10_2, P_1_end_crashed_10_3, P_1_end, P_2_line_11, P_2_line_12, P_2_end_crashed_13, P_2_line_14, P_2_line_15, P_2_line_16, P_2_line_18, P_2_line_18_2, P_2_line_18_3, P_2_line_19, P_2_end_crashed_20, P_2_line_21, P_2_end_crashed_22, P_2_line_23, P_2_line_24, P_2_end_crashed_27, P_2_line_28, P_2_end_crashed_10, P_2_end_crashed_10_2, P_2_end_crashed_10_3, P_2_end };

var
  pc: array [thread_number] of place_name;
  tail: 0..3;
  next: array [0..2] of 0..3;
  waiting: array [0..2] of 0..1;
  count: 0..9;
  ended: array [0..2] of 0..1; -- by thread: whether it has ended
  before: 0..3;
  after: 0..3;
  alone: 0..1;
  round_1: 0..2;
  tmp: 0..9;
  before_2: 0..3;
  after_2: 0..3;
  alone_2: 0..1;
  round_1_2: 0..2;
  tmp_2: 0..9;
  before_3: 0..3;
  after_3: 0..3;
  alone_3: 0..1;
  round_1_3: 0..2;
  tmp_3: 0..9;

startstate
begin
  pc[0] := P_0_line_11;
  pc[1] := P_1_line_11;
  pc[2] := P_2_line_11;
  tail := 3;
  next[0] := 3;
  next[1] := 3;
  next[2] := 3;
  waiting[0] := 0;
  waiting[1] := 0;
  waiting[2] := 0;
  count := 0;
  ended[0] := 0;
  ended[1] := 0;
  ended[2] := 0;
  before := 0;
  after := 0;
  alone := 0;
  round_1 := 0;
  tmp := 0;
  before_2 := 0;
  after_2 := 0;
  alone_2 := 0;
  round_1_2 := 0;
  tmp_2 := 0;
  before_3 := 0;
  after_3 := 0;
  alone_3 := 0;
  round_1_3 := 0;
  tmp_3 := 0;
end;

-- P[0]
rule "11: store next[0], 3"
  pc[0] = P_0_line_11
==>
begin
  next[0] := 3;
  pc[0] := P_0_line_12;
endrule;
rule "12: exchange before, tail, 0"
  pc[0] = P_0_line_12
==>
begin
  before := tail;
  tail := 0;
  if (before = 3) then
    pc[0] := P_0_line_18;
  else
    pc[0] := P_0_line_14;
  endif;
endrule;
rule "14: store waiting[0], 1"
  pc[0] = P_0_line_14
==>
begin
  waiting[0] := 1;
  pc[0] := P_0_line_15;
endrule;
rule "15: store next[before], 0"
  pc[0] = P_0_line_15
==>
begin
  next[before] := 0;
  pc[0] := P_0_line_16;
endrule;
rule "16: await not waiting[0]"
  pc[0] = P_0_line_16 & (waiting[0] = 0)
==>
begin
  pc[0] := P_0_line_18;
endrule;
rule "18: load tmp, count"
  pc[0] = P_0_line_18
==>
begin
  tmp := count;
  pc[0] := P_0_line_18_2;
endrule;
rule "18: add tmp, 1"
  pc[0] = P_0_line_18_2
==>
begin
  tmp := (tmp + 1);
  pc[0] := P_0_line_18_3;
endrule;
rule "18: store count, tmp"
  pc[0] = P_0_line_18_3
==>
begin
  count := tmp;
  pc[0] := P_0_line_19;
endrule;
rule "19: load after, next[0]"
  pc[0] = P_0_line_19
==>
begin
  after := next[0];
  if (after != 3) then
    if (after = 3) then
      round_1 := (round_1 + 1);
      if (round_1 < 2) then
        pc[0] := P_0_line_11;
      else
        round_1 := 0;
        ended[0] := 1;
        pc[0] := P_0_end;
      endif;
    else
      pc[0] := P_0_line_28;
    endif;
  else
    pc[0] := P_0_line_21;
  endif;
endrule;
rule "21: cas alone, tail, 0, 3"
  pc[0] = P_0_line_21
==>
begin
  if (tail = 0) then
    tail := 3;
    alone := 1;
  else
    alone := 0;
  endif;
  if (alone != 0) then
    if (after = 3) then
      round_1 := (round_1 + 1);
      if (round_1 < 2) then
        pc[0] := P_0_line_11;
      else
        round_1 := 0;
        ended[0] := 1;
        pc[0] := P_0_end;
      endif;
    else
      pc[0] := P_0_line_28;
    endif;
  else
    pc[0] := P_0_line_23;
  endif;
endrule;
rule "23: await next[0] != 3"
  pc[0] = P_0_line_23 & (next[0] != 3)
==>
begin
  pc[0] := P_0_line_24;
endrule;
rule "24: load after, next[0]"
  pc[0] = P_0_line_24
==>
begin
  after := next[0];
  if (after = 3) then
    round_1 := (round_1 + 1);
    if (round_1 < 2) then
      pc[0] := P_0_line_11;
    else
      round_1 := 0;
      ended[0] := 1;
      pc[0] := P_0_end;
    endif;
  else
    pc[0] := P_0_line_28;
  endif;
endrule;
rule "28: store waiting[after], 0"
  pc[0] = P_0_line_28
==>
begin
  waiting[after] := 0;
  round_1 := (round_1 + 1);
  if (round_1 < 2) then
    pc[0] := P_0_line_11;
  else
    round_1 := 0;
    ended[0] := 1;
    pc[0] := P_0_end;
  endif;
endrule;

-- P[1]
rule "11: store next[1], 3"
  pc[1] = P_1_line_11
==>
begin
  next[1] := 3;
  pc[1] := P_1_line_12;
endrule;
rule "12: exchange before, tail, 1"
  pc[1] = P_1_line_12
==>
begin
  before_2 := tail;
  tail := 1;
  if (before_2 = 3) then
    pc[1] := P_1_line_18;
  else
    pc[1] := P_1_line_14;
  endif;
endrule;
rule "14: store waiting[1], 1"
  pc[1] = P_1_line_14
==>
begin
  waiting[1] := 1;
  pc[1] := P_1_line_15;
endrule;
rule "15: store next[before], 1"
  pc[1] = P_1_line_15
==>
begin
  next[before_2] := 1;
  pc[1] := P_1_line_16;
endrule;
rule "16: await not waiting[1]"
  pc[1] = P_1_line_16 & (waiting[1] = 0)
==>
begin
  pc[1] := P_1_line_18;
endrule;
rule "18: load tmp, count"
  pc[1] = P_1_line_18
==>
begin
  tmp_2 := count;
  pc[1] := P_1_line_18_2;
endrule;
rule "18: add tmp, 1"
  pc[1] = P_1_line_18_2
==>
begin
  tmp_2 := (tmp_2 + 1);
  pc[1] := P_1_line_18_3;
endrule;
rule "18: store count, tmp"
  pc[1] = P_1_line_18_3
==>
begin
  count := tmp_2;
  pc[1] := P_1_line_19;
endrule;
rule "19: load after, next[1]"
  pc[1] = P_1_line_19
==>
begin
  after_2 := next[1];
  if (after_2 != 3) then
    if (after_2 = 3) then
      round_1_2 := (round_1_2 + 1);
      if (round_1_2 < 2) then
        pc[1] := P_1_line_11;
      else
        round_1_2 := 0;
        ended[1] := 1;
        pc[1] := P_1_end;
      endif;
    else
      pc[1] := P_1_line_28;
    endif;
  else
    pc[1] := P_1_line_21;
  endif;
endrule;
rule "21: cas alone, tail, 1, 3"
  pc[1] = P_1_line_21
==>
begin
  if (tail = 1) then
    tail := 3;
    alone_2 := 1;
  else
    alone_2 := 0;
  endif;
  if (alone_2 != 0) then
    if (after_2 = 3) then
      round_1_2 := (round_1_2 + 1);
      if (round_1_2 < 2) then
        pc[1] := P_1_line_11;
      else
        round_1_2 := 0;
        ended[1] := 1;
        pc[1] := P_1_end;
      endif;
    else
      pc[1] := P_1_line_28;
    endif;
  else
    pc[1] := P_1_line_23;
  endif;
endrule;
rule "23: await next[1] != 3"
  pc[1] = P_1_line_23 & (next[1] != 3)
==>
begin
  pc[1] := P_1_line_24;
endrule;
rule "24: load after, next[1]"
  pc[1] = P_1_line_24
==>
begin
  after_2 := next[1];
  if (after_2 = 3) then
    round_1_2 := (round_1_2 + 1);
    if (round_1_2 < 2) then
      pc[1] := P_1_line_11;
    else
      round_1_2 := 0;
      ended[1] := 1;
      pc[1] := P_1_end;
    endif;
  else
    pc[1] := P_1_line_28;
  endif;
endrule;
rule "28: store waiting[after], 0"
  pc[1] = P_1_line_28
==>
begin
  waiting[after_2] := 0;
  round_1_2 := (round_1_2 + 1);
  if (round_1_2 < 2) then
    pc[1] := P_1_line_11;
  else
    round_1_2 := 0;
    ended[1] := 1;
    pc[1] := P_1_end;
  endif;
endrule;

-- P[2]
rule "11: store next[2], 3"
  pc[2] = P_2_line_11
==>
begin
  next[2] := 3;
  pc[2] := P_2_line_12;
endrule;
rule "12: exchange before, tail, 2"
  pc[2] = P_2_line_12
==>
begin
  before_3 := tail;
  tail := 2;
  if (before_3 = 3) then
    pc[2] := P_2_line_18;
  else
    pc[2] := P_2_line_14;
  endif;
endrule;
rule "14: store waiting[2], 1"
  pc[2] = P_2_line_14
==>
begin
  waiting[2] := 1;
  pc[2] := P_2_line_15;
endrule;
rule "15: store next[before], 2"
  pc[2] = P_2_line_15
==>
begin
  next[before_3] := 2;
  pc[2] := P_2_line_16;
endrule;
rule "16: await not waiting[2]"
  pc[2] = P_2_line_16 & (waiting[2] = 0)
==>
begin
  pc[2] := P_2_line_18;
endrule;
rule "18: load tmp, count"
  pc[2] = P_2_line_18
==>
begin
  tmp_3 := count;
  pc[2] := P_2_line_18_2;
endrule;
rule "18: add tmp, 1"
  pc[2] = P_2_line_18_2
==>
begin
  tmp_3 := (tmp_3 + 1);
  pc[2] := P_2_line_18_3;
endrule;
rule "18: store count, tmp"
  pc[2] = P_2_line_18_3
==>
begin
  count := tmp_3;
  pc[2] := P_2_line_19;
endrule;
rule "19: load after, next[2]"
  pc[2] = P_2_line_19
==>
begin
  after_3 := next[2];
  if (after_3 != 3) then
    if (after_3 = 3) then
      round_1_3 := (round_1_3 + 1);
      if (round_1_3 < 2) then
        pc[2] := P_2_line_11;
      else
        round_1_3 := 0;
        ended[2] := 1;
        pc[2] := P_2_end;
      endif;
    else
      pc[2] := P_2_line_28;
    endif;
  else
    pc[2] := P_2_line_21;
  endif;
endrule;
rule "21: cas alone, tail, 2, 3"
  pc[2] = P_2_line_21
==>
begin
  if (tail = 2) then
    tail := 3;
    alone_3 := 1;
  else
    alone_3 := 0;
  endif;
  if (alone_3 != 0) then
    if (after_3 = 3) then
      round_1_3 := (round_1_3 + 1);
      if (round_1_3 < 2) then
        pc[2] := P_2_line_11;
      else
        round_1_3 := 0;
        ended[2] := 1;
        pc[2] := P_2_end;
      endif;
    else
      pc[2] := P_2_line_28;
    endif;
  else
    pc[2] := P_2_line_23;
  endif;
endrule;
rule "23: await next[2] != 3"
  pc[2] = P_2_line_23 & (next[2] != 3)
==>
begin
  pc[2] := P_2_line_24;
endrule;
rule "24: load after, next[2]"
  pc[2] = P_2_line_24
==>
begin
  after_3 := next[2];
  if (after_3 = 3) then
    round_1_3 := (round_1_3 + 1);
    if (round_1_3 < 2) then
      pc[2] := P_2_line_11;
    else
      round_1_3 := 0;
      ended[2] := 1;
      pc[2] := P_2_end;
    endif;
  else
    pc[2] := P_2_line_28;
  endif;
endrule;
rule "28: store waiting[after], 0"
  pc[2] = P_2_line_28
==>
begin
  waiting[after_3] := 0;
  round_1_3 := (round_1_3 + 1);
  if (round_1_3 < 2) then
    pc[2] := P_2_line_11;
  else
    round_1_3 := 0;
    ended[2] := 1;
    pc[2] := P_2_end;
  endif;
endrule;

-- expect final count == 2 * N
invariant "expect_32"
  (!(((ended[0] != 0) & (ended[1] != 0)) & (ended[2] != 0)) | (count = (2 * 3)));
