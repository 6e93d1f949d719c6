/** Formats of `check` that programs for continuous integration read. */
export const ciFormats = ['sarif', 'junit', 'github', 'gitlab', 'gradescope'] as const
export type CiFormat = (typeof ciFormats)[number]
