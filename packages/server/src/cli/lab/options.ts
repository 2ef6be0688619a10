/** The words of the lab's commands as values; each says what it takes when it is given something else. */
import { readFile } from 'node:fs/promises'
import { graphModelSchema, type GraphModel } from '../../lab/graphs/graph-model.ts'
import { momentAt } from '../../lab/interventions/moment.ts'
import { InvalidError, MissingError } from '../../base/errors.ts'
import { usageOf, type Given } from '../command.ts'

export function text({ values }: Given, name: string): string | undefined {
  const value = values[name]
  return typeof value === 'string' ? value : undefined
}

export function texts({ values }: Given, name: string): readonly string[] {
  const value = values[name]
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : typeof value === 'string' ? [value] : []
}

export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new MissingError('file', path)
    throw error
  }
}

/** The one folder that a command is about. */
export function onlyRun({ positionals }: Given, help: string): string {
  const [path, ...more] = positionals
  if (path === undefined || more.length > 0) throw new InvalidError(`Name the folder of a run, one.\n\n${usageOf(help)}`)
  return path
}

export function isSet({ values }: Given, name: string): boolean {
  return values[name] === true
}

export function whole(given: Given, name: string, least: number, most: number): number | undefined {
  const written = text(given, name)
  if (written === undefined) return undefined
  const number = Number(written.replaceAll('_', ''))
  if (!Number.isInteger(number) || number < least || number > most) throw new InvalidError(`--${name} takes a whole number from ${least.toLocaleString('en')} to ${most.toLocaleString('en')}, not "${written}".`)
  return number
}

/** US dollars. */
export function amount(given: Given, name: string): number | undefined {
  const written = text(given, name)
  if (written === undefined) return undefined
  const value = Number(written)
  if (!(value >= 0 && value <= 1_000_000)) throw new InvalidError(`--${name} takes US dollars such as 2.50, not "${written}".`)
  return value
}

export function oneOf<Word extends string>(given: Given, name: string, words: readonly Word[]): Word | undefined {
  const written = text(given, name)
  if (written === undefined) return undefined
  const word = words.find((one) => one === written)
  if (word === undefined) throw new InvalidError(`--${name} takes one of ${words.join(', ')}, not "${written}".`)
  return word
}

/** `24`, `36h`, `2d` or `90m` as milliseconds; a bare number is hours. */
export function duration(given: Given, name: string): number | undefined {
  const written = text(given, name)
  if (written === undefined) return undefined
  const found = momentAt(/^\d+(?:\.\d+)?$/.test(written.trim()) ? `${written.trim()}h` : written, { startMs: 0, endMs: null, stepMs: null })
  if (found.kind === 'fault' || found.atMs <= 0) throw new InvalidError(`--${name} takes a time such as 48, 36h, 2d or 90m, not "${written}".`)
  return found.atMs
}

/** `12h` after the start, or an instant; simulated time, epoch milliseconds. */
export function momentOption(given: Given, name: string, startMs: number): number | undefined {
  const written = text(given, name)
  if (written === undefined) return undefined
  const found = momentAt(written, { startMs, endMs: null, stepMs: null })
  if (found.kind === 'fault') throw new InvalidError(`--${name}: ${found.message}.`)
  return found.atMs
}

export function instant(given: Given, name: string): number | undefined {
  const written = text(given, name)
  if (written === undefined) return undefined
  const atMs = Date.parse(written)
  if (Number.isNaN(atMs) || atMs < 0) throw new InvalidError(`--${name} takes a date such as 2026-01-05 or 2026-01-05T08:00:00Z, not "${written}".`)
  return atMs
}

/** `barabasi-albert:follows=3`; what has lists as JSON or as a file of it. */
export async function graph(given: Given, name: string): Promise<GraphModel | null> {
  const written = text(given, name)
  if (written === undefined) return null
  const inFile = written.endsWith('.json')
  const { success, data, error } = graphModelSchema.safeParse(inFile ? json(await readText(written), `${name} ${written}`) : written.trim().startsWith('{') ? json(written, name) : spelt(written))
  if (success) return data
  const models = 'erdos-renyi:edges=N, gilbert:probability=P, barabasi-albert:follows=N, watts-strogatz:neighbours=N,rewired=P; camps and stochastic-block as JSON or a .json file'
  const [issue] = error.issues
  const where = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.join('.')}: `
  throw new InvalidError(`--${name} "${written}": ${where}${issue?.message ?? 'no such model'}. It takes ${models}.`)
}

function spelt(written: string): Record<string, unknown> {
  const [model, settings = ''] = written.split(':', 2)
  return { model, ...Object.fromEntries(settings.split(',').filter((part) => part !== '').map((part) => {
    const [key, value] = part.split('=', 2)
    return [key?.trim() ?? '', Number(value)]
  })) }
}

function json(written: string, name: string): unknown {
  try {
    return JSON.parse(written)
  } catch {
    throw new InvalidError(`--${name} is not JSON: ${written.slice(0, 80)}`)
  }
}
