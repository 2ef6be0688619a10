import { expect, it } from 'vitest'
import { VirtualClock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import { silentLog } from '../../base/log.ts'
import { ScriptedChannel } from '../testing/sending-stage.ts'
import { SHOP_MS, smallShop } from '../testing/small-shop.ts'
import { ReviewerMail } from './reviewer-mail.ts'

const MINUTE = 60_000

it("tells those who review, and a creator's own login of that creator, once in a while and only where mail is set up", async () => {
  await using shop = await smallShop()
  const { db, ids, workspaceId, creatorId } = shop
  const person = async (name: string, role: 'reviewer' | 'viewer' | 'owner', of: Id | null = null) => {
    const id = ids.next()
    await db.insertInto('users').values({ id, name, email: `${name}@troupe.example`, password_hash: 'x', created_at: 0, last_seen_at: null }).execute()
    await db.insertInto('memberships').values({ user_id: id, workspace_id: workspaceId, role, creator_id: of, created_at: 0 }).execute()
  }
  const otherId = ids.next()
  await db.insertInto('creators').values({ id: otherId, workspace_id: workspaceId, project_id: ids.next(), username: 'bo', name: 'Bo', email: null, timezone: 'UTC', locale: 'en', currency: 'EUR', profile: null, flags: null, generator: null, source: null, synced_at: null, created_at: 0, updated_at: 0 }).execute()
  await person('olga', 'owner')
  await person('vera', 'viewer')
  await person('ada', 'reviewer', creatorId)
  await person('bo', 'reviewer', otherId)
  const mail = new ScriptedChannel('email', 'smtp')
  mail.script(() => ({ kind: 'sent', vendorId: null }))
  let vendor: 'smtp' | 'console' = 'console'
  const clock = new VirtualClock(SHOP_MS)
  const reviewers = new ReviewerMail({ db, clock, ids, log: silentLog, publicUrl: 'https://troupe.example', desk: { carriers: async () => ({ vendorOf: () => vendor, stripe: false, open: () => mail }) } })
  const again = new ReviewerMail({ db, clock, ids, log: silentLog, publicUrl: null, desk: { carriers: async () => ({ vendorOf: () => vendor, stripe: false, open: () => mail }) } })
  const notice = { workspaceId, creatorId, subject: 'Somebody waits', text: 'Look.', path: '/console/conversations/x', about: 'x' }
  expect(await reviewers.send({ ...notice, about: 'y' })).toBe(0)
  vendor = 'smtp'
  // Another process tells of the same thing.
  expect((await Promise.all([reviewers.send(notice), again.send(notice), reviewers.send(notice)])).toSorted()).toEqual([0, 0, 2])
  expect(mail.calls.map(({ to }) => to)).toEqual(['olga@troupe.example', 'ada@troupe.example'])
  clock.advanceBy(16 * MINUTE)
  expect(await reviewers.send(notice)).toBe(2)
  expect(mail.calls.at(-1)?.text).toContain('https://troupe.example/console/conversations/x')

  // Of messages that wait for a yes one mail tells, and another where more came since.
  const [lead = ''] = await shop.leads(1)
  const asked = async (count: number) => {
    for (let n = 0; n < count; n++) {
      const actionId = await shop.sent(lead, clock.now())
      await db.insertInto('approvals').values({ id: ids.next(), workspace_id: workspaceId, creator_id: creatorId, action_id: actionId, state: 'waiting', why: 'every message', content_hash: Buffer.alloc(32), expires_at: clock.now() + 48 * 60 * MINUTE, created_at: clock.now(), decided_at: null, decided_by: null, note: null }).execute()
    }
  }
  mail.calls.length = 0
  await asked(3)
  expect(await reviewers.approvals() + await again.approvals() + await reviewers.approvals()).toBe(2)
  expect(mail.calls.map(({ to, subject, text }) => [to, subject, text.split('\n')[0]])).toEqual(['olga', 'ada'].map((name) => [`${name}@troupe.example`, 'Messages of Ada wait for a yes', '3 messages wait until somebody has read what is to be sent.']))
  clock.advanceBy(5 * MINUTE)
  await asked(1)
  expect(await reviewers.approvals()).toBe(0)
  clock.advanceBy(10 * MINUTE)
  expect(await reviewers.approvals()).toBe(2)
  clock.advanceBy(20 * MINUTE)
  expect(await reviewers.approvals()).toBe(0)
  // Unless nobody wants to be told.
  await db.insertInto('messaging_policies').values({ workspace_id: workspaceId, scope_id: creatorId, policy: JSON.stringify({ approval: { mailReviewers: false } }), updated_at: 0 }).execute()
  await asked(1)
  expect(await reviewers.approvals()).toBe(0)
  expect(mail.calls).toHaveLength(4)
})
