-- bench/sliding_window.ilv, exported from interleave
-- Each rule is a step; pc says where threads stand. Those that have ended stay at their end.
-- Not exported: line 48: expect livelock

type
  thread_number: 0..2;
  place_name: enum { Sender_end_crashed_12, Sender_line_13, Sender_end_crashed_14, Sender_line_15, Sender_line_16, Sender_end_crashed_17, Sender_end_crashed_14_2, Sender_line_19, Sender_end_crashed_20, Sender_end_crashed_21, Sender_end_crashed_22, Sender_end_crashed_20_2, Sender_end_crashed_24, Sender_end_crashed_12_2, Sender_end, Receiver_end_crashed_31, Receiver_end_line_32, Receiver_end_line_33, Receiver_end_line_34, Receiver_end_crashed_35, Receiver_end_crashed_36, Receiver_end_line_37, Receiver_end_line_38, Receiver_end_crashed_31_2, Receiver_end, Medium_end_line_44, Medium_end_line_45, Medium_end_crashed_43, Medium_end_crashed_43_2, Medium_end_crashed_43_3, Medium_end };

var
  pc: array [thread_number] of place_name;
  failure: enum { none, failed_overflow };
  data: -1..3;
  acknowledged: 0..2147483647;
  delivered: 0..2147483647;
  ended: array [0..2] of 0..1; -- by thread: whether it has ended
  base: 0..2147483647;
  ahead: 0..2147483647;
  what: 0..1;
  upto: 0..2147483647;
  wanted: 0..2147483647;
  number: -1..3;
  round_1: 0..40;

startstate
begin
  pc[0] := Sender_line_13;
  pc[1] := Receiver_end_line_32;
  pc[2] := Medium_end_line_44;
  failure := none;
  data := -1;
  acknowledged := 0;
  delivered := 0;
  ended[0] := 0;
  ended[1] := 0;
  ended[2] := 0;
  base := 0;
  ahead := 0;
  what := 0;
  upto := 0;
  wanted := 0;
  number := 0;
  round_1 := 0;
end;

-- Sender
rule "13: choose what, 0..1, 0"
  pc[0] = Sender_line_13 & failure = none
==>
begin
  what := 0;
  if (((what != 0) & (ahead < 2)) & ((ahead > 0) & (base > (2147483647 - ahead)))) then
    failure := failed_overflow;
  else
    if !(((what != 0) & (ahead < 2)) & ((base + ahead) < 40)) then
      pc[0] := Sender_line_19;
    else
      pc[0] := Sender_line_15;
    endif;
  endif;
endrule;
rule "13: choose what, 0..1, 1"
  pc[0] = Sender_line_13 & failure = none
==>
begin
  what := 1;
  if (((what != 0) & (ahead < 2)) & ((ahead > 0) & (base > (2147483647 - ahead)))) then
    failure := failed_overflow;
  else
    if !(((what != 0) & (ahead < 2)) & ((base + ahead) < 40)) then
      pc[0] := Sender_line_19;
    else
      pc[0] := Sender_line_15;
    endif;
  endif;
endrule;
rule "15: await data == -1"
  pc[0] = Sender_line_15 & failure = none & (data = (-1))
==>
begin
  pc[0] := Sender_line_16;
endrule;
rule "16: store data, (base + ahead) % 4"
  pc[0] = Sender_line_16 & failure = none
==>
begin
  data := ((base + ahead) % 4);
  ahead := (ahead + 1);
  if (base >= 40) then
    ended[0] := 1;
    pc[0] := Sender_end;
  else
    pc[0] := Sender_line_13;
  endif;
endrule;
rule "19: load upto, acknowledged"
  pc[0] = Sender_line_19 & failure = none
==>
begin
  upto := acknowledged;
  if (upto <= base) then
    ahead := 0;
    if (base >= 40) then
      ended[0] := 1;
      pc[0] := Sender_end;
    else
      pc[0] := Sender_line_13;
    endif;
  else
    if (((upto - base) < 0) & (ahead > (2147483647 + (upto - base)))) then
      failure := failed_overflow;
    else
      ahead := ((0 >= (ahead - (upto - base))) ? 0 : (ahead - (upto - base)));
      base := upto;
      if (base >= 40) then
        ended[0] := 1;
        pc[0] := Sender_end;
      else
        pc[0] := Sender_line_13;
      endif;
    endif;
  endif;
endrule;

-- Receiver
rule "32: await data != -1"
  pc[1] = Receiver_end_line_32 & failure = none & ((ended[0] = 0) & (data != (-1)))
==>
begin
  pc[1] := Receiver_end_line_33;
endrule;
rule "33: load number, data"
  pc[1] = Receiver_end_line_33 & failure = none & (ended[0] = 0)
==>
begin
  number := data;
  pc[1] := Receiver_end_line_34;
endrule;
rule "34: store data, -1"
  pc[1] = Receiver_end_line_34 & failure = none & (ended[0] = 0)
==>
begin
  data := (-1);
  if (number != (wanted % 4)) then
    pc[1] := Receiver_end_line_32;
  else
    if (wanted > (2147483647 - 1)) then
      failure := failed_overflow;
    else
      wanted := (wanted + 1);
      pc[1] := Receiver_end_line_37;
    endif;
  endif;
endrule;
rule "37: store delivered, wanted"
  pc[1] = Receiver_end_line_37 & failure = none & (ended[0] = 0)
==>
begin
  delivered := wanted;
  pc[1] := Receiver_end_line_38;
endrule;
rule "38: store acknowledged, wanted"
  pc[1] = Receiver_end_line_38 & failure = none & (ended[0] = 0)
==>
begin
  acknowledged := wanted;
  pc[1] := Receiver_end_line_32;
endrule;

-- Medium
rule "44: await data != -1"
  pc[2] = Medium_end_line_44 & failure = none & ((ended[0] = 0) & (data != (-1)))
==>
begin
  pc[2] := Medium_end_line_45;
endrule;
rule "45: store data, -1"
  pc[2] = Medium_end_line_45 & failure = none & (ended[0] = 0)
==>
begin
  data := (-1);
  round_1 := (round_1 + 1);
  if (round_1 < 40) then
    pc[2] := Medium_end_line_44;
  else
    round_1 := 0;
    ended[2] := 1;
    pc[2] := Medium_end;
  endif;
endrule;

-- expect final delivered == MESSAGES
invariant "expect_49"
  ((ended[0] = 0) | (delivered = 40));
