/** A world that was kept and brought back goes on exactly as one that was left alone: the same journal, the same columns. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { recommenderSchema, type RecommenderName } from '@troupe/contract'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sinkUnder, sourceUnder, type CheckpointSink, type Numbers } from '../../base/checkpoint.ts'
import { must } from '../../base/errors.ts'
import { seeded, type Random } from '../../base/random.ts'
import { ColumnFeed } from '../../feed/columns/column-feed.ts'
import { ColumnObservations } from '../../feed/columns/column-observations.ts'
import { ColumnState } from '../../feed/columns/column-state.ts'
import { ListedPeople } from '../../feed/columns/people.ts'
import { STANDARD_POLICIES } from '../../policy/gate.ts'
import { CheckpointReader } from '../../store/checkpoint-file/checkpoint-reader.ts'
import { CheckpointWriter } from '../../store/checkpoint-file/checkpoint-writer.ts'
import { loadPlace, savePlace } from '../../store/journal-file/journal-place.ts'
import { JournalWriter } from '../../store/journal-file/journal-writer.ts'
import { rehearsed } from '../asks.ts'
import { AgentColumns } from './agent-columns.ts'
import { JournalRecords } from './journal-records.ts'
import { loadWorld, saveWorld } from './kept-world.ts'
import { MemoryColumns } from './memory-columns.ts'
import { runMirror, type MirrorOptions } from './mirror/run-mirror.ts'
import { AGENTS, brains, CAPS, cast, START_MS } from './testing/cast.ts'
import { TurnLoop } from './turn-loop.ts'

const HEADER = { version: 1, seed: 'kept', inputs: null }
const EVERY_MS = 47_000

let folder = ''
let path = ''
let checkpoint = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'troupe-kept-'))
  path = join(folder, 'journal')
  checkpoint = join(folder, 'checkpoint')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const { agents: members, personas } = await cast()

/** Empty but for the journal it writes to. */
class World {
  readonly people = new ListedPeople()
  readonly state = new ColumnState(this.people)
  readonly observations = new ColumnObservations(this.state)
  readonly agents = new AgentColumns((agent) => must(members[agent], 'an agent'))
  readonly memories = new MemoryColumns(this.state)
  readonly loop: TurnLoop

  constructor(recommender: RecommenderName, journal: JournalWriter) {
    this.loop = new TurnLoop({
      feed: new ColumnFeed(this.state, recommender), observations: this.observations, agents: this.agents, memories: this.memories, brains, policies: STANDARD_POLICIES, caps: CAPS,
      journal: new JournalRecords(journal), seed: 'kept', answer: rehearsed,
    })
  }

  get parts() {
    const { people, state, observations, agents, memories, loop } = this
    return { people, state, observations, agents, memories, loop }
  }

  populate(): void {
    for (const { username, displayName, location, interests, archetype, bio } of personas) {
      this.people.add({ username, displayName, location, interests, archetype })
      this.state.addProfile(bio, START_MS)
      this.agents.add(START_MS)
      this.memories.addAgent()
    }
  }

  /** Which agent acts, and who is suspended meanwhile, depends on the turn alone. */
  run(from: number, to: number): void {
    for (let n = from; n < to; n++) {
      if (n % 90 === 70) this.state.setSuspended(n % AGENTS, START_MS + n)
      if (n % 180 === 150) this.state.setSuspended((n - 80) % AGENTS, null)
      this.loop.run((n * 7) % AGENTS, START_MS + n * EVERY_MS)
    }
  }
}

/** All that a world would put into a checkpoint. */
function all(world: World): Map<string, unknown> {
  const sections = new Map<string, unknown>()
  const sink: CheckpointSink = { numbers: (name: string, numbers: Numbers) => sections.set(name, numbers.slice()), json: (name, value) => sections.set(name, JSON.stringify(value)) }
  saveWorld(world.parts, sink)
  return sections
}

/** Kept after `until` turns, gone on with for a while, and lost. */
async function lose(recommender: RecommenderName, until: number, beyond: number): Promise<void> {
  await using journal = new JournalWriter(path, HEADER)
  const world = new World(recommender, journal)
  world.populate()
  world.run(0, until)
  const place = await journal.place()
  await using writer = await CheckpointWriter.create(checkpoint, null)
  savePlace(place, sinkUnder(writer, 'journal'))
  saveWorld(world.parts, sinkUnder(writer, 'world'))
  await writer.commit()
  world.run(until, until + beyond)
}

describe('kept and brought back', () => {
  test('any story goes on as if nothing had been', async () => {
    await fc.assert(fc.asyncProperty(fc.constantFrom(...recommenderSchema.options), fc.nat(300), fc.nat(200), fc.nat(50), async (recommender, before, after, beyond) => {
      await using undisturbed = new JournalWriter(join(folder, 'undisturbed'), HEADER)
      const left = new World(recommender, undisturbed)
      left.populate()
      left.run(0, before + after)
      await lose(recommender, before, beyond)
      using reader = new CheckpointReader(checkpoint)
      await using journal = new JournalWriter(path, HEADER, loadPlace(sourceUnder(reader, 'journal')))
      const back = new World(recommender, journal)
      loadWorld(back.parts, sourceUnder(reader, 'world'))
      back.run(before, before + after)
      expect(await journal.end()).toEqual(await undisturbed.end())
      expect(all(back)).toEqual(all(left))
    }), { numRuns: 6 })
  })

  test('nothing a world holds is forgotten', async () => {
    await using journal = new JournalWriter(path, HEADER)
    const world = new World('popular', journal)
    world.populate()
    world.run(0, 200)
    const sections = [...all(world).keys()]
    // People save themselves; the pool is drawn anew; there is one world; what recommenders gather they gather again when asked.
    const apart = new Set(['people', 'pool', 'worldId', 'followLists', 'poolReactions'])
    const forgotten = Object.keys(world.state).filter((field) => !apart.has(field) && !sections.some((name) => name === `state/${field}` || name.startsWith(`state/${field}/`)))
    expect(forgotten).toEqual([])
  })
})

describe('a mirrored run', () => {
  const options = (): MirrorOptions => ({
    agents: 3_000, steps: 5, seed: 'm', recommender: 'popular', journalPath: path, checkpoint: { path: checkpoint, every: 1, resume: false }, elapsedMs: () => performance.now(),
  })
  const resumed = (): MirrorOptions => ({ ...options(), checkpoint: { path: checkpoint, every: 1, resume: true } })
  const without = async (): Promise<string> => {
    const { checkpoint: _none, ...plain } = options()
    return (await runMirror({ ...plain, journalPath: join(folder, 'undisturbed') })).journalSha256
  }

  /** In another process, until a share of it is done. */
  async function killed(given: MirrorOptions, random: Random): Promise<void> {
    const { elapsedMs: _ours, ...order } = given
    const child = fork(new URL('testing/mirror-process.ts', import.meta.url), { execArgv: [] })
    const until = 3_300 + 30_000 * (0.25 + 0.7 * random.next())
    child.on('message', (done) => {
      if (Number(done) >= until) child.kill('SIGKILL')
    })
    child.send(order)
    await once(child, 'exit')
  }

  test('killed three times and gone on with has the hash of one that was left alone', async () => {
    const random = seeded('kills')
    await killed(options(), random)
    await killed(resumed(), random)
    await killed(resumed(), random)
    const { journalSha256, resumedAtStep } = await runMirror(resumed())
    expect(resumedAtStep).toBeGreaterThan(0)
    expect(journalSha256).toBe(await without())
  })

  test('gone on with after its end, it ends the same', async () => {
    const { journalSha256 } = await runMirror(options())
    expect(await runMirror(resumed())).toMatchObject({ journalSha256, resumedAtStep: 5 })
    expect(journalSha256).toBe(await without())
  })

  test('of another seed or size, it is not gone on with', async () => {
    await runMirror({ ...options(), agents: 100, steps: 1 })
    await expect(runMirror({ ...resumed(), agents: 200, steps: 1 })).rejects.toThrow('The checkpoint is of another run, seed m, workload mirror, agents 100')
  })

  test('whose journal is not what it was is not gone on with, and the journal is left as it is', async () => {
    await runMirror(options())
    const file = await readFile(path)
    const altered = Buffer.from(file)
    altered[1_000_000] = (altered[1_000_000] as number) ^ 1
    await writeFile(path, altered)
    await expect(runMirror(resumed())).rejects.toThrow('bytes are not what they were when the checkpoint was made')
    expect(await readFile(path)).toEqual(altered)
    await truncate(path, 5_000)
    await expect(runMirror(resumed())).rejects.toThrow('it is 5000 bytes long')
    await rm(path)
    await expect(runMirror(resumed())).rejects.toThrow('it is not there')
  })

  test('what was written after the checkpoint, half a block even, is written again', async () => {
    const { journalSha256 } = await runMirror(options())
    await appendFile(path, Buffer.alloc(700, 9))
    expect((await runMirror(resumed())).journalSha256).toBe(journalSha256)
  })
})
