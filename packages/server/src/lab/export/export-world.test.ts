import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { madeWorld } from '../measures/testing/made-world.ts'
import { grownWorld } from '../measures/testing/grown-world.ts'
import { csvOf } from './csv.ts'
import { exportWorld, ExportFailedError } from './export-world.ts'
import { graphMlOf } from './graph-ml.ts'
import { worldTables } from './world-tables.ts'

const NASTY = 'He said "hi",\r\nthen left'
const WORLD = madeWorld({
  members: 3,
  names: ['ada', '=cmd()', 'o"neil & <co>\u0001'],
  archetypes: ['maker', null, 'critic'],
  posts: [{ by: 0, text: NASTY, atMs: 1000, likes: 2 }, { by: 1, text: '@sum', kind: 'quote', of: 0, gone: true }],
  comments: [{ by: 2, on: 0, text: "'-1 and snow ☃" }],
  follows: [[0, 1], [2, 0]],
})

let directory = ''
beforeEach(async () => { directory = await mkdtemp(join(tmpdir(), 'export-')) })
afterEach(() => rm(directory, { recursive: true }))

const read = (name: string): Promise<string> => readFile(join(directory, name), 'utf8')

test('CSV reads back as it was, formula cells made harmless', async () => {
  const paths = await exportWorld(WORLD, 'csv', directory)
  expect(paths.map((path) => path.slice(directory.length + 1))).toEqual(['members.csv', 'posts.csv', 'comments.csv', 'follows.csv', 'reactions.csv'])
  const posts = parse(await read('posts.csv'), { columns: true }) as unknown[]
  expect(posts).toEqual([
    { post: '0', author: '0', created: '1970-01-01T00:00:01.000Z', kind: 'original', referenced: '-1', likes: '2', dislikes: '0', gone: 'false', text: NASTY },
    { post: '1', author: '1', created: '1970-01-01T00:00:01.000Z', kind: 'quote', referenced: '0', likes: '0', dislikes: '0', gone: 'true', text: "'@sum" },
  ])
  expect((await read('members.csv')).split('\r\n')[2]).toBe("1,'=cmd(),,1,0")
  expect(await read('comments.csv')).toContain(",''-1 and snow ☃\r\n")
  expect(await read('reactions.csv')).toBe('member,on,target,value,at\r\n')
})

test('camps of a study, what was shown and how follows came and went, where the record kept them', async () => {
  const world = madeWorld({ members: 2, posts: [{ by: 0 }], shown: [[1, 0, 2000, 'popular']], ties: [[1, 0, 1000], [1, 0, 3000, false]] })
  await exportWorld({ ...world, camps: [{ kind: 'camps', names: ['open'], labels: Int32Array.of(0, -1) }] }, 'csv', directory)
  expect(await read('members.csv')).toBe('member,username,archetype,followers,following,camps\r\n0,m0,,0,0,open\r\n1,m1,,0,0,\r\n')
  expect(await read('shown.csv')).toBe('member,post,at,why\r\n1,0,1970-01-01T00:00:02.000Z,popular\r\n')
  expect(await read('ties.csv')).toBe('from,to,at,drawn\r\n1,0,1970-01-01T00:00:01.000Z,true\r\n1,0,1970-01-01T00:00:03.000Z,false\r\n')
})

test('JSON Lines is an object a line', async () => {
  await exportWorld(WORLD, 'jsonl', directory)
  const lines = (await read('posts.jsonl')).trimEnd().split('\n').map((line) => JSON.parse(line) as unknown)
  expect(lines[0]).toEqual({ post: 0, author: 0, created: '1970-01-01T00:00:01.000Z', kind: 'original', referenced: -1, likes: 2, dislikes: 0, gone: false, text: NASTY })
  expect(JSON.parse((await read('follows.jsonl')).split('\n')[0] as string)).toEqual({ from: 0, to: 1, at: null })
})

test('Parquet reads back by another hand: types, times, empty cells, row groups', async () => {
  await exportWorld(WORLD, 'parquet', directory)
  const posts = await parquetReadObjects({ file: await asyncBufferFromFile(join(directory, 'posts.parquet')) })
  expect(posts[0]).toEqual({ post: 0, author: 0, created: new Date(1000), kind: 'original', referenced: -1, likes: 2, dislikes: 0, gone: false, text: NASTY })
  const members = await parquetReadObjects({ file: await asyncBufferFromFile(join(directory, 'members.parquet')) })
  expect(members.map(({ username, archetype }) => [username, archetype])).toEqual([['ada', 'maker'], ['=cmd()', null], ['o"neil & <co>\u0001', 'critic']])
  expect(await parquetReadObjects({ file: await asyncBufferFromFile(join(directory, 'reactions.parquet')) })).toEqual([])
  const follows = await parquetReadObjects({ file: await asyncBufferFromFile(join(directory, 'follows.parquet')) })
  expect(follows).toEqual([{ from: 0, to: 1, at: null }, { from: 2, to: 0, at: null }])
})

test('a longer table is several row groups, whole in each', async () => {
  const world = grownWorld({ members: 60_000, groups: 3, postsEach: 1, followsEach: 1, seed: 1 })
  await exportWorld(world, 'parquet', directory)
  const file = await asyncBufferFromFile(join(directory, 'posts.parquet'))
  const metadata = await parquetMetadataAsync(file)
  expect(metadata.row_groups.map(({ num_rows }) => Number(num_rows))).toEqual([50_000, 10_000])
  const last = await parquetReadObjects({ file, rowStart: 59_999, rowEnd: 60_000 })
  expect(last[0]).toMatchObject({ post: 59_999, author: world.posts.author[59_999], text: world.posts.text(59_999) })
})

test('GraphML holds the follows with what is known of members, and is well-formed whatever they are called', async () => {
  const camps = { kind: 'sides "A/B"', names: ['a', 'b'], labels: Int32Array.of(0, -1, 1) }
  const text = [...graphMlOf(WORLD, [camps])].join('')
  expect(text).toContain('<key id="camp0" for="node" attr.name="sides &quot;A/B&quot;" attr.type="string"/>')
  expect(text).toContain('<node id="n2"><data key="username">o&quot;neil &amp; &lt;co&gt;\uFFFD</data><data key="archetype">critic</data><data key="followers">0</data><data key="following">1</data><data key="camp0">b</data></node>')
  expect(text).toContain('<edge source="n0" target="n1"/>')
  expect(text.match(/<node /g)).toHaveLength(3)
  expect(text.endsWith('</graph>\n</graphml>\n')).toBe(true)
  expect(await exportWorld(WORLD, 'graphml', directory)).toEqual([join(directory, 'follows.graphml')])
})

test('times of follows are edges\' attributes where they were kept', () => {
  const timed = { ...WORLD, follows: { ...WORLD.follows, atMs: Float64Array.of(0, 1000) } }
  expect([...graphMlOf(timed)].join('')).toContain('<edge source="n2" target="n0"><data key="at">1970-01-01T00:00:01.000Z</data></edge>')
})

test('a folder is made; what cannot be written is told and leaves nothing behind', async () => {
  await exportWorld(WORLD, 'csv', join(directory, 'a', 'b'))
  expect((await stat(join(directory, 'a', 'b', 'posts.csv'))).size).toBeGreaterThan(0)
  await writeFile(join(directory, 'file'), '')
  await expect(exportWorld(WORLD, 'csv', join(directory, 'file'))).rejects.toThrow(ExportFailedError)
  const broken = { ...WORLD, posts: { ...WORLD.posts, text: () => { throw new Error('the disk is full') } } }
  for (const format of ['csv', 'jsonl', 'parquet'] as const) {
    const into = join(directory, format)
    await expect(exportWorld(broken, format, into)).rejects.toThrow(/posts\.\w+ could not be written: the disk is full/)
    expect(await readdir(into)).toEqual([`members.${format}`])
  }
})

test('a table is made in pieces, not as a whole', () => {
  const [members] = worldTables(grownWorld({ members: 5000, groups: 1, postsEach: 1, followsEach: 1, seed: 1 }))
  const pieces = [...csvOf(members as NonNullable<typeof members>)]
  expect(pieces).toHaveLength(4)
  expect(pieces.join('').split('\r\n')).toHaveLength(5002)
})
