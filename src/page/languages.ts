import { completeAnyWord } from '@codemirror/autocomplete'
import { python } from '@codemirror/lang-python'
import { LanguageSupport, LRLanguage } from '@codemirror/language'
import { styleTags, tags } from '@lezer/highlight'
import { ilvParser } from '../index.ts'

const declarations =
  'shared atomic lock semaphore condition barrier const thread def repeat if elif else while end invariant expect not and or'

/** Instruction text for the editor: the very grammar that it is read with, from its top for whole files. */
const instructionText = LRLanguage.define({
  name: 'ilv',
  parser: ilvParser.configure({
    top: 'Model',
    props: [
      styleTags({
        [declarations]: tags.keyword,
        'mod op outcomes final possible states interleavings No': tags.keyword,
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
  languageData: { commentTokens: { line: '#' }, autocomplete: completeAnyWord },
})

/** The language of a file by its name, for the editor. */
export function languageFor(name: string): LanguageSupport {
  if (!name.endsWith('.py')) return new LanguageSupport(instructionText)
  const support = python()
  return new LanguageSupport(support.language, [support.support, support.language.data.of({ autocomplete: completeAnyWord })])
}
