import { expect, it } from 'vitest'
import { VirtualClock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import { silentLog } from '../../base/log.ts'
import { ScriptedChannel } from '../testing/sending-stage.ts'
import { SHOP_MS, smallShop } from '../testing/small-shop.ts'
import { ReviewerMail } from './reviewer-mail.ts'

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
  const notice = { workspaceId, creatorId, subject: 'Somebody waits', text: 'Look.', path: '/console/conversations/x', about: 'x' }
  expect(await reviewers.send(notice)).toBe(0)
  vendor = 'smtp'
  expect([await reviewers.send(notice), await reviewers.send(notice)]).toEqual([2, 0])
  expect(mail.calls.map(({ to, text }) => [to, text.includes('https://troupe.example/console/conversations/x')])).toEqual([['olga@troupe.example', true], ['ada@troupe.example', true]])
  clock.advanceBy(16 * 60_000)
  expect(await reviewers.send(notice)).toBe(2)
})
