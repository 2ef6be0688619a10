import type { AuditEntry, Channels, Credential, Page, Problem } from '@troupe/contract'
import { expect, it } from 'vitest'
import { fakeSmtp } from '../../messaging/testing/fake-smtp.ts'
import { FAKE_ACCOUNT, fakeTwilio } from '../../messaging/testing/fake-twilio.ts'
import { OWNER, member } from '../testing/caller.ts'
import { engagementServer } from '../testing/engagement-server.ts'

const stateOf = (channels: Channels, channel: string) => channels.items.find((item) => item.channel === channel)

it('carries everything by the console until somebody sets a vendor up, and never shows a secret again', async () => {
  await using server = await engagementServer()
  const { owner, db, creatorId } = server
  const first = (await owner.get('/api/channels')).json<Channels>()
  expect(first.items.map(({ vendor }) => vendor)).toEqual(first.items.map(() => 'console'))

  const saved = await owner.put('/api/channels/credentials', { vendor: 'smtp', url: 'smtps://ada:verysecretword@mail.example:465', sender: 'ada@shop.example' })
  expect(saved.json<Credential>()).toMatchObject({ vendor: 'smtp', creatorId: null, shown: { sender: 'ada@shop.example', server: 'mail.example:465' }, ending: null, tested: null })
  const own = await owner.put(`/api/channels/credentials?creatorId=${creatorId}`, { vendor: 'ses', region: 'eu-central-1', accessKeyId: 'AKIA', secretAccessKey: 'an-even-more-secret-word', sender: 'mira@shop.example' })
  expect(own.json<Credential>()).toMatchObject({ vendor: 'ses', creatorId, ending: 'word' })
  const texts = [saved.body, own.body, (await owner.get('/api/channels')).body, (await owner.get('/api/audit')).body, JSON.stringify(await db.selectFrom('channel_credentials').selectAll().execute())]
  expect(texts.join()).not.toMatch(/verysecretword|more-secret/)

  expect(stateOf((await owner.get('/api/channels')).json(), 'email')).toMatchObject({ vendor: 'smtp', note: expect.stringContaining('TROUPE_PUBLIC_URL') as string })
  expect(stateOf((await owner.get(`/api/channels?creatorId=${creatorId}`)).json(), 'email')?.vendor).toBe('ses')
  expect((await owner.delete('/api/channels/credentials/smtp')).statusCode).toBe(204)
  expect((await owner.delete('/api/channels/credentials/smtp')).statusCode).toBe(404)
  expect(stateOf((await owner.get('/api/channels')).json(), 'email')?.vendor).toBe('console')
  expect((await owner.get('/api/audit')).json<Page<AuditEntry>>().items.map(({ action }) => action).slice(0, 3)).toEqual(['channel-credentials-deleted', 'channel-credentials-saved', 'channel-credentials-saved'])

  const operator = await member(server.app, owner, 'operator')
  expect((await operator.put('/api/channels/credentials', { vendor: 'stripe', secretKey: 'sk_test_123456789' })).statusCode).toBe(403)
  const faults = async (draft: object) => (await owner.put('/api/channels/credentials', draft)).json<Problem>().faults?.map(({ path }) => path)
  expect(await faults({ vendor: 'smtp', url: 'http://mail.example', sender: 'nobody' })).toEqual(['/url', '/sender'])
  expect(await faults({ vendor: 'twilio', accountSid: FAKE_ACCOUNT, authToken: 't' })).toEqual(['/smsFrom'])
  expect(await faults({ vendor: 'twilio', accountSid: FAKE_ACCOUNT, authToken: 't', smsFrom: '030 123' })).toEqual(['/smsFrom'])
  expect(await faults({ vendor: 'webhook', url: 'https://me:secret@shop.example/' })).toEqual(['/url'])
  const made = (await owner.put('/api/channels/credentials', { vendor: 'webhook', url: 'https://shop.example/hook' })).json<Credential>()
  expect(made.secret).toMatch(/^whsec_/)
  expect((await owner.get('/api/channels')).body).not.toContain(made.secret)
})

it('uses what the environment offers only when somebody says so', async () => {
  await using server = await engagementServer({ channels: { TWILIO_ACCOUNT_SID: FAKE_ACCOUNT, TWILIO_AUTH_TOKEN: 'environment-token', TWILIO_WHATSAPP_FROM: 'whatsapp:+14155238886', SMTP_URL: 'smtp://mail.example' } })
  const { owner } = server
  const before = (await owner.get('/api/channels')).json<Channels>()
  expect(before.environment).toEqual([{ vendor: 'smtp', complete: false, missing: ['SMTP_SENDER'] }, { vendor: 'twilio', complete: true, missing: [] }])
  expect([stateOf(before, 'whatsapp'), stateOf(before, 'email')]).toMatchObject([{ vendor: 'console', offered: true }, { vendor: 'console', offered: false }])
  expect((await owner.post('/api/channels/use-environment', { vendor: 'smtp' })).json<Problem>()).toMatchObject({ status: 409, detail: expect.stringContaining('SMTP_SENDER') as string })
  expect((await owner.post('/api/channels/use-environment', { vendor: 'twilio' })).statusCode).toBe(200)
  expect(stateOf((await owner.get('/api/channels')).json(), 'whatsapp')?.vendor).toBe('twilio')
  const admin = await member(server.app, owner, 'admin')
  expect((await admin.post('/api/channels/use-environment', { vendor: 'twilio' })).statusCode).toBe(403)
})

it('sends a test to one\'s own address alone, and to none that is suppressed', async () => {
  await using far = await fakeSmtp()
  await using twilio = await fakeTwilio(() => Date.UTC(2026, 8, 1))
  const switches = { killed: null as string | null }
  await using server = await engagementServer({ orders: { killed: () => switches.killed, killedScopes: [] } })
  const { owner } = server
  const test = async (channel: string, to: string) => (await owner.post('/api/channels/test', { channel, to })).json<{ ok?: boolean; message?: string; type?: string }>()
  expect(await test('console', 'anybody')).toMatchObject({ ok: true, message: expect.stringContaining('Nothing left') as string })
  await owner.put('/api/channels/credentials', { vendor: 'smtp', url: far.url, sender: 'ada@shop.example' })
  expect(await test('email', 'somebody@else.example')).toMatchObject({ type: '/problems/not-your-own' })
  expect(far.mails).toEqual([])
  expect(await test('email', OWNER.email.toUpperCase())).toMatchObject({ ok: true })
  expect(far.mails).toHaveLength(1)
  expect((await owner.get('/api/channels')).json<Channels>().credentials[0]?.tested).toMatchObject({ ok: true })
  far.mood = 'refuse'
  expect(await test('email', OWNER.email)).toMatchObject({ ok: false, message: expect.stringContaining('No such user') as string })

  await owner.put('/api/channels/credentials', { vendor: 'twilio', accountSid: FAKE_ACCOUNT, authToken: 'token-of-many-letters', smsFrom: '+15005550006', baseUrl: twilio.url })
  expect(await test('sms', '+4930123456')).toMatchObject({ type: '/problems/not-your-own' })
  await owner.put('/api/channels/credentials', { vendor: 'twilio', accountSid: FAKE_ACCOUNT, authToken: 'token-of-many-letters', smsFrom: '+15005550006', ownNumber: '+49 30 123456', baseUrl: twilio.url })
  expect(await test('sms', '+4989123456')).toMatchObject({ type: '/problems/not-your-own' })
  expect(twilio.messages).toEqual([])
  expect(await test('sms', '+49 30 123456')).toMatchObject({ ok: true })
  expect(twilio.messages.map(({ to }) => to)).toEqual(['+4930123456'])

  far.mood = 'accept'
  switches.killed = 'runaway'
  expect(await test('email', OWNER.email)).toMatchObject({ type: '/problems/switched-off' })
  switches.killed = null
  await owner.post('/api/suppressions', { channel: 'email', address: OWNER.email })
  expect(await test('email', OWNER.email)).toMatchObject({ type: '/problems/suppressed' })
  expect(far.mails).toHaveLength(1)
})
