/**
 * Chaos (SPEC B7): a server and two workers on one data directory, all agents awake all the time, some of their turns
 * waiting for a slow model. Again and again one of the processes, or PostgreSQL itself, is killed with SIGKILL at a random
 * moment and started again. In the end journal, rows and counters must agree.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Random } from '../../packages/server/src/base/random.ts'
import { disagreements } from '../../packages/server/src/runtime/testing/agreement.ts'
import { runningPostgresUrl } from '../../packages/server/src/store/postgres/managed-postgres.ts'
import { slowModel } from './slow-model.ts'
import { Stage, type Counts, type Seen } from './stage.ts'
import { TroupeProcess, type Part, type Surroundings } from './troupe-process.ts'

export interface ChaosOptions {
  readonly dataDir: string
  readonly rounds: number
  readonly workers: number
  /** One kill in so many goes to PostgreSQL's own postmaster. */
  readonly postgresEvery: number
  /** Whether servers go on making samples once the feed's is there: the gallery's takes a minute of a core, and again after each kill. */
  readonly allSamples: boolean
  readonly random: Random
  readonly say: (line: string) => void
}

export interface Tally extends Counts {
  readonly kills: Readonly<Record<Part | 'postgres', number>>
  /** Turns that were under way in a killed process and came to their end in another. */
  readonly resumed: number
  readonly interrupted: number
  readonly stuck: number
  readonly disagreements: readonly string[]
}

const WAKE_EVERY_MS = 150
const LIVES_MS = { least: 200, most: 2_500 }
const SETTLE_WITHIN_MS = 60_000

interface Living {
  readonly process: TroupeProcess
  readonly workerId: string | null
}

export async function runChaos(options: ChaosOptions): Promise<Tally> {
  const chaos = new Chaos(options)
  try {
    return await chaos.run()
  } finally {
    await chaos.end()
  }
}

class Chaos {
  readonly #options: ChaosOptions
  readonly #surroundings: Surroundings
  readonly #stage: Stage
  readonly #kills = { server: 0, worker: 0, postgres: 0 }
  readonly #interrupted = new Set<string>()
  readonly #seen: Seen[] = []
  #living: Living[] = []
  #serverOptions: readonly string[] = []

  constructor(options: ChaosOptions) {
    this.#options = options
    this.#surroundings = { dataDir: options.dataDir, databaseUrl: null }
    this.#stage = new Stage(() => runningPostgresUrl(options.dataDir))
  }

  async run(): Promise<Tally> {
    const { rounds, workers, random, allSamples, say } = this.#options
    await using model = await slowModel(random.fork('model'))
    await this.#firstStart(say)
    await this.#stage.prepare(model.url)
    if (!allSamples) this.#serverOptions = ['--empty']
    await this.#replace('server', async (server) => server.stop())
    for (let n = 0; n < workers; n++) await this.#start('worker')
    const waking = new AbortController()
    const awake = this.#keepAwake(waking.signal)
    for (let round = 1; round <= rounds; round++) {
      await delay(random.between(LIVES_MS.least, LIVES_MS.most))
      const what = await this.#strike(round)
      say(`  ${String(round).padStart(3)}  killed ${what}`)
    }
    waking.abort()
    await awake
    const stuck = await this.#settle()
    say(`  the slow model was asked ${model.asked()} times`)
    return this.#tally(stuck)
  }

  /** Killed once in the middle of filling the past: the next start must make it anew. */
  async #firstStart(say: (line: string) => void): Promise<void> {
    const first = new TroupeProcess('server', this.#surroundings)
    await first.up()
    await delay(this.#options.random.between(100, 800))
    await first.kill()
    this.#kills.server += 1
    say('       killed the server while it filled the past')
    await this.#start('server')
    while (!await this.#stage.isFilled()) await delay(50)
  }

  async #start(part: Part): Promise<void> {
    const before = part === 'worker' ? await this.#stage.workerIds() : new Set<string>()
    const started = new TroupeProcess(part, this.#surroundings, part === 'server' ? this.#serverOptions : [])
    const place: Living = { process: started, workerId: null }
    this.#living.push(place)
    await started.up()
    if (part === 'server') return
    const after = await this.#newWorker(before)
    this.#living[this.#living.indexOf(place)] = { process: started, workerId: after }
  }

  async #newWorker(before: ReadonlySet<string>): Promise<string | null> {
    for (let tries = 0; tries < 100; tries++) {
      const fresh = [...await this.#stage.workerIds()].filter((id) => !before.has(id))
      if (fresh.length === 1) return fresh[0] ?? null
      if (fresh.length > 1) return null
      await delay(20)
    }
    return null
  }

  async #replace(part: Part, end: (process: TroupeProcess) => Promise<void>): Promise<void> {
    const found = this.#living.find((one) => one.process.part === part)
    if (found === undefined) throw new Error(`no ${part} is there`)
    await end(found.process)
    this.#living = this.#living.filter((one) => one !== found)
    await this.#start(part)
  }

  async #strike(round: number): Promise<string> {
    const { random, postgresEvery } = this.#options
    await this.#raiseTheFallen()
    this.#seen.push(await this.#stage.seen())
    if (round % postgresEvery === 0) return this.#strikePostgres()
    const victim = random.pick(this.#living)
    const { part } = victim.process
    if (victim.workerId !== null) for (const turn of await this.#stage.turnsOf(victim.workerId)) this.#interrupted.add(turn)
    await victim.process.kill()
    this.#kills[part] += 1
    this.#living = this.#living.filter((one) => one !== victim)
    await this.#start(part)
    return part === 'server' ? 'the server' : 'a worker'
  }

  /** Only the postmaster: its children notice and go by themselves, as does the server, which says so. */
  async #strikePostgres(): Promise<string> {
    const note = await readFile(join(this.#options.dataDir, 'cluster', 'postmaster.pid'), 'utf8')
    process.kill(Number(note.split('\n', 1)[0]), 'SIGKILL')
    this.#kills.postgres += 1
    await this.#replace('server', async (server) => server.fall())
    return 'PostgreSQL'
  }

  /** A worker that gave up when the database went is started again, as whoever runs it would. */
  async #raiseTheFallen(): Promise<void> {
    const fallen = this.#living.filter((one) => !one.process.isRunning)
    this.#living = this.#living.filter((one) => one.process.isRunning)
    for (const { process: { part, said } } of fallen.toSorted((a, b) => a.process.part < b.process.part ? -1 : 1)) {
      this.#options.say(`       a ${part} had fallen: ${/^.*Error.*$/m.exec(said)?.[0].slice(0, 300) ?? said.slice(-300)}`)
      await this.#start(part)
    }
  }

  async #keepAwake(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#stage.wakeAll()
      await delay(WAKE_EVERY_MS)
    }
  }

  /** Nobody wakes any more; how many turns have not come to their end in time? */
  async #settle(): Promise<number> {
    await this.#raiseTheFallen()
    let left = 1
    for (const until = performance.now() + SETTLE_WITHIN_MS; left > 0 && performance.now() < until;) {
      await this.#stage.rest()
      await delay(100)
      left = await this.#stage.running()
    }
    return left
  }

  async #tally(stuck: number): Promise<Tally> {
    const counts = await this.#stage.counts()
    let missing = 0
    for (const seen of this.#seen) missing = Math.max(missing, await this.#stage.missing(seen))
    return {
      ...counts,
      lost: counts.lost + missing,
      kills: this.#kills,
      interrupted: this.#interrupted.size,
      resumed: await this.#stage.endedWell([...this.#interrupted]),
      stuck,
      disagreements: await this.#stage.ask(disagreements),
    }
  }

  async end(): Promise<void> {
    await this.#stage[Symbol.asyncDispose]()
    const servers = this.#living.filter((one) => one.process.part === 'server')
    // Workers first: the managed database goes with the server.
    await Promise.all(this.#living.filter((one) => one.process.part === 'worker').map((one) => one.process.stop()))
    await Promise.all(servers.map((one) => one.process.stop()))
  }
}

export function isSound({ doubled, lost, stuck, failedAgents, disagreements: found }: Tally): boolean {
  return doubled === 0 && lost === 0 && stuck === 0 && failedAgents === 0 && found.length === 0
}
