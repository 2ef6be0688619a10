/**
 * The whole instance in this process, as `troupe up` puts it together: on a database of its own (or one that an earlier
 * instance left), with the shipped packs, listening on a free port of loopback. A story wakes agents when it wants them
 * to act and waits with `settled()` until they have.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { AddressInfo } from 'node:net'
import { assemble, type Instance, type InstanceOptions } from '../../packages/server/src/assemble.ts'
import { SystemClock } from '../../packages/server/src/base/clock.ts'
import { readConfig } from '../../packages/server/src/base/config.ts'
import { systemIds } from '../../packages/server/src/base/ids.ts'
import { silentLog } from '../../packages/server/src/base/log.ts'
import { findPackFolders, loadPacks } from '../../packages/server/src/persona/pack/load-packs.ts'
import { FEED_SAMPLE, type SampleSpec } from '../../packages/server/src/runtime/sample/samples.ts'
import { connect, type Database } from '../../packages/server/src/store/database.ts'
import { keptDatabase } from '../../packages/server/src/store/testing/kept-database.ts'
import { testDatabase } from '../../packages/server/src/store/testing/test-database.ts'

const HOME = fileURLToPath(new URL('../../', import.meta.url))
const SETTLED_WITHIN_MS = 120_000

export interface StoryInstance extends AsyncDisposable {
  readonly url: string
  readonly databaseUrl: string
  readonly db: Database
  readonly instance: Instance
  /** The path of the one-time setup link. */
  readonly setupPath: string | null
  /** Makes agents due now: those given, or all that run. */
  wake(agentIds?: readonly string[]): Promise<void>
  /** Resolves once nobody is in a turn and nobody is due. */
  settled(): Promise<void>
  /** Stops the instance and leaves its database, for another to start on. */
  stop(): Promise<void>
}

export interface StoryOptions {
  /** The database of an instance that was stopped; a fresh one when left out. */
  readonly databaseUrl?: string
  /** Whether there is to be the sample, as an earlier instance of this test run made it; `anew`: made by this one. False is `--empty`. */
  readonly sample?: boolean | 'anew'
  /** Images take their time: a story that needs a gallery asks for one. */
  readonly samples?: readonly SampleSpec[]
  readonly env?: Readonly<Record<string, string>>
}

export async function startInstance({ databaseUrl: given, sample = true, samples = [FEED_SAMPLE], env = {} }: StoryOptions = {}): Promise<StoryInstance> {
  await using opened = new AsyncDisposableStack()
  // Playing a day takes as long as a story does, and no story changes another's.
  const hasDay = sample === true && given === undefined && samples.length === 1 && samples[0] === FEED_SAMPLE
  const database = given !== undefined ? null : opened.use(await (hasDay ? keptDatabase('sample', playDay) : testDatabase()))
  const databaseUrl = given ?? database?.url ?? ''
  const { db } = opened.use(connect(databaseUrl, { connections: 2 }))
  const clock = new SystemClock()
  const dataDirectory = await mkdtemp(join(tmpdir(), 'troupe-story-'))
  opened.defer(() => rm(dataDirectory, { recursive: true, force: true }))
  const running = new AsyncDisposableStack()
  opened.use(running)
  const instance = running.use(await put({ databaseUrl, clock, dataDirectory, fillsSample: sample !== false, samples, env }))
  await instance.app.listen({ host: '127.0.0.1', port: 0 })
  const url = `http://127.0.0.1:${(instance.app.server.address() as AddressInfo).port}`
  const setup = await instance.people.setup.newToken()
  if (sample !== false) await fill(instance)
  await instance.runner.start({ alone: true })
  const settled = async (): Promise<void> => {
    for (let waitedMs = 0; waitedMs < SETTLED_WITHIN_MS; waitedMs += 20) {
      const busy = await db.selectFrom('agents').select('id').where((is) => is.or([is('lease_until', 'is not', null), is.and([is('wake_at', '<=', clock.now()), is('state', 'in', ['idle', 'asleep'])])])).execute()
      if (busy.length === 0) return
      await delay(20)
    }
    throw new Error(`the agents did not come to rest within ${SETTLED_WITHIN_MS} ms`)
  }
  // Who was to wake since the day was played does so now, and a story begins with everybody at rest.
  if (hasDay) await settled()
  const owned = opened.move()

  return {
    url, databaseUrl, db, instance, setupPath: setup === null ? null : `/console/setup#${setup.token}`,
    wake: async (agentIds) => {
      const waking = db.updateTable('agents').set({ wake_at: 1 }).where('state', 'in', ['idle', 'asleep'])
      await (agentIds === undefined ? waking : waking.where('id', 'in', agentIds)).execute()
      instance.runner.poke()
    },
    settled,
    stop: () => running.disposeAsync(),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

interface Setting extends Pick<InstanceOptions, 'databaseUrl' | 'clock' | 'dataDirectory' | 'fillsSample'> {
  readonly samples: readonly SampleSpec[]
  readonly env: Readonly<Record<string, string>>
}

async function put({ clock, env, ...setting }: Setting): Promise<Instance> {
  return assemble({
    ...setting, clock, config: readConfig({ LOG_LEVEL: 'silent', TROUPE_SEED: 'story', ...env }, ''), log: silentLog, ids: systemIds(clock), secretKey: Buffer.alloc(32, 3), packs: await loadPacks(await findPackFolders(`${HOME}archetypes`)),
    rules: new Map(), labProgram: new URL('../../packages/server/src/cli/lab/lab-process.ts', import.meta.url), webFolder: `${HOME}packages/web/dist`, development: false,
  })
}

async function fill({ sample }: Instance): Promise<void> {
  while (await sample.fillNext(null, () => {}, AbortSignal.timeout(300_000)) !== null);
}

/** The sample as a first start makes it, in a database that is left to others. */
async function playDay(databaseUrl: string): Promise<void> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'troupe-story-'))
  try {
    await using instance = await put({ databaseUrl, clock: new SystemClock(), dataDirectory, fillsSample: true, samples: [FEED_SAMPLE], env: {} })
    await fill(instance)
  } finally {
    await rm(dataDirectory, { recursive: true, force: true })
  }
}

/** Asks the API as a program does. */
export class Api {
  readonly #url: string
  readonly #headers: Readonly<Record<string, string>>

  constructor(url: string, headers: Readonly<Record<string, string>> = {}) {
    this.#url = url
    this.#headers = headers
  }

  with(headers: Readonly<Record<string, string>>): Api {
    return new Api(this.#url, { ...this.#headers, ...headers })
  }

  async get<Answer>(path: string): Promise<Answer> {
    return this.#ask<Answer>('GET', path)
  }

  async post<Answer>(path: string, body: object = {}): Promise<Answer> {
    return this.#ask<Answer>('POST', path, body)
  }

  async delete(path: string): Promise<void> {
    await this.#ask('DELETE', path)
  }

  /** The problem that a request is answered with. */
  async refusal<Problem>(path: string, body: object): Promise<Problem> {
    try {
      await this.post(path, body)
    } catch (error) {
      const [, problem] = /answered \d+: (\{.*\})$/s.exec(String(error)) ?? []
      if (problem !== undefined) return JSON.parse(problem) as Problem
      throw error
    }
    throw new Error(`${path} was not refused`)
  }

  async #ask<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const response = await fetch(`${this.#url}${path}`, {
      method, headers: { ...this.#headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`)
    return (text === '' ? null : JSON.parse(text)) as Answer
  }
}

export const OWNER = { name: 'Olga Owner', email: 'olga@troupe.example', password: 'correct horse battery' }

/** Registers the first owner with the bootstrap token and signs in, as issue 2's "Shown by" does. */
export async function registerOwner(url: string, bootstrapToken: string): Promise<Api> {
  const api = new Api(url)
  await api.post('/api/auth/register', { ...OWNER, bootstrapToken })
  const { accessToken, tokenType } = await api.post<{ accessToken: string; tokenType: string }>('/api/auth/login', { email: OWNER.email, password: OWNER.password })
  if (tokenType !== 'bearer') throw new Error(`a token of type ${tokenType}`)
  return api.with({ authorization: `Bearer ${accessToken}` })
}
