/** The exam questions of `models/exam` once more, written by hand, without a look at how the tool reads them. */

import type { Question } from './explore.ts'
import { additions } from './questions/additions.ts'
import { checks } from './questions/checks.ts'
import { locks } from './questions/locks.ts'
import { meetings } from './questions/meetings.ts'
import { messages } from './questions/messages.ts'
import { signals } from './questions/signals.ts'

/** The questions whose programs end or stop. */
export const endingQuestions: Readonly<Record<string, Question>> = {
  ...additions,
  ...checks,
  ...signals,
  ...meetings,
  ...locks,
  ...messages,
}

/** The questions that are about loops without output, of which a search of histories would never end. */
export const spinningQuestions: readonly string[] = ['dining_put_back', 'light_stays_red', 'spin_without_reset']
