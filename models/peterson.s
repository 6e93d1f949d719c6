# Peterson's algorithm for two threads, without any atomic instruction: bx is the number of the thread. A thread says
# that it wants to enter, lets the other go first, and waits while the other wants to enter and it is its turn.
#
# argv: bx=0,bx=1
# expect: final count == 2
# expect: no lost-update
# expect: no livelock
# expect: no starvation
# expect: data-race

.var flag 2
.var turn
.var count

.main
lea flag, %fx
mov %bx, %cx
neg %cx
add $1, %cx

mov $1, (%fx,%bx,4)
mov %cx, turn

.wait
mov (%fx,%cx,4), %ax
test $1, %ax
jne .enter
mov turn, %ax
test %cx, %ax
je .wait

.enter
mov count, %ax
add $1, %ax
mov %ax, count

mov $0, (%fx,%bx,4)
halt
