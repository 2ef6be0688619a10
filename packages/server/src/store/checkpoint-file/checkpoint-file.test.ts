import { mkdtemp, readFile, readdir, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sinkUnder, sourceUnder } from '../../base/checkpoint.ts'
import { CheckpointReader } from './checkpoint-reader.ts'
import { CheckpointWriter } from './checkpoint-writer.ts'

let folder = ''
let path = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'troupe-checkpoint-'))
  path = join(folder, 'checkpoint')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const COLUMN = Int32Array.from({ length: 100_000 }, (_, n) => n * n)

async function written(step = 1): Promise<void> {
  await using writer = await CheckpointWriter.create(path, { step })
  writer.numbers('column', COLUMN)
  writer.json('words', ['a', 'é', '💬'])
  await writer.commit()
}

/** Everything in it, or what kept it from being read. */
function read(): unknown {
  try {
    using reader = new CheckpointReader(path)
    return { head: reader.head, column: reader.numbers('column', Int32Array), words: reader.json('words') }
  } catch (error) {
    return (error as Error).message
  }
}

describe('a checkpoint', () => {
  test('comes back as it went', async () => {
    await written()
    expect(read()).toEqual({ head: { step: 1 }, column: COLUMN, words: ['a', 'é', '💬'] })
  })

  test('of any numbers and values, under any names', async () => {
    const section = fc.oneof(fc.int8Array(), fc.uint8Array(), fc.int32Array(), fc.uint32Array(), fc.float64Array(), fc.jsonValue())
    await fc.assert(fc.asyncProperty(fc.dictionary(fc.string({ unit: 'grapheme' }), section), fc.string(), async (sections, under) => {
      await using writer = await CheckpointWriter.create(path, null)
      const sink = sinkUnder(writer, under)
      for (const [name, value] of Object.entries(sections)) if (ArrayBuffer.isView(value)) sink.numbers(name, value as Int32Array); else sink.json(name, value)
      await writer.commit()
      using reader = new CheckpointReader(path)
      const source = sourceUnder(reader, under)
      for (const [name, value] of Object.entries(sections).toReversed()) {
        if (ArrayBuffer.isView(value)) expect(source.numbers(name, value.constructor as typeof Int32Array)).toEqual(value)
        else expect(source.json(name)).toEqual(JSON.parse(JSON.stringify(value)))
      }
    }), { numRuns: 50 })
  })

  test('given part of an array, keeps that part', async () => {
    {
      await using writer = await CheckpointWriter.create(path, null)
      writer.numbers('part', COLUMN.subarray(10, 20))
      await writer.commit()
    }
    using reader = new CheckpointReader(path)
    expect(reader.numbers('part', Int32Array)).toEqual(COLUMN.slice(10, 20))
  })
})

describe('damaged', () => {
  test('by any cut, it is refused before anything is taken from it', async () => {
    await written()
    const { length } = await readFile(path)
    for (const kept of [length - 1, length - 20, length - 200_000, 60, 30, 9]) {
      await truncate(path, kept)
      expect(read()).toMatch(kept > 16 ? /it is cut off at byte/ : /this is no checkpoint/)
    }
  })

  test('by any bit, it is refused', async () => {
    await written()
    const file = await readFile(path)
    await fc.assert(fc.asyncProperty(fc.nat(file.length - 1), fc.nat(7), async (at, bit) => {
      const altered = Buffer.from(file)
      altered[at] = (altered[at] as number) ^ (1 << bit)
      await writeFile(path, altered)
      expect(read()).toEqual(expect.stringContaining(path))
    }), { numRuns: 60 })
  })

  test('in a section nobody has asked for yet, it is found by whoever verifies it', async () => {
    await written()
    const file = await readFile(path)
    file.writeUInt8(file.readUInt8(10_000) ^ 4, 10_000)
    await writeFile(path, file)
    using reader = new CheckpointReader(path)
    expect(() => { reader.verify() }).toThrow('its section column was altered')
    await written()
    using whole = new CheckpointReader(path)
    expect(() => { whole.verify() }).not.toThrow()
  })

  test.each<[string, string, (file: Buffer) => Buffer]>([
    ['something else', 'this is no checkpoint of a simulation', (file) => Buffer.concat([Buffer.from('PK'), file])],
    ['nothing at all', 'this is no checkpoint of a simulation', () => Buffer.alloc(0)],
    ['one of another version', 'a checkpoint of another version (2), this Troupe reads 1: run with the Troupe that wrote it, or begin anew', (file) => (file.writeUInt32LE(2, 8), file)],
    ['one that goes on', 'it goes on past its end', (file) => Buffer.concat([file, Buffer.alloc(3)])],
    ['one whose section was altered', 'its section column was altered', (file) => (file.writeUInt8(7, 10_000), file)],
  ])('%s is refused', async (_what, says, change) => {
    await written()
    await writeFile(path, change(await readFile(path)))
    expect(read()).toEqual(expect.stringContaining(says))
  })

  test('one that is not there is said to be missing', () => {
    expect(read()).toContain('There is no checkpoint')
  })

  test('a section it lacks, or of another form, is named', async () => {
    await written()
    using reader = new CheckpointReader(path)
    expect(() => reader.numbers('nothing', Int32Array)).toThrow('it lacks the section nothing')
    expect(() => reader.numbers('column', Float64Array)).toThrow('its section column is Int32Array, and should be Float64Array')
  })
})

describe('not written to its end', () => {
  test('it leaves the former one whole, and nothing beside it', async () => {
    await written(1)
    {
      await using writer = await CheckpointWriter.create(path, { step: 2 })
      writer.numbers('column', COLUMN)
    }
    expect(read()).toMatchObject({ head: { step: 1 } })
    expect(await readdir(folder)).toEqual(['checkpoint'])
  })

  test('what a kill left behind is in nobody\'s way', async () => {
    await written(1)
    await writeFile(`${path}.part`, 'half of one')
    expect(read()).toMatchObject({ head: { step: 1 } })
    await written(2)
    expect(read()).toMatchObject({ head: { step: 2 } })
    expect(await readdir(folder)).toEqual(['checkpoint'])
  })

  test.skipIf(process.platform !== 'linux')('a full disk is told, and what is good', async () => {
    await written(1)
    await symlink('/dev/full', `${path}.part`)
    await expect(written(2)).rejects.toThrow(`The disk is full: the checkpoint ${path} could not be written. The one before it, where there is one, is whole.`)
    expect(read()).toMatchObject({ head: { step: 1 } })
  })

  test('a folder that is not there is told', async () => {
    path = join(folder, 'no such folder', 'checkpoint')
    await expect(written()).rejects.toThrow(/could not be written/)
  })

  test('a name given twice is a fault of the program', async () => {
    await using writer = await CheckpointWriter.create(path, null)
    writer.json('a', 1)
    expect(() => writer.json('a', 2)).toThrow('there are two sections a')
  })
})
