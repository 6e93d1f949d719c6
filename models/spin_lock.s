# A spin lock as a function: the caller pushes the address of the lock. `xchg` writes 1 and returns what was there;
# whoever got 0 has the lock.
#
# threads: 2
# argv: bx=1
# expect: outcomes count = {2}
# expect: no data-race
# expect: no livelock
# expect: no deadlock

.var mutex
.var count

.main
.again
lea mutex, %ax
push %ax
call .acquire
pop

mov count, %cx
add $1, %cx
mov %cx, count

call .release
sub  $1, %bx
test $0, %bx
jgt .again
halt

.acquire
mov 4(%sp), %dx
.spin
mov $1, %cx
xchg %cx, (%dx)
test $0, %cx
jne .spin
ret

.release
mov $0, mutex
ret
