import fc from 'fast-check'
import { expect, it } from 'vitest'
import { textToSend } from '../text-to-send.ts'
import { addressMark, suppressionKey } from '../suppression/address-mark.ts'
import { addressMarked, PublicLinks } from './public-links.ts'

const KEY = Buffer.alloc(32, 7)
const [workspaceId, consumerId, actionId] = ['0190a000-0000-7000-8000-000000000001', '0190a000-0000-7000-8000-000000000002', '0190a000-0000-7000-8000-000000000003']
const links = new PublicLinks({ secretKey: KEY, publicUrl: 'https://troupe.example' })
const tokenOf = (url: string): string => url.split('/').at(-1) ?? ''

it('reads its own links again, and no others', () => {
  const url = links.unsubscribeUrl({ workspaceId, consumerId, channel: 'email', address: 'Lea@Example.org' })
  const token = tokenOf(url)
  expect(url).toMatch(/^https:\/\/troupe\.example\/u\/[\w-]{105,115}$/)
  expect(links.readUnsubscribe(token)).toEqual({ workspaceId, consumerId, channel: 'email', addressMark: addressMark(suppressionKey(KEY), workspaceId, 'email', 'lea@example.org') })
  expect(links.readOpen(token)).toBeNull()
  expect(new PublicLinks({ secretKey: Buffer.alloc(32, 8), publicUrl: null }).readUnsubscribe(token)).toBeNull()
  // Without a public address the key is the same and the link a path.
  expect(new PublicLinks({ secretKey: KEY, publicUrl: 'http://localhost:4747' }).unsubscribeUrl({ workspaceId, consumerId, channel: 'email', address: 'lea@example.org' })).toBe(`/u/${token}`)
  fc.assert(fc.property(fc.nat(token.length - 1), fc.constantFrom(...'abcXYZ019-_=+/ '), (at, letter) => {
    const forged = token.slice(0, at) + letter + token.slice(at + 1)
    if (forged !== token) expect(links.readUnsubscribe(forged)).toBeNull()
  }))
  fc.assert(fc.property(fc.string(), (text) => {
    expect(links.readUnsubscribe(text)).toBeNull()
    expect(links.readClick(text)).toBeNull()
  }))
})

it('numbers the addresses of a text, and leaves its own alone', () => {
  const unsubscribeUrl = links.unsubscribeUrl({ workspaceId, consumerId, channel: 'email' })
  const text = textToSend({ carrier: 'email', words: 'See https://a.example/x, or (https://b.example/y_(z)).', disclosure: 'Written by a program.', unsubscribeUrl, payment: true })
  expect(text).toBe(`See https://a.example/x, or (https://b.example/y_(z)).\n\n{paymentLink}\n\nWritten by a program.\nUnsubscribe: ${unsubscribeUrl}`)
  const { clickUrls = {}, openUrl = '' } = links.tracking(actionId, text) ?? {}
  expect(Object.keys(clickUrls)).toEqual(['https://a.example/x', 'https://b.example/y_(z)'])
  const click = links.readClick(tokenOf(clickUrls['https://b.example/y_(z)'] ?? ''))
  expect(click?.actionId).toBe(actionId)
  expect([addressMarked(text.replace('{paymentLink}', 'https://pay.example/1'), click?.urlMark ?? ''), addressMarked('https://b.example/other', click?.urlMark ?? '')]).toEqual(['https://b.example/y_(z)', null])
  expect(links.readOpen(tokenOf(openUrl))).toBe(actionId)
  expect(new PublicLinks({ secretKey: KEY, publicUrl: null }).tracking(actionId, text)).toBeNull()
})

it('says how to hear no more on each way', () => {
  const text = (carrier: 'sms' | 'in-app', disclosure: string | null) => textToSend({ carrier, words: ' Hello ', disclosure, unsubscribeUrl: null, payment: false })
  expect([text('sms', 'By a program.'), text('in-app', 'By a program.'), text('sms', null)]).toEqual(['Hello\n\nBy a program.\nReply STOP to hear no more.', 'Hello\n\nBy a program.', 'Hello'])
})
