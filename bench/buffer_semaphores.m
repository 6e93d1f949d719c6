-- bench/buffer_semaphores.ilv, exported from interleave
-- Each rule is a step; pc says where threads stand. Those that have ended stay at their end.
-- Not exported: line 33: expect no deadlock

type
  thread_number: 0..3;
  place_name: enum { Producer_end_crashed_12, Producer_line_13, Producer_line_14, Producer_line_15, Producer_line_16, Producer_line_17, Producer_line_18, Producer_line_19, Producer_end_crashed_12_2, Producer_end_crashed_12_3, Producer_end_crashed_12_4, Producer_end, Consumer_line_24, Consumer_line_25, Consumer_line_26, Consumer_line_27, Consumer_line_28, Consumer_line_29, Consumer_line_30, Consumer_end_crashed_23, Consumer_end_crashed_23_2, Consumer_end_crashed_23_3, Consumer_end };

var
  pc: array [thread_number] of place_name;
  buffer: array [0..2] of 0..4;
  put_: 0..10;
  got: 0..10;
  free: 0..13; -- semaphore
  full: 0..10; -- semaphore
  mutex: 0..21; -- semaphore
  i: array [0..1] of 0..5;
  at: array [0..1] of 0..10;
  at_2: array [2..3] of 0..10;
  item: array [2..3] of 0..4;
  round_1: array [2..3] of 0..4;

startstate
begin
  pc[0] := Producer_line_13;
  pc[1] := Producer_line_13;
  pc[2] := Consumer_line_24;
  pc[3] := Consumer_line_24;
  buffer[0] := 0;
  buffer[1] := 0;
  buffer[2] := 0;
  put_ := 0;
  got := 0;
  free := 3;
  full := 0;
  mutex := 1;
  i[0] := 1;
  i[1] := 1;
  at[0] := 0;
  at[1] := 0;
  at_2[2] := 0;
  at_2[3] := 0;
  item[2] := 0;
  item[3] := 0;
  round_1[2] := 0;
  round_1[3] := 0;
end;

-- Producer[0], Producer[1]
ruleset self: 0..1 do
rule "13: P(free)"
  pc[self] = Producer_line_13 & (free > 0)
==>
begin
  free := (free - 1);
  pc[self] := Producer_line_14;
endrule;
rule "14: P(mutex)"
  pc[self] = Producer_line_14 & (mutex > 0)
==>
begin
  mutex := (mutex - 1);
  pc[self] := Producer_line_15;
endrule;
rule "15: load at, put"
  pc[self] = Producer_line_15
==>
begin
  at[self] := put_;
  pc[self] := Producer_line_16;
endrule;
rule "16: store buffer[at % 3], i"
  pc[self] = Producer_line_16
==>
begin
  buffer[(at[self] % 3)] := i[self];
  pc[self] := Producer_line_17;
endrule;
rule "17: store put, at + 1"
  pc[self] = Producer_line_17
==>
begin
  put_ := (at[self] + 1);
  pc[self] := Producer_line_18;
endrule;
rule "18: V(mutex)"
  pc[self] = Producer_line_18
==>
begin
  mutex := (mutex + 1);
  pc[self] := Producer_line_19;
endrule;
rule "19: V(full)"
  pc[self] = Producer_line_19
==>
begin
  full := (full + 1);
  i[self] := (i[self] + 1);
  if (i[self] > 4) then
    i[self] := 0;
    pc[self] := Producer_end;
  else
    pc[self] := Producer_line_13;
  endif;
endrule;
endruleset;

-- Consumer[0], Consumer[1]
ruleset self: 2..3 do
rule "24: P(full)"
  pc[self] = Consumer_line_24 & (full > 0)
==>
begin
  full := (full - 1);
  pc[self] := Consumer_line_25;
endrule;
rule "25: P(mutex)"
  pc[self] = Consumer_line_25 & (mutex > 0)
==>
begin
  mutex := (mutex - 1);
  pc[self] := Consumer_line_26;
endrule;
rule "26: load at, got"
  pc[self] = Consumer_line_26
==>
begin
  at_2[self] := got;
  pc[self] := Consumer_line_27;
endrule;
rule "27: load item, buffer[at % 3]"
  pc[self] = Consumer_line_27
==>
begin
  item[self] := buffer[(at_2[self] % 3)];
  pc[self] := Consumer_line_28;
endrule;
rule "28: store got, at + 1"
  pc[self] = Consumer_line_28
==>
begin
  got := (at_2[self] + 1);
  pc[self] := Consumer_line_29;
endrule;
rule "29: V(mutex)"
  pc[self] = Consumer_line_29
==>
begin
  mutex := (mutex + 1);
  pc[self] := Consumer_line_30;
endrule;
rule "30: V(free)"
  pc[self] = Consumer_line_30
==>
begin
  free := (free + 1);
  round_1[self] := (round_1[self] + 1);
  if (round_1[self] < 4) then
    pc[self] := Consumer_line_24;
  else
    round_1[self] := 0;
    pc[self] := Consumer_end;
  endif;
endrule;
endruleset;
