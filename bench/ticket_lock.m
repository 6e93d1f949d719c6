-- bench/ticket_lock.ilv, exported from interleave
-- Each rule is a step; pc says where threads stand. Those that have ended stay at their end.

type
  thread_number: 0..3;
  place_name: enum { P_line_10, P_line_11, P_line_12, P_line_12_2, P_line_12_3, P_line_13, P_end_crashed_9, P_end_crashed_9_2, P_end_crashed_9_3, P_end };

var
  pc: array [thread_number] of place_name;
  next_ticket: 0..32;
  now_serving: 0..32;
  count: 0..16;
  ended: array [0..3] of 0..1; -- by thread: whether it has ended
  ticket: array [0..3] of 0..32;
  round_1: array [0..3] of 0..3;
  tmp: array [0..3] of 0..16;

startstate
begin
  pc[0] := P_line_10;
  pc[1] := P_line_10;
  pc[2] := P_line_10;
  pc[3] := P_line_10;
  next_ticket := 0;
  now_serving := 0;
  count := 0;
  ended[0] := 0;
  ended[1] := 0;
  ended[2] := 0;
  ended[3] := 0;
  ticket[0] := 0;
  ticket[1] := 0;
  ticket[2] := 0;
  ticket[3] := 0;
  round_1[0] := 0;
  round_1[1] := 0;
  round_1[2] := 0;
  round_1[3] := 0;
  tmp[0] := 0;
  tmp[1] := 0;
  tmp[2] := 0;
  tmp[3] := 0;
end;

-- P[0], P[1], P[2], P[3]
ruleset self: 0..3 do
rule "10: fetch_add ticket, next_ticket, 1"
  pc[self] = P_line_10
==>
begin
  ticket[self] := next_ticket;
  next_ticket := (next_ticket + 1);
  pc[self] := P_line_11;
endrule;
rule "11: await now_serving == ticket"
  pc[self] = P_line_11 & (now_serving = ticket[self])
==>
begin
  pc[self] := P_line_12;
endrule;
rule "12: load tmp, count"
  pc[self] = P_line_12
==>
begin
  tmp[self] := count;
  pc[self] := P_line_12_2;
endrule;
rule "12: add tmp, 1"
  pc[self] = P_line_12_2
==>
begin
  tmp[self] := (tmp[self] + 1);
  pc[self] := P_line_12_3;
endrule;
rule "12: store count, tmp"
  pc[self] = P_line_12_3
==>
begin
  count := tmp[self];
  pc[self] := P_line_13;
endrule;
rule "13: store now_serving, ticket + 1"
  pc[self] = P_line_13
==>
begin
  now_serving := (ticket[self] + 1);
  round_1[self] := (round_1[self] + 1);
  if (round_1[self] < 3) then
    pc[self] := P_line_10;
  else
    round_1[self] := 0;
    ended[self] := 1;
    pc[self] := P_end;
  endif;
endrule;
endruleset;

-- expect final count == N * ROUNDS
invariant "expect_16"
  (!((((ended[0] != 0) & (ended[1] != 0)) & (ended[2] != 0)) & (ended[3] != 0)) | (count = (4 * 3)));
