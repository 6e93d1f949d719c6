import type { Source, Span } from '../../../base/source.ts'
import type { Problems } from '../../problems.ts'
import { ProgressComments } from '../syntax/progress.ts'
import { checkScopes } from '../syntax/scopes.ts'
import { isReadable } from '../syntax/text.ts'
import type { Statement } from '../syntax/tree.ts'
import { Failure } from './failure.ts'
import { checkFutures } from './futures.ts'
import { type Lexed, tokensOf } from './lines.ts'
import { StatementReader } from './statements.ts'

/** How deep the tree may be, so that no recursion over it exhausts the stack. */
const deepestTree = 1000

/** The most mistakes of a text that are reported: of a text in another language, every line is one. */
const mostFailures = 20

/** Where mistakes are reported: what CPython rejects, and what it accepts although no reader does. */
export interface ModuleProblems {
  readonly rejected: Problems
  readonly unsupported: Problems
}

/** Reads a text in all of Python, as CPython does; returns null after reporting its mistakes. */
export function readModule(source: Source, { rejected, unsupported }: ModuleProblems): readonly Statement[] | null {
  if (!isReadable(source, unsupported)) return null
  try {
    const { statements, progress, failures } = statementsOf(source)
    for (const each of failures.slice(0, mostFailures)) reportFailure(each, { rejected, unsupported })
    if (failures.length > 0) return null
    checkFutures(statements)
    checkScopes(statements, rejected)
    progress.report(unsupported)
    return rejected.errors.length + unsupported.errors.length > 0 ? null : statements
  } catch (failure) {
    if (failure instanceof RangeError) unsupported.error(null, 'this is nested too deeply', 'split it into parts')
    else if (failure instanceof Failure) reportFailure(failure, { rejected, unsupported })
    else throw failure
    return null
  }
}

function reportFailure({ span, message, hint, isPython }: Failure, { rejected, unsupported }: ModuleProblems): void {
  const problems = isPython ? unsupported : rejected
  problems.error(span, message, hint)
}

/** The comments of a text that `readModule` reads. */
export function commentsOf(source: Source): readonly Span[] {
  return lexedOf(source).comments
}

function lexedOf(source: Source): Lexed {
  // A line may end with a carriage return alone; a byte order mark is not part of the text.
  const text = source.text.replace(/\r(?!\n)/g, '\n')
  return tokensOf(text, text.startsWith('\ufeff') ? 1 : 0)
}

function statementsOf(source: Source): {
  readonly statements: Statement[]
  readonly progress: ProgressComments
  readonly failures: readonly Failure[]
} {
  const lexed = lexedOf(source)
  const progress = new ProgressComments(source, lexed.comments)
  const reader = new StatementReader(source.text, lexed.tokens, progress)
  const statements = reader.module()
  if (depthOf(statements) > deepestTree) throw new RangeError('the tree is too deep')
  return { statements, progress, failures: inOrder([...lexed.failures, ...clear(reader.failures, lexed)]) }
}

/** The mistakes among the tokens that do not follow from one of the characters. */
function clear(failures: readonly Failure[], { damaged, cut }: Lexed): readonly Failure[] {
  return failures.filter(
    ({ span: { start } }) => start < cut && !damaged.some((line) => start >= line.start && start <= line.end),
  )
}

function inOrder(failures: readonly Failure[]): readonly Failure[] {
  return [...failures].sort((one, other) => one.span.start - other.span.start)
}

/** How many nodes and lists lie within each other. Without recursion, which is what it is about. */
function depthOf(statements: readonly Statement[]): number {
  let depth = 0
  let level: readonly unknown[] = [statements]
  for (; level.length > 0 && depth <= deepestTree; depth++) {
    level = level.flatMap((node) => (typeof node === 'object' && node !== null ? Object.values(node) : []))
  }
  return depth
}
