/** A shop whose agents hear of events: real database, a clock that stands still, asks that are scripted. */
import type { AgentTrigger, BrainConfig } from '@troupe/contract'
import { VirtualClock } from '../../../base/clock.ts'
import { systemIds, type Id } from '../../../base/ids.ts'
import { silentLog } from '../../../base/log.ts'
import { AgentKinds, type OwnAgents } from '../../../engagement/agents/agent-kinds.ts'
import { ConversationReader } from '../../../engagement/conversations/conversation-reader.ts'
import { Conversations } from '../../../engagement/conversations/conversations.ts'
import { Inbound } from '../../../engagement/conversations/inbound.ts'
import { Intake, type IncomingEvent } from '../../../engagement/events/intake.ts'
import { ExperimentArms } from '../../../engagement/experiments/experiment-arms.ts'
import { CALL, COURSE, PROFILE } from '../../../engagement/testing/agent-situation.ts'
import { SHOP_MS, smallShop } from '../../../engagement/testing/small-shop.ts'
import { AuditLog } from '../../../people/audit-log.ts'
import { CHAIN_START } from '../../../store/journal.ts'
import type { AskPort } from '../../ask-port.ts'
import { rehearsalOnly } from '../../asks.ts'
import { LeadAgents } from '../lead-agents.ts'

export interface LeadStageOptions {
  readonly own?: OwnAgents
  readonly asks?: Partial<AskPort>
}

export async function leadStage({ own, asks = {} }: LeadStageOptions = {}) {
  const shop = await smallShop()
  const { db, workspaceId, creatorId, projectId } = shop
  const clock = new VirtualClock(SHOP_MS)
  const ids = systemIds(clock)
  await db.updateTable('creators').set({ name: 'Ada Byron', timezone: 'Europe/Berlin', profile: JSON.stringify(PROFILE) }).execute()
  for (const { id, externalId, name, description, kind, priceMinor, currency, url } of [CALL, COURSE]) {
    await db.insertInto('products').values({ id, workspace_id: workspaceId, creator_id: creatorId, external_id: externalId, name, description, kind, price_minor: priceMinor, currency, url, active: true, created_at: 0, updated_at: 0 }).execute()
  }
  const kinds = new AgentKinds(own)
  const arms = new ExperimentArms()
  const agents = new LeadAgents({ db, clock, ids, log: silentLog, seed: 'stage', kinds, arms, asks: { ...rehearsalOnly, ...asks }, onPlanned: () => {} })
  const audit = new AuditLog(db, clock, ids)
  const intake = new Intake({ db, clock, ids, log: silentLog, secretKey: Buffer.alloc(32, 7), plan: agents.plan, onStored: () => agents.stored() })
  const escalations: Id[] = []
  const conversations = new Conversations({ db, clock, ids, audit, intake, reader: new ConversationReader(db), onChanged: () => {}, onEscalated: (id) => escalations.push(id) })
  agents.connect({ intake, conversations })
  await agents.startByHand()
  return {
    ...shop, clock, ids, agents, intake, conversations, arms, escalations, kinds, inbound: new Inbound({ ids, intake }),
    /** Started, and at work at once. */
    async agent(brain: BrainConfig, { triggers = triggersOf(kinds, brain), creatorId: of = creatorId, projectId: project = projectId, name = 'An agent' }: { triggers?: readonly AgentTrigger[]; creatorId?: Id | null; projectId?: Id; name?: string } = {}): Promise<Id> {
      const id = ids.next()
      await db.insertInto('agents').values({
        id, workspace_id: workspaceId, project_id: project, name, platform: 'messaging', brain: JSON.stringify(brain), persona_id: null, profile_id: null, creator_id: of, triggers: JSON.stringify(triggers), state: 'idle', state_reason: null,
        state_since: 0, until_at: null, wake_at: null, lease: 0, lease_until: null, lease_worker: null, turn_id: null, turn_trigger: null, turns: 0, acts: 0, cost_micros: 0, texts: 0, tally_day: '', tally_posts: 0, tally_comments: 0,
        chain: CHAIN_START, last_turn_at: null, created_at: 0,
      }).execute()
      await agents.atWork.read()
      return id
    },
    async lead(consents: object = { email: { status: 'granted', source: 'form', at: '2027-01-01T00:00:00.000Z' } }): Promise<Id> {
      const [id = ''] = await shop.leads(1)
      await db.updateTable('consumers').set({ consents: JSON.stringify(consents), name: 'Grace Hopper' }).where('id', '=', id).execute()
      await db.updateTable('consumer_contexts').set({ events: 0, first_seen_at: null, last_seen_at: null }).where('consumer_id', '=', id).execute()
      return id
    },
    send: (...events: (Partial<IncomingEvent> & { readonly type: string })[]) => intake.ingest(workspaceId, events.map((event) => ({ payload: {}, source: 'api', creatorId, ...event }))),
    actions: () => db.selectFrom('actions').selectAll().orderBy('id').execute(),
    turns: () => db.selectFrom('turns').selectAll().orderBy('id').execute(),
    jobs: () => db.selectFrom('event_jobs').selectAll().orderBy('event_id').execute(),
    [Symbol.asyncDispose]: async () => {
      await agents[Symbol.asyncDispose]()
      await intake[Symbol.asyncDispose]()
      await shop[Symbol.asyncDispose]()
    },
  }
}

export type LeadStage = Awaited<ReturnType<typeof leadStage>>

function triggersOf(kinds: AgentKinds, brain: BrainConfig): readonly AgentTrigger[] {
  return brain.kind === 'rules' ? kinds.kind(brain.rules)?.triggers ?? [] : []
}
