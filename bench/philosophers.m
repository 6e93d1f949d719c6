-- bench/philosophers.ilv, exported from interleave
-- Each rule is a step; pc says where threads stand. Those that have ended stay at their end.
-- Not exported: line 12: expect deadlock

type
  thread_number: 0..8;
  place_name: enum { Philosopher_0_line_6, Philosopher_0_line_7, Philosopher_0_line_8, Philosopher_0_line_9, Philosopher_0_line_10, Philosopher_0_end, Philosopher_1_line_6, Philosopher_1_line_7, Philosopher_1_line_8, Philosopher_1_line_9, Philosopher_1_line_10, Philosopher_1_end, Philosopher_2_line_6, Philosopher_2_line_7, Philosopher_2_line_8, Philosopher_2_line_9, Philosopher_2_line_10, Philosopher_2_end, Philosopher_3_line_6, Philosopher_3_line_7, Philosopher_3_line_8, Philosopher_3_line_9, Philosopher_3_line_10, Philosopher_3_end, Philosopher_4_line_6, Philosopher_4_line_7, Philosopher_4_line_8, Philosopher_4_line_9, Philosopher_4_line_10, Philosopher_4_end, Philosopher_5_line_6, Philosopher_5_line_7, Philosopher_5_line_8, Philosopher_5_line_9, Philosopher_5_line_10, Philosopher_5_end, Philosopher_6_line_6, Philosopher_6_line_7, Philosopher_6_line_8, Philosopher_6_line_9, Philosopher_6_line_10, Philosopher_6_end, Philosopher_7_line_6, Philosopher_7_line_7, Philosopher_7_line_8, Philosopher_7_line_9, Philosopher_7_line_10, Philosopher_7_end, Philosopher_8_line_6, Philosopher_8_line_7, Philosopher_8_line_8, Philosopher_8_line_9, Philosopher_8_line_10, Philosopher_8_end };

var
  pc: array [thread_number] of place_name;
  failure: enum { none, failed_lock_misuse };
  fork_0: 0..9; -- lock: 0 if free, else 1 + the number of the thread that holds it
  fork_1: 0..9; -- lock: 0 if free, else 1 + the number of the thread that holds it
  fork_2: 0..9; -- lock: 0 if free, else 1 + the number of the thread that holds it
  fork_3: 0..9; -- lock: 0 if free, else 1 + the number of the thread that holds it
  fork_4: 0..9; -- lock: 0 if free, else 1 + the number of the thread that holds it
  fork_5: 0..9; -- lock: 0 if free, else 1 + the number of the thread that holds it
  fork_6: 0..9; -- lock: 0 if free, else 1 + the number of the thread that holds it
  fork_7: 0..9; -- lock: 0 if free, else 1 + the number of the thread that holds it
  fork_8: 0..9; -- lock: 0 if free, else 1 + the number of the thread that holds it

startstate
begin
  pc[0] := Philosopher_0_line_6;
  pc[1] := Philosopher_1_line_6;
  pc[2] := Philosopher_2_line_6;
  pc[3] := Philosopher_3_line_6;
  pc[4] := Philosopher_4_line_6;
  pc[5] := Philosopher_5_line_6;
  pc[6] := Philosopher_6_line_6;
  pc[7] := Philosopher_7_line_6;
  pc[8] := Philosopher_8_line_6;
  failure := none;
  fork_0 := 0;
  fork_1 := 0;
  fork_2 := 0;
  fork_3 := 0;
  fork_4 := 0;
  fork_5 := 0;
  fork_6 := 0;
  fork_7 := 0;
  fork_8 := 0;
end;

-- Philosopher[0]
rule "6: acquire fork[0]"
  pc[0] = Philosopher_0_line_6 & failure = none & (fork_0 = 0)
==>
begin
  fork_0 := (0 + 1);
  pc[0] := Philosopher_0_line_7;
endrule;
rule "7: acquire fork[1]"
  pc[0] = Philosopher_0_line_7 & failure = none & (fork_1 = 0)
==>
begin
  fork_1 := (0 + 1);
  pc[0] := Philosopher_0_line_8;
endrule;
rule "8: yield"
  pc[0] = Philosopher_0_line_8 & failure = none
==>
begin
  pc[0] := Philosopher_0_line_9;
endrule;
rule "9: release fork[1]"
  pc[0] = Philosopher_0_line_9 & failure = none
==>
begin
  if (fork_1 != (0 + 1)) then
    failure := failed_lock_misuse;
  else
    fork_1 := 0;
    pc[0] := Philosopher_0_line_10;
  endif;
endrule;
rule "10: release fork[0]"
  pc[0] = Philosopher_0_line_10 & failure = none
==>
begin
  if (fork_0 != (0 + 1)) then
    failure := failed_lock_misuse;
  else
    fork_0 := 0;
    pc[0] := Philosopher_0_end;
  endif;
endrule;

-- Philosopher[1]
rule "6: acquire fork[1]"
  pc[1] = Philosopher_1_line_6 & failure = none & (fork_1 = 0)
==>
begin
  fork_1 := (1 + 1);
  pc[1] := Philosopher_1_line_7;
endrule;
rule "7: acquire fork[2]"
  pc[1] = Philosopher_1_line_7 & failure = none & (fork_2 = 0)
==>
begin
  fork_2 := (1 + 1);
  pc[1] := Philosopher_1_line_8;
endrule;
rule "8: yield"
  pc[1] = Philosopher_1_line_8 & failure = none
==>
begin
  pc[1] := Philosopher_1_line_9;
endrule;
rule "9: release fork[2]"
  pc[1] = Philosopher_1_line_9 & failure = none
==>
begin
  if (fork_2 != (1 + 1)) then
    failure := failed_lock_misuse;
  else
    fork_2 := 0;
    pc[1] := Philosopher_1_line_10;
  endif;
endrule;
rule "10: release fork[1]"
  pc[1] = Philosopher_1_line_10 & failure = none
==>
begin
  if (fork_1 != (1 + 1)) then
    failure := failed_lock_misuse;
  else
    fork_1 := 0;
    pc[1] := Philosopher_1_end;
  endif;
endrule;

-- Philosopher[2]
rule "6: acquire fork[2]"
  pc[2] = Philosopher_2_line_6 & failure = none & (fork_2 = 0)
==>
begin
  fork_2 := (2 + 1);
  pc[2] := Philosopher_2_line_7;
endrule;
rule "7: acquire fork[3]"
  pc[2] = Philosopher_2_line_7 & failure = none & (fork_3 = 0)
==>
begin
  fork_3 := (2 + 1);
  pc[2] := Philosopher_2_line_8;
endrule;
rule "8: yield"
  pc[2] = Philosopher_2_line_8 & failure = none
==>
begin
  pc[2] := Philosopher_2_line_9;
endrule;
rule "9: release fork[3]"
  pc[2] = Philosopher_2_line_9 & failure = none
==>
begin
  if (fork_3 != (2 + 1)) then
    failure := failed_lock_misuse;
  else
    fork_3 := 0;
    pc[2] := Philosopher_2_line_10;
  endif;
endrule;
rule "10: release fork[2]"
  pc[2] = Philosopher_2_line_10 & failure = none
==>
begin
  if (fork_2 != (2 + 1)) then
    failure := failed_lock_misuse;
  else
    fork_2 := 0;
    pc[2] := Philosopher_2_end;
  endif;
endrule;

-- Philosopher[3]
rule "6: acquire fork[3]"
  pc[3] = Philosopher_3_line_6 & failure = none & (fork_3 = 0)
==>
begin
  fork_3 := (3 + 1);
  pc[3] := Philosopher_3_line_7;
endrule;
rule "7: acquire fork[4]"
  pc[3] = Philosopher_3_line_7 & failure = none & (fork_4 = 0)
==>
begin
  fork_4 := (3 + 1);
  pc[3] := Philosopher_3_line_8;
endrule;
rule "8: yield"
  pc[3] = Philosopher_3_line_8 & failure = none
==>
begin
  pc[3] := Philosopher_3_line_9;
endrule;
rule "9: release fork[4]"
  pc[3] = Philosopher_3_line_9 & failure = none
==>
begin
  if (fork_4 != (3 + 1)) then
    failure := failed_lock_misuse;
  else
    fork_4 := 0;
    pc[3] := Philosopher_3_line_10;
  endif;
endrule;
rule "10: release fork[3]"
  pc[3] = Philosopher_3_line_10 & failure = none
==>
begin
  if (fork_3 != (3 + 1)) then
    failure := failed_lock_misuse;
  else
    fork_3 := 0;
    pc[3] := Philosopher_3_end;
  endif;
endrule;

-- Philosopher[4]
rule "6: acquire fork[4]"
  pc[4] = Philosopher_4_line_6 & failure = none & (fork_4 = 0)
==>
begin
  fork_4 := (4 + 1);
  pc[4] := Philosopher_4_line_7;
endrule;
rule "7: acquire fork[5]"
  pc[4] = Philosopher_4_line_7 & failure = none & (fork_5 = 0)
==>
begin
  fork_5 := (4 + 1);
  pc[4] := Philosopher_4_line_8;
endrule;
rule "8: yield"
  pc[4] = Philosopher_4_line_8 & failure = none
==>
begin
  pc[4] := Philosopher_4_line_9;
endrule;
rule "9: release fork[5]"
  pc[4] = Philosopher_4_line_9 & failure = none
==>
begin
  if (fork_5 != (4 + 1)) then
    failure := failed_lock_misuse;
  else
    fork_5 := 0;
    pc[4] := Philosopher_4_line_10;
  endif;
endrule;
rule "10: release fork[4]"
  pc[4] = Philosopher_4_line_10 & failure = none
==>
begin
  if (fork_4 != (4 + 1)) then
    failure := failed_lock_misuse;
  else
    fork_4 := 0;
    pc[4] := Philosopher_4_end;
  endif;
endrule;

-- Philosopher[5]
rule "6: acquire fork[5]"
  pc[5] = Philosopher_5_line_6 & failure = none & (fork_5 = 0)
==>
begin
  fork_5 := (5 + 1);
  pc[5] := Philosopher_5_line_7;
endrule;
rule "7: acquire fork[6]"
  pc[5] = Philosopher_5_line_7 & failure = none & (fork_6 = 0)
==>
begin
  fork_6 := (5 + 1);
  pc[5] := Philosopher_5_line_8;
endrule;
rule "8: yield"
  pc[5] = Philosopher_5_line_8 & failure = none
==>
begin
  pc[5] := Philosopher_5_line_9;
endrule;
rule "9: release fork[6]"
  pc[5] = Philosopher_5_line_9 & failure = none
==>
begin
  if (fork_6 != (5 + 1)) then
    failure := failed_lock_misuse;
  else
    fork_6 := 0;
    pc[5] := Philosopher_5_line_10;
  endif;
endrule;
rule "10: release fork[5]"
  pc[5] = Philosopher_5_line_10 & failure = none
==>
begin
  if (fork_5 != (5 + 1)) then
    failure := failed_lock_misuse;
  else
    fork_5 := 0;
    pc[5] := Philosopher_5_end;
  endif;
endrule;

-- Philosopher[6]
rule "6: acquire fork[6]"
  pc[6] = Philosopher_6_line_6 & failure = none & (fork_6 = 0)
==>
begin
  fork_6 := (6 + 1);
  pc[6] := Philosopher_6_line_7;
endrule;
rule "7: acquire fork[7]"
  pc[6] = Philosopher_6_line_7 & failure = none & (fork_7 = 0)
==>
begin
  fork_7 := (6 + 1);
  pc[6] := Philosopher_6_line_8;
endrule;
rule "8: yield"
  pc[6] = Philosopher_6_line_8 & failure = none
==>
begin
  pc[6] := Philosopher_6_line_9;
endrule;
rule "9: release fork[7]"
  pc[6] = Philosopher_6_line_9 & failure = none
==>
begin
  if (fork_7 != (6 + 1)) then
    failure := failed_lock_misuse;
  else
    fork_7 := 0;
    pc[6] := Philosopher_6_line_10;
  endif;
endrule;
rule "10: release fork[6]"
  pc[6] = Philosopher_6_line_10 & failure = none
==>
begin
  if (fork_6 != (6 + 1)) then
    failure := failed_lock_misuse;
  else
    fork_6 := 0;
    pc[6] := Philosopher_6_end;
  endif;
endrule;

-- Philosopher[7]
rule "6: acquire fork[7]"
  pc[7] = Philosopher_7_line_6 & failure = none & (fork_7 = 0)
==>
begin
  fork_7 := (7 + 1);
  pc[7] := Philosopher_7_line_7;
endrule;
rule "7: acquire fork[8]"
  pc[7] = Philosopher_7_line_7 & failure = none & (fork_8 = 0)
==>
begin
  fork_8 := (7 + 1);
  pc[7] := Philosopher_7_line_8;
endrule;
rule "8: yield"
  pc[7] = Philosopher_7_line_8 & failure = none
==>
begin
  pc[7] := Philosopher_7_line_9;
endrule;
rule "9: release fork[8]"
  pc[7] = Philosopher_7_line_9 & failure = none
==>
begin
  if (fork_8 != (7 + 1)) then
    failure := failed_lock_misuse;
  else
    fork_8 := 0;
    pc[7] := Philosopher_7_line_10;
  endif;
endrule;
rule "10: release fork[7]"
  pc[7] = Philosopher_7_line_10 & failure = none
==>
begin
  if (fork_7 != (7 + 1)) then
    failure := failed_lock_misuse;
  else
    fork_7 := 0;
    pc[7] := Philosopher_7_end;
  endif;
endrule;

-- Philosopher[8]
rule "6: acquire fork[8]"
  pc[8] = Philosopher_8_line_6 & failure = none & (fork_8 = 0)
==>
begin
  fork_8 := (8 + 1);
  pc[8] := Philosopher_8_line_7;
endrule;
rule "7: acquire fork[0]"
  pc[8] = Philosopher_8_line_7 & failure = none & (fork_0 = 0)
==>
begin
  fork_0 := (8 + 1);
  pc[8] := Philosopher_8_line_8;
endrule;
rule "8: yield"
  pc[8] = Philosopher_8_line_8 & failure = none
==>
begin
  pc[8] := Philosopher_8_line_9;
endrule;
rule "9: release fork[0]"
  pc[8] = Philosopher_8_line_9 & failure = none
==>
begin
  if (fork_0 != (8 + 1)) then
    failure := failed_lock_misuse;
  else
    fork_0 := 0;
    pc[8] := Philosopher_8_line_10;
  endif;
endrule;
rule "10: release fork[8]"
  pc[8] = Philosopher_8_line_10 & failure = none
==>
begin
  if (fork_8 != (8 + 1)) then
    failure := failed_lock_misuse;
  else
    fork_8 := 0;
    pc[8] := Philosopher_8_end;
  endif;
endrule;
