import type { Span } from '../../../base/source.ts'
import { isKnownModule, moduleLike } from '../machine/boot.ts'
import { importsIn } from '../machine/imports.ts'
import { type Machine, refusedFunction } from '../machine/machine.ts'
import { refusedBuiltins } from '../machine/natives/refused.ts'
import { Native } from '../machine/objects.ts'
import { Unsupported } from '../machine/values.ts'
import { blocksOf, boundNames, eachExpression, partsOf } from '../syntax/names.ts'
import type { Expr, Statement } from '../syntax/tree.ts'

/** What would be refused if it were executed, with its place. */
export interface StaticRefusal {
  readonly span: Span
  readonly refusal: Unsupported
}

/** The modules that a program imports and that are not known. */
export function unknownModules(statements: readonly Statement[]): StaticRefusal[] {
  return importsIn(statements).flatMap(({ module, span }) => {
    if (isKnownModule(module)) return []
    const like = moduleLike(module)
    const hint = `docs/python.md lists the modules that are${like === null ? '' : `; did you mean \`${like}\`?`}`
    const refusal = new Unsupported(`the module \`${module}\` is not supported`, hint)
    return [{ span, refusal }]
  })
}

/**
 * All that the text of a program shows of what would be refused if it were executed. It is told only of a program that
 * is refused anyway: what is never executed refuses nothing. `machine` has the modules that the program imports.
 */
export function staticRefusals(statements: readonly Statement[], machine: Machine): StaticRefusal[] {
  return new Search(statements, machine).all()
}

class Search {
  private readonly found: StaticRefusal[] = []
  private readonly statements: readonly Statement[]
  private readonly machine: Machine
  /** The modules that names stand for, wherever they are used: names that only imports bind. */
  private readonly modules = new Map<string, string>()
  private readonly bound: ReadonlySet<string>

  constructor(statements: readonly Statement[], machine: Machine) {
    this.statements = statements
    this.machine = machine
    this.bound = new Set(namesBoundIn(statements, true))
    const others = new Set(namesBoundIn(statements, false))
    for (const { module, name, as } of importsIn(statements)) {
      if (name === null && !others.has(as)) this.modules.set(as, as === module.split('.')[0] ? as : module)
    }
  }

  all(): StaticRefusal[] {
    this.found.push(...unknownModules(this.statements))
    this.walk(this.statements)
    return this.found
  }

  private walk(statements: readonly Statement[]): void {
    for (const each of statements) {
      eachExpression(each, (expression) => this.expression(expression))
      if (each.kind === 'import' && each.name !== null && each.name !== '*') this.member(each.module, each.name, each.span)
      if (each.kind === 'class') this.methods(each.definition.body)
      if (each.kind === 'function' || each.kind === 'class') this.walk(each.definition.body)
      for (const block of blocksOf(each)) this.walk(block)
    }
  }

  private expression(e: Expr): void {
    if (e.kind === 'attribute' && e.object.kind === 'name') {
      const module = this.modules.get(e.object.name)
      if (module !== undefined) this.member(module, e.name, e.span)
    }
    if (e.kind === 'call' && e.callee.kind === 'name' && !this.bound.has(e.callee.name)) {
      const refusal = refusedBuiltins.get(e.callee.name)
      if (refusal !== undefined) this.found.push({ span: e.span, refusal: refusal() })
    }
    for (const part of partsOf(e)) this.expression(part)
  }

  /** A name of a module of Python that the machine has not. */
  private member(module: string, name: string, span: Span): void {
    const known = this.machine.modules.get(module)
    if (known === undefined || isKnownModule(`${module}.${name}`) || name.startsWith('__')) return
    const value = known.fields.get(name)
    if (value instanceof Native && value.path.startsWith('refused ')) {
      this.found.push({ span, refusal: refusedFunction(value.path) })
    }
    if (value === undefined) {
      const refusal = new Unsupported(`\`${module}.${name}\` is not supported`, 'docs/python.md lists what is')
      this.found.push({ span, refusal })
    }
  }

  /** Methods that a class cannot have here. */
  private methods(body: readonly Statement[]): void {
    for (const each of body) {
      if (each.kind !== 'function') continue
      const refusal = refusedMethods.get(each.definition.name)
      if (refusal !== undefined) this.found.push({ span: each.definition.span, refusal: new Unsupported(...refusal) })
    }
  }
}

const refusedMethods: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['__del__', ['`__del__` is not supported: CPython calls it when it likes', 'call a method of your own']],
  ['__getattribute__', ['`__getattribute__` is not supported', 'write `__getattr__`, or properties']],
])

/** All names that are bound anywhere, with or without those that imports bind. */
function namesBoundIn(statements: readonly Statement[], byImports: boolean): string[] {
  return statements.flatMap((each) => {
    const inner = each.kind === 'function' || each.kind === 'class' ? namesBoundIn(each.definition.body, byImports) : []
    const parameters = each.kind === 'function' ? each.definition.parameters.map(({ name }) => name) : []
    const blocks = blocksOf(each).flatMap((block) => namesBoundIn(block, byImports))
    if (each.kind === 'import' && !byImports) return []
    return [...boundNames([each]), ...inner, ...parameters, ...blocks]
  })
}
