/**
 * News between processes: "look again", by topic, and nothing else. Pokes are gathered for some milliseconds and sent with
 * one NOTIFY on a connection of its own, never inside a writing transaction, where it would serialise all commits
 * (10,000 a second became 3,800). The same connection listens; LISTEN needs a direct one, so a pooler in between gets
 * nothing through. News may be lost while a connection is made anew, and all topics are told once it stands again: whoever
 * listens must look for itself, and may not depend on hearing of everything.
 */
import { sql } from 'kysely'
import pg from 'pg'
import type { Log } from '../base/log.ts'
import type { Database } from './database.ts'

/**
 * `activity`: the journal has grown. `kill`: a kill switch was turned. `wake`: agents were started, woken or given another
 * rhythm. `sites`: one was added, changed, proved, lost or deleted. `withdrawn`: a moderator took something out of sight, or
 * brought it back. `events`: there are some that agents are to hear of. `actions`: something was planned, sent or taken back.
 * `approvals`: one waits for a person, or was decided. `conversations`: a thread has a new message, or another who answers.
 * `experiments`: one was started or stopped. `goals`: a supervisor's goal was started, stopped or planned anew.
 * `onboarding`: a job has begun, gone on or ended. `channels`: what signs in at a vendor of messages was changed.
 */
export type Topic = 'activity' | 'kill' | 'wake' | 'sites' | 'withdrawn' | 'events' | 'actions' | 'approvals' | 'conversations' | 'experiments' | 'goals' | 'channels' | 'onboarding'

const TOPICS: readonly Topic[] = ['activity', 'kill', 'wake', 'sites', 'withdrawn', 'events', 'actions', 'approvals', 'conversations', 'experiments', 'goals', 'channels', 'onboarding']
const CHANNEL = 'troupe_activity'
const GATHER_MS = 30
const RECONNECT_FIRST_MS = 100
const RECONNECT_MOST_MS = 5_000

type Listener = () => void

/** From a process that does not stay, of what it has committed. */
export async function tellOnce(db: Database, topic: Topic): Promise<void> {
  await sql`SELECT pg_notify(${CHANNEL}, ${topic})`.execute(db)
}

export interface NotifierOptions {
  readonly url: string
  readonly log: Log
}

export class Notifier implements AsyncDisposable {
  readonly #options: NotifierOptions
  readonly #listeners = new Map<Topic, Set<Listener>>()
  readonly #waiting = new Set<Topic>()
  #gathering: NodeJS.Timeout | null = null
  #client: pg.Client | null = null
  #ownPid = 0
  #stopped = false
  #retry: NodeJS.Timeout | null = null
  #retryMs: number = RECONNECT_FIRST_MS

  constructor(options: NotifierOptions) {
    this.#options = options
  }

  /** Resolves once it listens; throws when the database can't be reached at first. */
  async start(): Promise<void> {
    await this.#connect()
  }

  /** There is news. Call it after the commit; calling it often costs nothing. */
  poke(topic: Topic): void {
    if (this.#stopped) return
    this.#waiting.add(topic)
    this.#gathering ??= setTimeout(() => this.#send(), GATHER_MS)
  }

  /** `listener` is called at news of the topic, from this process or another. Returns the function that ends it. */
  on(topic: Topic, listener: Listener): () => void {
    const listeners = this.#listeners.get(topic) ?? new Set()
    this.#listeners.set(topic, listeners)
    listeners.add(listener)
    return () => listeners.delete(listener)
  }

  async stop(): Promise<void> {
    this.#stopped = true
    if (this.#gathering !== null) clearTimeout(this.#gathering)
    if (this.#retry !== null) clearTimeout(this.#retry)
    const client = this.#client
    this.#client = null
    await client?.end().catch(() => {})
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
  }

  #send(): void {
    this.#gathering = null
    const topics = [...this.#waiting]
    this.#waiting.clear()
    for (const topic of topics) this.#tell(topic)
    // Without a connection the others look for themselves a little later.
    this.#client?.query('SELECT pg_notify($1, topic) FROM unnest($2::text[]) AS topic', [CHANNEL, topics])
      .catch((error: unknown) => this.#options.log.warn({ err: error }, 'news could not be passed on to other processes'))
  }

  #tell(topic: Topic): void {
    for (const listener of this.#listeners.get(topic) ?? []) {
      try {
        listener()
      } catch (error) {
        this.#options.log.error({ err: error, topic }, 'a listener to news failed')
      }
    }
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#options.url, application_name: 'troupe news', keepAlive: true })
    let gone = false
    const lost = (): void => {
      if (gone) return
      gone = true
      if (this.#client === client) this.#client = null
      client.end().catch(() => {})
      this.#reconnectLater()
    }
    client.on('error', lost)
    client.on('end', lost)
    client.on('notification', ({ processId, payload }) => {
      // What this process sent it has told already.
      if (processId !== this.#ownPid && isTopic(payload)) this.#tell(payload)
    })
    try {
      await client.connect()
      const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
      this.#ownPid = rows[0]?.pid ?? 0
      await client.query(`LISTEN ${CHANNEL}`)
    } catch (error) {
      gone = true
      client.end().catch(() => {})
      throw error
    }
    if (this.#stopped) {
      gone = true
      await client.end()
      return
    }
    this.#client = client
    this.#retryMs = RECONNECT_FIRST_MS
  }

  #reconnectLater(): void {
    if (this.#stopped) return
    this.#retry = setTimeout(() => {
      this.#connect().then(
        () => TOPICS.forEach((topic) => this.#tell(topic)),
        () => this.#reconnectLater(),
      )
    }, this.#retryMs)
    this.#retryMs = Math.min(this.#retryMs * 2, RECONNECT_MOST_MS)
  }
}

function isTopic(text: string | undefined): text is Topic {
  return TOPICS.some((topic) => topic === text)
}
