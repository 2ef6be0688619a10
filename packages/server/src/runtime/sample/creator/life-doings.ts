/** What leads and the creator do in the sample, each by the service that would be used live. What is made up bears its mark: `simulated`. */
import type { Channel } from '@troupe/contract'
import { must } from '../../../base/errors.ts'
import type { Id } from '../../../base/ids.ts'
import type { KeyActor } from '../../../people/actor.ts'
import type { BegunLife } from './begin-life.ts'
import type { CreatorLife, Deed, LifeLead } from './creator-life.ts'
import type { LifeParts, LifeServices } from './life-services.ts'

const DAY_MS = 86_400_000
/** When she teaches, where she lives. */
const LESSON_HOUR = 18

export class LifeDoings {
  readonly #db: LifeParts['db']
  readonly #clock: LifeParts['clock']
  readonly #services: LifeServices
  readonly #by: KeyActor
  readonly #begun: BegunLife
  readonly #leads = new Map<string, Id>()

  constructor({ db, clock }: Pick<LifeParts, 'db' | 'clock'>, services: LifeServices, by: KeyActor, begun: BegunLife) {
    this.#db = db
    this.#clock = clock
    this.#services = services
    this.#by = by
    this.#begun = begun
  }

  async arrive({ key, name, email, phone, whatsapp, timezone, tags, consents, source }: LifeLead): Promise<void> {
    const { id } = await this.#services.leads.consumers.create(this.#by, {
      creatorId: this.#begun.creatorId, externalId: key, name, email: email ?? null, phone: phone ?? null, whatsapp: whatsapp ?? null, timezone, locale: 'en', tags, attributes: {}, consents: consents.map((channel) => ({ channel, status: 'granted', source })),
    })
    this.#leads.set(key, id)
  }

  async deed(lead: string, deed: Deed): Promise<void> {
    const id = must(this.#leads.get(lead), `the lead ${lead}`)
    if ('writes' in deed) return this.#writes(id, deed.channel, deed.writes)
    if ('answer' in deed) return void await this.#services.conversations.reply(this.#by, await this.#thread(id), { subject: null, text: deed.answer })
    if ('texts' in deed) return void await this.#services.sending.actions.plan(this.#by, { consumerId: id, channel: deed.channel, subject: null, text: deed.texts })
    if ('type' in deed) return this.#happens(id, deed)
    if (deed.does === 'resolve') return void await this.#services.conversations.tell(this.#by, await this.#thread(id), 'resolve', null)
    throw new Error('a yes is given when there is something to say it to')
  }

  /** Whether there was something that waited for it. */
  async approve(lead: string, text: string | undefined): Promise<boolean> {
    const { approvalReader, approvals } = this.#services.sending
    const consumerId = must(this.#leads.get(lead), `the lead ${lead}`)
    const { items } = await approvalReader.list(this.#by, { limit: 50, beforeId: null, state: 'waiting' })
    const waiting = items.find(({ action }) => action.consumerId === consumerId)
    if (waiting === undefined) return false
    const { contentHash } = text === undefined ? waiting : await approvals.edit(this.#by, waiting.id, { contentHash: waiting.contentHash, text })
    await approvals.approve(this.#by, waiting.id, { contentHash })
    return true
  }

  async experiment({ agent, draft }: CreatorLife['experiment']): Promise<void> {
    const { experiments } = this.#services
    const agentId = must(this.#begun.agents.get(agent), `the agent ${agent}`)
    const { id } = await experiments.create(this.#by, { ...draft, creatorId: this.#begun.creatorId, agentId })
    await experiments.start(this.#by, id)
  }

  /** Planned by the supervisor, written anew by the creator, then started. */
  async goal({ forDays, note, workflow, title, detail, metric, target }: CreatorLife['goal']): Promise<void> {
    const { goals, supervisor } = this.#services
    const nowMs = this.#clock.now()
    const { id } = await goals.create(this.#by, { title, detail, metric, target, creatorId: this.#begun.creatorId, from: new Date(nowMs).toISOString(), to: new Date(nowMs + forDays * DAY_MS).toISOString() })
    await supervisor.plan(new AbortController().signal)
    await goals.edit(this.#by, id, workflow, note)
    await goals.tell(this.#by, id, 'start')
  }

  /** In the inbox, all that came or went before a moment. */
  async readUntil(untilMs: number): Promise<void> {
    const messages = await this.#db.selectFrom('messages').select('id').where('creator_id', '=', this.#begun.creatorId).where('read_at', 'is', null).where('at', '<', untilMs).orderBy('id').execute()
    for (const { id } of messages) await this.#services.inbox.read(this.#by, id)
  }

  async #happens(consumerId: Id, { type, payload, inDays }: Extract<Deed, { type: string }>): Promise<void> {
    const { workspaceId } = this.#by
    const startsAt = inDays === undefined ? {} : { startsAt: await this.#lesson(inDays) }
    await this.#services.intake.record(null, [{ workspaceId, creatorId: this.#begun.creatorId, consumerId, type, payload: { ...payload, ...startsAt }, source: 'api', atMs: this.#clock.now(), simulated: true }])
  }

  async #lesson(inDays: number): Promise<string> {
    const { timezone } = await this.#db.selectFrom('creators').select('timezone').where('id', '=', this.#begun.creatorId).executeTakeFirstOrThrow()
    return Temporal.Instant.fromEpochMilliseconds(this.#clock.now()).toZonedDateTimeISO(timezone).add({ days: inDays }).with({ hour: LESSON_HOUR, minute: 0, second: 0, millisecond: 0 }).toInstant().toString()
  }

  async #writes(consumerId: Id, channel: Channel, text: string): Promise<void> {
    const { workspaceId } = this.#by
    await this.#db.transaction().execute((within) => this.#services.inbound.hear(within, { workspaceId, consumerId, channel, text, vendor: 'console', vendorId: null, atMs: this.#clock.now(), simulated: true }))
  }

  async #thread(consumerId: Id): Promise<Id> {
    const { id } = await this.#db.selectFrom('conversations').select('id').where('consumer_id', '=', consumerId).orderBy('updated_at', 'desc').limit(1).executeTakeFirstOrThrow()
    return id
  }
}
