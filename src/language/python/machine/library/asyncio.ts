/** The module `asyncio`. */
export const asyncioModule: string = String.raw`
`
