/**
 * Plays the sample creator's ten days: her leads, her agents and herself, through the services that do it live, on a clock that
 * goes from one thing that happens to the next. It ends now, and what is planned for later is left to the loops of the house.
 */
import { VirtualClock } from '../../../base/clock.ts'
import { systemIds, type Id } from '../../../base/ids.ts'
import { seeded } from '../../../base/random.ts'
import type { Database } from '../../../store/database.ts'
import { beginLife } from './begin-life.ts'
import type { CreatorLife } from './creator-life.ts'
import { LifeDoings } from './life-doings.ts'
import { lifeActor, lifeServices, type LifeParts, type LifeServices } from './life-services.ts'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
/** How often she looks into the queue of approvals, and the supervisor at the goal. */
const LOOK_EVERY_MS = 6 * 3_600_000

/** Of the inbox: what she has not come to yet. */
const UNREAD_DAYS = 0.7

export interface LifeToPlay {
  readonly db: Database
  readonly workspaceId: Id
  readonly life: CreatorLife
  readonly secretKey: Uint8Array
  readonly seed: string
  readonly nowMs: number
  readonly signal: AbortSignal
}

export interface PlayedLife {
  readonly creatorId: Id
  readonly name: string
  readonly leads: number
  readonly messages: number
}

interface Step {
  readonly atMs: number
  readonly does: () => Promise<void>
}

export async function playLife({ db, workspaceId, life, secretKey, seed, nowMs, signal }: LifeToPlay): Promise<PlayedLife> {
  const ago = (days: number): number => nowMs - Math.round(days * DAY_MS)
  const clock = new VirtualClock(ago(life.onboardedDaysAgo))
  const ids = systemIds(clock)
  const outageOf: LifeParts['outageOf'] = (channel) => life.outages.find((one) => one.channel === channel && ago(one.fromDaysAgo) <= clock.now() && clock.now() < ago(one.toDaysAgo)) ?? null
  const parts = { db, clock, ids, random: seeded(`${seed}/creator`), secretKey, seed, outageOf }
  await using services = lifeServices(parts)
  const by = lifeActor(workspaceId, ids.next(), 'Ines Kowal')
  const begun = await beginLife(db, services, by, life)
  const doings = new LifeDoings(parts, services, by, begun)
  // What waits for a yes may come to wait later than it was looked for: quiet hours hold it back.
  let yeses: { readonly lead: string; readonly text: string | undefined }[] = []
  const steps: Step[] = [
    { atMs: ago(life.experiment.daysAgo), does: () => doings.experiment(life.experiment) },
    { atMs: ago(life.goal.daysAgo), does: () => doings.goal(life.goal) },
    ...life.leads.map((lead): Step => ({ atMs: ago(lead.deeds[0]?.daysAgo ?? 0) - MINUTE_MS, does: () => doings.arrive(lead) })),
    ...life.leads.flatMap(({ key, deeds }) => deeds.map((deed): Step => ({
      atMs: ago(deed.daysAgo),
      does: async () => {
        if ('does' in deed && deed.does === 'approve') yeses.push({ lead: key, text: deed.text })
        else await doings.deed(key, deed)
      },
    }))),
  ]
  for (let atMs = ago(life.onboardedDaysAgo) + LOOK_EVERY_MS; atMs < nowMs; atMs += LOOK_EVERY_MS) steps.push({ atMs, does: async () => {} })
  steps.push({ atMs: nowMs, does: async () => {} })
  for (const { atMs, does } of steps.toSorted((a, b) => a.atMs - b.atMs)) {
    signal.throwIfAborted()
    await sendUntil(services, clock, atMs)
    await does()
    const given: typeof yeses = []
    for (const yes of yeses) if (await doings.approve(yes.lead, yes.text)) given.push(yes)
    yeses = yeses.filter((yes) => !given.includes(yes))
    await services.leadAgents.dispatcher.drain()
    while (await services.supervisor.look() || await services.supervisor.work()) signal.throwIfAborted()
  }
  await sendUntil(services, clock, nowMs)
  await doings.readUntil(ago(UNREAD_DAYS))
  const { name } = await services.leads.creators.get(by, begun.creatorId)
  const { messages } = await db.selectFrom('messages').select(({ fn }) => fn.countAll<number>().as('messages')).where('creator_id', '=', begun.creatorId).executeTakeFirstOrThrow()
  return { creatorId: begun.creatorId, name, leads: life.leads.length, messages }
}

/** What comes due on the way is sent when it is due. */
async function sendUntil({ sending: { executor }, leadAgents: { dispatcher } }: LifeServices, clock: VirtualClock, untilMs: number): Promise<void> {
  for (let dueMs = await executor.nextMs(); dueMs !== null && dueMs <= untilMs; dueMs = await executor.nextMs()) {
    clock.advanceTo(Math.max(clock.now(), dueMs))
    const dealtWith = await executor.round()
    await executor.settled()
    await dispatcher.drain()
    if (dealtWith === 0) break
  }
  clock.advanceTo(Math.max(clock.now(), untilMs))
}
