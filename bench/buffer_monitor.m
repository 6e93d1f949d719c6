-- bench/buffer_monitor.ilv, exported from interleave
-- Each rule is a step; pc says where threads stand. Those that have ended stay at their end.
-- Not exported: line 31: expect no deadlock

type
  thread_number: 0..3;
  place_name: enum { Producer_line_11, Producer_line_12, Producer_end_crashed_12, Producer_line_13, Producer_line_13_waiting, Producer_end_crashed_12_2, Producer_line_15, Producer_line_15_2, Producer_line_15_3, Producer_line_16, Producer_line_17, Producer_end_crashed_10, Producer_end_crashed_10_2, Producer_end_crashed_10_3, Producer_end, Consumer_line_22, Consumer_line_23, Consumer_end_crashed_23, Consumer_line_24, Consumer_line_24_waiting, Consumer_end_crashed_23_2, Consumer_line_26, Consumer_line_26_2, Consumer_line_26_3, Consumer_line_27, Consumer_line_28, Consumer_end_crashed_21, Consumer_end_crashed_21_2, Consumer_end_crashed_21_3, Consumer_end };

var
  pc: array [thread_number] of place_name;
  failure: enum { none, failed_lock_misuse };
  count: -12..12;
  m: 0..4; -- lock: 0 if free, else 1 + the number of the thread that holds it
  asleep: array [0..3] of 0..2; -- by thread: 1 + the number of the condition on which it sleeps
  round_1: array [0..1] of 0..5;
  tmp: array [0..1] of -12..12;
  round_1_2: array [2..3] of 0..5;
  tmp_2: array [2..3] of -12..12;

startstate
begin
  pc[0] := Producer_line_11;
  pc[1] := Producer_line_11;
  pc[2] := Consumer_line_22;
  pc[3] := Consumer_line_22;
  failure := none;
  count := 0;
  m := 0;
  asleep[0] := 0;
  asleep[1] := 0;
  asleep[2] := 0;
  asleep[3] := 0;
  round_1[0] := 0;
  round_1[1] := 0;
  tmp[0] := 0;
  tmp[1] := 0;
  round_1_2[2] := 0;
  round_1_2[3] := 0;
  tmp_2[2] := 0;
  tmp_2[3] := 0;
end;

-- Producer[0], Producer[1]
ruleset self: 0..1 do
rule "11: acquire m"
  pc[self] = Producer_line_11 & failure = none & (m = 0)
==>
begin
  m := (self + 1);
  pc[self] := Producer_line_12;
endrule;
rule "12: load tmp, count"
  pc[self] = Producer_line_12 & failure = none
==>
begin
  tmp[self] := count;
  if (tmp[self] != 2) then
    pc[self] := Producer_line_15;
  else
    pc[self] := Producer_line_13;
  endif;
endrule;
rule "13: wait not_full, m"
  pc[self] = Producer_line_13 & failure = none
==>
begin
  if (m != (self + 1)) then
    failure := failed_lock_misuse;
  else
    m := 0;
    asleep[self] := 1;
    pc[self] := Producer_line_13_waiting;
  endif;
endrule;
rule "13: wait not_full, m (waiting)"
  pc[self] = Producer_line_13_waiting & failure = none & ((asleep[self] = 0) & (m = 0))
==>
begin
  m := (self + 1);
  pc[self] := Producer_line_12;
endrule;
rule "15: load tmp, count"
  pc[self] = Producer_line_15 & failure = none
==>
begin
  tmp[self] := count;
  pc[self] := Producer_line_15_2;
endrule;
rule "15: add tmp, 1"
  pc[self] = Producer_line_15_2 & failure = none
==>
begin
  tmp[self] := (tmp[self] + 1);
  pc[self] := Producer_line_15_3;
endrule;
rule "15: store count, tmp"
  pc[self] = Producer_line_15_3 & failure = none
==>
begin
  count := tmp[self];
  pc[self] := Producer_line_16;
endrule;
rule "16: notify not_empty, thread 2"
  pc[self] = Producer_line_16 & failure = none & (asleep[2] = 2)
==>
begin
  asleep[2] := 0;
  pc[self] := Producer_line_17;
endrule;
rule "16: notify not_empty, thread 3"
  pc[self] = Producer_line_16 & failure = none & (asleep[3] = 2)
==>
begin
  asleep[3] := 0;
  pc[self] := Producer_line_17;
endrule;
rule "16: notify not_empty, nobody"
  pc[self] = Producer_line_16 & failure = none & !(asleep[2] = 2) & !(asleep[3] = 2)
==>
begin
  pc[self] := Producer_line_17;
endrule;
rule "17: release m"
  pc[self] = Producer_line_17 & failure = none
==>
begin
  if (m != (self + 1)) then
    failure := failed_lock_misuse;
  else
    m := 0;
    round_1[self] := (round_1[self] + 1);
    if (round_1[self] < 5) then
      pc[self] := Producer_line_11;
    else
      round_1[self] := 0;
      pc[self] := Producer_end;
    endif;
  endif;
endrule;
endruleset;

-- Consumer[0], Consumer[1]
ruleset self: 2..3 do
rule "22: acquire m"
  pc[self] = Consumer_line_22 & failure = none & (m = 0)
==>
begin
  m := (self + 1);
  pc[self] := Consumer_line_23;
endrule;
rule "23: load tmp, count"
  pc[self] = Consumer_line_23 & failure = none
==>
begin
  tmp_2[self] := count;
  if (tmp_2[self] != 0) then
    pc[self] := Consumer_line_26;
  else
    pc[self] := Consumer_line_24;
  endif;
endrule;
rule "24: wait not_empty, m"
  pc[self] = Consumer_line_24 & failure = none
==>
begin
  if (m != (self + 1)) then
    failure := failed_lock_misuse;
  else
    m := 0;
    asleep[self] := 2;
    pc[self] := Consumer_line_24_waiting;
  endif;
endrule;
rule "24: wait not_empty, m (waiting)"
  pc[self] = Consumer_line_24_waiting & failure = none & ((asleep[self] = 0) & (m = 0))
==>
begin
  m := (self + 1);
  pc[self] := Consumer_line_23;
endrule;
rule "26: load tmp, count"
  pc[self] = Consumer_line_26 & failure = none
==>
begin
  tmp_2[self] := count;
  pc[self] := Consumer_line_26_2;
endrule;
rule "26: set tmp, tmp - 1"
  pc[self] = Consumer_line_26_2 & failure = none
==>
begin
  tmp_2[self] := (tmp_2[self] - 1);
  pc[self] := Consumer_line_26_3;
endrule;
rule "26: store count, tmp"
  pc[self] = Consumer_line_26_3 & failure = none
==>
begin
  count := tmp_2[self];
  pc[self] := Consumer_line_27;
endrule;
rule "27: notify not_full, thread 0"
  pc[self] = Consumer_line_27 & failure = none & (asleep[0] = 1)
==>
begin
  asleep[0] := 0;
  pc[self] := Consumer_line_28;
endrule;
rule "27: notify not_full, thread 1"
  pc[self] = Consumer_line_27 & failure = none & (asleep[1] = 1)
==>
begin
  asleep[1] := 0;
  pc[self] := Consumer_line_28;
endrule;
rule "27: notify not_full, nobody"
  pc[self] = Consumer_line_27 & failure = none & !(asleep[0] = 1) & !(asleep[1] = 1)
==>
begin
  pc[self] := Consumer_line_28;
endrule;
rule "28: release m"
  pc[self] = Consumer_line_28 & failure = none
==>
begin
  if (m != (self + 1)) then
    failure := failed_lock_misuse;
  else
    m := 0;
    round_1_2[self] := (round_1_2[self] + 1);
    if (round_1_2[self] < 5) then
      pc[self] := Consumer_line_22;
    else
      round_1_2[self] := 0;
      pc[self] := Consumer_end;
    endif;
  endif;
endrule;
endruleset;
