/** Triggers as they are typed: the filter is text until it is JSON, and empty where every event of the type is meant. */
import { agentDraftSchema, checkFilter, type AgentTrigger, type TriggerFilter } from '@troupe/contract'
import { sentence } from '../../forms/fault-words.ts'

export interface TriggerValue { eventType: string; filter: string }

export function triggerValues(triggers: readonly AgentTrigger[]): TriggerValue[] {
  return triggers.map(({ eventType, filter }) => ({ eventType, filter: filter === null ? '' : JSON.stringify(filter, null, 2) }))
}

/** As the API takes them; what is no JSON stays text, which the schema refuses. */
export function triggersOf(values: readonly TriggerValue[]): unknown[] {
  return values.map(({ eventType, filter }) => ({ eventType, filter: filter.trim() === '' ? null : readJson(filter) ?? filter }))
}

export interface FilterWords { readonly line: number; readonly column: number; readonly message: string }

/** What is wrong with a filter that somebody types, at the line where it stands as far as that can be told. */
export function filterWords(text: string): FilterWords[] {
  if (text.trim() === '') return []
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch (error) {
    return [{ ...placeOf(text, error), message: `This is no JSON yet: ${sentence(error instanceof Error ? error.message.replace(/^JSON\.parse: | in JSON at position.*$| \(line.*$/g, '') : 'something is missing')}` }]
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read)) return [{ line: 1, column: 1, message: 'A filter is an object with one operator, such as {"==": [{"var": "context.stage"}, "new"]}.' }]
  return checkFilter(read as TriggerFilter, '').faults.map(({ path, message }) => ({ ...lineOf(text, path), message: sentence(message) }))
}

/** Both filters at once. */
export function withFilter(text: string, added: TriggerFilter): string {
  const before = text.trim() === '' ? null : readJson(text)
  const all = before === null || before === undefined ? added : 'and' in before && Array.isArray(before.and) ? { and: [...before.and as unknown[], added] } : { and: [before, added] }
  return JSON.stringify(all, null, 2)
}

/** The triggers of a draft as its schema has them, and the faults of their filters in their place. */
export const checkedTriggers = agentDraftSchema.shape.triggers.superRefine((triggers, context) => {
  for (const [place, { filter }] of (triggers ?? []).entries()) {
    for (const { message } of filter === null ? [] : checkFilter(filter, '').faults.slice(0, 1)) context.addIssue({ code: 'custom', path: [place, 'filter'], message })
  }
})

function readJson(text: string): Record<string, unknown> | undefined {
  try {
    const read: unknown = JSON.parse(text)
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? read as Record<string, unknown> : undefined
  } catch {
    return undefined
  }
}

function placeOf(text: string, error: unknown): { line: number; column: number } {
  const [, position] = /position (\d+)/.exec(String(error)) ?? []
  const before = text.slice(0, position === undefined ? text.length : Number(position)).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

/** The last name of the path that stands in the text as a key; the first line where none does. */
function lineOf(text: string, path: string): { line: number; column: number } {
  const names = path.split('/').filter((part) => part !== '' && !/^\d+$/.test(part)).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
  for (const name of names.toReversed()) {
    const at = text.indexOf(JSON.stringify(name))
    if (at >= 0) return placeOf(text, `position ${at}`)
  }
  return { line: 1, column: 1 }
}
