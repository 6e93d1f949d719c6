/** What is used of the package, whose own types describe its CommonJS form only. Lengths are inches. */
declare module 'pptxgenjs' {
  interface Place {
    readonly x: number
    readonly y: number
    readonly w: number
    readonly h?: number
  }

  interface Line {
    readonly color: string
    readonly width?: number
    readonly dashType?: 'solid' | 'dash' | 'sysDot'
  }

  interface TextStyle {
    readonly color?: string
    readonly bold?: boolean
    readonly breakLine?: boolean
    readonly fontSize?: number
    readonly fontFace?: string
  }

  export interface TextRun {
    readonly text: string
    readonly options: TextStyle
  }

  interface TextBox extends Place, TextStyle {
    readonly align?: 'left' | 'center'
    readonly valign?: 'top' | 'middle'
    readonly margin?: number
    readonly fit?: 'shrink'
    readonly wrap?: boolean
  }

  export interface Slide {
    background: { readonly color: string }
    addText(text: string | readonly TextRun[], box: TextBox): void
    addShape(
      shape: 'rect' | 'roundRect' | 'line' | 'diamond' | 'ellipse',
      style: Place & { readonly fill?: { readonly color: string }; readonly line?: Line; readonly flipV?: boolean },
    ): void
    addImage(image: Place & { readonly data: string; readonly altText: string }): void
    addTable(
      rows: readonly (readonly TextRun[])[],
      style: Place &
        TextStyle & {
          readonly border: { readonly type: 'solid'; readonly pt: number; readonly color: string }
          readonly margin: number
          readonly colW: readonly number[]
        },
    ): void
    addNotes(text: string): void
  }

  export default class PptxGenJS {
    layout: 'LAYOUT_WIDE'
    title: string
    addSlide(): Slide
    write(options: { readonly outputType: 'uint8array' }): Promise<unknown>
  }
}
