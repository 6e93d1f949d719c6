import type { Source, Span } from '../../../base/source.ts'
import type { Problems } from '../../problems.ts'
import { ProgressComments } from '../syntax/progress.ts'
import { checkScopes } from '../syntax/scopes.ts'
import { isReadable } from '../syntax/text.ts'
import type { Statement } from '../syntax/tree.ts'
import { Failure } from './failure.ts'
import { checkFutures } from './futures.ts'
import { tokensOf } from './lines.ts'
import { StatementReader } from './statements.ts'

/** How deep the tree may be, so that no recursion over it exhausts the stack. */
const deepestTree = 1000

/** Where mistakes are reported: what CPython rejects, and what it accepts although no reader does. */
export interface ModuleProblems {
  readonly rejected: Problems
  readonly unsupported: Problems
}

/** Reads a text in all of Python, as CPython does; returns null after reporting the first mistake. */
export function readModule(source: Source, { rejected, unsupported }: ModuleProblems): readonly Statement[] | null {
  if (!isReadable(source, unsupported)) return null
  try {
    const { statements, progress } = statementsOf(source)
    checkFutures(statements)
    checkScopes(statements, rejected)
    progress.report(unsupported)
    return rejected.errors.length + unsupported.errors.length > 0 ? null : statements
  } catch (failure) {
    if (failure instanceof RangeError) unsupported.error(null, 'this is nested too deeply', 'split it into parts')
    else if (failure instanceof Failure) {
      const { span, message, hint, isPython } = failure
      const problems = isPython ? unsupported : rejected
      problems.error(span, message, hint)
    } else throw failure
    return null
  }
}

/** The comments of a text that `readModule` reads. */
export function commentsOf(source: Source): readonly Span[] {
  return lexed(source).comments
}

function lexed(source: Source): ReturnType<typeof tokensOf> {
  // A line may end with a carriage return alone; a byte order mark is not part of the text.
  const text = source.text.replace(/\r(?!\n)/g, '\n')
  return tokensOf(text, text.startsWith('\ufeff') ? 1 : 0)
}

function statementsOf(source: Source): { statements: Statement[]; progress: ProgressComments } {
  const { tokens, comments } = lexed(source)
  const progress = new ProgressComments(source, comments)
  const statements = new StatementReader(tokens, progress).module()
  if (depthOf(statements) > deepestTree) throw new RangeError('the tree is too deep')
  return { statements, progress }
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
