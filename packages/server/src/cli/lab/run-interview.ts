/** What `troupe interview` does. */
import { writeFile } from 'node:fs/promises'
import { stringify } from 'csv-stringify/sync'
import { InvalidError } from '../../base/errors.ts'
import type { Audience } from '../../lab/interventions/intervention.ts'
import { parseSurvey } from '../../lab/interventions/parse-survey.ts'
import { questionOf, questionSchema, type Question } from '../../lab/interventions/question.ts'
import type { Answer } from '../../lab/runs/interview.ts'
import { RunFolder } from '../../lab/runs/run-folder.ts'
import type { RunRecord } from '../../lab/runs/run-record.ts'
import { usageOf, type Given } from '../command.ts'
import type { Terminal } from '../terminal.ts'
import { laboratory } from './laboratory.ts'
import { amount, isSet, momentOption, onlyRun, readText, text, texts, whole } from './options.ts'
import { stoppable } from './stoppable.ts'

interface Wish {
  /** Null for the run's end. */
  readonly atMs: readonly (number | null)[]
  readonly audience: Audience
  readonly questions: readonly Question[]
}

export async function runInterview(given: Given, terminal: Terminal, help: string): Promise<number> {
  const folder = await RunFolder.at(onlyRun(given, help))
  const { atMs, audience, questions } = await wishOf(given, await folder.record(), help)
  const lab = await laboratory(process.env, { baseUrl: text(given, 'base-url') ?? null, budgetUsd: amount(given, 'budget') ?? 1 })
  const signal = stoppable(terminal, 'nothing was written.')
  const answers: Answer[] = []
  for (const moment of atMs) answers.push(...await lab.interview(folder, { point: moment === null ? null : { kind: 'time', atMs: moment }, audience, questions }, { signal }))
  const csv = text(given, 'csv')
  if (csv !== undefined) await writeFile(csv, tableOf(answers))
  if (isSet(given, 'json')) for (const answer of answers) terminal.out(JSON.stringify(answer))
  else if (csv === undefined) terminal.out(answers.length === 0 ? 'Nobody was asked: there is nobody of that kind.' : spoken(answers))
  else terminal.out(`${answers.length} answers written to ${csv}`)
  return 0
}

async function wishOf(given: Given, record: RunRecord, help: string): Promise<Wish> {
  const { inputs: { fromMs, wake }, untilMs } = record
  const asked = momentOption(given, 'at', fromMs)
  const file = text(given, 'survey')
  if (file !== undefined) {
    const others = ['who', 'archetype', 'everybody', 'sample', 'ask', 'choice', 'scale'].filter((name) => given.values[name] !== undefined)
    if (others.length > 0) throw new InvalidError(`--survey says whom and what: leave out ${others.map((name) => `--${name}`).join(', ')}.`)
    const stepMs = wake.kind === 'cycle' ? wake.minutes * 60_000 : null
    const { atMs, audience, questions } = parseSurvey({ file, text: await readText(file) }, { startMs: fromMs, endMs: untilMs, stepMs })
    return { atMs: asked !== undefined ? [asked] : atMs.length === 0 ? [null] : atMs, audience, questions }
  }
  const words = texts(given, 'ask')
  if (words.length === 0) throw new InvalidError(`Ask something: --ask or --survey.\n\n${usageOf(help)}`)
  return { atMs: [asked ?? null], audience: audienceIn(given), questions: words.map((ask, place) => questionIn(given, ask, place + 1)) }
}

function audienceIn(given: Given): Audience {
  const who = texts(given, 'who').flatMap((names) => names.split(',')).map((name) => name.trim().replace(/^@/, '')).filter((name) => name !== '')
  const archetype = text(given, 'archetype')
  const everybody = isSet(given, 'everybody')
  const sample = whole(given, 'sample', 1, 1_000_000) ?? null
  const said = [who.length > 0, archetype !== undefined, everybody].filter(Boolean).length
  if (said > 1) throw new InvalidError('Say whom once: --who, --archetype or --everybody.')
  if (who.length > 0) return { kind: 'named', who }
  if (archetype !== undefined) return { kind: 'archetype', archetype, sample }
  if (!everybody && sample === null) throw new InvalidError('Say whom to ask: --who NAME, --archetype NAME, --sample N or --everybody.')
  return { kind: 'everybody', sample }
}

function questionIn(given: Given, ask: string, number: number): Question {
  const choice = text(given, 'choice')?.split('|').map((option) => option.trim()).filter((option) => option !== '')
  const written = text(given, 'scale')
  const [, from, to, low = '', high = ''] = written === undefined ? [] : /^\s*(\d)\s*-\s*(\d{1,3})(?:\s+([^|]*?)\s*\|\s*(.*?))?\s*$/.exec(written) ?? []
  if (written !== undefined && from === undefined) throw new InvalidError(`--scale takes numbers such as 1-7, or "1-7 not at all | fully", not "${written}".`)
  if (choice !== undefined && written !== undefined) throw new InvalidError('An answer has one form: keep --choice or --scale.')
  const { success, data, error } = questionSchema.safeParse({
    ask, ...(choice === undefined ? {} : { choice }), ...(from === undefined ? {} : { scale: { from: Number(from), to: Number(to), low, high } }),
  })
  if (!success) throw new InvalidError(`${choice === undefined ? '--ask or --scale' : '--choice'}: ${error.issues[0]?.message}.`)
  return questionOf(data, number)
}

function spoken(answers: readonly Answer[]): string {
  let head = ''
  const lines: string[] = []
  for (const { atMs, ask, username, archetype, answer, fault } of answers) {
    const title = `${new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')}  ${ask}`
    if (title !== head) lines.push('', title)
    head = title
    const mark = answer?.choice ?? answer?.value ?? null
    lines.push(`  @${username}${archetype === null ? '' : ` (${archetype})`}${mark === null ? '' : ` [${mark}]`}: ${answer?.text ?? `no answer: ${fault}`}`)
  }
  return lines.slice(1).join('\n')
}

function tableOf(answers: readonly Answer[]): string {
  return stringify(answers.map(({ atMs, username, archetype, question, ask, answer, generator, fault }) => ({
    at: new Date(atMs).toISOString(), username, archetype, question, ask, choice: answer?.choice, value: answer?.value, text: answer?.text, generator, fault,
  })), { header: true })
}
