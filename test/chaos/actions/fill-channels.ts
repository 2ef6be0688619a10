/**
 * Three creators with leads and messages that are due: Ada mails over SMTP, Ben over SES, Cleo has leads with numbers alone. SMS,
 * WhatsApp, payment links and webhooks go by the workspace's own vendors, in-app messages by the console.
 */
import type { Channel, CredentialDraft } from '@troupe/contract'
import { sql } from 'kysely'
import type { Id, Ids } from '../../../packages/server/src/base/ids.ts'
import { planActions } from '../../../packages/server/src/engagement/actions/plan-actions.ts'
import { sealStored, shownOf } from '../../../packages/server/src/engagement/channels/credential-row.ts'
import { SNS_TOPIC } from '../../../packages/server/src/messaging/testing/sns-signer.ts'
import { FAKE_ACCOUNT } from '../../../packages/server/src/messaging/testing/fake-twilio.ts'
import { texts, uuids } from '../../../packages/server/src/store/columns.ts'
import type { Database } from '../../../packages/server/src/store/database.ts'
import { markOf, type FarSides } from './far-sides.ts'
import { KEY } from './sending-house.ts'

const MESSAGES_A_LEAD = 3
const AT_ONCE = 1_000
const CHANNELS: readonly (readonly Channel[])[] = [
  ['email', 'email', 'sms', 'payment-link', 'in-app'],
  ['email', 'whatsapp', 'webhook', 'email'],
  ['sms', 'payment-link', 'whatsapp', 'webhook'],
]
const KIND: Readonly<Partial<Record<Channel, string>>> = { email: 'send_email', sms: 'send_sms', whatsapp: 'send_whatsapp', 'payment-link': 'send_payment_link', webhook: 'send_webhook', 'in-app': 'send_in_app' }

export async function fillChannels(db: Database, ids: Ids, nowMs: number, { count, urls, apartMs }: { readonly count: number; readonly urls: FarSides['urls']; readonly apartMs: number }): Promise<Id> {
  const workspaceId = ids.next()
  const creators = ['Ada', 'Ben', 'Cleo'].map((name) => ({ id: ids.next(), name }))
  await db.insertInto('workspaces').values({ id: workspaceId, name: 'Chaos', private_network: true, created_at: nowMs }).execute()
  await db.insertInto('projects').values(creators.map(({ id, name }) => ({ id, workspace_id: workspaceId, name, wake: '{"kind":"rhythm"}', created_at: nowMs }))).execute()
  await db.insertInto('creators').values(creators.map(({ id, name }) => ({ id, workspace_id: workspaceId, project_id: id, username: name.toLowerCase(), name, email: null, timezone: 'UTC', locale: 'en', currency: 'EUR', profile: null, flags: null, generator: null, source: null, synced_at: null, created_at: nowMs, updated_at: nowMs }))).execute()
  // Never quiet and never too many: what is shown here is that nothing is sent twice.
  await db.insertInto('messaging_policies').values({ workspace_id: workspaceId, scope_id: workspaceId, policy: '{"quietHours":null,"caps":[],"messagesPerDay":1000000}', updated_at: nowMs }).execute()
  const own: readonly (readonly [CredentialDraft, Id])[] = [
    [{ vendor: 'smtp', url: urls.smtp, sender: 'ada@shop.example' }, creators[0]?.id ?? ''],
    [{ vendor: 'ses', region: 'eu-central-1', accessKeyId: 'AKIA', secretAccessKey: 'secret', sender: 'ben@shop.example', topicArn: SNS_TOPIC, baseUrl: urls.ses }, creators[1]?.id ?? ''],
    [{ vendor: 'twilio', accountSid: FAKE_ACCOUNT, authToken: 'token', smsFrom: '+15005550006', whatsappFrom: '+15005550006', baseUrl: urls.twilio }, workspaceId],
    [{ vendor: 'stripe', secretKey: 'sk_test_1', baseUrl: urls.stripe }, workspaceId],
    [{ vendor: 'webhook', url: urls.webhook, secret: `whsec_${Buffer.alloc(32, 9).toString('base64')}` }, workspaceId],
  ]
  await db.insertInto('channel_credentials').values(own.map(([draft, scopeId]) => ({ id: ids.next(), workspace_id: workspaceId, scope_id: scopeId, vendor: draft.vendor, sealed: sealStored(draft, workspaceId, scopeId, KEY), shown: JSON.stringify(shownOf(draft)), ending: null, saved_at: nowMs, tested_at: null, tested_ok: null, tested_message: null }))).execute()

  const leads = Array.from({ length: Math.ceil(count / MESSAGES_A_LEAD) }, (_, n) => ({ id: ids.next(), creatorId: creators[n % creators.length]?.id ?? '', email: n % creators.length === 2 ? null : `lead${n}@example.org`, phone: `+49301${String(n).padStart(7, '0')}` }))
  await writeLeads(db, ids, workspaceId, nowMs, leads)
  for (let from = 0; from < count; from += AT_ONCE) {
    await db.transaction().execute((within) => planActions(within, Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, index) => {
      const n = from + index
      const lead = leads[n % leads.length] as (typeof leads)[number]
      const channels = CHANNELS[creators.findIndex(({ id }) => id === lead.creatorId)] ?? []
      const channel = channels[Math.floor(n / leads.length + n / creators.length) % channels.length] ?? 'email'
      const [id, paid] = [ids.next(), channel === 'payment-link']
      return {
        id, workspaceId, projectId: lead.creatorId, creatorId: lead.creatorId, consumerId: lead.id, agentId: null, turnId: null, eventId: null, kind: KIND[channel] ?? '', channel, generator: 'rehearsal', sendAtMs: Math.round(nowMs + n * apartMs), createdMs: nowMs, triesMost: 50,
        content: { subject: 'The course', text: `It begins on Monday.\n\n${markOf(id)}\n\nShall I keep a place?`, template: null, productId: null, url: null, amountMinor: paid ? 4_900 : null, currency: paid ? 'EUR' : null },
      }
    })))
  }
  await sql`ANALYZE`.execute(db)
  return workspaceId
}

async function writeLeads(db: Database, ids: Ids, workspaceId: Id, nowMs: number, leads: readonly { id: Id; creatorId: Id; email: string | null; phone: string }[]): Promise<void> {
  const granted = JSON.stringify(Object.fromEntries(['email', 'sms', 'whatsapp', 'in-app', 'call'].map((channel) => [channel, { status: 'granted', source: 'form', at: new Date(0).toISOString() }])))
  // Each wrote on WhatsApp just now, so that free words go there.
  await sql`WITH d AS (SELECT * FROM unnest(${uuids(leads, (one) => one.id)}, ${uuids(leads, () => ids.next())}, ${uuids(leads, (one) => one.creatorId)}, ${texts(leads, (one) => one.email)}, ${texts(leads, (one) => one.phone)}) AS d (id, thread, creator_id, email, phone)),
    c AS (INSERT INTO consumers (id, workspace_id, creator_id, name, email, phone, consents, created_at) SELECT id, ${workspaceId}, creator_id, 'Lead', email, phone, ${granted}::jsonb, ${nowMs} FROM d),
    t AS (INSERT INTO conversations (id, workspace_id, creator_id, consumer_id, channel, state, last_inbound_at, created_at, updated_at) SELECT thread, ${workspaceId}, creator_id, id, 'whatsapp', 'with-agent', ${nowMs}::bigint, ${nowMs}::bigint, ${nowMs}::bigint FROM d)
    INSERT INTO consumer_contexts (consumer_id, workspace_id, creator_id, stage, stage_since, events, counts, last_at, revenue_minor, attributes) SELECT id, ${workspaceId}, creator_id, 'new', ${nowMs}, 0, '{}', '{}', 0, '{}' FROM d`.execute(db)
}
