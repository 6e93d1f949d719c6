# A ticket lock: `fetchadd` draws a number, and each thread waits for its turn. Whoever came first goes first.
#
# `turn` is read and written by plain moves, and is a data race for a language with a memory model. The simulator's
# memory has none of its effects, and the count is right.
#
# argv: bx=2
# expect: outcomes (ticket, turn, count) = {(4, 4, 4)}
# expect: no lost-update
# expect: no livelock
# expect: data-race

.var ticket
.var turn
.var count

.main
.top
mov $1, %ax
fetchadd %ax, ticket

.wait
mov turn, %cx
test %cx, %ax
jne .wait

mov count, %cx
add $1, %cx
mov %cx, count

mov turn, %cx
add $1, %cx
mov %cx, turn

sub  $1, %bx
test $0, %bx
jgt .top
halt
