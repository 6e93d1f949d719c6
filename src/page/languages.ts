import type { CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import { localCompletionSource, pythonLanguage } from '@codemirror/lang-python'
import { LanguageSupport, LRLanguage } from '@codemirror/language'
import { styleTags, tags } from '@lezer/highlight'
import { ilvParser } from '../internal.ts'
import { explaining } from './explain-word.ts'
import type { Proposals } from './proposals.ts'
import { explanationOf, proposeIlv } from './propose-ilv.ts'
import { proposePython } from './propose-python.ts'

const declarations =
  'shared atomic lock semaphore condition barrier const thread def repeat if elif else while critical doorway end invariant expect not and or'

/** Instruction text for the editor: the grammar of the reader, with its top for whole files. */
const instructionText = LRLanguage.define({
  name: 'ilv',
  parser: ilvParser.configure({
    top: 'Model',
    props: [
      styleTags({
        [declarations]: tags.keyword,
        'mod op for in let all any sum max min outcomes final possible states interleavings overtaking Unbounded Bounded TemporalWord LeadsTo Under/under Under/fairness Of/of No':
          tags.keyword,
        'Opcode/Name': tags.operatorKeyword,
        'Modifier/Name': tags.modifier,
        'Label/Name Def/Name Thread/Name': tags.definition(tags.variableName),
        'Kind/...': tags.labelName,
        Number: tags.number,
        Comment: tags.lineComment,
        Operator: tags.operator,
        Name: tags.variableName,
      }),
    ],
  }),
  languageData: { commentTokens: { line: '#' }, autocomplete: completing(proposeIlv) },
})

/** Returns the editor's language support for a file, by its name. */
export function languageFor(name: string): LanguageSupport {
  if (!name.endsWith('.py')) return new LanguageSupport(instructionText, explaining(explanationOf))
  const declared = pythonLanguage.data.of({ autocomplete: localCompletionSource })
  return new LanguageSupport(pythonLanguage, [declared, pythonLanguage.data.of({ autocomplete: completing(proposePython) })])
}

/** Proposes names once a word has begun, or when the reader asks. */
function completing(propose: (text: string, position: number) => Proposals | null) {
  return ({ state, pos, explicit }: CompletionContext): CompletionResult | null => {
    const proposed = propose(state.doc.toString(), pos)
    if (proposed === null || (proposed.from === pos && !explicit && !/\.$/.test(state.sliceDoc(pos - 1, pos)))) return null
    return { ...proposed, validFor: /^[\p{L}\p{N}_-]*$/u }
  }
}
