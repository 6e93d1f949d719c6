import { python } from '../cpython.ts'
import type { Probe } from './places.ts'
import { observeMark } from './places.ts'

/** A value as CPython has it: its type and its content. */
export type Tree =
  | readonly ['int', string]
  | readonly ['bool', boolean]
  | readonly ['None']
  | readonly ['str', string]
  | readonly ['tuple' | 'list', readonly Tree[]]
  | readonly ['dict', readonly (readonly [Tree, Tree])[]]
  | readonly ['other', string]

/** What CPython does with a program. */
export type Expected =
  | { readonly kind: 'value'; readonly value: Tree | null; readonly printed: string }
  | { readonly kind: 'raised'; readonly exception: string }
  | { readonly kind: 'syntax'; readonly message: string }

const script = `
import io, json, signal, sys, threading, warnings
class Slow(BaseException): pass
def late(*_): raise Slow
signal.signal(signal.SIGALRM, late)
warnings.simplefilter("ignore")
def tree(v, depth=0):
    t = type(v)
    if v is None: return ["None"]
    if t is bool: return ["bool", v]
    if t is int: return ["int", str(v) if abs(v) < 10**30 else "1" + "0" * 30]
    if t is str: return ["str", v]
    if t in (tuple, list) and depth < 4 and len(v) < 1000: return [t.__name__, [tree(e, depth + 1) for e in v]]
    if t is dict and depth < 4: return ["dict", [[tree(k, depth + 1), tree(e, depth + 1)] for k, e in v.items()]]
    return ["other", t.__name__]
real = sys.stdout
for line in sys.stdin:
    text = json.loads(line)
    seen, raised = [], []
    threading.excepthook = lambda args: raised.append(args.exc_type.__name__)
    scope = {"__name__": "__main__", "observed__": lambda v: seen.append(tree(v))}
    sys.stdout = io.StringIO()
    try:
        code = compile(text, "probe", "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        answer = {"kind": "syntax", "message": str(error)}
    else:
        try:
            signal.alarm(3)
            exec(code, scope)
        except BaseException as error:
            raised.append(type(error).__name__)
        signal.alarm(0)
        if raised: answer = {"kind": "raised", "exception": raised[0]}
        else: answer = {"kind": "value", "value": seen[0] if seen else None, "printed": sys.stdout.getvalue()}
    sys.stdout = real
    print(json.dumps(answer))
`

/** Executes every program in one CPython process. */
export function cpythonResults(probes: readonly Probe[], cwd: string): Expected[] {
  const texts = probes.map(({ text }) =>
    JSON.stringify(text.replace(observeMark, 'observed__(r)').replace('    global SHOWN\n', '')),
  )
  const lines = python(script, `${texts.join('\n')}\n`, cwd, 600_000)
    .trim()
    .split('\n')
  return lines.map((line) => JSON.parse(line) as Expected)
}
