import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language'
import { lintGutter, type Diagnostic as Mark, setDiagnostics } from '@codemirror/lint'
import { Annotation, EditorState } from '@codemirror/state'
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import type { Diagnostic } from '../internal.ts'
import { languageFor } from './languages.ts'

/** Marks a change that the page makes itself. */
const placed = Annotation.define<boolean>()

/** The colours are custom properties of the page, so that the editor has the theme of the page. */
const colours = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--syntax-keyword)', fontWeight: '600' },
  {
    tag: [tags.operatorKeyword, tags.controlKeyword, tags.definitionKeyword],
    color: 'var(--syntax-keyword)',
    fontWeight: '600',
  },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--syntax-number)' },
  { tag: tags.string, color: 'var(--syntax-string)' },
  { tag: [tags.comment, tags.lineComment], color: 'var(--faint)', fontStyle: 'italic' },
  { tag: [tags.definition(tags.variableName), tags.function(tags.variableName), tags.className], color: 'var(--syntax-name)' },
  { tag: tags.labelName, color: 'var(--syntax-name)' },
])

const look = EditorView.theme({
  '&': { color: 'var(--ink)', backgroundColor: 'var(--paper)', fontSize: '0.92rem', maxHeight: '42vh' },
  '&.cm-focused': { outline: '3px solid #56b4e9' },
  '.cm-scroller': { fontFamily: 'var(--code)', lineHeight: '1.5', overflow: 'auto' },
  '.cm-content': { caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': { backgroundColor: 'var(--panel)', color: 'var(--faint)', border: 'none' },
  '.cm-activeLine': { backgroundColor: 'var(--panel)' },
  '.cm-tooltip': { backgroundColor: 'var(--panel)', color: 'var(--ink)', border: '1px solid var(--control)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--selection)',
  },
})

/** Replaces a selection by typed text: the browser would add a style attribute, which the page's policy blocks. */
const typingOver = EditorView.domEventHandlers({
  beforeinput: ({ inputType, data, isComposing }, view) => {
    const { from, to } = selected(view)
    if (inputType !== 'insertText' || data === null || isComposing || from === to) return false
    if (/^[([{'"]$/.test(data)) return false // encloses the selection
    const insert = view.state.toText(data)
    view.dispatch({
      changes: { from, to, insert },
      selection: { anchor: from + insert.length },
      userEvent: 'input.type',
      scrollIntoView: true,
    })
    return true
  },
})

/** Returns the selection of the browser, which the editor's own selection may not reflect yet. */
function selected(view: EditorView): { readonly from: number; readonly to: number } {
  const own = view.state.selection.main
  const { root } = view
  const selection = 'getSelection' in root && typeof root.getSelection === 'function' ? root.getSelection() : getSelection()
  const { anchorNode = null, anchorOffset = 0, focusNode = null, focusOffset = 0 } = selection ?? {}
  if (!own.empty || anchorNode === null || focusNode === null) return own
  if (!view.contentDOM.contains(anchorNode) || !view.contentDOM.contains(focusNode)) return own
  const ends = [view.posAtDOM(anchorNode, anchorOffset), view.posAtDOM(focusNode, focusOffset)]
  return { from: Math.min(...ends), to: Math.max(...ends) }
}

/**
 * An editor in its own shadow tree: there CodeMirror adopts style sheets that the page's policy need not allow. Tab
 * moves the focus out of it, as it does in any field.
 */
export class CodeEditor {
  private readonly view: EditorView

  constructor(host: HTMLElement, name: string, text: string, onText: (text: string) => void) {
    const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
    root.replaceChildren()
    this.view = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: text,
        extensions: [
          lineNumbers(),
          lintGutter(),
          history(),
          drawSelection(),
          indentOnInput(),
          indentUnit.of('    '),
          bracketMatching(),
          closeBrackets(),
          autocompletion(),
          highlightActiveLine(),
          keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap]),
          languageFor(name),
          syntaxHighlighting(colours),
          look,
          EditorView.contentAttributes.of({ 'aria-label': 'Program', tabindex: '0' }),
          typingOver,
          EditorView.updateListener.of((update) => {
            const isTyped = !update.transactions.some((each) => each.annotation(placed) === true)
            if (update.docChanged && isTyped) onText(update.state.doc.toString())
          }),
        ],
      }),
    })
  }

  /** Underlines the diagnostics in the text. */
  show(diagnostics: readonly Diagnostic[]): void {
    const { state } = this.view
    const last = state.doc.length
    const marks = diagnostics.map(({ span, message, hint, severity }): Mark => {
      const from = Math.min(span?.start ?? 0, last)
      const to = Math.min(Math.max(span?.end ?? 0, from), last)
      return { from, to, severity, message: hint === null ? message : `${message} (${hint})` }
    })
    this.view.dispatch(setDiagnostics(state, marks))
  }

  /** Puts another text in place of what is there, as one change that can be undone; it does not count as typed. */
  place(text: string): void {
    const { state } = this.view
    const insert = state.toText(text)
    if (insert.eq(state.doc)) return
    this.view.dispatch({ changes: { from: 0, to: state.doc.length, insert }, annotations: placed.of(true) })
  }

  focus(): void {
    this.view.focus()
  }

  destroy(): void {
    this.view.destroy()
  }
}
