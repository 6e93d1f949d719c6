import type { Span } from '../../base/source.ts'
import type { RegisterName } from './machine.ts'

/** `8(%ax,%bx,4)`: displacement + base + index * scale. */
export interface Address {
  readonly displacement: number
  readonly base: RegisterName | null
  readonly index: RegisterName | null
  readonly scale: number
}

/** A value that needs no memory. */
export type Input =
  | { readonly kind: 'immediate'; readonly value: number }
  | { readonly kind: 'register'; readonly register: RegisterName }

export type ArithmeticOperator = '+' | '-' | '*'

/** The conditional jumps, by what they ask of the second operand of the last `test`, compared with the first. */
export type Condition = 'je' | 'jne' | 'jlt' | 'jlte' | 'jgt' | 'jgte'

/** What an instruction does. Targets are positions in the list of instructions. */
export type Action =
  | { readonly kind: 'move'; readonly to: RegisterName; readonly value: Input }
  | {
      readonly kind: 'arithmetic'
      readonly operator: ArithmeticOperator
      readonly to: RegisterName
      readonly value: Input
    }
  | { readonly kind: 'negate'; readonly to: RegisterName }
  | { readonly kind: 'address'; readonly to: RegisterName; readonly address: Address }
  | { readonly kind: 'load'; readonly to: RegisterName; readonly address: Address }
  | { readonly kind: 'store'; readonly address: Address; readonly value: Input }
  | { readonly kind: 'exchange' | 'fetch-add'; readonly register: RegisterName; readonly address: Address }
  | { readonly kind: 'test'; readonly first: Input; readonly second: Input }
  | { readonly kind: 'jump'; readonly condition: Condition | null; readonly target: number }
  | { readonly kind: 'push'; readonly value: Input }
  /** Pushes the address itself, not what is there. */
  | { readonly kind: 'push-address'; readonly address: Address }
  | { readonly kind: 'pop'; readonly to: RegisterName | null }
  | { readonly kind: 'call'; readonly target: number }
  | { readonly kind: 'return' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'yield' }
  | { readonly kind: 'halt' }

export interface AssemblyInstruction {
  readonly action: Action
  readonly line: number
  readonly span: Span
  /** As in the source, with single spaces. */
  readonly text: string
}

/** `.var NAME` or `.var NAME COUNT`. */
export interface AssemblyVariable {
  readonly name: string
  readonly address: number
  /** Null for a single integer. */
  readonly length: number | null
}

/** A text of assembly, without its claims. */
export interface Assembly {
  readonly instructions: readonly AssemblyInstruction[]
  readonly variables: readonly AssemblyVariable[]
}
