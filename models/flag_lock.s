# A lock that is none: a thread waits until the flag is 0 and then sets it. Between the two, the other can do the same.
#
# argv: bx=1
# expect: outcomes (flag, count) = {(0, 1), (0, 2)}
# expect: lost-update
# expect: data-race

.var flag
.var count

.main
.top
.acquire
mov flag, %ax
test $0, %ax
jne .acquire
mov $1, flag

mov count, %ax
add $1, %ax
mov %ax, count

mov $0, flag

sub  $1, %bx
test $0, %bx
jgt .top
halt
