import type { MessageIntent } from '@troupe/contract'
import { expect, it } from 'vitest'
import { isStopWord } from '../../policy/messaging/stop-words.ts'
import { intentOf } from './message-intent.ts'

/** As leads write: in passing, with typos, without question marks. */
const SET: Readonly<Record<MessageIntent, readonly string[]>> = {
  stop: ['STOP', 'stop.', 'Unsubscribe', 'Please stop messaging me', 'take me off your list', 'Don’t contact me again', 'no more emails please', 'Leave me alone', 'I want to opt out'],
  'not-interested': ['Not interested', 'no thanks', 'Thanks but I am no longer interested in this', "I'll pass, good luck", 'I already found someone', 'Sorry, this is not for me', 'We went with somebody else'],
  complaint: ['I want a refund', 'You charged me twice!', 'This is a scam', 'The coach never showed up, was he? I am still waiting', "The link doesn't work", 'Worst session I ever had', 'I never received the recording'],
  objection: ['That is too expensive for me', "I can't afford this right now", "I'm not sure it fits", 'I need to think about it', 'I have to ask my wife first', 'How do I know this works?', "I don't have time this month", 'maybe later'],
  booking: ['Can I book a slot for Tuesday?', 'I would like to schedule a call', 'Are you free on Friday?', 'Sign me up', 'How do I pay?', 'Could we talk tomorrow', "I'm in", 'need to reschedule my appointment'],
  price: ['How much is it?', 'what does it cost', 'Price?', 'Do you have a discount for students?', 'Is there a payment plan', 'what are your rates'],
  question: ['What is included?', 'Does this work for beginners', 'tell me more please', "I'm curious whether it is in English", 'When does it start?', 'How long is a session'],
  thanks: ['Thank you!', 'thanks a lot, that helped', 'Perfect', 'ok got it', 'Cheers'],
  other: ['ok', 'hello', '👍', 'Ich melde mich nächste Woche', 'See attached', '', 'Running 5 minutes behind', 'hm'],
}

it.each(Object.entries(SET))('tells %s from what else leads write', (intent, texts) => {
  expect(texts.map((text) => [text, intentOf(text)])).toEqual(texts.map((text) => [text, intent]))
})

it('reads only what the lead wrote, not the mail that was answered', () => {
  expect(intentOf('Sounds good\n\nOn Mon, 2 Mar 2026 at 10:00, Ada <ada@troupe.example> wrote:\n> Not interested? Reply STOP. Prices from $90')).toBe('thanks')
})

it('misses no message of that one word, and takes no other for it', () => {
  for (const text of ['STOP', ' stop! ', 'Stop.\n', '“Unsubscribe”', 'STOP ALL', 'ＳＴＯＰ', 'stop\n\n-- \nBob, Acme Ltd', 'Stop\n> you wrote: prices', 'Cancel\n\nOn Monday 3 May Ada wrote:\n> hello']) expect(isStopWord(text), text).toBe(true)
  for (const text of ['stop by tomorrow?', 'Please cancel my booking', 'in the end it worked', "don't stop", '']) expect(isStopWord(text), text).toBe(false)
})

it('takes its time over nothing, however long', () => {
  const started = performance.now()
  for (const text of ['a '.repeat(50_000), 'don'.repeat(20_000), 'from: '.repeat(20_000)]) intentOf(text)
  expect(performance.now() - started).toBeLessThan(5_000)
})
