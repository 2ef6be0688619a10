import { appendFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ByteReader } from './byte-reader.ts'
import { ByteWriter } from './byte-writer.ts'
import { RECORD } from './format.ts'
import type { JournalPlace } from './journal-place.ts'
import { JournalDamagedError, JournalReader, type JournalRecord } from './journal-reader.ts'
import { JournalWriter, type JournalEnd } from './journal-writer.ts'
import { WritingThread } from './writing-thread.ts'

const HEADER = { version: 1, seed: 'x', inputs: { agents: 3 } }
let folder = ''
let path = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'troupe-journal-'))
  path = join(folder, 'journal')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** `turns` turns, each with one ended record whose reason is long enough that some hundred make a block. */
async function written(turns: number, thread?: WritingThread): Promise<JournalEnd> {
  await using writer = new JournalWriter(path, HEADER, null, thread)
  write(writer, 0, turns)
  return await writer.end()
}

function write(writer: JournalWriter, from: number, to: number): void {
  for (let turn = from; turn < to; turn++) {
    writer.demandTime(1_000 + turn)
    writer.record.byte(RECORD.turn)
    writer.record.count(turn % 7)
    writer.time(1_000 + turn)
    const words = [writer.word('rested'), writer.word(`${'because '.repeat(1_000)}${turn % 300}`)] as const
    writer.record.byte(RECORD.ended)
    for (const word of words) writer.record.count(word)
    writer.between()
  }
}

async function readAll(): Promise<{ records: JournalRecord[]; error: unknown }> {
  const records: JournalRecord[] = []
  try {
    await using reader = await JournalReader.open(path)
    for await (const record of reader.records()) records.push(record)
    return { records, error: null }
  } catch (error) {
    return { records, error }
  }
}

/** What a signed number may be: twice that is exact still. No negative zero. */
function halved(value: number): number {
  return Math.trunc(value / 2) + 0
}

describe('numbers and texts', () => {
  test('come back as they went', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.maxSafeInteger(), fc.string({ unit: 'binary', maxLength: 400 }))), (values) => {
      const writer = new ByteWriter(Buffer.alloc(4))
      for (const value of values) {
        if (typeof value === 'string') writer.text(value)
        else writer.signed(halved(value))
      }
      const reader = new ByteReader(writer.exchange(Buffer.alloc(0)))
      expect(values.map((value) => typeof value === 'string' ? reader.text() : reader.signed())).toEqual(values.map((value) => typeof value === 'string' ? value.toWellFormed() : halved(value)))
      expect(reader.isAtEnd).toBe(true)
    }))
  })
})

describe('a journal file', () => {
  test('comes back record by record, over blocks, and its hash is that of its bytes', async () => {
    const { sha256, bytes } = await written(900)
    const file = await readFile(path)
    expect(file.length).toBe(bytes)
    expect(file.length).toBeGreaterThan(2 * 1024 * 1024)
    expect(createHash('sha256').update(file).digest('hex')).toBe(sha256)
    const { records, error } = await readAll()
    expect(error).toBeNull()
    expect(records).toHaveLength(1_800)
    expect(records[1_000]).toEqual({ kind: 'turn', turn: 500, agent: 500 % 7, atMs: 1_500 })
    expect(records[1_001]).toMatchObject({ kind: 'ended', outcome: 'rested' })
  })

  test('the same again is the same file', async () => {
    const first = await written(50)
    expect(await written(50)).toEqual(first)
  })

  test('cut off, it is good up to the block before, and says so', async () => {
    await written(900)
    await truncate(path, (await stat(path)).size - 10)
    const { records, error } = await readAll()
    expect(records.length).toBeGreaterThan(100)
    expect(records.length).toBeLessThan(1_800)
    expect(error).toBeInstanceOf(JournalDamagedError)
    expect((error as Error).message).toContain(`cut off after record ${records.length}`)
  })

  test('altered by a bit, it is good up to the block before, and says so', async () => {
    await written(900)
    const file = await readFile(path)
    const at = Math.floor(file.length * 0.7)
    file[at] = (file[at] as number) ^ 1
    await writeFile(path, file)
    const { records, error } = await readAll()
    expect(records.length).toBeGreaterThan(100)
    expect((error as Error).message).toContain(`altered after record ${records.length}`)
  })

  test.each([
    ['something else', 'no journal', (file: Buffer) => Buffer.concat([Buffer.from('PK'), file])],
    ['one of a later version', 'version 9', (file: Buffer) => file],
    ['one whose header is cut', 'header', (file: Buffer) => file.subarray(0, 20)],
  ])('%s is refused', async (_what, says, change) => {
    if (says === 'version 9') {
      await using writer = new JournalWriter(path, { ...HEADER, version: 9 })
      await writer.end()
    } else await written(3)
    await writeFile(path, change(await readFile(path)))
    expect(String((await readAll()).error)).toContain(says)
  })

  test('gone on with from any place, however it was left, it is the same file', async () => {
    const undisturbed = await written(700)
    await fc.assert(fc.asyncProperty(fc.nat(650), fc.nat(50), fc.nat(200), async (kept, beyond, half) => {
      let place: JournalPlace
      {
        await using writer = new JournalWriter(path, HEADER)
        write(writer, 0, kept)
        place = await writer.place()
        write(writer, kept, kept + beyond)
        await writer.end()
      }
      // A process that was killed leaves half of what it was about to write.
      await appendFile(path, Buffer.alloc(half, 7))
      await using writer = new JournalWriter(path, HEADER, place)
      write(writer, kept, 700)
      expect(await writer.end()).toEqual(undisturbed)
      expect(createHash('sha256').update(await readFile(path)).digest('hex')).toBe(undisturbed.sha256)
    }), { numRuns: 6 })
  })

  test.each([
    ['shorter than it was', (file: Buffer) => file.subarray(0, 1_000_000)],
    ['another one', (file: Buffer) => (file.writeUInt8(file.readUInt8(500_000) ^ 1, 500_000), file)],
    ['nothing', () => null],
  ])('is not gone on with where it is %s, and is left as it is', async (_what, change) => {
    let place: JournalPlace
    {
      await using writer = new JournalWriter(path, HEADER)
      write(writer, 0, 500)
      place = await writer.place()
      await writer.end()
    }
    const left = change(await readFile(path))
    if (left === null) await rm(path)
    else await writeFile(path, left)
    await using writer = new JournalWriter(path, HEADER, place)
    write(writer, 500, 600)
    await expect(writer.end()).rejects.toThrow(/bring back the journal of this run, or begin anew/)
    if (left !== null) expect(await readFile(path)).toEqual(left)
  })

  test('one thread writes several, one after the other, whatever became of the one before', async () => {
    const alone = await written(300)
    await using thread = new WritingThread()
    expect(await written(300, thread)).toEqual(alone)
    const whole = path
    path = join(folder, 'no such folder', 'journal')
    await expect(written(900, thread)).rejects.toThrow(/could not be written/)
    path = join(folder, 'given up')
    {
      await using writer = new JournalWriter(path, HEADER, null, thread)
      writer.record.text('because '.repeat(300_000))
      writer.between()
    }
    path = whole
    expect(await written(300, thread)).toEqual(alone)
    expect(createHash('sha256').update(await readFile(path)).digest('hex')).toBe(alone.sha256)
  })

  test('a thread writes one at a time', async () => {
    await using thread = new WritingThread()
    await using first = new JournalWriter(path, HEADER, null, thread)
    expect(() => new JournalWriter(join(folder, 'second'), HEADER, null, thread)).toThrow('another journal')
    await first.end()
  })

  test('what cannot be written is told, not lost', async () => {
    path = join(folder, 'no such folder', 'journal')
    await expect(written(900)).rejects.toThrow(/could not be written/)
  })
})
