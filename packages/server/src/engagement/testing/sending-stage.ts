/** A small shop with an executor, and vendors that do as they were told. One that was told nothing throws. */
import type { Channel as ChannelName, MessagingPolicy, Vendor } from '@troupe/contract'
import { VirtualClock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import { silentLog } from '../../base/log.ts'
import { seeded } from '../../base/random.ts'
import type { Channel, OutboundMessage, ReconcileOutcome, ReconcileSearch, SendOutcome } from '../../messaging/channel.ts'
import { ConsoleChannel } from '../../messaging/console-channel.ts'
import { PublicLinks } from '../../messaging/links/public-links.ts'
import { SuppressionList } from '../../messaging/suppression/suppression-list.ts'
import type { Within } from '../../store/database.ts'
import { planActions, type ActionDraftRow } from '../actions/plan-actions.ts'
import type { OwnEvent } from '../events/intake.ts'
import { ExperimentArms } from '../experiments/experiment-arms.ts'
import type { Carriers } from '../sending/carriers.ts'
import { Executor, type ExecutorParts } from '../sending/executor.ts'
import { SHOP_MS, smallShop, type SmallShop } from './small-shop.ts'

const KEY = Buffer.alloc(32, 7)

type Script = (message: OutboundMessage, signal: AbortSignal) => SendOutcome | Promise<SendOutcome>

export class ScriptedChannel implements Channel {
  readonly channel: ChannelName
  readonly vendor: Vendor
  /** What was handed to it. */
  readonly calls: OutboundMessage[] = []
  readonly looks: ReconcileSearch[] = []
  onReconcile: (search: ReconcileSearch) => ReconcileOutcome | Promise<ReconcileOutcome> = () => { throw new Error('not scripted') }
  #answers: readonly Script[] = []

  constructor(channel: ChannelName, vendor: Vendor) {
    this.channel = channel
    this.vendor = vendor
  }

  /** One for each call from now on; the last goes on for ever. */
  script(...answers: Script[]): void {
    this.#answers = answers
  }

  async send(message: OutboundMessage, signal: AbortSignal): Promise<SendOutcome> {
    const [answer, ...rest] = this.#answers
    if (answer === undefined) throw new Error('not scripted')
    this.calls.push(message)
    if (rest.length > 0) this.#answers = rest
    return answer(message, signal)
  }

  async reconcile(search: ReconcileSearch): Promise<ReconcileOutcome> {
    this.looks.push(search)
    return this.onReconcile(search)
  }
}

export interface SendingStage extends SmallShop {
  readonly clock: VirtualClock
  readonly executor: Executor
  readonly recorded: OwnEvent[]
  readonly parts: ExecutorParts
  /** By channel; what is not in it goes by the console. */
  readonly vendors: Map<ChannelName, ScriptedChannel>
  readonly killed: Map<string, string>
  /** Another process on the same database. */
  another(change?: Partial<ExecutorParts>): Executor
  plan(consumerId: Id, change?: Partial<ActionDraftRow>): Promise<Id>
  /** Rounds until nothing is due, and all answers are written. */
  run(executor?: Executor): Promise<void>
  policy(change: Partial<MessagingPolicy>, scopeId?: Id): Promise<void>
  consent(consumerIds: readonly Id[], ...channels: ('email' | 'whatsapp' | 'sms')[]): Promise<void>
  states(): Promise<string[]>
}

export async function sendingStage(policy: Partial<MessagingPolicy> = {}, publicUrl: string | null = 'https://troupe.example'): Promise<SendingStage> {
  const shop = await smallShop()
  const { db, ids } = shop
  const clock = new VirtualClock(SHOP_MS)
  const recorded: OwnEvent[] = []
  const vendors = new Map<ChannelName, ScriptedChannel>()
  const killed = new Map<string, string>()
  const carriers: Carriers = { read: async () => ({ channel: (_, channel) => vendors.get(channel) ?? new ConsoleChannel(channel), hasStripe: () => true }) }
  const parts: ExecutorParts = {
    db, clock, ids, log: silentLog, random: seeded('sending'), carriers, links: new PublicLinks({ secretKey: KEY, publicUrl }), suppressions: new SuppressionList({ db, clock, ids, secretKey: KEY }), arms: new ExperimentArms(),
    killed: ({ projectId }) => killed.get('instance') ?? killed.get(projectId) ?? null, killedScopes: () => [...killed.keys()], onChanged: () => {}, onAsked: () => {},
    intake: {
      hold: async (within, consumerIds) => {
        await within.selectFrom('consumer_contexts').select('consumer_id').where('consumer_id', 'in', [...consumerIds]).orderBy('consumer_id').forUpdate().execute()
      },
      record: async (_: Within | null, events) => {
        recorded.push(...events)
        return events.map(() => ids.next())
      },
    },
  }
  const executor = new Executor(parts)
  const stage: SendingStage = {
    ...shop, clock, recorded, vendors, killed, parts, executor,
    another: (change = {}) => new Executor({ ...parts, ...change }),
    plan: async (consumerId, change = {}) => {
      const id = ids.next()
      const content = { subject: 'Hello', text: `Words ${id.slice(-4)}`, template: null, productId: null, url: null, amountMinor: null, currency: null }
      await db.transaction().execute((within) => planActions(within, [{
        id, workspaceId: shop.workspaceId, projectId: shop.projectId, creatorId: shop.creatorId, consumerId, agentId: null, turnId: null, eventId: null, kind: 'send_email', channel: 'email', content, generator: null, sendAtMs: clock.now(), createdMs: clock.now(), ...change,
      }]))
      return id
    },
    run: async (one = executor) => {
      for (let rounds = 0; rounds < 1_000; rounds++) {
        const done = await one.round()
        await one.settled()
        if (done === 0) return
      }
      throw new Error('it never ends')
    },
    policy: async (change, scopeId = shop.workspaceId) => {
      await db.insertInto('messaging_policies').values({ workspace_id: shop.workspaceId, scope_id: scopeId, policy: JSON.stringify(change), updated_at: 0 })
        .onConflict((clash) => clash.columns(['workspace_id', 'scope_id']).doUpdateSet({ policy: JSON.stringify(change) })).execute()
    },
    consent: async (consumerIds, ...channels) => {
      const granted = Object.fromEntries(channels.map((channel) => [channel, { status: 'granted', source: 'form', at: new Date(0).toISOString() }]))
      await db.updateTable('consumers').set({ consents: JSON.stringify(granted), phone: '+49301234567', whatsapp: '+49301234567' }).where('id', 'in', [...consumerIds]).execute()
    },
    states: async () => (await db.selectFrom('actions').select('state').orderBy('id').execute()).map(({ state }) => state),
  }
  if (Object.keys(policy).length > 0) await stage.policy(policy)
  return stage
}
