import { Bug } from '../../base/bug.ts'
import type { RegisterName } from './machine.ts'
import type { Operand, OperandKind } from './operands.ts'
import type { Action, Address, ArithmeticOperator, Condition, Input } from './tree.ts'

/** One way to write the operands of an instruction. */
export interface Form {
  readonly kinds: readonly OperandKind[]
  /** `targetOf` returns the position of a label. */
  readonly build: (operands: readonly Operand[], targetOf: (label: string) => number) => Action
}

/** An instruction by its mnemonic. */
export interface Mnemonic {
  readonly forms: readonly Form[]
  /** Examples for messages. */
  readonly usage: string
  /** Whether its address has at most one register: the simulator ignores a second one here. */
  readonly simpleAddress?: true
}

function operandAt(operands: readonly Operand[], at: number): Operand {
  const found = operands[at]
  if (found === undefined) throw new Bug('an operand that its form does not have')
  return found
}

function inputAt(operands: readonly Operand[], at: number): Input {
  const operand = operandAt(operands, at)
  if (operand.kind === 'immediate') return { kind: 'immediate', value: operand.value }
  return { kind: 'register', register: registerAt(operands, at) }
}

function registerAt(operands: readonly Operand[], at: number): RegisterName {
  const operand = operandAt(operands, at)
  if (operand.kind !== 'register') throw new Bug('expected a register')
  return operand.register
}

function addressAt(operands: readonly Operand[], at: number): Address {
  const operand = operandAt(operands, at)
  if (operand.kind !== 'memory') throw new Bug('expected an address')
  return operand.address
}

function labelAt(operands: readonly Operand[], at: number): string {
  const operand = operandAt(operands, at)
  if (operand.kind !== 'label') throw new Bug('expected a label')
  return operand.name
}

/** Forms with an input as first operand, and one of these as second. */
function inputThen(second: OperandKind, build: Form['build']): Form[] {
  return [
    { kinds: ['immediate', second], build },
    { kinds: ['register', second], build },
  ]
}

function arithmetic(name: string, operator: ArithmeticOperator): Mnemonic {
  return {
    forms: inputThen('register', (all) => ({
      kind: 'arithmetic',
      operator,
      to: registerAt(all, 1),
      value: inputAt(all, 0),
    })),
    usage: `\`${name} $1, %ax\` or \`${name} %bx, %ax\``,
  }
}

function jump(name: string, condition: Condition | null): Mnemonic {
  return {
    forms: [{ kinds: ['label'], build: (all, targetOf) => ({ kind: 'jump', condition, target: targetOf(labelAt(all, 0)) }) }],
    usage: `\`${name} .top\``,
  }
}

function update(name: string, kind: 'exchange' | 'fetch-add'): Mnemonic {
  return {
    forms: [
      { kinds: ['register', 'memory'], build: (all) => ({ kind, register: registerAt(all, 0), address: addressAt(all, 1) }) },
    ],
    usage: `\`${name} %ax, 2000\``,
    simpleAddress: true,
  }
}

function alone(name: string, action: Action): Mnemonic {
  return { forms: [{ kinds: [], build: () => action }], usage: `\`${name}\`` }
}

/** All instructions. */
export const mnemonics: ReadonlyMap<string, Mnemonic> = new Map<string, Mnemonic>([
  [
    'mov',
    {
      forms: [
        ...inputThen('register', (all) => ({ kind: 'move', to: registerAt(all, 1), value: inputAt(all, 0) })),
        ...inputThen('memory', (all) => ({ kind: 'store', address: addressAt(all, 1), value: inputAt(all, 0) })),
        {
          kinds: ['memory', 'register'],
          build: (all) => ({ kind: 'load', to: registerAt(all, 1), address: addressAt(all, 0) }),
        },
      ],
      usage: '`mov 2000, %ax`, `mov %ax, 2000`, `mov $1, %ax` or `mov %ax, %bx`',
    },
  ],
  [
    'lea',
    {
      forms: [
        {
          kinds: ['memory', 'register'],
          build: (all) => ({ kind: 'address', to: registerAt(all, 1), address: addressAt(all, 0) }),
        },
      ],
      usage: '`lea 8(%ax), %bx`',
    },
  ],
  ['add', arithmetic('add', '+')],
  ['sub', arithmetic('sub', '-')],
  ['mul', arithmetic('mul', '*')],
  [
    'neg',
    { forms: [{ kinds: ['register'], build: (all) => ({ kind: 'negate', to: registerAt(all, 0) }) }], usage: '`neg %ax`' },
  ],
  ['xchg', update('xchg', 'exchange')],
  ['fetchadd', update('fetchadd', 'fetch-add')],
  [
    'test',
    {
      forms: [
        ...inputThen('register', (all) => ({ kind: 'test', first: inputAt(all, 0), second: inputAt(all, 1) })),
        {
          kinds: ['register', 'immediate'],
          build: (all) => ({ kind: 'test', first: inputAt(all, 0), second: inputAt(all, 1) }),
        },
      ],
      usage: '`test $0, %ax`, `test %ax, $0` or `test %ax, %bx`',
    },
  ],
  ['j', jump('j', null)],
  ['je', jump('je', 'je')],
  ['jne', jump('jne', 'jne')],
  ['jlt', jump('jlt', 'jlt')],
  ['jlte', jump('jlte', 'jlte')],
  ['jgt', jump('jgt', 'jgt')],
  ['jgte', jump('jgte', 'jgte')],
  [
    'push',
    {
      forms: [
        { kinds: ['register'], build: (all) => ({ kind: 'push', value: inputAt(all, 0) }) },
        { kinds: ['memory'], build: (all) => ({ kind: 'push-address', address: addressAt(all, 0) }) },
      ],
      usage: '`push %ax` or `push mutex`',
      simpleAddress: true,
    },
  ],
  [
    'pop',
    {
      forms: [
        { kinds: [], build: () => ({ kind: 'pop', to: null }) },
        { kinds: ['register'], build: (all) => ({ kind: 'pop', to: registerAt(all, 0) }) },
      ],
      usage: '`pop` or `pop %ax`',
    },
  ],
  [
    'call',
    {
      forms: [{ kinds: ['label'], build: (all, targetOf) => ({ kind: 'call', target: targetOf(labelAt(all, 0)) }) }],
      usage: '`call .f`',
    },
  ],
  ['ret', alone('ret', { kind: 'return' })],
  ['nop', alone('nop', { kind: 'nothing' })],
  ['yield', alone('yield', { kind: 'yield' })],
  ['halt', alone('halt', { kind: 'halt' })],
  // They print in the simulator, which changes nothing.
  ['rdump', alone('rdump', { kind: 'nothing' })],
  ['mdump', { forms: [{ kinds: ['memory'], build: () => ({ kind: 'nothing' }) }], usage: '`mdump 2000`' }],
])

/** What other assemblers have, and what to write instead. */
export const foreignMnemonics: ReadonlyMap<string, string> = new Map([
  ['inc', 'write `add $1, %ax`'],
  ['dec', 'write `sub $1, %ax`'],
  ['cmp', 'write `test`, which compares here'],
  ['jmp', 'write `j .label`'],
  ['jg', 'write `jgt .label`'],
  ['jge', 'write `jgte .label`'],
  ['jl', 'write `jlt .label`'],
  ['jle', 'write `jlte .label`'],
  ['cmpxchg', 'the simulator has `xchg` and `fetchadd`'],
  ['xadd', 'write `fetchadd %ax, 2000`'],
  ['not', 'write `neg %ax`, then `sub $1, %ax`'],
])
