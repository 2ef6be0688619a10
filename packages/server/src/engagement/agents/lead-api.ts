/**
 * What `shouldAct` and `plan` are given: the lead, the event and the offer as words one reads aloud, and ways to plan. Every
 * helper can be taken out of it by name: `plan({ lead, send, tag })`. It knows the situation alone, and does nothing
 * itself: what is planned is collected, and the runtime takes it from there.
 */
import type { ConsentChannel, Stage } from '@troupe/contract'
import type { Random } from '../../base/random.ts'
import { delayMs } from '../../messaging/delay.ts'
import type { MessagingActionName } from '../../messaging/messaging-actions.ts'
import { must } from '../../base/errors.ts'
import { HeardEvent } from './api/heard-event.ts'
import { History } from './api/history.ts'
import { Lead, type MessageChannel } from './api/lead.ts'
import { CreatorOffers, type Offer } from './api/offers.ts'
import { Sending, whenOf, type When, type Words } from './api/sending.ts'
import { briefly, moneyText, timeText, worded, type Gaps, type TimeStyle, type Worded } from './api/wording.ts'
import type { PlannedIntent } from './planned-intent.ts'
import type { MessagingSituation } from './situation.ts'

const HOUR_MS = 3_600_000
/** More is a plan gone wrong; a turn holds as many acts. */
const PLANNED_MOST = 10

export class LeadApi<Settings = Readonly<Record<string, unknown>>> {
  /** What its owner has set of the agent. */
  readonly settings: Settings
  /** Who the lead is and how it stands. */
  readonly lead: Lead
  /** The event that woke the agent. */
  readonly event: HeardEvent
  /** What the creator has to offer. */
  readonly creator: CreatorOffers
  /** Messages. */
  readonly send: Sending
  /** This very moment, epoch milliseconds. */
  readonly now: number

  readonly #situation: MessagingSituation
  readonly #history: History
  readonly #random: Random
  readonly #planned: PlannedIntent[] = []
  readonly #once = new Map<string, boolean>()
  #experiment: PlannedIntent['experiment'] = null

  constructor(situation: MessagingSituation, settings: Settings) {
    this.#situation = situation
    this.#random = situation.random
    this.settings = settings
    this.now = situation.nowMs
    this.lead = new Lead(situation)
    this.event = new HeardEvent(situation)
    this.creator = new CreatorOffers(situation, (minor, currency) => this.money(minor, currency))
    this.#history = new History(situation)
    const channel = situation.conversation?.channel
    this.send = new Sending({
      plan: (action, input) => this.#plan(action, input),
      words: (words, offer, gaps, key) => this.#words(words, offer, gaps, key),
      nowMs: situation.nowMs,
      answering: channel === 'email' || channel === 'whatsapp' || channel === 'sms' || channel === 'in-app' ? channel : null,
    }, this.lead)
  }

  // What happened

  /** How many events of this type there have been, this one included; machines' opens and clicks are not counted. */
  readonly count = (type: string): number => this.#history.count(type)
  /** Milliseconds since the newest event of this type; null when there was none. */
  readonly since = (type: string): number | null => this.#history.sinceMs(type)
  /** Hours since the newest event of this type; null when there was none. */
  readonly hoursSince = (type: string): number | null => this.#hours(this.#history.sinceMs(type))
  /** Days since the newest event of this type; null when there was none. */
  readonly daysSince = (type: string): number | null => this.#hours(this.#history.sinceMs(type), 24)
  /** Whether the newest event of this type is no older than `24h`, `7d` or the like. */
  readonly happenedWithin = (type: string, span: string): boolean => this.#history.within(type, span)
  /** Whether there has been an event of this type. */
  readonly has = (type: string): boolean => this.#history.count(type) > 0
  /** Whether this event is of this type and the lead's first of it. */
  readonly first = (type: string): boolean => this.event.type === type && this.event.isFirst
  /** How long the lead had been away when this event came; null when it had never been seen. */
  get hoursSinceLastSeen(): number | null {
    return this.#history.hoursAway
  }
  /** What it has paid, less what was refunded, in the smallest unit of the creator's currency. */
  get revenue(): number {
    return this.#situation.context.revenueMinor
  }
  /** Whether it has paid for something and not got its money back. */
  get hasBought(): boolean {
    return this.#history.hasBought
  }
  /** Whether it has a booking that was not cancelled. */
  get hasBooking(): boolean {
    return this.#history.hasBooking
  }
  /** Whether it is in the middle of a thread that a person has taken over. */
  get isWithPerson(): boolean {
    return this.#situation.conversation?.state === 'with-person'
  }
  /** The newest messages of the thread this event belongs to, oldest first. */
  get thread(): readonly { readonly direction: 'in' | 'out'; readonly text: string; readonly atMs: number }[] {
    return this.#situation.conversation?.messages ?? []
  }
  /** Whether this agent has something planned for the lead that is not sent yet, of this kind or any. */
  readonly isPlanned = (action?: MessagingActionName): boolean =>
    this.#situation.pending.some(({ agentId, kind }) => agentId === this.#situation.agent.id && (action === undefined || kind === action))

  // Time, money, words

  /** The moment so many hours ago, epoch milliseconds. */
  readonly hoursAgo = (hours: number): number => this.now - hours * HOUR_MS
  /** The moment so many days ago, epoch milliseconds. */
  readonly daysAgo = (days: number): number => this.hoursAgo(days * 24)
  /** The hour of the day where the lead is, 0 to 23. */
  get localHour(): number {
    return Number(timeText(this.now, 'hour', this.lead.timezone, 'en-GB'))
  }
  /** A moment where the lead is, in its locale or another: "Friday, 4 December". */
  readonly date = (atMs: number, style: TimeStyle = 'date', locale: string = this.lead.locale): string => timeText(atMs, style, this.lead.timezone, locale)
  /** An amount as the lead's locale writes it; the creator's currency unless another is named. */
  readonly money = (minor: number, currency: string = this.#situation.creator.currency): string => moneyText(minor, currency, this.lead.locale)
  /** One of some texts by seeded chance, its gaps filled: what `send` does with its own. */
  readonly say = (words: Words, gaps: Gaps = {}, offer: Offer | null = null): string => this.#words(words, offer, gaps, 'said').text

  // Chance and experiments

  /** True for this share of events, 0 to 1; the same event, the same answer. */
  readonly chance = (probability: number): boolean => this.#random.chance(probability)
  /** One of these, by seeded chance. */
  readonly pick = <Item>(items: readonly Item[]): Item => this.#random.pick(items)
  /** True the first time this agent asks it of this lead, under this key; from then on, false. Kept once the turn is. */
  readonly once = (key: string): boolean => {
    const known = this.#once.get(key)
    if (known !== undefined) return known
    const isFirst = !Object.hasOwn(this.#situation.marks, key)
    this.#once.set(key, isFirst)
    return isFirst
  }
  /**
   * The lead's arm in a running experiment, with the arm's text; null when there is none by this key. What is planned after it counts
   * for the arm. Plan for a lead in the holdout (`arm: 'holdout'`, no text) as for any other: the gate keeps it back when its time
   * comes, which is what makes the groups comparable.
   */
  readonly variant = (experimentKey: string): { readonly arm: string; readonly text: string } | null => {
    const found = Object.hasOwn(this.#situation.experiments, experimentKey) ? this.#situation.experiments[experimentKey] : undefined
    if (found === undefined) return null
    this.#experiment = { id: found.experimentId, arm: found.arm }
    return { arm: found.arm, text: found.text }
  }

  // What to do besides writing

  /** Whether the lead agreed to hear from the creator by this channel. */
  readonly consented = (channel: ConsentChannel): boolean => this.lead.consented(channel)
  /** Whether the lead can be written to by this channel. */
  readonly can = (channel: MessageChannel): boolean => this.lead.can(channel)
  /** Ask the creator to call the lead. */
  readonly requestCall = (topic: string, when: When = {}): void => this.#plan('request_call', { topic, ...whenOf(when) })
  /** Put a tag on the lead. */
  readonly tag = (tag: string): void => {
    if (!this.lead.hasTag(tag)) this.#plan('tag_lead', { tag })
  }
  /** Take a tag off the lead. */
  readonly untag = (tag: string): void => {
    if (this.lead.hasTag(tag)) this.#plan('untag_lead', { tag })
  }
  /** Say where the lead stands. */
  readonly setStage = (stage: Stage, reason?: string): void => {
    if (this.lead.stage !== stage) this.#plan('set_stage', { stage, ...(reason === undefined ? {} : { reason }) })
  }
  /** Put off everything planned after it: `wait('2d')`. */
  readonly wait = (span: string): void => {
    must(delayMs(span), `a span such as 2d, not "${span}"`)
    this.#plan('wait', { for: span })
  }
  /** Hand the lead over to a person, who reads why. */
  readonly escalate = (reason: string): void => this.#plan('escalate', { reason })
  /** Let the event pass, with the reason on the trace. */
  readonly doNothing = (reason: string): void => this.#plan('do_nothing', { reason })

  /** What was planned; for whoever runs the agent. */
  get planned(): { readonly intents: readonly PlannedIntent[]; readonly marks: readonly string[] } {
    return { intents: this.#planned, marks: [...this.#once].filter(([, isFirst]) => isFirst).map(([key]) => key) }
  }

  #hours(ms: number | null, hours = 1): number | null {
    return ms === null ? null : ms / (hours * HOUR_MS)
  }

  #plan(action: MessagingActionName, input: Readonly<Record<string, unknown>>): void {
    if (this.#planned.length >= PLANNED_MOST) throw new RangeError(`a plan holds at most ${PLANNED_MOST} actions`)
    this.#planned.push({ action, input, experiment: this.#experiment })
  }

  #words(words: Words, offer: Offer | null, gaps: Gaps, key: string): Worded {
    const standard: Gaps = {
      firstName: this.lead.firstName, name: this.lead.name, creator: this.creator.name, creatorFirstName: this.creator.firstName,
      offer: offer?.name, price: offer?.price, url: offer?.url, about: offer === null ? null : briefly(offer.description),
    }
    return worded(typeof words === 'string' ? [words] : words, { ...standard, ...gaps }, this.#random.fork(`${key}/${this.#planned.length}`))
  }
}
