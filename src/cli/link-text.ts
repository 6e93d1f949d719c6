import { deflateRawSync } from 'node:zlib'
import type { Scenario } from '../page/messages.ts'
import { fragmentOf, sharedOf } from '../page/shared-scenario.ts'
import { misuse } from './failure.ts'

/** Returns the address of a page with a program in its fragment, in the form that the page reads. */
export function linkText(base: URL, scenario: Scenario, schedule: string): string {
  const address = new URL(base)
  address.hash = fragmentOf(deflateRawSync(JSON.stringify(sharedOf(scenario))).toString('base64url'), schedule)
  return address.href
}

/** Reads the address of a page. Throws `Misuse`. */
export function readAddress(option: string, text: string): URL {
  const address = URL.canParse(text) ? new URL(text) : null
  if (address === null || !['http:', 'https:', 'file:'].includes(address.protocol)) {
    throw misuse(
      `${option}: expected the address of a page, found \`${text}\``,
      `write it in full: \`${option} https://example.org/interleave/\``,
    )
  }
  return address
}
