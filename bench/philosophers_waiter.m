-- bench/philosophers_waiter.ilv, exported from interleave
-- Each rule is a step; pc says where threads stand. Those that have ended stay at their end.
-- Not exported: line 15: expect no deadlock

type
  thread_number: 0..6;
  place_name: enum { Philosopher_0_line_7, Philosopher_0_line_8, Philosopher_0_line_9, Philosopher_0_line_10, Philosopher_0_line_11, Philosopher_0_line_12, Philosopher_0_line_13, Philosopher_0_end, Philosopher_1_line_7, Philosopher_1_line_8, Philosopher_1_line_9, Philosopher_1_line_10, Philosopher_1_line_11, Philosopher_1_line_12, Philosopher_1_line_13, Philosopher_1_end, Philosopher_2_line_7, Philosopher_2_line_8, Philosopher_2_line_9, Philosopher_2_line_10, Philosopher_2_line_11, Philosopher_2_line_12, Philosopher_2_line_13, Philosopher_2_end, Philosopher_3_line_7, Philosopher_3_line_8, Philosopher_3_line_9, Philosopher_3_line_10, Philosopher_3_line_11, Philosopher_3_line_12, Philosopher_3_line_13, Philosopher_3_end, Philosopher_4_line_7, Philosopher_4_line_8, Philosopher_4_line_9, Philosopher_4_line_10, Philosopher_4_line_11, Philosopher_4_line_12, Philosopher_4_line_13, Philosopher_4_end, Philosopher_5_line_7, Philosopher_5_line_8, Philosopher_5_line_9, Philosopher_5_line_10, Philosopher_5_line_11, Philosopher_5_line_12, Philosopher_5_line_13, Philosopher_5_end, Philosopher_6_line_7, Philosopher_6_line_8, Philosopher_6_line_9, Philosopher_6_line_10, Philosopher_6_line_11, Philosopher_6_line_12, Philosopher_6_line_13, Philosopher_6_end };

var
  pc: array [thread_number] of place_name;
  failure: enum { none, failed_lock_misuse };
  fork_0: 0..7; -- lock: 0 if free, else 1 + the number of the thread that holds it
  fork_1: 0..7; -- lock: 0 if free, else 1 + the number of the thread that holds it
  fork_2: 0..7; -- lock: 0 if free, else 1 + the number of the thread that holds it
  fork_3: 0..7; -- lock: 0 if free, else 1 + the number of the thread that holds it
  fork_4: 0..7; -- lock: 0 if free, else 1 + the number of the thread that holds it
  fork_5: 0..7; -- lock: 0 if free, else 1 + the number of the thread that holds it
  fork_6: 0..7; -- lock: 0 if free, else 1 + the number of the thread that holds it
  seats: 0..13; -- semaphore

startstate
begin
  pc[0] := Philosopher_0_line_7;
  pc[1] := Philosopher_1_line_7;
  pc[2] := Philosopher_2_line_7;
  pc[3] := Philosopher_3_line_7;
  pc[4] := Philosopher_4_line_7;
  pc[5] := Philosopher_5_line_7;
  pc[6] := Philosopher_6_line_7;
  failure := none;
  fork_0 := 0;
  fork_1 := 0;
  fork_2 := 0;
  fork_3 := 0;
  fork_4 := 0;
  fork_5 := 0;
  fork_6 := 0;
  seats := 6;
end;

-- Philosopher[0]
rule "7: P(seats)"
  pc[0] = Philosopher_0_line_7 & failure = none & (seats > 0)
==>
begin
  seats := (seats - 1);
  pc[0] := Philosopher_0_line_8;
endrule;
rule "8: acquire fork[0]"
  pc[0] = Philosopher_0_line_8 & failure = none & (fork_0 = 0)
==>
begin
  fork_0 := (0 + 1);
  pc[0] := Philosopher_0_line_9;
endrule;
rule "9: acquire fork[1]"
  pc[0] = Philosopher_0_line_9 & failure = none & (fork_1 = 0)
==>
begin
  fork_1 := (0 + 1);
  pc[0] := Philosopher_0_line_10;
endrule;
rule "10: yield"
  pc[0] = Philosopher_0_line_10 & failure = none
==>
begin
  pc[0] := Philosopher_0_line_11;
endrule;
rule "11: release fork[0]"
  pc[0] = Philosopher_0_line_11 & failure = none
==>
begin
  if (fork_0 != (0 + 1)) then
    failure := failed_lock_misuse;
  else
    fork_0 := 0;
    pc[0] := Philosopher_0_line_12;
  endif;
endrule;
rule "12: release fork[1]"
  pc[0] = Philosopher_0_line_12 & failure = none
==>
begin
  if (fork_1 != (0 + 1)) then
    failure := failed_lock_misuse;
  else
    fork_1 := 0;
    pc[0] := Philosopher_0_line_13;
  endif;
endrule;
rule "13: V(seats)"
  pc[0] = Philosopher_0_line_13 & failure = none
==>
begin
  seats := (seats + 1);
  pc[0] := Philosopher_0_end;
endrule;

-- Philosopher[1]
rule "7: P(seats)"
  pc[1] = Philosopher_1_line_7 & failure = none & (seats > 0)
==>
begin
  seats := (seats - 1);
  pc[1] := Philosopher_1_line_8;
endrule;
rule "8: acquire fork[1]"
  pc[1] = Philosopher_1_line_8 & failure = none & (fork_1 = 0)
==>
begin
  fork_1 := (1 + 1);
  pc[1] := Philosopher_1_line_9;
endrule;
rule "9: acquire fork[2]"
  pc[1] = Philosopher_1_line_9 & failure = none & (fork_2 = 0)
==>
begin
  fork_2 := (1 + 1);
  pc[1] := Philosopher_1_line_10;
endrule;
rule "10: yield"
  pc[1] = Philosopher_1_line_10 & failure = none
==>
begin
  pc[1] := Philosopher_1_line_11;
endrule;
rule "11: release fork[1]"
  pc[1] = Philosopher_1_line_11 & failure = none
==>
begin
  if (fork_1 != (1 + 1)) then
    failure := failed_lock_misuse;
  else
    fork_1 := 0;
    pc[1] := Philosopher_1_line_12;
  endif;
endrule;
rule "12: release fork[2]"
  pc[1] = Philosopher_1_line_12 & failure = none
==>
begin
  if (fork_2 != (1 + 1)) then
    failure := failed_lock_misuse;
  else
    fork_2 := 0;
    pc[1] := Philosopher_1_line_13;
  endif;
endrule;
rule "13: V(seats)"
  pc[1] = Philosopher_1_line_13 & failure = none
==>
begin
  seats := (seats + 1);
  pc[1] := Philosopher_1_end;
endrule;

-- Philosopher[2]
rule "7: P(seats)"
  pc[2] = Philosopher_2_line_7 & failure = none & (seats > 0)
==>
begin
  seats := (seats - 1);
  pc[2] := Philosopher_2_line_8;
endrule;
rule "8: acquire fork[2]"
  pc[2] = Philosopher_2_line_8 & failure = none & (fork_2 = 0)
==>
begin
  fork_2 := (2 + 1);
  pc[2] := Philosopher_2_line_9;
endrule;
rule "9: acquire fork[3]"
  pc[2] = Philosopher_2_line_9 & failure = none & (fork_3 = 0)
==>
begin
  fork_3 := (2 + 1);
  pc[2] := Philosopher_2_line_10;
endrule;
rule "10: yield"
  pc[2] = Philosopher_2_line_10 & failure = none
==>
begin
  pc[2] := Philosopher_2_line_11;
endrule;
rule "11: release fork[2]"
  pc[2] = Philosopher_2_line_11 & failure = none
==>
begin
  if (fork_2 != (2 + 1)) then
    failure := failed_lock_misuse;
  else
    fork_2 := 0;
    pc[2] := Philosopher_2_line_12;
  endif;
endrule;
rule "12: release fork[3]"
  pc[2] = Philosopher_2_line_12 & failure = none
==>
begin
  if (fork_3 != (2 + 1)) then
    failure := failed_lock_misuse;
  else
    fork_3 := 0;
    pc[2] := Philosopher_2_line_13;
  endif;
endrule;
rule "13: V(seats)"
  pc[2] = Philosopher_2_line_13 & failure = none
==>
begin
  seats := (seats + 1);
  pc[2] := Philosopher_2_end;
endrule;

-- Philosopher[3]
rule "7: P(seats)"
  pc[3] = Philosopher_3_line_7 & failure = none & (seats > 0)
==>
begin
  seats := (seats - 1);
  pc[3] := Philosopher_3_line_8;
endrule;
rule "8: acquire fork[3]"
  pc[3] = Philosopher_3_line_8 & failure = none & (fork_3 = 0)
==>
begin
  fork_3 := (3 + 1);
  pc[3] := Philosopher_3_line_9;
endrule;
rule "9: acquire fork[4]"
  pc[3] = Philosopher_3_line_9 & failure = none & (fork_4 = 0)
==>
begin
  fork_4 := (3 + 1);
  pc[3] := Philosopher_3_line_10;
endrule;
rule "10: yield"
  pc[3] = Philosopher_3_line_10 & failure = none
==>
begin
  pc[3] := Philosopher_3_line_11;
endrule;
rule "11: release fork[3]"
  pc[3] = Philosopher_3_line_11 & failure = none
==>
begin
  if (fork_3 != (3 + 1)) then
    failure := failed_lock_misuse;
  else
    fork_3 := 0;
    pc[3] := Philosopher_3_line_12;
  endif;
endrule;
rule "12: release fork[4]"
  pc[3] = Philosopher_3_line_12 & failure = none
==>
begin
  if (fork_4 != (3 + 1)) then
    failure := failed_lock_misuse;
  else
    fork_4 := 0;
    pc[3] := Philosopher_3_line_13;
  endif;
endrule;
rule "13: V(seats)"
  pc[3] = Philosopher_3_line_13 & failure = none
==>
begin
  seats := (seats + 1);
  pc[3] := Philosopher_3_end;
endrule;

-- Philosopher[4]
rule "7: P(seats)"
  pc[4] = Philosopher_4_line_7 & failure = none & (seats > 0)
==>
begin
  seats := (seats - 1);
  pc[4] := Philosopher_4_line_8;
endrule;
rule "8: acquire fork[4]"
  pc[4] = Philosopher_4_line_8 & failure = none & (fork_4 = 0)
==>
begin
  fork_4 := (4 + 1);
  pc[4] := Philosopher_4_line_9;
endrule;
rule "9: acquire fork[5]"
  pc[4] = Philosopher_4_line_9 & failure = none & (fork_5 = 0)
==>
begin
  fork_5 := (4 + 1);
  pc[4] := Philosopher_4_line_10;
endrule;
rule "10: yield"
  pc[4] = Philosopher_4_line_10 & failure = none
==>
begin
  pc[4] := Philosopher_4_line_11;
endrule;
rule "11: release fork[4]"
  pc[4] = Philosopher_4_line_11 & failure = none
==>
begin
  if (fork_4 != (4 + 1)) then
    failure := failed_lock_misuse;
  else
    fork_4 := 0;
    pc[4] := Philosopher_4_line_12;
  endif;
endrule;
rule "12: release fork[5]"
  pc[4] = Philosopher_4_line_12 & failure = none
==>
begin
  if (fork_5 != (4 + 1)) then
    failure := failed_lock_misuse;
  else
    fork_5 := 0;
    pc[4] := Philosopher_4_line_13;
  endif;
endrule;
rule "13: V(seats)"
  pc[4] = Philosopher_4_line_13 & failure = none
==>
begin
  seats := (seats + 1);
  pc[4] := Philosopher_4_end;
endrule;

-- Philosopher[5]
rule "7: P(seats)"
  pc[5] = Philosopher_5_line_7 & failure = none & (seats > 0)
==>
begin
  seats := (seats - 1);
  pc[5] := Philosopher_5_line_8;
endrule;
rule "8: acquire fork[5]"
  pc[5] = Philosopher_5_line_8 & failure = none & (fork_5 = 0)
==>
begin
  fork_5 := (5 + 1);
  pc[5] := Philosopher_5_line_9;
endrule;
rule "9: acquire fork[6]"
  pc[5] = Philosopher_5_line_9 & failure = none & (fork_6 = 0)
==>
begin
  fork_6 := (5 + 1);
  pc[5] := Philosopher_5_line_10;
endrule;
rule "10: yield"
  pc[5] = Philosopher_5_line_10 & failure = none
==>
begin
  pc[5] := Philosopher_5_line_11;
endrule;
rule "11: release fork[5]"
  pc[5] = Philosopher_5_line_11 & failure = none
==>
begin
  if (fork_5 != (5 + 1)) then
    failure := failed_lock_misuse;
  else
    fork_5 := 0;
    pc[5] := Philosopher_5_line_12;
  endif;
endrule;
rule "12: release fork[6]"
  pc[5] = Philosopher_5_line_12 & failure = none
==>
begin
  if (fork_6 != (5 + 1)) then
    failure := failed_lock_misuse;
  else
    fork_6 := 0;
    pc[5] := Philosopher_5_line_13;
  endif;
endrule;
rule "13: V(seats)"
  pc[5] = Philosopher_5_line_13 & failure = none
==>
begin
  seats := (seats + 1);
  pc[5] := Philosopher_5_end;
endrule;

-- Philosopher[6]
rule "7: P(seats)"
  pc[6] = Philosopher_6_line_7 & failure = none & (seats > 0)
==>
begin
  seats := (seats - 1);
  pc[6] := Philosopher_6_line_8;
endrule;
rule "8: acquire fork[6]"
  pc[6] = Philosopher_6_line_8 & failure = none & (fork_6 = 0)
==>
begin
  fork_6 := (6 + 1);
  pc[6] := Philosopher_6_line_9;
endrule;
rule "9: acquire fork[0]"
  pc[6] = Philosopher_6_line_9 & failure = none & (fork_0 = 0)
==>
begin
  fork_0 := (6 + 1);
  pc[6] := Philosopher_6_line_10;
endrule;
rule "10: yield"
  pc[6] = Philosopher_6_line_10 & failure = none
==>
begin
  pc[6] := Philosopher_6_line_11;
endrule;
rule "11: release fork[6]"
  pc[6] = Philosopher_6_line_11 & failure = none
==>
begin
  if (fork_6 != (6 + 1)) then
    failure := failed_lock_misuse;
  else
    fork_6 := 0;
    pc[6] := Philosopher_6_line_12;
  endif;
endrule;
rule "12: release fork[0]"
  pc[6] = Philosopher_6_line_12 & failure = none
==>
begin
  if (fork_0 != (6 + 1)) then
    failure := failed_lock_misuse;
  else
    fork_0 := 0;
    pc[6] := Philosopher_6_line_13;
  endif;
endrule;
rule "13: V(seats)"
  pc[6] = Philosopher_6_line_13 & failure = none
==>
begin
  seats := (seats + 1);
  pc[6] := Philosopher_6_end;
endrule;
