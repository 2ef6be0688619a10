/** Acts that were done, by the hour, counted from the journal. An hour that is well over counts the same for ever, so it is counted once. */
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Database } from '../../store/database.ts'

const HOUR_MS = 3_600_000
const HOURS = 24
/** An act of 12:59:59 may be committed a while later. */
const LATE_MS = 5 * 60_000
/** Projects whose hours are at hand, 24 numbers each. */
const PROJECTS_MOST = 10_000

export class HoursOfActs {
  readonly #db: Database
  /** By project, then by the hour's beginning. */
  readonly #finished = new Map<Id, Map<number, number>>()

  constructor(db: Database) {
    this.#db = db
  }

  /** The last 24, oldest first; the last is the running one. */
  async last24(projectIds: readonly Id[], nowMs: number): Promise<{ hour: string; acts: number }[]> {
    const newest = nowMs - (nowMs % HOUR_MS)
    const hours = Array.from({ length: HOURS }, (_, i) => newest - (HOURS - 1 - i) * HOUR_MS)
    const oldest = hours[0] ?? newest
    const finishedUntil = Math.min(newest, nowMs - LATE_MS - ((nowMs - LATE_MS) % HOUR_MS))
    const strangers = projectIds.filter((id) => !this.#knows(id, hours, finishedUntil))
    const [old, recent] = await Promise.all([this.#count(strangers, oldest, finishedUntil), this.#count(projectIds, finishedUntil, newest + HOUR_MS)])
    for (const id of strangers) {
      if (this.#finished.size >= PROJECTS_MOST) this.#finished.clear()
      this.#finished.set(id, new Map(hours.filter((hour) => hour < finishedUntil).map((hour) => [hour, old.get(`${id} ${hour}`) ?? 0])))
    }
    return hours.map((hour) => ({
      hour: new Date(hour).toISOString(),
      acts: projectIds.reduce((sum, id) => sum + (hour < finishedUntil ? this.#finished.get(id)?.get(hour) ?? 0 : recent.get(`${id} ${hour}`) ?? 0), 0),
    }))
  }

  #knows(id: Id, hours: readonly number[], until: number): boolean {
    const known = this.#finished.get(id)
    return known !== undefined && hours.every((hour) => hour >= until || known.has(hour))
  }

  async #count(projectIds: readonly Id[], fromMs: number, toMs: number): Promise<Map<string, number>> {
    if (projectIds.length === 0 || toMs <= fromMs) return new Map()
    const { rows } = await sql<{ id: Id; hour: number; n: number }>`SELECT project_id AS id, at - at % ${HOUR_MS} AS hour, count(*)::int AS n FROM journal
      WHERE at >= ${fromMs} AND at < ${toMs} AND kind = 'acted' AND result = 'done' AND project_id = ANY(${projectIds as Id[]}::uuid[]) GROUP BY 1, 2`.execute(this.#db)
    return new Map(rows.map((row) => [`${row.id} ${row.hour}`, row.n]))
  }
}
