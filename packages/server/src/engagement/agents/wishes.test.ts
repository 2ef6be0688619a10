import { expect, it } from 'vitest'
import { MESSAGING_ACTIONS } from '../../messaging/messaging-actions.ts'
import { agentSituation as situation } from '../testing/agent-situation.ts'
import { sortWishes } from './wishes.ts'

const offer = { actions: [...MESSAGING_ACTIONS.values()], actionsMost: 20, anyLinks: false }
const email = (text: string) => ({ name: 'send_email', input: { subject: 'S', text } })

it.each([
  'See https://evil.example/x', 'www.evil.example', 'evil.com', 'Go to evil-deals.shop, now', 'evil.example/deal', 'https://ada.example.evil.com/', 'http://ada.example@evil.example/', 'ＨＴＴＰＳ://evil.example', 'ev\u200bil.com', 'bit.ly/3x',
])('stops the foreign link in “%s”', (text) => {
  expect(sortWishes([email(text)], offer, situation()).stopped).toMatchObject([{ policy: 'foreign-link' }])
})

it.each([
  'https://ada.example/call?from=mail', 'ada.example/call', 'Write to grace@example.com', 'E.g. this. Or that/those, at 5.30/6.30.', 'It is €49.50.\nOk?', 'Half an hour, i.e. 30 min.',
])('lets “%s” through', (text) => {
  expect(sortWishes([email(text)], offer, situation()).stopped).toEqual([])
})
