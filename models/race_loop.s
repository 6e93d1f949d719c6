# The counter of a homework: each thread adds 1 to a place in memory, bx times, without a lock.
#
# How low can it go? To 2: each thread can carry one old value past all rounds of the other.
#
# threads: 2
# argv: bx=3
# expect: possible memory[2000] == 2
# expect: final memory[2000] >= 2 and memory[2000] <= 6
# expect: lost-update
# expect: data-race

.main
.top
mov 2000, %ax
add $1, %ax
mov %ax, 2000

sub  $1, %bx
test $0, %bx
jgt .top
halt
