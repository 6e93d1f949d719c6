// Programs about what random ones seldom come to: several failures in one step, limits, and effects before a failure.

/** Instruction text of each, its lines separated by semicolons; `declarations` precede it. */
export const corners: Readonly<Record<string, string>> = {
  'two threads fail before their first steps': 'thread A:; assert 0; thread B:; let r, 1 // 0',
  'a later thread fails before its first step':
    'thread A:; let r, 1; yield; thread B:; let r, 1 // 0; thread C:; let r, 2; yield',
  'the starter and the started fail': 'thread A:; spawn U; assert 0; thread U unstarted:; let r, 1 // 0',
  'the started and a later starter fail': 'thread U unstarted:; let r, 1 // 0; thread A:; spawn U; assert 0',
  'the started fails': 'thread A:; spawn U; let r, 2; yield; thread U unstarted:; let r, 1 // 0',
  'the started fails and the starter halts': 'thread A:; spawn U; thread U unstarted:; assert 0',
  'a block starts a thread that fails':
    'thread A:; atomic:; spawn U; store x, 3; end; let r, 2; yield; thread U unstarted:; assert 0',
  'a block starts two threads that fail':
    'thread A:; atomic:; spawn V; spawn U; end; assert 0; thread U unstarted:; assert 0; thread V unstarted:; let r, 1 // 0',
  'a block starts two threads that fail, the later first':
    'thread A:; atomic:; spawn V; spawn U; end; let r, 2; yield; thread U unstarted:; let r, 3; assert 0; thread V unstarted:; let r, 1 // 0',
  'all that a barrier frees fail after the last has come':
    'barrier b3 = 3; thread A:; barrier_wait b3; let r, 2; assert 0; thread B:; barrier_wait b3; let r, 1 // 0; thread C:; barrier_wait b3; let r, 4; let r, 1 << 40',
  'a block starts a thread that fails, and fails':
    'thread A:; let r, 3; atomic:; spawn U; store a[r], 1; end; thread U unstarted:; assert 0',
  'a block starts a thread and crashes': 'thread A:; atomic:; spawn U; raise E; end; thread U unstarted:; let r, 2; yield',
  'a block starts a thread that fails, and crashes': 'thread A:; atomic:; spawn U; raise E; end; thread U unstarted:; assert 0',
  'a block starts a thread that fails, and halts': 'thread A:; atomic:; spawn U; halt; end; thread U unstarted:; assert 0',
  'a block chooses whom to start':
    'thread A:; atomic:; choose r, 0..2; if r == 1:; spawn U; end; store x, r; end; thread U unstarted:; assert 0',
  'all that a barrier frees fail': 'thread A:; barrier_wait b; assert 0; thread B:; barrier_wait b; let r, 1 // 0',
  'one of three that a barrier frees fails':
    'barrier b3 = 3; thread A:; barrier_wait b3; let r, 1; yield; thread B:; barrier_wait b3; let r, 1 // 0; thread C:; barrier_wait b3; let r, 4',
  'two of three that a barrier frees fail, differently':
    'barrier b3 = 3; thread A:; barrier_wait b3; assert 0; thread B:; barrier_wait b3; let r, 1 // 0; thread C:; barrier_wait b3; let r, 4',
  'a barrier for fewer than come': 'thread A, B, C:; barrier_wait b; fetch_add r, x, 1',
  'a thread that a barrier frees crashes': 'thread A:; barrier_wait b; raise E; thread B:; barrier_wait b; load r, x',
  'an index outside, and a value that is none': 'thread A:; let r, 3; store a[r], 1 // k',
  'an index that is none, and a value that is none': 'thread A:; store a[1 // k], 1 << 40',
  'expected and new value that are none': 'thread A:; cas r, x, 1 // k, 1 << 40',
  'a new value that is not needed and none': 'thread A:; cas r, x, 99, 1 // k',
  'the destination is an operand':
    'thread A:; let r, 2; fetch_add r, a[r], r; store x, r; exchange r, a[0], r; cas r, x, r, r + 1',
  'the destination is an operand of a counting variable':
    'thread A:; let r, 2; fetch_add r, w, r; store x, r; exchange r, w, r + 7; fetch_max r, w, r + 1; store y, r',
  'operands from left to right': 'thread A:; set r, (1 // k) + (1 << 40); thread B:; set r, (1 << 40) + (1 // k)',
  'an overflow within an expression': 'thread A:; set r, 2147483647 + 1 - 1; thread B:; set r, -2147483648 // -1',
  'a remainder that fits': 'thread A:; set r, -2147483648 % -1; store x, r; set r, -(-2147483647) * -1 - 1; store y, r',
  'signs of quotients and remainders':
    'thread A:; let p, -7; let q, 2; store a[0], p % q; store a[1], p // q; store a[2], -p % -q; store x, -p // -q; store y, p >> 1',
  'signs of both operands':
    'thread A:; let p, -7; let q, -2; store a[0], p % q; store a[1], p // q; store x, p & q; store y, p ^ -q; store a[2], p | 5',
  'shifts that just fit':
    'thread A:; set r, -1 << 31; store x, r; set r, -2147483648 >> 31; store y, r; set r, 1 << 30; set r, 1 << 31',
  'not and negation of the least': 'thread A:; set r, ~(-2147483648); store x, r; set r, -(-2147483648)',
  'logical operators skip':
    'thread A:; set r, 0 and 1 // k; set r, 7 or 1 // k; store x, r; set r, 7 and -3; store y, r; set r, 0 or 1 // k',
  'a condition skips': 'thread A:; await x == 1 or 1 // (x - 1); store x, 2; thread B:; await x == 2 and 1 // (x - 2)',
  'a condition has no value': 'thread A:; await a[x + 2]; thread B:; fetch_add r, x, -1; fetch_add r, x, -2',
  'a block with a condition that has no value': 'thread A:; atomic:; await a[x + 2]; store x, 0; end; thread B:; store x, 0',
  'an invariant has no value': 'invariant 1 // x; thread A:; store x, 0; store x, 1',
  'an invariant fails only at the beginning': 'invariant A.r == 5; thread A:; set r, 5',
  'an invariant fails in a failed end': 'invariant x < 2; thread A:; atomic:; store x, 2; assert 0; end',
  'an invariant fails within a block only': 'invariant x < 2; thread A:; atomic:; store x, 2; store x, 0; end',
  'the most levels': 'thread A:; repeat 255:; acquire mr; end; store x, 3',
  'one level too many': 'thread A:; repeat 256:; acquire mr; end; store x, 3',
  'one level too many, tried': 'thread A:; repeat 256:; try_acquire r, mr; end; store x, 3',
  'many levels given up and taken back':
    'thread A:; repeat 255:; acquire mr; end; wait r, c, mr; release mr; locked r, mr; thread B:; acquire mr; notify c; release mr',
  'a semaphore that is full': 'semaphore full = 2147483647; thread A:; sem_acquire full; sem_release full; sem_release full',
  'a transferable lock blocks its holder until another releases it': 'thread A:; acquire mt; acquire mt; thread B:; release mt',
  'a wait gives up what another holds':
    'thread A:; acquire mt; yield; release mt; thread B:; wait c, mt; release mt; thread C:; notify c',
  'a wait without the lock': 'thread A:; wait c, m; thread B:; acquire m; yield; release m',
  'a holder ends and another releases': 'thread A:; acquire mt; thread B:; join A; release mt; locked r, mt; store x, r',
  'a notified one is not notified again':
    'thread A, B:; acquire m; wait c, m; release m; thread C:; notify c; notify c; notify c',
  'a notification and a timeout':
    'thread A:; acquire m; wait r, c, m; store x, r + 5; release m; thread B:; acquire m; notify c; release m',
  'the register of a wait without a timeout':
    'thread A:; let r, 9; acquire m; wait r, c, m; wait c, m; store x, r; thread B:; notify_all c; acquire m; notify_all c; release m',
  'notify in a block wakes any':
    'thread A, B:; acquire m; wait c, m; fetch_add r, x, 1; release m; thread C:; atomic:; notify c; notify c; choose r, 0..1; end',
  'a fair lock is not overtaken':
    'lock f fair; thread A, B, C:; acquire f; fetch_add r, x, 1; release f; acquire f; store y, r; release f',
  'a fair lock is overtaken by a try':
    'lock f fair; thread A, B:; acquire f; yield; release f; thread C:; try_acquire r, f; store x, r',
  'a fair reentrant lock is taken again whoever waits':
    'lock f reentrant fair; thread A, B:; acquire f; acquire f; release f; release f; acquire f; release f',
  'a woken thread stands in line':
    'lock f fair; thread A:; acquire f; wait c, f; store x, 3; release f; thread B, C:; acquire f; notify c; release f',
  'a sleeper in the middle times out':
    'condition d fifo; thread A, B, C:; acquire m; wait r, d, m; fetch_add k2, x, r; release m; thread D:; acquire m; notify d; release m',
  'sleepers in order':
    'condition d fifo; thread A, B, C:; acquire m; wait d, m; fetch_add r, x, 1; release m; thread D:; notify d; notify d',
  'all sleepers in order':
    'condition d fifo; thread A, B:; acquire m; wait d, m; fetch_add r, x, 1; release m; thread D:; notify_all d',
  'a fair semaphore of two': 'semaphore f = 2 fair; thread A, B, C:; sem_acquire f; fetch_add r, x, 1; sem_release f',
  'a message goes to any receiver':
    'channel q; thread A:; send q, 7; thread B, C:; receive r, q; store x, r; thread D:; send q, 9',
  'a receiver goes round': 'channel q; thread A daemon:; again:; receive r, q; jump again; thread B:; send q, 1; send q, 2',
  'a receiver that fails at once': 'channel q; thread A:; receive r, q; assert r; thread B:; send q, 0; store x, 2',
  'both sides fail at once': 'channel q; thread A:; receive r, q; assert r; thread B:; send q, 0; assert 0',
  'a message without a value': 'channel q; thread A:; let r, 1; send q, r // 0; thread B:; receive r, q',
  'a select that offers a message without a value':
    'channel q; channel u; thread A:; select:; case send q, 1 // k:; case receive r, u:; end; thread B:; send u, 1; thread C:; receive t, q',
  'a thread does not exchange messages with itself': 'channel q; thread A:; select:; case send q, 1:; case receive r, q:; end',
  'two selects with both sides':
    'channel q; thread A:; select:; case send q, 1:; store x, 5; case receive r, q:; store y, r; end; thread B:; select:; case send q, 2:; store x, 6; case receive r, q:; store y, r; end',
  'two selects that ask':
    'channel q; thread A:; select:; case send q, 1:; store x, 5; else:; end; thread B:; select:; case receive r, q:; else:; store y, 3; end',
  'several offers of one partner':
    'channel q; thread A:; send q, 4; thread B:; select:; case receive r, q:; store x, r; case receive t, q:; store y, t; end',
  'a close wakes receivers': 'channel q; thread A, B:; receive r, ok, q; fetch_add t, x, ok; thread C:; close q',
  'a close fails senders': 'channel q; thread A:; send q, 1; thread C:; close q',
  'what was sent before the close is received':
    'channel q capacity 2; thread A:; send q, 1; send q, 2; close q; thread B:; receive r, ok, q; receive t, ok, q; receive u, ok, q; store x, ok; store y, t',
  'closed twice': 'channel q capacity 1; thread A, B:; close q',
  'two conditions':
    'condition d; thread A:; acquire m; wait c, m; thread B:; acquire m; wait d, m; thread C:; notify c; notify_all d',
  'only daemons': 'thread A daemon:; store x, 2; thread B daemon:; store x, 3',
  'a daemon that waits': 'thread A daemon:; sem_acquire z; thread B:; store x, 2',
  'a daemon is started last': 'thread A:; spawn U; thread U unstarted daemon:; assert 0',
  'only unstarted': 'thread U unstarted:; store x, 4',
  'a thread without steps': 'thread A:; let r, 1; thread B:; store x, 2',
  'a thread waits for itself': 'thread A:; join A; thread B:; store x, 2',
  'a thread waits for one that crashes': 'thread A:; join B; store x, 2; thread B:; yield; raise E',
  'a thread waits for one that never starts': 'thread A:; join U; thread U unstarted:; yield',
  'two threads wait for each other': 'thread A:; join B; thread B:; join A',
  'a thread waits for one that waits for its lock': 'thread A:; acquire m; join B; thread B:; acquire m',
  'three threads wait in a circle for locks and an end':
    'thread A:; acquire m; acquire mr; thread B:; acquire mr; join C; thread C:; acquire m',
  'a lock whose holder has ended, and a signal': 'thread A:; acquire m; thread B:; join A; acquire m; thread C:; sem_acquire z',
  'a thread waits for a transferable lock that it holds': 'thread A:; acquire mt; acquire mt; thread B:; sem_acquire z',
  'a serial execution changes from a thread that spins':
    'thread A:; store y, 7; again:; load r, x; branch r == 1, again; thread B:; load t, y; store a[0], t; store x, 0',
  'a serial execution changes after a step that says so':
    'thread A:; store x, 5; yield; store x, 6; thread B:; load t, x; store y, t',
  'started by two': 'thread A, B:; spawn U; thread U unstarted:; yield',
  'started again after its end': 'thread A:; spawn U; join U; spawn U; thread U unstarted:; yield',
  'starts itself': 'thread A:; spawn A',
  'starts one that ran from the beginning': 'thread A:; spawn B; thread B:; yield',
  'the last step of a program fails': 'thread A:; store x, 1 // k; thread B:; let r, 0',
  'a silent loop that comes to an end': 'thread A:; let r, 5; while r:; let r, r - 1; end; store x, r',
  'a local loop without an end': 'thread A:; while 1:; set r, 1 - r; end; thread B:; store x, 1',
  'a choice between coinciding successors': 'thread A:; choose r, 0..3; set r, 0; atomic:; choose r, 0..2; let r, 0; end',
  'a choice that then fails':
    'thread A:; choose r, 0..2; assert r < 2; store x, r; thread B:; atomic:; choose r, 0..2; assert r < 1; store y, r; end',
  'a block that is just short enough': block('set r, 1'),
  'a block that is too long by one': block('set r, 1; set r, 2'),
}

/** The same, of programs that take many seconds each. */
export const costlyCorners: Readonly<Record<string, string>> = {
  'a silent loop that is just short enough': silentLoop('let r, 1'),
  'a silent loop that is too long by one': silentLoop('let r, 1; let r, 2'),
}

const declarations =
  'const k = 0; shared x = 1; atomic y = 2; shared w = 2 mod 3; shared a[3] = 4, 5, 6; lock m; lock mr reentrant; ' +
  'lock mt transferable; semaphore z = 0; condition c; barrier b = 2; '

/** The program of a corner. */
export function cornerText(lines: string): string {
  return `${(declarations + lines).replaceAll('; ', '\n')}\n`
}

/** A block of 99,999 instructions and some more. */
function block(more: string): string {
  return `thread A:; atomic:; let r, 0; again:; set r, r + 1; branch r < 49999, again; ${more}; end; store x, 5`
}

/** A thread that begins with 999,999 silent instructions and some more. */
function silentLoop(more: string): string {
  return `thread A:; let r, 0; again:; let r, r + 1; branch r < 499999, again; ${more}; store x, 5`
}
