/** Modules about the interpreter, its messages and data formats, as far as programs can know of them. */
export const systemModules: readonly (readonly [string, string])[] = [
  [
    'sys',
    String.raw`
from collections import namedtuple as _namedtuple

_put = _native('.put')
_print = _native('print')
maxsize = 9223372036854775807
argv = ['program.py']
platform = 'linux'
byteorder = 'little'
version_info = _namedtuple('version_info', 'major minor micro releaselevel serial')(3, 12, 0, 'final', 0)

class _Stream:
    def write(self, s):
        if not isinstance(s, str):
            raise TypeError(f'write() argument must be str, not {type(s).__name__}')
        _print(s, end='', file=self)
        return len(s)
    def writelines(self, lines):
        for line in lines:
            self.write(line)
    def flush(self):
        pass

class _Output(_Stream):
    pass

class _Errors(_Stream):
    pass

_put(_Output, '.stream', 'output')
_put(_Errors, '.stream', 'errors')
stdout = __stdout__ = _Output()
stderr = __stderr__ = _Errors()

def exit(status=None, /):
    if status is None:
        raise SystemExit
    raise SystemExit(status)

def getrecursionlimit():
    return 1000

def setrecursionlimit(limit, /):
    if limit != 1000:
        _native('refused setrecursionlimit')()

def getswitchinterval():
    return 0.005

def setswitchinterval(interval, /):
    if interval <= 0:
        raise ValueError('switch interval must be strictly positive')

def intern(string, /):
    return string

def getdefaultencoding():
    return 'utf-8'
`,
  ],
  [
    'os.path',
    String.raw`
sep = '/'

def join(a, *p):
    path = a
    for b in p:
        if b.startswith('/'):
            path = b
        elif not path or path.endswith('/'):
            path += b
        else:
            path += '/' + b
    return path

def split(p):
    i = p.rfind('/') + 1
    head, tail = p[:i], p[i:]
    if head and head != '/' * len(head):
        head = head.rstrip('/')
    return head, tail

def basename(p):
    return split(p)[1]

def dirname(p):
    return split(p)[0]

def splitext(p):
    dot = p.rfind('.')
    start = p.rfind('/') + 1
    at = start
    while at < dot:
        if p[at] != '.':
            return p[:dot], p[dot:]
        at += 1
    return p, ''

def isabs(s):
    return s.startswith('/')
`,
  ],
  [
    'os',
    String.raw`
import os.path as path
sep = '/'
linesep = '\n'
name = 'posix'

cpu_count = _native('refused cpu_count: it differs from machine to machine; write a number')
getpid = _native('.process ident')
getppid = _native('refused getppid')

def fspath(path):
    return path
`,
  ],
  [
    'traceback',
    String.raw`
def print_exc(limit=None, file=None, chain=True):
    if file is not None and type(file).__name__ != '_Errors':
        _native('refused traceback to a file')()

print_stack = print_exc

def print_exception(exc, value=None, tb=None, limit=None, file=None, chain=True):
    print_exc(limit, file)
`,
  ],
  [
    'warnings',
    String.raw`
def warn(message, category=None, stacklevel=1, source=None):
    pass

def simplefilter(action, category=Warning, lineno=0, append=False):
    if action == 'error':
        _native('refused warnings that are errors')()

def filterwarnings(action, message='', category=Warning, module='', lineno=0, append=False):
    simplefilter(action)

class catch_warnings:
    def __init__(self, *, record=False):
        if record:
            _native('refused catch_warnings with a record')()
    def __enter__(self):
        return None
    def __exit__(self, *exc_info):
        pass
`,
  ],
  [
    'json',
    String.raw`
_text = _native('.json text')
_value = _native('.json value')

class JSONDecodeError(ValueError):
    pass

def dumps(obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None,
          separators=None, default=None, sort_keys=False):
    if skipkeys or cls is not None or not allow_nan:
        _native('refused json.dumps with these options')()
    if default is not None:
        obj = _plain(obj, default)
    item, key = separators if separators is not None else (', ' if indent is None else ',', ': ')
    return _text(obj, indent, sort_keys, item, key, ensure_ascii)

def _plain(x, default):
    if isinstance(x, dict):
        return {key: _plain(value, default) for key, value in x.items()}
    if isinstance(x, (list, tuple)):
        return [_plain(value, default) for value in x]
    if x is None or isinstance(x, (str, int, float)):
        return x
    return _plain(default(x), default)

def loads(s, *, cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, object_pairs_hook=None):
    if cls is not None or object_hook is not None or parse_float is not None or parse_int is not None \
            or parse_constant is not None or object_pairs_hook is not None:
        _native('refused json.loads with these options')()
    return _value(s)
`,
  ],
]
