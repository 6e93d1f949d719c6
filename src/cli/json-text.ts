/**
 * Returns a value as JSON that any terminal shows as it is: JSON leaves some control characters and those that change the
 * direction of text unescaped.
 */
export function jsonText(value: unknown, indent = 0): string {
  const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  return JSON.stringify(value, null, indent).replace(/[\x7f-\x9f\p{Bidi_Control}]/gu, escaped)
}
