/** What CPython's own classes have besides what the machine knows, by class: it is refused, and not taken for missing. */
const inPython: ReadonlyMap<string, readonly string[]> = new Map([
  ['int', ['denominator', 'imag', 'numerator', 'real']],
  ['float', ['imag', 'real']],
  [
    'bytes',
    [
      ...['capitalize', 'center', 'expandtabs', 'fromhex', 'islower', 'istitle', 'isupper', 'ljust', 'maketrans'],
      ...['rjust', 'splitlines', 'swapcase', 'title', 'translate', 'zfill'],
    ],
  ],
  ['range', ['start', 'step', 'stop']],
  ['slice', ['start', 'step', 'stop']],
  ['deque', ['maxlen']],
  ['property', ['fdel', 'fget', 'fset']],
  ['Lock', ['acquire_lock', 'locked_lock', 'release_lock']],
  ['Condition', ['notifyAll']],
  ['Thread', ['daemon', 'ident', 'name', 'native_id']],
  ['BaseException', ['args']],
  ['SystemExit', ['code']],
  ['AttributeError', ['name', 'obj']],
  ['ImportError', ['msg', 'name', 'path']],
  ['NameError', ['name']],
  ['OSError', ['characters_written', 'errno', 'filename', 'filename2', 'strerror']],
  ['StopIteration', ['value']],
  ['SyntaxError', ['end_lineno', 'end_offset', 'filename', 'lineno', 'msg', 'offset', 'text']],
  ['UnicodeError', ['encoding', 'end', 'object', 'reason', 'start']],
])

/** Whether CPython's class of that name has an attribute that the machine does not know. Special names may always be. */
export function isInPython(className: string, attribute: string): boolean {
  const isSpecial = attribute.startsWith('__') && attribute.endsWith('__')
  return isSpecial || inPython.get(className)?.includes(attribute) === true
}
