/** Agents asked at a moment of a run: they answer as they are then, and nobody could tell from the run. */
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { JournalReader, type JournalRecord } from '../../store/journal-file/journal-reader.ts'
import type { Question } from '../interventions/question.ts'
import { readAnswers } from './answer-sheet.ts'
import type { RunFolder } from './run-folder.ts'
import { FROM_MS, HOUR_MS, laboratory, small } from './testing/laboratory.ts'

const GOOSE: Question = { id: 'goose', ask: 'What do you think of the goose?', form: { kind: 'free', longest: 300 } }
const LIDO: Question = { id: 'lido', ask: 'Should the lido be filled?', form: { kind: 'choice', options: ['yes', 'no', 'no idea'] } }
const EVERYBODY = { kind: 'everybody', sample: null } as const

async function records(folder: RunFolder): Promise<JournalRecord[]> {
  await using reader = await JournalReader.open(folder.journalPath)
  return await Array.fromAsync(reader.records())
}

test('each answers in the form that was asked for, the same whenever it is asked, and the run is what it was', async () => {
  await using at = await laboratory()
  const { folder } = await at.lab.begin(at.path('run'), small())
  await at.lab.carryOn(folder)
  const journal = await readFile(folder.journalPath)
  const ask = { point: { kind: 'time', atMs: FROM_MS + 4 * HOUR_MS }, audience: EVERYBODY, questions: [GOOSE, LIDO] } as const
  const answers = await at.lab.interview(folder, ask)
  expect(answers).toHaveLength(2 * 14)
  for (const { answer, question, atMs } of answers) {
    expect(atMs).toBe(FROM_MS + 4 * HOUR_MS)
    expect(answer?.text).not.toBe('')
    if (question === 'lido') expect(['yes', 'no', 'no idea']).toContain(answer?.choice)
  }
  expect(await at.lab.interview(folder, ask)).toEqual(answers)
  expect(await readFile(folder.journalPath)).toEqual(journal)
  expect((await at.lab.carryOn(await at.lab.copyInputs(folder, at.path('again')))).journalSha256).toBe((await folder.status())?.journalSha256)
})

test('what they answer comes from what they remember then', async () => {
  await using at = await laboratory()
  const { folder } = await at.lab.begin(at.path('run'), small({ untilMs: FROM_MS + 20 * HOUR_MS }))
  await at.lab.carryOn(folder)
  const ask = async (hours: number): Promise<string[]> =>
    (await at.lab.interview(folder, { point: { kind: 'time', atMs: FROM_MS + hours * HOUR_MS }, audience: EVERYBODY, questions: [GOOSE] })).map(({ answer }) => answer?.text ?? '')
  const [early, late] = [await ask(0), await ask(20)]
  expect(early.filter((text) => /said so|told @|told me/.test(text))).toEqual([])
  expect(late.filter((text) => /said so|told @|told me|wrote about/.test(text)).length).toBeGreaterThan(0)
})

test('a sample is drawn by the seed; an unknown name is refused with the one that was meant', async () => {
  await using at = await laboratory()
  const { folder, population } = await at.lab.begin(at.path('run'), small())
  await at.lab.carryOn(folder)
  const some = async (): Promise<string[]> => (await at.lab.interview(folder, { point: null, audience: { kind: 'everybody', sample: 3 }, questions: [GOOSE] })).map(({ username }) => username)
  expect(await some()).toHaveLength(3)
  expect(await some()).toEqual(await some())
  const name = population.personas[0]?.username ?? ''
  await expect(at.lab.interview(folder, { point: null, audience: { kind: 'named', who: [`${name}x`] }, questions: [GOOSE] })).rejects.toThrow(`did you mean ${name}?`)
})

test('asked along a timeline, they leave the world alone, and each answer is written once, however often the run was stopped', async () => {
  await using at = await laboratory()
  const plain = await at.lab.begin(at.path('plain'), small())
  await at.lab.carryOn(plain.folder)
  const timeline = `interventions:
  - at: 2h
    do: { interview: { everybody: true, questions: [{ ask: "What do you think of the goose?" }] } }
  - at: 6h
    do: { interview: { sample: 4, questions: [{ id: trust, ask: "How far do you trust people here?", scale: { to: 7 } }] } }`
  const { folder } = await at.lab.begin(at.path('asked'), small({ timeline }))
  const stop = new AbortController()
  let told = 0
  await at.lab.carryOn(folder, { signal: stop.signal, onProgress: () => { if (++told === 3) stop.abort() } }).catch((error: unknown) => {
    if (!stop.signal.aborted) throw error
  })
  await at.lab.carryOn(folder)
  expect(await records(folder)).toEqual(await records(plain.folder))
  const answers = await readAnswers(folder.answersPath)
  expect(answers).toHaveLength(14 + 4)
  expect(answers.filter(({ question }) => question === 'trust').every(({ answer }) => answer !== null && answer.value !== null && answer.value >= 1 && answer.value <= 7)).toBe(true)
})
