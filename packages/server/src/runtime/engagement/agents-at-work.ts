/**
 * The agents of leads that have been started, and the kill switches that stand over them, kept at hand: an event must not wait for
 * a query to find out whom it wakes. Read again at once on news, and every 400 ms in any case; whoever writes a turn looks at
 * the agent's own row once more.
 */
import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import type { Log } from '../../base/log.ts'
import type { Database } from '../../store/database.ts'
import { workingAgent, type WorkingAgent, type WorkingAgentRow } from './working-agent.ts'

const READ_EVERY_MS = 400
/** Reading may take a twentieth of the time: with ten thousand agents it comes round less often, and news more than makes up for it. */
const REST_FACTOR = 20

export interface AgentsAtWorkParts {
  readonly db: Database
  readonly clock: Clock
  readonly log: Log
}

const EVERY_TYPE = '*'

export class AgentsAtWork implements AsyncDisposable {
  readonly #parts: AgentsAtWorkParts
  /** By workspace and event type, in the order of their ids. */
  #byType = new Map<string, readonly WorkingAgent[]>()
  #known = new Map<Id, { readonly row: string; readonly agent: WorkingAgent }>()
  #killed = new Map<string, string>()
  readonly #stopping = new AbortController()
  #poked: () => void = () => {}
  #loop: Promise<void> | null = null
  #reading: Promise<void> = Promise.resolve()

  constructor(parts: AgentsAtWorkParts) {
    this.#parts = parts
  }

  /** Of these events, whom each may wake: started, of this creator or of all, waiting for the type. Filters are not asked yet. */
  waitingFor(workspaceId: Id, creatorId: Id, eventType: string): readonly WorkingAgent[] {
    const own = this.#byType.get(`${workspaceId} ${eventType}`)
    const every = this.#byType.get(`${workspaceId} ${EVERY_TYPE}`)
    const all = own === undefined ? every ?? [] : every === undefined ? own : [...own, ...every.filter((agent) => !own.includes(agent))]
    return all.filter((agent) => agent.creatorId === null || agent.creatorId === creatorId)
  }

  get(id: Id): WorkingAgent | null {
    return this.#known.get(id)?.agent ?? null
  }

  /** Why everything of these projects stands still; null when it doesn't. */
  killed(projectIds: readonly Id[]): string | null {
    if (this.#killed.size === 0) return null
    const scope = ['instance', ...projectIds].find((one) => this.#killed.has(one))
    return scope === undefined ? null : this.#killed.get(scope) ?? ''
  }

  /** Scopes that stand still: projects' ids, or `instance`. */
  get killedScopes(): string[] {
    return [...this.#killed.keys()]
  }

  /** Whether anybody is at work at all. */
  get isIdle(): boolean {
    return this.#known.size === 0
  }

  /** One after the other: an older look must not end after a newer one. */
  read(): Promise<void> {
    this.#reading = this.#reading.catch(() => {}).then(() => this.#read())
    return this.#reading
  }

  async #read(): Promise<void> {
    const { rows: [found] } = await sql<{ agents: WorkingAgentRow[]; killed: { scope: string; reason: string }[] }>`SELECT
      coalesce((SELECT json_agg(json_build_object('id', id, 'workspace_id', workspace_id, 'project_id', project_id, 'creator_id', creator_id, 'name', name, 'brain', brain, 'triggers', triggers, 'state', state, 'until_at', until_at) ORDER BY id)
        FROM agents WHERE platform = 'messaging' AND state IN ('idle', 'busy', 'asleep')), '[]') AS agents,
      coalesce((SELECT json_agg(json_build_object('scope', scope, 'reason', reason)) FROM (
        SELECT scope, reason FROM kill_switches WHERE "on" UNION ALL SELECT id::text, 'The project is being deleted.' FROM projects WHERE erasing_at IS NOT NULL) stopped), '[]') AS killed`.execute(this.#parts.db)
    if (found === undefined) return
    this.#killed = new Map(found.killed.map(({ scope, reason }) => [scope, reason]))
    const known = new Map<Id, { readonly row: string; readonly agent: WorkingAgent }>()
    const byType = new Map<string, WorkingAgent[]>()
    for (const row of found.agents) {
      // The same agent stays the same object, with its settings checked and its filters compiled.
      const text = JSON.stringify(row)
      const before = this.#known.get(row.id)
      const agent = before?.row === text ? before.agent : workingAgent(row)
      known.set(row.id, { row: text, agent })
      for (const type of new Set(agent.triggers.map(({ eventType }) => eventType))) {
        const key = `${row.workspace_id} ${type}`
        byType.set(key, [...byType.get(key) ?? [], agent])
      }
    }
    this.#known = known
    this.#byType = byType
  }

  /** Agents or switches have changed. */
  poke(): void {
    this.#poked()
  }

  /** Resolves once everything has been read for the first time. */
  async start(): Promise<void> {
    await this.read()
    this.#loop = this.#readOn()
  }

  async #readOn(): Promise<void> {
    const { log } = this.#parts
    const { signal } = this.#stopping
    let restMs = READ_EVERY_MS
    while (!signal.aborted) {
      await this.#newsWithin(restMs)
      if (signal.aborted) return
      const beganMs = performance.now()
      try {
        await this.read()
      } catch (error) {
        log.warn({ err: error }, 'agents of leads could not be read; they are looked at again')
      }
      restMs = Math.max(READ_EVERY_MS, (performance.now() - beganMs) * REST_FACTOR)
    }
  }

  #newsWithin(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#poked = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort()
    this.#poked()
    await this.#loop
  }
}
