// The used part of two packages without types.

declare module 'pdfkit' {
  export default class PDFDocument implements AsyncIterable<Uint8Array> {
    constructor(options: {
      readonly size: readonly [number, number]
      readonly margin: number
      readonly info: { readonly Title: string; readonly CreationDate: Date }
    })
    registerFont(name: string, file: string): this
    rect(x: number, y: number, width: number, height: number): this
    fill(colour: string): this
    end(): void
    [Symbol.asyncIterator](): AsyncIterator<Uint8Array>
  }
}

declare module 'svg-to-pdfkit' {
  import type PDFDocument from 'pdfkit'

  export default function drawSvg(
    document: PDFDocument,
    svg: string,
    x: number,
    y: number,
    options: {
      readonly width: number
      readonly height: number
      readonly assumePt: boolean
      readonly fontCallback: (family: string, bold: boolean, italic: boolean) => string
      readonly warningCallback: (message: string) => void
    },
  ): void
}
