/**
 * A simulated run, brought from its journal file to PostgreSQL, so that its world is browsed on the public site and in the
 * console like a live one: a project of its own with a world that stands still, members, what they said and did, and every
 * agent's turns with what it saw and why.
 *
 * The journal is read block by block and played again by the rules it was made by (`world-replay.ts`), which takes the
 * memory the simulation took. All is written in one transaction: nobody ever sees half a world, and a publication that fails, is
 * given up or is killed leaves nothing. It makes no difference to the live journal, whose readers go on by numbers above zero.
 */
import { stat } from 'node:fs/promises'
import type { BrainConfig, RecommenderName } from '@troupe/contract'
import { recommenderSchema } from '@troupe/contract/project'
import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import { InvalidError, MissingError, must } from '../../base/errors.ts'
import type { Id, Ids } from '../../base/ids.ts'
import type { Doer } from '../../people/actor.ts'
import { AuditLog } from '../../people/audit-log.ts'
import type { Database, Within } from '../../store/database.ts'
import type { JournalHeader } from '../../store/journal-file/format.ts'
import { JournalDamagedError, JournalReader, type JournalRecord } from '../../store/journal-file/journal-reader.ts'
import { JournalDisagreesError } from './journal-disagrees.ts'
import { Lane } from './lane.ts'
import { loadFeed } from './load-feed.ts'
import { JournalLoad, type AgentTally } from './load-journal.ts'
import { loadAgents, loadProfiles, PersonaLoad, type Place } from './load-people.ts'
import { brokenOff } from './publication-broken-off.ts'
import { PublishedPeople, type GivenPeople } from './published-people.ts'
import { TurnReplay } from './turn-replay.ts'
import { replaying, WorldReplay } from './world-replay.ts'

/** Of the work, what reading the journal is; the rest is the world as it stands at the end. */
const READING_SHARE = 0.75

export interface PublishProgress {
  /** 0 to 1. */
  readonly share: number
  readonly turns: number
  readonly posts: number
}

export interface PublishOptions {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly journalPath: string
  /** In the order they joined; null where all are numbers, as in the mirrored workload. */
  readonly people: GivenPeople | null
  readonly workspaceId: Id
  readonly name: string
  /** Whether anybody may see the world on the public site. */
  readonly public: boolean
  readonly by: Doer
  readonly signal: AbortSignal
  readonly onProgress?: (progress: PublishProgress) => void
  /** What plays an agent; as it acted unless told. */
  readonly brainOf?: (agent: number) => BrainConfig
  /** Take a damaged journal up to where it is whole. */
  readonly untilDamage?: boolean
}

export interface Published {
  readonly projectId: Id
  readonly worldId: Id
  readonly members: number
  readonly posts: number
  readonly comments: number
  readonly turns: number
  readonly entries: number
  readonly beganMs: number
  readonly endedMs: number
  /** What was wrong with the journal beyond what was published. */
  readonly damage: string | null
}

/** Throws `JournalDamagedError`, `JournalDisagreesError`, `PublicationBrokenOffError`, and the signal's reason. */
export async function publishRun(options: PublishOptions): Promise<Published> {
  const { db, journalPath, workspaceId } = options
  const workspace = await db.selectFrom('workspaces').select('id').where('id', '=', workspaceId).executeTakeFirst()
  if (workspace === undefined) throw new MissingError('workspace', workspaceId)
  const { size } = await stat(journalPath)
  await using reader = await JournalReader.open(journalPath)
  await using people = new PublishedPeople(options.people)
  let written = false
  try {
    return await db.transaction().execute(async (tx) => {
      const published = await new Publication(tx, options, reader, people, size).run()
      written = true
      return published
    })
  } catch (error) {
    throw brokenOff(error, written) ?? error
  }
}

class Publication {
  readonly #tx: Within
  readonly #options: PublishOptions
  readonly #reader: JournalReader
  readonly #people: PublishedPeople
  readonly #size: number
  readonly #place: Place
  readonly #world: WorldReplay
  /** Turns under way; several where they wait for models. */
  readonly #open = new Map<number, TurnReplay>()
  readonly #spare: TurnReplay[] = []
  #turn: TurnReplay
  #records = 0

  constructor(tx: Within, options: PublishOptions, reader: JournalReader, people: PublishedPeople, size: number) {
    this.#tx = tx
    this.#options = options
    this.#reader = reader
    this.#people = people
    this.#size = size
    this.#place = { workspaceId: options.workspaceId, projectId: options.ids.next(), worldId: options.ids.next() }
    this.#world = new WorldReplay(people, recommenderOf(reader.header), options.ids)
    this.#turn = new TurnReplay(this.#world)
  }

  async run(): Promise<Published> {
    const { ids, clock, by, signal, brainOf } = this.#options
    const { projectId, worldId, workspaceId } = this.#place
    const world = this.#world
    await this.#tx.insertInto('projects').values({ id: projectId, workspace_id: workspaceId, name: this.#options.name, wake: JSON.stringify({ kind: 'rhythm' }), created_at: clock.now() }).execute()
    const lane = new Lane(this.#tx)
    const journal = await JournalLoad.begin(lane, ids, projectId, world)
    const personas = new PersonaLoad(lane, this.#place, world)
    const damage = await this.#read(journal, personas)
    await journal.end()
    await personas.end()
    const members = world.state.profiles.posts.length
    if (members === 0) throw new InvalidError(`${this.#options.journalPath} holds no members: there is no world to publish.`)
    let batches = 0
    const onBatch = (): void => {
      signal.throwIfAborted()
      batches += 1
      this.#tell(READING_SHARE + (1 - READING_SHARE) * (1 - 20 / (20 + batches)), journal)
    }
    await loadProfiles(lane, world, personas, this.#place, onBatch)
    await loadAgents(lane, world, personas, (agent) => journal.tally(agent), brainOf ?? ((agent) => brainAsItActed(journal.tally(agent))), this.#place, onBatch)
    await loadFeed(lane, world, ids, this.#place, onBatch)
    await lane.done()
    const published: Published = {
      projectId, worldId, members, posts: world.posts.count, comments: world.comments.count, turns: journal.turnCount, entries: journal.entryCount,
      beganMs: world.beganMs, endedMs: world.endedMs, damage,
    }
    await this.#tx.insertInto('worlds').values({
      id: worldId, project_id: projectId, name: this.#options.name, kind: 'simulated', public: this.#options.public, is_default: false, recommender: world.feed.recommender,
      created_at: clock.now(), began_at: world.beganMs, ended_at: world.endedMs,
    }).execute()
    await new AuditLog(this.#options.db, clock, ids).record(this.#tx, {
      workspaceId, by, action: 'simulation-published', subject: { kind: 'project', id: projectId }, after: { ...published, seed: this.#reader.header.seed, public: this.#options.public },
    })
    // Until it has looked, PostgreSQL takes tables that have just been filled for nearly empty, and plans accordingly.
    await sql`ANALYZE profiles, posts, comments, reactions, follows, notices, agents, turns, journal, payloads, memories`.execute(this.#tx)
    signal.throwIfAborted()
    this.#tell(1, journal)
    return published
  }

  /** Returns what is wrong with the journal, where it was asked for up to there. */
  async #read(journal: JournalLoad, personas: PersonaLoad): Promise<string | null> {
    const { signal, untilDamage = false } = this.#options
    try {
      for await (const record of this.#reader.records()) {
        this.#records += 1
        if (record.kind === 'joined') {
          const persona = await this.#people.join(record.name)
          this.#world.joined(record)
          if (persona !== null) await personas.add(record.member, persona, record.atMs)
          continue
        }
        const ended = replaying(() => this.#apply(record), (what) => new JournalDisagreesError(this.#records, what))
        const sent = ended === null ? null : journal.add(ended)
        if (sent === null) continue
        await sent
        signal.throwIfAborted()
        this.#tell(READING_SHARE * (this.#reader.bytesRead / this.#size), journal)
      }
      return null
    } catch (error) {
      if (untilDamage && error instanceof JournalDamagedError) return error.message
      throw error
    }
  }

  #apply(record: Exclude<JournalRecord, { kind: 'joined' }>): ReturnType<TurnReplay['ended']> | null {
    const turn = this.#turn
    switch (record.kind) {
      case 'first-post':
        this.#world.firstPost(record)
        return null
      case 'edge':
        this.#world.edge(record)
        return null
      case 'intervention':
        this.#world.intervened(record)
        return null
      case 'turn':
        this.#turn = this.#spare.pop() ?? new TurnReplay(this.#world)
        this.#turn.begin(record)
        this.#open.set(record.turn, this.#turn)
        return null
      case 'resumed':
        this.#turn = must(this.#open.get(record.turn), `a turn ${record.turn} that waits`)
        this.#turn.resumed(record)
        return null
      case 'observed':
        turn.observed(record)
        return null
      case 'asked':
        turn.asked(record)
        return null
      case 'looked':
        turn.looked(record)
        return null
      case 'acted':
        turn.acted(record)
        return null
      case 'ended': {
        const ended = turn.ended(record)
        this.#open.delete(ended.turn)
        this.#spare.push(turn)
        return ended
      }
    }
  }

  #tell(share: number, journal: JournalLoad): void {
    this.#options.onProgress?.({ share, turns: journal.turnCount, posts: this.#world.posts.count })
  }
}

function brainAsItActed({ decidesByModel }: AgentTally): BrainConfig {
  return decidesByModel ? { kind: 'model', actionsMax: 10 } : { kind: 'habit' }
}

/** Of the header's inputs the one that a world's own page tells. */
function recommenderOf({ inputs }: JournalHeader): RecommenderName {
  const told = typeof inputs === 'object' && inputs !== null && 'recommender' in inputs ? inputs.recommender : undefined
  return recommenderSchema.catch('recent').parse(told)
}
