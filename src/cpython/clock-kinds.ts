/** How the clock of executions goes: `sleep` and asking for the time move it, or nothing does. */
export const clockKinds = ['virtual', 'still'] as const
export type ClockKind = (typeof clockKinds)[number]
