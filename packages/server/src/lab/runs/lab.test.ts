/** Runs in folders: the same again, stopped anywhere and carried on, branched, looked at. */
import { readFile, rm, writeFile } from 'node:fs/promises'
import { recommenderSchema } from '@troupe/contract'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { JournalReader, type JournalRecord } from '../../store/journal-file/journal-reader.ts'
import { branchesOf } from './branches.ts'
import { measureRun } from './measure-run.ts'
import { whereTheyPart } from './journal-look-up.ts'
import type { NewRun } from './lab.ts'
import { RunFolder } from './run-folder.ts'
import type { RunStatus } from './run-record.ts'
import { FROM_MS, HOUR_MS, laboratory, small, type Laboratory } from './testing/laboratory.ts'

/** Every kind of deed, spread over the run. */
const TIMELINE = `
interventions:
  - at: 1h
    do: { post: { as: NAME0, text: "The lido opens on Monday.", title: "Lido" } }
  - at: 2h
    do:
      - recommender: popular
      - ban: NAME1
      - follow: { from: NAME2, to: NAME3 }
      - edges: { add: [[NAME4, NAME5], [NAME5, NAME4]], remove: [[NAME2, NAME3]] }
  - at: 3h
    do: [{ persona: { who: NAME6, change: { bio: "Changed my mind.", interests: [trams] } } }, { weights: { everybody: true, set: { create_post: 40 } } }]
  - at: 4h
    do: [{ kill: { who: [NAME7, NAME8] } }, { unban: NAME1 }]
  - at: 6h
    do: { release: { everybody: true } }
`

let at: Laboratory
let names: string[] = []
let timeline = ''
let whole: RunStatus
let count = 0

beforeAll(async () => {
  at = await laboratory()
  const { population } = await at.lab.begin(at.path('names'), small())
  names = population.personas.map(({ username }) => username)
  timeline = TIMELINE.replaceAll(/NAME(\d)/g, (_, place: string) => names[Number(place)] as string)
  whole = await run('whole', { timeline })
})
afterAll(() => at[Symbol.asyncDispose]())

async function run(name: string, change: Partial<NewRun> = {}): Promise<RunStatus> {
  const { folder } = await at.lab.begin(at.path(name), small(change))
  return at.lab.carryOn(folder)
}

async function records(folder: RunFolder): Promise<JournalRecord[]> {
  await using reader = await JournalReader.open(folder.journalPath)
  return await Array.fromAsync(reader.records())
}

describe('a run', () => {
  test('is the same again, and another with another seed', async () => {
    expect((await run('again', { timeline })).journalSha256).toBe(whole.journalSha256)
    expect((await run('otherwise', { timeline, seed: 'eight' })).journalSha256).not.toBe(whole.journalSha256)
    expect(whole.counts.turns).toBeGreaterThan(200)
    expect(whole.counts.posts).toBeGreaterThan(30)
  })

  test('stopped anywhere and carried on, it comes out the same', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 3 }), async (slices) => {
      const { folder } = await at.lab.begin(at.path(`stopped-${count++}`), small({ timeline }))
      for (const slice of slices) {
        const stop = new AbortController()
        let told = 0
        await at.lab.carryOn(folder, { signal: stop.signal, onProgress: () => { if (++told === slice) stop.abort() } }).catch((error: unknown) => {
          if (!stop.signal.aborted) throw error
        })
      }
      expect((await at.lab.carryOn(folder)).journalSha256).toBe(whole.journalSha256)
    }), { numRuns: 4 })
  })

  test.each(recommenderSchema.options)('that shows people %s, stopped and carried on twice, comes out the same', async (recommender) => {
    const wish: Partial<NewRun> = { recommender, untilMs: FROM_MS + 6 * HOUR_MS, graph: { model: 'watts-strogatz', neighbours: 4, rewired: 0.2 } }
    const undisturbed = await run(`whole-${recommender}`, wish)
    const { folder } = await at.lab.begin(at.path(`stopped-${recommender}`), small(wish))
    for (const hours of [2, 4]) {
      const record = await folder.record()
      // Where it ends makes no difference to what happens until then.
      await folder.writeRecord({ ...record, untilMs: FROM_MS + hours * HOUR_MS })
      await at.lab.carryOn(folder)
    }
    await folder.writeRecord({ ...await folder.record(), untilMs: FROM_MS + 6 * HOUR_MS })
    expect((await at.lab.carryOn(folder)).journalSha256).toBe(undisturbed.journalSha256)
  })

  test('taken up at any of its checkpoints, it comes out the same', async () => {
    const folder = await RunFolder.at(at.path('whole'))
    const checkpoints = await folder.checkpoints()
    expect(checkpoints.length).toBeGreaterThan(1)
    for (const [place] of checkpoints.slice(0, -1).entries()) {
      const path = at.path(`from-${place}`)
      const again = await at.lab.fork(folder, path, { name: 'again', point: { kind: 'time', atMs: FROM_MS + 9 * HOUR_MS }, seed: null, changes: null })
      // The branching itself is a record; all before it is the parent's.
      await at.lab.carryOn(again)
      const [one, other] = [await records(folder), await records(again)]
      expect(other.slice(0, one.length - 40)).toEqual(one.slice(0, one.length - 40))
    }
  })

  test('goes on for longer, as if it had been meant to', async () => {
    const longer = await run('longer', { timeline, untilMs: FROM_MS + 11 * HOUR_MS })
    const { folder } = await at.lab.begin(at.path('prolonged'), small({ timeline }))
    await at.lab.carryOn(folder)
    await folder.writeRecord({ ...await folder.record(), untilMs: FROM_MS + 11 * HOUR_MS })
    expect((await at.lab.carryOn(folder)).journalSha256).toBe(longer.journalSha256)
  })

  test('does what its timeline says', async () => {
    const told = await records(await RunFolder.at(at.path('whole')))
    const deeds = told.filter((record) => record.kind === 'intervention')
    expect(deeds.map((record) => (JSON.parse(record.deed) as { kind: string }).kind)).toEqual(['post', 'recommender', 'ban', 'follow', 'edges', 'persona', 'weights', 'kill', 'unban', 'release'])
    const atMs = (hours: number): number => FROM_MS + hours * HOUR_MS
    const wakings = (agent: number, from: number, to: number): number => told.filter((record) => record.kind === 'turn' && record.agent === agent && record.atMs >= atMs(from) && record.atMs < atMs(to)).length
    for (const agent of [7, 8]) {
      expect(wakings(agent, 4, 6)).toBe(0)
      expect(wakings(agent, 6, 9)).toBeGreaterThan(0)
    }
    expect(wakings(1, 2, 4)).toBe(0)
    expect(wakings(1, 4, 9)).toBeGreaterThan(0)
    const { world } = await at.lab.worldAt(await RunFolder.at(at.path('whole')), null)
    expect(world.feed.recommender).toBe('popular')
    expect(world.state.follows(4, 5)).toBe(true)
    expect(world.cast.persona(6)).toMatchObject({ bio: 'Changed my mind.', interests: ['trams'] })
    expect(world.state.profileRow(6)?.bio).toBe('Changed my mind.')
  })
})

describe('a branch', () => {
  test('is its parent up to the point, its own way from there, and leaves the parent alone', async () => {
    const parent = await RunFolder.at(at.path('whole'))
    const before = await readFile(parent.journalPath)
    const folder = await at.lab.fork(parent, at.path('branch'), {
      name: 'branch', point: { kind: 'time', atMs: FROM_MS + 5 * HOUR_MS }, seed: null, changes: 'interventions: [{ at: start, do: { recommender: random } }]',
    })
    const status = await at.lab.carryOn(folder)
    expect(status.journalSha256).not.toBe(whole.journalSha256)
    const parting = await whereTheyPart(parent.journalPath, folder.journalPath)
    expect(parting?.second).toEqual({ kind: 'intervention', deed: JSON.stringify({ kind: 'fork', point: { kind: 'time', atMs: FROM_MS + 5 * HOUR_MS }, seed: null }), atMs: FROM_MS + 5 * HOUR_MS })
    expect(await folder.record()).toMatchObject({ parent: '../whole', forks: [{ point: { kind: 'time' } }] })
    expect(await readFile(parent.journalPath)).toEqual(before)
    const anew = await at.lab.copyInputs(folder, at.path('branch-anew'))
    expect((await at.lab.carryOn(anew)).journalSha256).toBe(status.journalSha256)
  })

  test('leaves right after a turn', async () => {
    const parent = await RunFolder.at(at.path('whole'))
    const folder = await at.lab.fork(parent, at.path('after-turn'), { name: 'after', point: { kind: 'turn', turn: 150 }, seed: 'another', changes: null })
    await at.lab.carryOn(folder)
    const parting = await whereTheyPart(parent.journalPath, folder.journalPath)
    expect(parting).toMatchObject({ turn: 150, second: { kind: 'intervention' } })
  })

  test.each([
    ['before the run begins', { kind: 'time', atMs: FROM_MS - 1 }, /outside the run/],
    ['after it ends', { kind: 'time', atMs: FROM_MS + 90 * HOUR_MS }, /outside the run/],
    ['after a turn there never was', { kind: 'turn', turn: 1_000_000 }, /there is no turn 1000000/],
  ] as const)('%s is refused', async (_what, point, says) => {
    const parent = await RunFolder.at(at.path('whole'))
    await expect(at.lab.fork(parent, at.path(`refused-${count++}`), { name: 'no', point, seed: null, changes: null })).rejects.toThrow(says)
  })

  test('a change that names nobody is refused with its line', async () => {
    const parent = await RunFolder.at(at.path('whole'))
    const changes = 'interventions:\n  - at: start\n    do: { ban: nobody_here }'
    await expect(at.lab.fork(parent, at.path('nobody'), { name: 'no', point: { kind: 'time', atMs: FROM_MS + HOUR_MS }, seed: null, changes })).rejects.toThrow(/changes\.yaml:3:/)
  })
})

describe('the world of a run', () => {
  test('at a moment is that of a run that ended then', async () => {
    const ended = await run('ended', { timeline, untilMs: FROM_MS + 5 * HOUR_MS })
    const { world } = await at.lab.worldAt(await RunFolder.at(at.path('whole')), { kind: 'time', atMs: FROM_MS + 5 * HOUR_MS })
    expect(world.state.posts.author.length).toBe(ended.counts.posts)
    expect(world.loop.counts.turns).toBe(ended.counts.turns)
    expect(world.state.followed.size).toBe(ended.counts.follows)
  })
})

describe('what is wrong is said, and nothing is lost', () => {
  test('a folder that is taken', async () => {
    await expect(at.lab.begin(at.path('whole'), small())).rejects.toThrow(/is not empty.*--resume/)
  })

  test('a run that another process runs', async () => {
    const { folder } = await at.lab.begin(at.path('busy'), small())
    await using stack = new AsyncDisposableStack()
    stack.use(await folder.lock())
    await expect(at.lab.carryOn(folder)).rejects.toThrow(/is being run by process/)
  })

  test('a lock whose process has gone is taken over', async () => {
    const { folder } = await at.lab.begin(at.path('orphan'), small({ untilMs: FROM_MS + HOUR_MS }))
    await writeFile(`${folder.path}/running.pid`, '4194999')
    expect((await at.lab.carryOn(folder)).state).toBe('done')
  })

  test.each([
    ['cut off', (file: Buffer) => file.subarray(0, 1000)],
    ['altered', (file: Buffer) => (file.writeUInt8(file.readUInt8(file.length - 300) ^ 1, file.length - 300), file)],
  ])('a checkpoint that was %s: the one before it serves', async (what, change) => {
    const { folder } = await at.lab.begin(at.path(what), small({ timeline }))
    await at.lab.carryOn(folder)
    const last = (await folder.checkpoints()).at(-1)
    await writeFile(last?.path ?? '', change(await readFile(last?.path ?? '')))
    await rm(`${folder.path}/status.json`)
    const remarks: string[] = []
    expect((await at.lab.carryOn(folder, { onRemark: (remark) => remarks.push(remark) })).journalSha256).toBe(whole.journalSha256)
    expect(remarks.join()).toContain(what)
  })

  test('a journal that was altered before the checkpoint', async () => {
    const { folder } = await at.lab.begin(at.path('journal-altered'), small({ timeline }))
    await at.lab.carryOn(folder)
    const journal = await readFile(folder.journalPath)
    journal[60] = (journal[60] ?? 0) ^ 1
    await writeFile(folder.journalPath, journal)
    await folder.writeRecord({ ...await folder.record(), untilMs: FROM_MS + 10 * HOUR_MS })
    await expect(at.lab.carryOn(folder)).rejects.toThrow(/not what they were/)
  })

  test.each([
    ['cut off', (file: Buffer) => file.subarray(0, -100)],
    ['altered', (file: Buffer) => (file.writeUInt8(file.readUInt8(60_000) ^ 1, 60_000), file)],
    ['gone', () => Buffer.alloc(0)],
  ])('a journal that was %s after its run was done: it is not measured, and written anew where a checkpoint can', async (what, change) => {
    const folder = await at.lab.copyInputs(await RunFolder.at(at.path('whole')), at.path(`after-${what}`))
    await at.lab.carryOn(folder)
    await writeFile(folder.journalPath, change(await readFile(folder.journalPath)))
    await expect(measureRun(at.lab, folder)).rejects.toThrow(/is not what the run wrote/)
    if (what === 'gone') {
      await expect(at.lab.carryOn(folder)).rejects.toThrow(/bring back the journal of this run, or begin anew/)
      return
    }
    expect((await at.lab.carryOn(folder)).journalSha256).toBe(whole.journalSha256)
    expect((await measureRun(at.lab, folder)).world.members).toBe(14)
  })

  test('one run named twice is no repetition', async () => {
    const [first, second] = [await RunFolder.at(at.path('whole')), await RunFolder.at(at.path('again'))]
    await expect(branchesOf(at.lab, [first, second])).rejects.toThrow(/are one run/)
  })

  test('an archetype nobody has', async () => {
    const questions = [{ id: 'q', ask: 'Well?', form: { kind: 'free', longest: 100 } }] as const
    await expect(at.lab.interview(await RunFolder.at(at.path('whole')), { point: null, audience: { kind: 'archetype', archetype: 'urbanis', sample: null }, questions })).rejects.toThrow(/no archetype urbanis among these people: they are .*urbanist/)
  })

  test('a pack that makes other people now', async () => {
    const { folder } = await at.lab.begin(at.path('changed'), small())
    const record = await folder.record()
    await folder.writeRecord({ ...record, inputs: { ...record.inputs, population: { kind: 'pack', pack: 'agora', agents: 14, sha256: '0'.repeat(64) } } })
    await expect(at.lab.carryOn(folder)).rejects.toThrow(/makes other people today/)
  })

  test('a timeline with a fault makes no folder', async () => {
    await expect(at.lab.begin(at.path('faulty'), small({ timeline: 'interventions:\n  - at: 1h\n    do: { ban: nobody_here }', timelineFile: 'mine.yaml' }))).rejects.toThrow(/mine\.yaml:3:/)
    await expect(RunFolder.at(at.path('faulty'))).rejects.toThrow(/no run in/)
  })
})
