import { expect, test } from 'vitest'
import { casesIn, saidAbout } from './cases.ts'

test.each(casesIn('ilv.txt'))('$text', async ({ text, said }) => {
  expect(await saidAbout('model.ilv', text)).toBe(said)
})
