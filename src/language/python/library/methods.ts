import type { HeapObject } from '../../lowering/heap.ts'

/** The methods that objects of Python's own have in the subset. */
export const methodNames: Partial<Record<HeapObject['kind'], readonly string[]>> = {
  list: ['append', 'pop', 'insert', 'clear', 'remove', 'index', 'count', 'appendleft', 'popleft', 'extend'],
  dict: ['get', 'keys', 'values', 'items'],
  lock: ['acquire', 'release', 'locked'],
  condition: ['acquire', 'release', 'wait', 'wait_for', 'notify', 'notify_all'],
  semaphore: ['acquire', 'release'],
  event: ['set', 'clear', 'is_set', 'wait'],
  barrier: ['wait'],
  queue: ['put', 'get', 'put_nowait', 'get_nowait', 'qsize', 'empty', 'full', 'task_done', 'join'],
  thread: ['start', 'join', 'is_alive'],
  executor: ['submit', 'map', 'shutdown'],
  future: ['result', 'done', 'exception'],
  atomic: ['load', 'store', 'fetch_add', 'compare_exchange', 'exchange'],
}
