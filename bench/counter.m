-- bench/counter.ilv, exported from interleave
-- Each rule is a step; pc says where threads stand. Those that have ended stay at their end.

type
  thread_number: 0..2;
  place_name: enum { T_line_8, T_line_9, T_line_10, T_end_crashed_7, T_end_crashed_7_2, T_end_crashed_7_3, T_end };

var
  pc: array [thread_number] of place_name;
  balance: 0..18;
  tmp: array [0..2] of 0..18;
  round_1: array [0..2] of 0..5;

startstate
begin
  pc[0] := T_line_8;
  pc[1] := T_line_8;
  pc[2] := T_line_8;
  balance := 0;
  tmp[0] := 0;
  tmp[1] := 0;
  tmp[2] := 0;
  round_1[0] := 0;
  round_1[1] := 0;
  round_1[2] := 0;
end;

-- T[0], T[1], T[2]
ruleset self: 0..2 do
rule "8: load tmp, balance"
  pc[self] = T_line_8
==>
begin
  tmp[self] := balance;
  pc[self] := T_line_9;
endrule;
rule "9: add tmp, 1"
  pc[self] = T_line_9
==>
begin
  tmp[self] := (tmp[self] + 1);
  pc[self] := T_line_10;
endrule;
rule "10: store balance, tmp"
  pc[self] = T_line_10
==>
begin
  balance := tmp[self];
  round_1[self] := (round_1[self] + 1);
  if (round_1[self] < 5) then
    pc[self] := T_line_8;
  else
    round_1[self] := 0;
    pc[self] := T_end;
  endif;
endrule;
endruleset;
