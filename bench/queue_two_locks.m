-- bench/queue_two_locks.ilv, exported from interleave
-- Each rule is a step; pc says where threads stand. Those that have ended stay at their end.
-- Not exported: line 30: expect no deadlock

type
  thread_number: 0..3;
  place_name: enum { Producer_0_end_crashed_11, Producer_0_line_12, Producer_0_line_13, Producer_0_line_14, Producer_0_line_15, Producer_0_line_16, Producer_0_end_crashed_11_2, Producer_0_end_crashed_11_3, Producer_0_end_crashed_11_4, Producer_0_end, Producer_1_end_crashed_11, Producer_1_line_12, Producer_1_line_13, Producer_1_line_14, Producer_1_line_15, Producer_1_line_16, Producer_1_end_crashed_11_2, Producer_1_end_crashed_11_3, Producer_1_end_crashed_11_4, Producer_1_end, Consumer_line_21, Consumer_line_22, Consumer_line_23, Consumer_end_crashed_24, Consumer_line_25, Consumer_line_27, Consumer_end_crashed_20, Consumer_end_crashed_20_2, Consumer_end_crashed_20_3, Consumer_end };

var
  pc: array [thread_number] of place_name;
  failure: enum { none, failed_lock_misuse };
  head: 0..8;
  tail: 0..8;
  next: array [0..8] of 0..8;
  head_lock: 0..4; -- lock: 0 if free, else 1 + the number of the thread that holds it
  tail_lock: 0..4; -- lock: 0 if free, else 1 + the number of the thread that holds it
  i: 0..5;
  at: 0..8;
  i_2: 0..5;
  at_2: 0..8;
  at_3: array [2..3] of 0..8;
  node: array [2..3] of 0..8;
  round_1: array [2..3] of 0..4;

startstate
begin
  pc[0] := Producer_0_line_12;
  pc[1] := Producer_1_line_12;
  pc[2] := Consumer_line_21;
  pc[3] := Consumer_line_21;
  failure := none;
  head := 0;
  tail := 0;
  next[0] := 0;
  next[1] := 0;
  next[2] := 0;
  next[3] := 0;
  next[4] := 0;
  next[5] := 0;
  next[6] := 0;
  next[7] := 0;
  next[8] := 0;
  head_lock := 0;
  tail_lock := 0;
  i := 1;
  at := 0;
  i_2 := 1;
  at_2 := 0;
  at_3[2] := 0;
  at_3[3] := 0;
  node[2] := 0;
  node[3] := 0;
  round_1[2] := 0;
  round_1[3] := 0;
end;

-- Producer[0]
rule "12: acquire tail_lock"
  pc[0] = Producer_0_line_12 & failure = none & (tail_lock = 0)
==>
begin
  tail_lock := (0 + 1);
  pc[0] := Producer_0_line_13;
endrule;
rule "13: load at, tail"
  pc[0] = Producer_0_line_13 & failure = none
==>
begin
  at := tail;
  pc[0] := Producer_0_line_14;
endrule;
rule "14: store next[at], 0 * 4 + i"
  pc[0] = Producer_0_line_14 & failure = none
==>
begin
  next[at] := ((0 * 4) + i);
  pc[0] := Producer_0_line_15;
endrule;
rule "15: store tail, 0 * 4 + i"
  pc[0] = Producer_0_line_15 & failure = none
==>
begin
  tail := ((0 * 4) + i);
  pc[0] := Producer_0_line_16;
endrule;
rule "16: release tail_lock"
  pc[0] = Producer_0_line_16 & failure = none
==>
begin
  if (tail_lock != (0 + 1)) then
    failure := failed_lock_misuse;
  else
    tail_lock := 0;
    i := (i + 1);
    if (i > 4) then
      i := 0;
      pc[0] := Producer_0_end;
    else
      pc[0] := Producer_0_line_12;
    endif;
  endif;
endrule;

-- Producer[1]
rule "12: acquire tail_lock"
  pc[1] = Producer_1_line_12 & failure = none & (tail_lock = 0)
==>
begin
  tail_lock := (1 + 1);
  pc[1] := Producer_1_line_13;
endrule;
rule "13: load at, tail"
  pc[1] = Producer_1_line_13 & failure = none
==>
begin
  at_2 := tail;
  pc[1] := Producer_1_line_14;
endrule;
rule "14: store next[at], 1 * 4 + i"
  pc[1] = Producer_1_line_14 & failure = none
==>
begin
  next[at_2] := ((1 * 4) + i_2);
  pc[1] := Producer_1_line_15;
endrule;
rule "15: store tail, 1 * 4 + i"
  pc[1] = Producer_1_line_15 & failure = none
==>
begin
  tail := ((1 * 4) + i_2);
  pc[1] := Producer_1_line_16;
endrule;
rule "16: release tail_lock"
  pc[1] = Producer_1_line_16 & failure = none
==>
begin
  if (tail_lock != (1 + 1)) then
    failure := failed_lock_misuse;
  else
    tail_lock := 0;
    i_2 := (i_2 + 1);
    if (i_2 > 4) then
      i_2 := 0;
      pc[1] := Producer_1_end;
    else
      pc[1] := Producer_1_line_12;
    endif;
  endif;
endrule;

-- Consumer[0], Consumer[1]
ruleset self: 2..3 do
rule "21: acquire head_lock"
  pc[self] = Consumer_line_21 & failure = none & (head_lock = 0)
==>
begin
  head_lock := (self + 1);
  pc[self] := Consumer_line_22;
endrule;
rule "22: load at, head"
  pc[self] = Consumer_line_22 & failure = none
==>
begin
  at_3[self] := head;
  pc[self] := Consumer_line_23;
endrule;
rule "23: load node, next[at]"
  pc[self] = Consumer_line_23 & failure = none
==>
begin
  node[self] := next[at_3[self]];
  if (node[self] = 0) then
    pc[self] := Consumer_line_27;
  else
    pc[self] := Consumer_line_25;
  endif;
endrule;
rule "25: store head, node"
  pc[self] = Consumer_line_25 & failure = none
==>
begin
  head := node[self];
  pc[self] := Consumer_line_27;
endrule;
rule "27: release head_lock"
  pc[self] = Consumer_line_27 & failure = none
==>
begin
  if (head_lock != (self + 1)) then
    failure := failed_lock_misuse;
  else
    head_lock := 0;
    round_1[self] := (round_1[self] + 1);
    if (round_1[self] < 4) then
      pc[self] := Consumer_line_21;
    else
      round_1[self] := 0;
      pc[self] := Consumer_end;
    endif;
  endif;
endrule;
endruleset;
