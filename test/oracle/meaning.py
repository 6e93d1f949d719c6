"""What a step does: a reading of docs/semantics.md that shares nothing with the project."""
LEAST, GREATEST = -2147483648, 2147483647
SILENT = {'let', 'jump', 'branch', 'assert', 'raise', 'halt', 'progress', 'op_begin', 'op_end',
          'offer_send', 'offer_receive', 'received', 'received_ok'}
ENDED = {'finished', 'crashed'}
MOST_IN_BLOCK, MOST_SILENT, MOST_LEVELS = 100_000, 1_000_000, 255


class Failure(Exception):
    """A step that fails, with its kind."""


class Thread:
    """The mutable state of a thread: `levels` are the lock levels that a `wait` will take back, `rank` its place in line."""

    def __init__(self, code, frozen):
        self.code = code
        self.status, self.pc, registers, self.levels, self.rank = frozen
        self.registers = list(registers)

    def instruction(self):
        return self.code[self.pc]

    def frozen(self):
        return self.status, self.pc, tuple(self.registers), self.levels, self.rank


class State:
    """A mutable state; frozen, it is a tuple, and equal states are equal tuples."""

    def __init__(self, program, frozen):
        shared, locks, semaphores, threads, channels, loops = frozen
        self.loops = list(loops)  # of each event loop, the task that runs, or None
        self.limits = [each.get('greatest') for each in program['semaphores']]
        codes = [program['codes'][thread['code']]['instructions'] for thread in program['threads']]
        self.shared = [list(values) for values in shared]
        self.locks = [list(lock) for lock in locks]  # holder (or None) and level
        self.semaphores = list(semaphores)
        self.channels = [[list(messages), closed] for messages, closed in channels]
        self.threads = [Thread(code, thread) for code, thread in zip(codes, threads)]

    def frozen(self):
        shared, locks = (tuple(map(tuple, each)) for each in (self.shared, self.locks))
        channels = tuple((tuple(messages), closed) for messages, closed in self.channels)
        return shared, locks, tuple(self.semaphores), tuple(thread.frozen() for thread in self.threads), channels, tuple(self.loops)


def fits(value):
    if not LEAST <= value <= GREATEST:
        raise Failure('overflow')
    return value


def divisor(value):
    if value == 0:
        raise Failure('division-by-zero')
    return value


def shift(count):
    if not 0 <= count <= 31:
        raise Failure('overflow')
    return count


BINARY = {
    '+': lambda a, b: a + b,
    '-': lambda a, b: a - b,
    '*': lambda a, b: a * b,
    '//': lambda a, b: a // divisor(b),
    '%': lambda a, b: a % divisor(b),
    '<<': lambda a, b: a << shift(b),
    '>>': lambda a, b: a >> shift(b),
    '&': lambda a, b: a & b,
    '|': lambda a, b: a | b,
    '^': lambda a, b: a ^ b,
    '==': lambda a, b: int(a == b),
    '!=': lambda a, b: int(a != b),
    '<': lambda a, b: int(a < b),
    '<=': lambda a, b: int(a <= b),
    '>': lambda a, b: int(a > b),
    '>=': lambda a, b: int(a >= b),
    'max': max,
    'min': min,
}
UNARY = {'-': lambda a: -a, '~': lambda a: ~a, 'not': lambda a: int(a == 0)}


def evaluate(expression, state, thread):
    """The value; in an invariant there is no thread, and registers are those of peers."""
    kind = expression['kind']
    if kind == 'constant':
        return expression['value']
    if kind == 'register':
        return thread.registers[expression['register']]
    if kind == 'peer':
        return state.threads[expression['thread']].registers[expression['register']]
    if kind == 'aspect':
        return aspect(state, expression['aspect'], expression['index'])
    if kind == 'shared':
        variable, index = location(expression, state, thread)
        return state.shared[variable][index]
    if kind == 'unary':
        return fits(UNARY[expression['operator']](evaluate(expression['operand'], state, thread)))
    operator = expression['operator']
    left = evaluate(expression['left'], state, thread)
    if operator == 'and' and left == 0:
        return 0
    if operator == 'or' and left != 0:
        return 1
    right = evaluate(expression['right'], state, thread)
    if operator in ('and', 'or'):
        return int(right != 0)
    return fits(BINARY[operator](left, right))


def aspect(state, what, number):
    """The units of a semaphore, the messages in a channel, the holder of a lock (-1: nobody), the line of a thread (0: it has ended)."""
    if what == 'units':
        return state.semaphores[number]
    if what == 'messages':
        return len(state.channels[number][0])
    if what == 'holder':
        holder = state.locks[number][0]
        return -1 if holder is None else holder
    thread = state.threads[number]
    return 0 if thread.status in ENDED else thread.instruction()['line']


def location(place, state, thread):
    """The variable and the index within it."""
    if place['index'] is None:
        return place['variable'], 0
    index = evaluate(place['index'], state, thread)
    if not 0 <= index < len(state.shared[place['variable']]):
        raise Failure('index')
    return place['variable'], index


def named(expression, state, thread):
    """The locations that an expression names, except for those with an index that has no value."""
    found = []
    if expression['kind'] == 'shared':
        try:
            found.append(location(expression, state, thread))
        except Failure:
            pass
    for part in ('index', 'operand', 'left', 'right'):
        if isinstance(expression.get(part), dict):
            found += named(expression[part], state, thread)
    return found


class Step:
    """Executes one step in a copy of a state. `script` says which choices to make; the first is made where it ends."""

    def __init__(self, program, frozen, script=()):
        self.program, self.state, self.script = program, State(program, frozen), script
        self.made, self.freed = [], []
        self.received = {}  # by thread, the message that it received in this step
        self.accesses = []  # variable, index, whether it is written, whether the access is plain, the position of the step
        self.in_block = False
        self.executed = set()  # the names of all instructions that the step executed

    def pick(self, count):
        at = len(self.made)
        choice = self.script[at] if at < len(self.script) else 0
        self.made.append((choice, count))
        return choice

    def start_all(self):
        """The silent code of the threads that run from the beginning."""
        return self.silent_of([at for at, thread in enumerate(self.state.threads) if thread.status == 'running'])

    def take(self, at):
        """One step of a thread, with the silent code after it."""
        self.at, self.thread = at, self.state.threads[at]
        self.start = self.thread.pc
        gives_way = self.thread.instruction()['op'] == 'yield'
        failure = self.act(at)
        if failure is None:
            self.turn(at, gives_way)
        return failure

    def turn(self, at, gives_way):
        """Says which task of each event loop runs now."""
        loop = self.program['threads'][at].get('loop')
        if loop is not None:
            self.state.loops[loop] = None if gives_way else at
        for number, task in enumerate(self.state.loops):
            if task is not None:
                runs = self.state.threads[task].status == 'running'
                if not runs or blocked(self.program, self.state, task):
                    self.state.loops[number] = None

    def act(self, at):
        try:
            if not_its_turn(self.program, self.state, at):
                self.thread.rank = 1 + len(line(self.state, *awaited(self.thread)))
                return None
            step_out(self.state, self.thread)
            if self.thread.status == 'sleeping':
                self.thread.status = 'expired'
            elif self.thread.status in ('waking', 'expired'):
                self.take_back()
            elif self.thread.instruction()['op'] == 'atomic':
                self.block()
            else:
                self.execute(self.thread.instruction())
        except Failure as failure:
            return self.fail(at, failure)
        return self.silent_of([at] + sorted(self.freed))

    def silent_of(self, threads):
        for at in threads:
            try:
                if self.state.threads[at].status == 'running':
                    self.silent(self.state.threads[at], self.received.get(at))
            except Failure as failure:
                return self.fail(at, failure)
        return None

    def fail(self, at, failure):
        """What failed: the kind, the thread, and the position of the instruction."""
        self.state.threads[at].status = 'failed'
        return str(failure), at, self.state.threads[at].pc

    def silent(self, thread, message):
        """Executes silent instructions until a step, a blocking instruction or the end of the code."""
        seen, count = set(), 0
        while thread.status == 'running':
            if thread.pc == len(thread.code):
                thread.status = 'finished'
            elif thread.instruction()['op'] not in SILENT:
                return
            else:
                here = (thread.pc, tuple(thread.registers))
                count += 1
                if here in seen or count > MOST_SILENT:
                    raise Failure('divergence')
                seen.add(here)
                self.quietly(thread, thread.instruction(), message)

    def quietly(self, thread, instruction, message=None):
        """Executes one silent instruction."""
        op = instruction['op']
        self.executed.add(op)
        following = thread.pc + 1
        if op == 'let':
            thread.registers[instruction['to']] = evaluate(instruction['value'], self.state, thread)
        elif op == 'received':
            thread.registers[instruction['to']] = 0 if message is None else message
        elif op == 'received_ok':
            thread.registers[instruction['to']] = int(message is not None)
        elif op == 'jump':
            following = instruction['target']
        elif op == 'branch':
            if evaluate(instruction['condition'], self.state, thread) != 0:
                following = instruction['target']
        elif op == 'assert':
            if evaluate(instruction['that'], self.state, thread) == 0:
                raise Failure('assertion')
        elif op == 'raise':
            thread.status, following = 'crashed', thread.pc
        elif op == 'halt':
            thread.status, following = 'finished', len(thread.code)
        thread.pc = following

    def block(self):
        """The instructions of an `atomic` block."""
        self.thread.pc += 1
        self.in_block = True
        count = 0
        while self.thread.status == 'running':
            instruction = self.thread.instruction()
            if instruction['op'] == 'atomic_end':
                self.thread.pc += 1
                return
            count += 1
            if count > MOST_IN_BLOCK:
                raise Failure('divergence')
            if instruction['op'] in SILENT:
                self.quietly(self.thread, instruction)
            else:
                self.execute(instruction)

    def execute(self, instruction):
        """An instruction that is not silent; the thread is not blocked."""
        self.executed.add(instruction['op'])
        getattr(self, 'do_' + instruction['op'])(instruction)
        if self.thread.status == 'running' and instruction['op'] != 'select':
            self.thread.pc += 1

    def value(self, expression):
        return evaluate(expression, self.state, self.thread)

    def put(self, instruction, value):
        self.thread.registers[instruction['to']] = value

    def access(self, variable, index, writes):
        instruction = self.thread.instruction()
        plain = instruction['op'] in ('load', 'store') and not self.in_block
        declared = self.program['shared'][variable]
        marked = instruction.get('plain', False)
        self.accesses.append((variable, index, writes, marked or (plain and not declared['atomic']), self.start))

    def do_load(self, i):
        variable, index = location(i['place'], self.state, self.thread)
        self.access(variable, index, False)
        self.put(i, self.state.shared[variable][index])

    def do_store(self, i):
        variable, index = location(i['place'], self.state, self.thread)
        self.state.shared[variable][index] = self.value(i['value'])
        self.access(variable, index, True)

    def do_set(self, i):
        self.put(i, self.value(i['value']))

    def do_add(self, i):
        self.put(i, fits(self.thread.registers[i['to']] + self.value(i['value'])))

    def do_cas(self, i):
        variable, index = location(i['place'], self.state, self.thread)
        expected, value = self.value(i['expected']), self.value(i['value'])
        swaps = self.state.shared[variable][index] == expected
        self.access(variable, index, swaps)
        if swaps:
            self.state.shared[variable][index] = value
        self.put(i, int(swaps))

    def modify(self, i, change):
        variable, index = location(i['place'], self.state, self.thread)
        value, old = self.value(i['value']), self.state.shared[variable][index]
        self.access(variable, index, True)
        self.state.shared[variable][index] = fits(change(old, value))
        self.put(i, old)

    def do_fetch_add(self, i):
        self.modify(i, lambda old, value: old + value)

    def do_exchange(self, i):
        self.modify(i, lambda _, value: value)

    def do_fetch_max(self, i):
        self.modify(i, max)

    def do_fetch_min(self, i):
        self.modify(i, min)

    def do_acquire(self, i):
        self.lock(i['mutex'], 1)

    def lock(self, mutex, levels):
        holder, level = self.state.locks[mutex]
        if level + levels > MOST_LEVELS:
            raise Failure('overflow')
        self.state.locks[mutex] = [self.at, level + levels]

    def do_release(self, i):
        holder, level = self.held(i['mutex'])
        self.state.locks[i['mutex']] = [holder, level - 1] if level > 1 else [None, 0]

    def held(self, mutex):
        """Holder and level of a lock that the thread may give up."""
        holder, level = self.state.locks[mutex]
        anybody = self.program['mutexes'][mutex]['discipline'] == 'transferable'
        if holder is None or not (anybody or holder == self.at):
            raise Failure('lock-misuse')
        return holder, level

    def do_try_acquire(self, i):
        free = available(self.program, self.state, self.at, i['mutex'])
        if free:
            self.lock(i['mutex'], 1)
        self.put(i, int(free))

    def do_locked(self, i):
        self.put(i, int(self.state.locks[i['mutex']][0] is not None))

    def do_wait(self, i):
        self.thread.levels = self.held(i['mutex'])[1]
        self.state.locks[i['mutex']] = [None, 0]
        if 'order' in self.program['conditions'][i['condition']]:
            self.thread.rank = 1 + len(line(self.state, 'conditions', i['condition']))
        self.thread.status = 'sleeping'

    def take_back(self):
        instruction = self.thread.instruction()
        self.lock(instruction['mutex'], self.thread.levels)
        if instruction['to'] is not None:
            self.put(instruction, int(self.thread.status == 'waking'))
        self.thread.status, self.thread.levels = 'running', 0
        self.thread.pc += 1

    def sleepers(self, condition):
        return [t for t in self.state.threads if t.status == 'sleeping' and t.instruction()['condition'] == condition]

    def do_notify(self, i):
        sleepers = self.sleepers(i['condition'])
        if 'order' in self.program['conditions'][i['condition']]:
            sleepers = [sleeper for sleeper in sleepers if sleeper.rank == 1]
            self.wake(sleepers)
        elif sleepers:
            self.wake([sleepers[self.pick(len(sleepers))]])

    def do_notify_all(self, i):
        self.wake(self.sleepers(i['condition']))

    def wake(self, sleepers):
        for sleeper in sleepers:
            step_out(self.state, sleeper)
            sleeper.status = 'waking'

    def do_sem_acquire(self, i):
        self.state.semaphores[i['semaphore']] -= 1

    def do_sem_try_acquire(self, i):
        free = self.state.semaphores[i['semaphore']] > 0
        if free:
            self.do_sem_acquire(i)
        self.put(i, int(free))

    def do_sem_release(self, i):
        count = self.state.semaphores[i['semaphore']]
        if count != self.state.limits[i['semaphore']]:
            self.state.semaphores[i['semaphore']] = fits(count + 1)

    def do_barrier_wait(self, i):
        arrived = [at for at, t in enumerate(self.state.threads)
                   if t.status == 'arrived' and t.instruction()['barrier'] == i['barrier']]
        if len(arrived) + 1 < self.program['barriers'][i['barrier']]['parties']:
            self.thread.status = 'arrived'
            return
        for at in arrived:
            self.state.threads[at].status = 'running'
            self.state.threads[at].pc += 1
        self.freed += arrived

    def do_select(self, i):
        """Takes an offer that is ready; a select that leads nowhere else continues behind its offers."""
        offers = offers_at(self.thread)
        for offer in offers:
            if offer['op'] == 'offer_send':
                self.value(offer['value'])
        ready = ready_offers(self.program, self.state, self.at)
        if not ready:
            self.thread.pc += 1 + len(offers)
            return
        offer = ready[self.pick(len(ready))]
        messages, closed = self.state.channels[offer['channel']]
        sends = offer['op'] == 'offer_send'
        if closed and sends:
            raise Failure('channel-misuse')
        if not closed and self.program['channels'][offer['channel']]['capacity'] == 0:
            self.meet(offer, sends)
        elif sends:
            messages.append(self.value(offer['value']))
        elif messages:
            self.received[self.at] = messages.pop(0)
        self.thread.pc = offer['target']

    def meet(self, offer, sends):
        """Passes a message between this thread and another one that waits for that."""
        others = met(self.program, self.state, self.at, offer)
        threads = sorted({at for at, _ in others})
        other = threads[self.pick(len(threads))]
        theirs = [each for at, each in others if at == other]
        their = theirs[self.pick(len(theirs))] if len(theirs) > 1 else theirs[0]
        thread = self.state.threads[other]
        if sends:
            self.received[other] = self.value(offer['value'])
        else:
            self.received[self.at] = evaluate(their['value'], self.state, thread)
        thread.pc = their['target']
        self.freed.append(other)

    def do_close(self, i):
        channel = self.state.channels[i['channel']]
        if channel[1]:
            raise Failure('channel-misuse')
        channel[1] = True

    def do_spawn(self, i):
        thread = self.state.threads[i['thread']]
        if thread.status != 'unstarted':
            raise Failure('thread-misuse')
        thread.status = 'running'
        self.freed.append(i['thread'])

    def do_choose(self, i):
        self.put(i, i['low'] + self.pick(i['high'] - i['low'] + 1))

    def do_await(self, i):
        """The condition holds, or has no value, which fails here."""
        for variable, index in named(i['until'], self.state, self.thread):
            self.access(variable, index, False)
        self.value(i['until'])

    def do_nothing(self, i):
        """What has no effect once the thread is not blocked."""

    do_fence = do_yield = do_join = do_nothing


def offers_at(thread):
    """The offers behind the select at which a thread is."""
    found = []
    for instruction in thread.code[thread.pc + 1:]:
        if instruction['op'] not in ('offer_send', 'offer_receive'):
            break
        found.append(instruction)
    return found


def computable(state, thread):
    """Whether every message that the thread would send has a value."""
    try:
        for offer in offers_at(thread):
            if offer['op'] == 'offer_send':
                evaluate(offer['value'], state, thread)
        return True
    except Failure:
        return False


def opposite(program, state, at, offer):
    """The threads that wait in a select with an offer of the other kind for the same channel, each with that offer."""
    found = []
    for other, thread in enumerate(state.threads):
        if other == at or thread.status != 'running':
            continue
        instruction = thread.instruction()
        if instruction['op'] != 'select' or 'otherwise' in instruction or not computable(state, thread):
            continue
        found += [(other, each) for each in offers_at(thread)
                  if each['channel'] == offer['channel'] and each['op'] != offer['op']]
    return found


def met(program, state, at, offer):
    """The same, if one of the two cannot go on by itself and has nothing else to do."""
    def waits(thread):
        return not any(ready_alone(program, state, own) for own in offers_at(thread))

    thread = state.threads[at]
    patient = 'otherwise' not in thread.instruction() and waits(thread)
    return [(other, each) for other, each in opposite(program, state, at, offer) if patient or waits(state.threads[other])]


def ready_alone(program, state, offer):
    """Whether an offer needs no other thread."""
    messages, closed = state.channels[offer['channel']]
    room = len(messages) < program['channels'][offer['channel']]['capacity']
    return closed or (room if offer['op'] == 'offer_send' else len(messages) > 0)


def ready_offers(program, state, at):
    thread = state.threads[at]
    asks = 'otherwise' in thread.instruction()
    found = []
    for offer in offers_at(thread):
        messages, closed = state.channels[offer['channel']]
        capacity = program['channels'][offer['channel']]['capacity']
        sends = offer['op'] == 'offer_send'
        if closed:
            is_ready = True
        elif capacity > 0:
            is_ready = len(messages) < capacity if sends else len(messages) > 0
        else:
            is_ready = (sends or asks) and bool(met(program, state, at, offer))
        if is_ready:
            found.append(offer)
    return found


def awaited(thread):
    """The list and the number of the lock, semaphore or condition that a thread waits for or will take; None if there is none."""
    if thread.status not in ('running', 'sleeping', 'waking', 'expired') or thread.pc >= len(thread.code):
        return None
    i = thread.instruction()
    if i['op'] == 'atomic':
        i = thread.code[thread.pc + 1]
    if i['op'] == 'acquire' or (i['op'] == 'wait' and thread.status in ('waking', 'expired')):
        return 'mutexes', i['mutex']
    if i['op'] == 'sem_acquire':
        return 'semaphores', i['semaphore']
    if i['op'] == 'wait' and thread.status == 'sleeping':
        return 'conditions', i['condition']
    return None


def line(state, kind, number):
    """The threads that stand in line for something."""
    return [thread for thread in state.threads if thread.rank > 0 and awaited(thread) == (kind, number)]


def step_out(state, thread):
    """Takes a thread out of its line, in which the others move up."""
    if thread.rank > 0:
        for other in line(state, *awaited(thread)):
            if other.rank > thread.rank:
                other.rank -= 1
        thread.rank = 0


def may_take(program, state, at):
    """Whether what a thread takes next is there, and nobody stands in line before it."""
    thread = state.threads[at]
    kind, number = awaited(thread)
    if kind == 'mutexes':
        if not available(program, state, at, number):
            return False
        if state.locks[number][0] == at:
            return True
    elif state.semaphores[number] == 0:
        return False
    if 'order' not in program[kind][number]:
        return True
    return thread.rank == 1 or (thread.rank == 0 and not line(state, kind, number))


def not_its_turn(program, state, at):
    """Whether the thread is about to take its place in line, since it cannot have what it wants."""
    thread, wanted = state.threads[at], awaited(state.threads[at])
    if thread.status == 'sleeping' or wanted is None or thread.rank > 0:
        return False
    kind, number = wanted
    return 'order' in program[kind][number] and not may_take(program, state, at)


def available(program, state, at, mutex):
    """Whether the thread can have the lock now. Its holder can only have a reentrant one again."""
    holder = state.locks[mutex][0]
    return holder is None or (holder == at and program['mutexes'][mutex]['discipline'] == 'reentrant')


def blocked(program, state, at):
    """Whether the thread, which is running or has to take a lock back, cannot take a step."""
    thread = state.threads[at]
    instruction = thread.instruction()
    if not_its_turn(program, state, at):
        return False
    if thread.status in ('waking', 'expired'):
        return not may_take(program, state, at)
    if instruction['op'] == 'atomic':
        instruction = thread.code[thread.pc + 1]
    op = instruction['op']
    if op in ('acquire', 'sem_acquire'):
        return not may_take(program, state, at)
    if op == 'select':
        return 'otherwise' not in instruction and computable(state, thread) and not ready_offers(program, state, at)
    if op == 'join':
        return state.threads[instruction['thread']].status not in ENDED
    if op == 'await':
        try:
            return evaluate(instruction['until'], state, thread) == 0
        except Failure:
            return False
    return False


def enabled(program, state, at):
    thread = state.threads[at]
    loop = program['threads'][at].get('loop')
    if loop is not None and state.loops[loop] not in (None, at):
        return False  # another task of its event loop runs
    if thread.status == 'sleeping':
        return thread.instruction()['to'] is not None
    return thread.status in ('running', 'waking', 'expired') and not blocked(program, state, at)


def final(program, state):
    """Whether every started thread that is not a daemon has ended."""
    return all(
        thread.status in ENDED or thread.status == 'unstarted' or declared['daemon']
        for thread, declared in zip(state.threads, program['threads'])
    )
