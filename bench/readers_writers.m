-- bench/readers_writers.ilv, exported from interleave
-- Each rule is a step; pc says where threads stand. Those that have ended stay at their end.
-- Not exported: line 38: expect no deadlock
-- Not exported: line 39: expect no data-race

type
  thread_number: 0..3;
  place_name: enum { Reader_line_12, Reader_line_13, Reader_line_14, Reader_line_15, Reader_line_15_2, Reader_line_15_3, Reader_line_16, Reader_end_crashed_16, Reader_line_17, Reader_line_19, Reader_line_20, Reader_line_21, Reader_line_22, Reader_line_22_2, Reader_line_22_3, Reader_line_23, Reader_end_crashed_23, Reader_line_24, Reader_line_26, Reader_end_crashed_11, Reader_end_crashed_11_2, Reader_end_crashed_11_3, Reader_end, Writer_0_line_31, Writer_0_line_32, Writer_0_line_33, Writer_0_line_33_2, Writer_0_line_33_3, Writer_0_line_34, Writer_0_line_35, Writer_0_end_crashed_30, Writer_0_end_crashed_30_2, Writer_0_end_crashed_30_3, Writer_0_end };

var
  pc: array [thread_number] of place_name;
  readers: -9..9;
  data: 0..3;
  turnstile: 0..13; -- semaphore
  mutex: 0..19; -- semaphore
  room: 0..13; -- semaphore
  seen: array [0..2] of 0..3;
  round_1: array [0..2] of 0..2;
  tmp: array [0..2] of -9..9;
  round_1_2: 0..2;
  tmp_2: 0..3;

startstate
begin
  pc[0] := Reader_line_12;
  pc[1] := Reader_line_12;
  pc[2] := Reader_line_12;
  pc[3] := Writer_0_line_31;
  readers := 0;
  data := 0;
  turnstile := 1;
  mutex := 1;
  room := 1;
  seen[0] := 0;
  seen[1] := 0;
  seen[2] := 0;
  round_1[0] := 0;
  round_1[1] := 0;
  round_1[2] := 0;
  tmp[0] := 0;
  tmp[1] := 0;
  tmp[2] := 0;
  round_1_2 := 0;
  tmp_2 := 0;
end;

-- Reader[0], Reader[1], Reader[2]
ruleset self: 0..2 do
rule "12: P(turnstile)"
  pc[self] = Reader_line_12 & (turnstile > 0)
==>
begin
  turnstile := (turnstile - 1);
  pc[self] := Reader_line_13;
endrule;
rule "13: V(turnstile)"
  pc[self] = Reader_line_13
==>
begin
  turnstile := (turnstile + 1);
  pc[self] := Reader_line_14;
endrule;
rule "14: P(mutex)"
  pc[self] = Reader_line_14 & (mutex > 0)
==>
begin
  mutex := (mutex - 1);
  pc[self] := Reader_line_15;
endrule;
rule "15: load tmp, readers"
  pc[self] = Reader_line_15
==>
begin
  tmp[self] := readers;
  pc[self] := Reader_line_15_2;
endrule;
rule "15: add tmp, 1"
  pc[self] = Reader_line_15_2
==>
begin
  tmp[self] := (tmp[self] + 1);
  pc[self] := Reader_line_15_3;
endrule;
rule "15: store readers, tmp"
  pc[self] = Reader_line_15_3
==>
begin
  readers := tmp[self];
  pc[self] := Reader_line_16;
endrule;
rule "16: load tmp, readers"
  pc[self] = Reader_line_16
==>
begin
  tmp[self] := readers;
  if (tmp[self] != 1) then
    pc[self] := Reader_line_19;
  else
    pc[self] := Reader_line_17;
  endif;
endrule;
rule "17: P(room)"
  pc[self] = Reader_line_17 & (room > 0)
==>
begin
  room := (room - 1);
  pc[self] := Reader_line_19;
endrule;
rule "19: V(mutex)"
  pc[self] = Reader_line_19
==>
begin
  mutex := (mutex + 1);
  pc[self] := Reader_line_20;
endrule;
rule "20: load seen, data"
  pc[self] = Reader_line_20
==>
begin
  seen[self] := data;
  pc[self] := Reader_line_21;
endrule;
rule "21: P(mutex)"
  pc[self] = Reader_line_21 & (mutex > 0)
==>
begin
  mutex := (mutex - 1);
  pc[self] := Reader_line_22;
endrule;
rule "22: load tmp, readers"
  pc[self] = Reader_line_22
==>
begin
  tmp[self] := readers;
  pc[self] := Reader_line_22_2;
endrule;
rule "22: set tmp, tmp - 1"
  pc[self] = Reader_line_22_2
==>
begin
  tmp[self] := (tmp[self] - 1);
  pc[self] := Reader_line_22_3;
endrule;
rule "22: store readers, tmp"
  pc[self] = Reader_line_22_3
==>
begin
  readers := tmp[self];
  pc[self] := Reader_line_23;
endrule;
rule "23: load tmp, readers"
  pc[self] = Reader_line_23
==>
begin
  tmp[self] := readers;
  if (tmp[self] != 0) then
    pc[self] := Reader_line_26;
  else
    pc[self] := Reader_line_24;
  endif;
endrule;
rule "24: V(room)"
  pc[self] = Reader_line_24
==>
begin
  room := (room + 1);
  pc[self] := Reader_line_26;
endrule;
rule "26: V(mutex)"
  pc[self] = Reader_line_26
==>
begin
  mutex := (mutex + 1);
  round_1[self] := (round_1[self] + 1);
  if (round_1[self] < 2) then
    pc[self] := Reader_line_12;
  else
    round_1[self] := 0;
    pc[self] := Reader_end;
  endif;
endrule;
endruleset;

-- Writer[0]
rule "31: P(turnstile)"
  pc[3] = Writer_0_line_31 & (turnstile > 0)
==>
begin
  turnstile := (turnstile - 1);
  pc[3] := Writer_0_line_32;
endrule;
rule "32: P(room)"
  pc[3] = Writer_0_line_32 & (room > 0)
==>
begin
  room := (room - 1);
  pc[3] := Writer_0_line_33;
endrule;
rule "33: load tmp, data"
  pc[3] = Writer_0_line_33
==>
begin
  tmp_2 := data;
  pc[3] := Writer_0_line_33_2;
endrule;
rule "33: add tmp, 1"
  pc[3] = Writer_0_line_33_2
==>
begin
  tmp_2 := (tmp_2 + 1);
  pc[3] := Writer_0_line_33_3;
endrule;
rule "33: store data, tmp"
  pc[3] = Writer_0_line_33_3
==>
begin
  data := tmp_2;
  pc[3] := Writer_0_line_34;
endrule;
rule "34: V(turnstile)"
  pc[3] = Writer_0_line_34
==>
begin
  turnstile := (turnstile + 1);
  pc[3] := Writer_0_line_35;
endrule;
rule "35: V(room)"
  pc[3] = Writer_0_line_35
==>
begin
  room := (room + 1);
  round_1_2 := (round_1_2 + 1);
  if (round_1_2 < 2) then
    pc[3] := Writer_0_line_31;
  else
    round_1_2 := 0;
    pc[3] := Writer_0_end;
  endif;
endrule;
