/** The names in CPython's module `threading`, whether a program here may use them or not. */
export const threadingNames: readonly string[] = (
  'Thread Lock RLock Condition Semaphore BoundedSemaphore Event Barrier Timer local current_thread main_thread enumerate ' +
  'active_count get_ident get_native_id settrace setprofile settrace_all_threads setprofile_all_threads gettrace getprofile ' +
  'stack_size excepthook ExceptHookArgs TIMEOUT_MAX ThreadError BrokenBarrierError currentThread activeCount'
).split(' ')

const lockMethods = ['acquire', 'release', 'locked']
const semaphoreMethods = ['acquire', 'release']

/** The methods and attributes of what `threading` makes, by class. */
export const membersOf: ReadonlyMap<string, readonly string[]> = new Map([
  ['Lock', lockMethods],
  ['RLock', ['acquire', 'release']],
  ['Semaphore', semaphoreMethods],
  ['BoundedSemaphore', semaphoreMethods],
  ['Condition', ['acquire', 'release', 'wait', 'wait_for', 'notify', 'notify_all', 'notifyAll']],
  ['Event', ['set', 'clear', 'is_set', 'isSet', 'wait']],
  ['Barrier', ['wait', 'reset', 'abort', 'parties', 'n_waiting', 'broken']],
  ['Thread', 'start run join is_alive name daemon ident native_id getName setName isDaemon setDaemon'.split(' ')],
])

/** What a thread holds while it is in a `with`. */
export const lockClasses: ReadonlySet<string> = new Set(['Lock', 'RLock', 'Semaphore', 'BoundedSemaphore', 'Condition'])

/** The parameters of `threading.Thread`, in their order. */
export const threadParameters: readonly string[] = ['group', 'target', 'name', 'args', 'kwargs', 'daemon']

/** Methods that are called for what they do: a line that only names one does nothing. */
export const actions: ReadonlySet<string> = new Set(
  (
    'acquire release start join run wait wait_for notify notify_all set clear put put_nowait get get_nowait task_done append ' +
    'appendleft pop popleft add remove update extend insert sort reverse close shutdown cancel abort reset submit'
  ).split(' '),
)
