-- bench/elevator.ilv, exported from interleave
-- Each rule is a step; pc says where threads stand. Those that have ended stay at their end.

type
  thread_number: 0..3;
  place_name: enum { Passenger_line_10, Passenger_line_11, Passenger_end_crashed_12, Passenger_end_crashed_13, Passenger_end_crashed_11, Passenger_line_15, Passenger_line_16, Passenger_end_crashed_17, Passenger_end_crashed_18, Passenger_end_crashed_16, Passenger_line_20, Passenger_end, Car_end_crashed_23, Car_end_line_24, Car_end_crashed_25, Car_end_crashed_25_2, Car_end_line_26, Car_end_crashed_26, Car_end_line_27, Car_end_line_28, Car_end_line_29, Car_end_line_30, Car_end_crashed_25_3, Car_end_crashed_25_4, Car_end_crashed_25_5, Car_end_crashed_23_2, Car_end };

var
  pc: array [thread_number] of place_name;
  called: array [0..3] of -3..6;
  floor: 0..3;
  open: 0..1;
  arrived: 0..6;
  ended: array [0..3] of 0..1; -- by thread: whether it has ended
  from: array [0..2] of 0..3;
  n: array [0..2] of -3..6;
  f: 0..4;
  tmp: -2147483648..2147483647;

startstate
begin
  pc[0] := Passenger_line_10;
  pc[1] := Passenger_line_10;
  pc[2] := Passenger_line_10;
  pc[3] := Car_end_line_24;
  called[0] := 0;
  called[1] := 0;
  called[2] := 0;
  called[3] := 0;
  floor := 0;
  open := 0;
  arrived := 0;
  ended[0] := 0;
  ended[1] := 0;
  ended[2] := 0;
  ended[3] := 0;
  from[0] := 0;
  from[1] := 0;
  from[2] := 0;
  n[0] := 0;
  n[1] := 0;
  n[2] := 0;
  f := 0;
  tmp := 0;
end;

-- Passenger[0], Passenger[1], Passenger[2]
ruleset self: 0..2 do
rule "10: choose from, 0..3, 0"
  pc[self] = Passenger_line_10
==>
begin
  from[self] := 0;
  pc[self] := Passenger_line_11;
endrule;
rule "10: choose from, 0..3, 1"
  pc[self] = Passenger_line_10
==>
begin
  from[self] := 1;
  pc[self] := Passenger_line_11;
endrule;
rule "10: choose from, 0..3, 2"
  pc[self] = Passenger_line_10
==>
begin
  from[self] := 2;
  pc[self] := Passenger_line_11;
endrule;
rule "10: choose from, 0..3, 3"
  pc[self] = Passenger_line_10
==>
begin
  from[self] := 3;
  pc[self] := Passenger_line_11;
endrule;
rule "11: atomic { load n, called[from]; store called[from], n + 1 }"
  pc[self] = Passenger_line_11
==>
begin
  n[self] := called[from[self]];
  called[from[self]] := (n[self] + 1);
  pc[self] := Passenger_line_15;
endrule;
rule "15: await open and floor == from"
  pc[self] = Passenger_line_15 & ((open != 0) & (floor = from[self]))
==>
begin
  pc[self] := Passenger_line_16;
endrule;
rule "16: atomic { load n, called[from]; store called[from], n - 1 }"
  pc[self] = Passenger_line_16
==>
begin
  n[self] := called[from[self]];
  called[from[self]] := (n[self] - 1);
  pc[self] := Passenger_line_20;
endrule;
rule "20: fetch_add n, arrived, 1"
  pc[self] = Passenger_line_20
==>
begin
  n[self] := arrived;
  arrived := (arrived + 1);
  ended[self] := 1;
  pc[self] := Passenger_end;
endrule;
endruleset;

-- Car
rule "24: await called[0] > 0 or called[1] > 0 or called[2] > 0 or called[3] > 0"
  pc[3] = Car_end_line_24 & (!(((ended[0] != 0) & (ended[1] != 0)) & (ended[2] != 0)) & ((((called[0] > 0) | (called[1] > 0)) | (called[2] > 0)) | (called[3] > 0)))
==>
begin
  f := 0;
  if (f > 3) then
    f := 0;
    pc[3] := Car_end_line_24;
  else
    pc[3] := Car_end_line_26;
  endif;
endrule;
rule "26: load tmp, called[f]"
  pc[3] = Car_end_line_26 & !(((ended[0] != 0) & (ended[1] != 0)) & (ended[2] != 0))
==>
begin
  tmp := called[f];
  if (tmp <= 0) then
    f := (f + 1);
    if (f > 3) then
      f := 0;
      pc[3] := Car_end_line_24;
    else
      pc[3] := Car_end_line_26;
    endif;
  else
    pc[3] := Car_end_line_27;
  endif;
endrule;
rule "27: store floor, f"
  pc[3] = Car_end_line_27 & !(((ended[0] != 0) & (ended[1] != 0)) & (ended[2] != 0))
==>
begin
  floor := f;
  pc[3] := Car_end_line_28;
endrule;
rule "28: store open, 1"
  pc[3] = Car_end_line_28 & !(((ended[0] != 0) & (ended[1] != 0)) & (ended[2] != 0))
==>
begin
  open := 1;
  pc[3] := Car_end_line_29;
endrule;
rule "29: await called[f] == 0"
  pc[3] = Car_end_line_29 & (!(((ended[0] != 0) & (ended[1] != 0)) & (ended[2] != 0)) & (called[f] = 0))
==>
begin
  pc[3] := Car_end_line_30;
endrule;
rule "30: store open, 0"
  pc[3] = Car_end_line_30 & !(((ended[0] != 0) & (ended[1] != 0)) & (ended[2] != 0))
==>
begin
  open := 0;
  f := (f + 1);
  if (f > 3) then
    f := 0;
    pc[3] := Car_end_line_24;
  else
    pc[3] := Car_end_line_26;
  endif;
endrule;

-- expect final arrived == PASSENGERS
invariant "expect_35"
  (!(((ended[0] != 0) & (ended[1] != 0)) & (ended[2] != 0)) | (arrived = 3));
