import { expect, it } from 'vitest'
import { linkRuns } from './link-runs.ts'

const TOKEN = `Ab${'c-_9'.repeat(20)}yZ`

it('cuts the address by which one hears no more out of the words, as a path or behind a public address', () => {
  const short = { kind: 'unsubscribe', path: `/u/${TOKEN}`, short: '/u/Abc-…_9yZ'.replace('_9yZ', TOKEN.slice(-4)) }
  expect(linkRuns(`Hi Ada,\n\nUnsubscribe: /u/${TOKEN}`)).toEqual([{ kind: 'words', text: 'Hi Ada,\n\nUnsubscribe: ' }, short])
  expect(linkRuns(`Unsubscribe: https://troupe.example/u/${TOKEN}\nBye`)).toEqual([{ kind: 'words', text: 'Unsubscribe: ' }, short, { kind: 'words', text: '\nBye' }])
})

it('leaves every other address as words', () => {
  for (const text of ['', 'See https://shop.example/u/ada and /u/short', 'javascript:/u/x']) expect(linkRuns(text)).toEqual(text === '' ? [] : [{ kind: 'words', text }])
})
