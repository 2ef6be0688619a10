/** The examples, run as they stand: through the engine, the gate and, for the http brain, a process of its own. */
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SystemClock } from '../packages/server/src/base/clock.ts'
import { askHttp } from '../packages/server/src/runtime/http-asker.ts'
import { loadRules } from '../packages/server/src/runtime/load-rules.ts'
import { Stage } from '../packages/server/src/runtime/testing/stage.ts'

const folder = (name: string): string => fileURLToPath(new URL(`../examples/${name}`, import.meta.url))

test('rules-brain: the baker likes what is about bread and thanks whoever answers', async () => {
  const stage = new Stage({ rules: await loadRules(folder('rules-brain')) })
  const bob = await stage.member('bob')
  const baker = await stage.agent('baker', { kind: 'rules', rules: 'baker' })
  const own = await stage.post(baker.profileId ?? '', 'The oven is on.')
  const bread = await stage.post(bob, 'Fresh bread at the harbour!')
  const fog = await stage.post(bob, 'Fog again.')
  const answer = await stage.comment(bob, own, 'At this hour?')

  const turn = await stage.turn(baker)
  expect(turn.record).toMatchObject({ outcome: 'rested', summary: 'refresh_feed, like_post, comment' })
  expect([bread, fog].map((id) => stage.store.state.posts.get(id)?.likes)).toEqual([1, 0])
  const thanks = [...stage.store.state.comments.values()].find((comment) => comment.parentId === answer)
  expect(thanks).toMatchObject({ text: 'Thank you, @bob. Bread helps.', generator: 'rules:baker', authorId: baker.profileId })
  expect((await stage.turn(baker)).record.summary).toBe('refresh_feed')
})

describe('http-brain: a process of its own', () => {
  const SECRET = 'example-secret'
  let child: ChildProcess
  let url: string

  beforeAll(async () => {
    child = spawn(process.execPath, [`${folder('http-brain')}/brain.mjs`], { env: { BRAIN_SECRET: SECRET, PORT: '0' }, stdio: ['ignore', 'pipe', 'inherit'] })
    const [line] = await once(child.stdout as NonNullable<typeof child.stdout>, 'data') as [Buffer]
    url = line.toString().trim()
  })

  afterAll(async () => {
    child.kill()
    await once(child, 'exit')
  })

  function stage(): Stage {
    return new Stage({ http: (ask) => askHttp(ask, fetch, new SystemClock(), AbortSignal.timeout(5_000)) })
  }

  test('likes a question, under its own label, and its reasons are on the trace', async () => {
    const on = stage()
    const bob = await on.member('bob')
    const question = await on.post(bob, 'Who turned off the harbour light?')
    await on.post(bob, 'Fog again.')
    const turn = await on.turn(await on.agent('curious', { kind: 'http', url, secret: SECRET, timeoutMs: 5_000 }))
    expect(turn.end).toEqual({ kind: 'rested', thought: '@bob asks a good question.' })
    expect(turn.entries.map((entry) => [entry.kind, entry.action, entry.result])).toEqual([
      ['acted', 'refresh_feed', 'done'], ['asked', 'http', 'answered'], ['acted', 'like_post', 'done'], ['turn-ended', null, 'rested'],
    ])
    expect(on.store.state.posts.get(question)?.likes).toBe(1)
  })

  test('answers nobody who does not know the secret', async () => {
    const on = stage()
    const turn = await on.turn(await on.agent('curious', { kind: 'http', url, secret: 'guessed', timeoutMs: 5_000 }))
    expect(turn.entries.find((entry) => entry.kind === 'asked')).toMatchObject({ result: 'failed', reason: 'it answered 401' })
  })
})

describe('echo-chambers: a whole study, small', () => {
  let out: string
  beforeAll(async () => { out = await mkdtemp(join(tmpdir(), 'troupe-study-')) })
  afterAll(() => rm(out, { recursive: true, force: true }))
  const study = () => promisify(execFile)(process.execPath, [`${folder('echo-chambers')}/study.ts`, '--small', '--at-once', '2', '--out', out])

  test('runs, compares, draws and tells; called again it finds all of it done, and the same', async () => {
    const { stdout } = await study()
    expect(stdout).toContain('| E–I index of follows across camps | −')
    expect(stdout).toContain('**too few runs to say**')
    const results = await readdir(join(out, 'results'))
    expect(results).toEqual(expect.arrayContaining(['comparison.csv', 'comparison.json', 'comparison.svg', 'course-follows.svg', 'course-shown.svg', 'measure-eiindex-camps.svg', 'results.md', 'runs.csv']))
    const { metrics, branches } = JSON.parse(await readFile(join(out, 'results', 'comparison.json'), 'utf8')) as { metrics: { branches: { mean: number | null }[] }[]; branches: { runs: number }[] }
    expect(branches.map(({ runs }) => runs)).toEqual([2, 2, 2])
    for (const metric of metrics) for (const { mean } of metric.branches) expect(mean).not.toBeNull()
    expect(await readdir(join(out, 'recent-1', 'export'))).toEqual(expect.arrayContaining(['follows.graphml', 'members.parquet', 'shown.parquet']))

    const again = await study()
    expect(again.stderr.match(/done already/g)).toHaveLength(6)
    expect(again.stdout).toBe(stdout)
  })
})
