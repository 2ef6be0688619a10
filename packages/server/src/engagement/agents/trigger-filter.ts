/**
 * Filters of triggers: JSONLogic (jsonlogic.com) over `{event, context, consumer}`, kept to the part of it that only looks. A
 * filter is refused when it is saved, with where the fault is: an operator that is not known here, a path to something that is
 * not there, more than a bound. Run, it has no side effects, cannot reach a prototype, and takes time in proportion to its
 * own size and to the longest list in the payload: lists are gone through by `some`, `all` and `none`, which do not nest.
 * What it cannot compare (a word with a number) does not match.
 */
import { checkFilter, FILTER_OPERATORS, type CheckedFilter, type TriggerFilter } from '@troupe/contract'
import { LogicEngine } from 'json-logic-engine'
import { must, type FieldFault } from '../../base/errors.ts'

/** Of lists in a payload that `some`, `all` and `none` go through. */
const LIST_LONGEST = 1_000

/** What a filter looks at; times are ISO, so that they compare as words do. */
export interface FilterFacts {
  readonly event: Readonly<Record<string, unknown>>
  readonly context: Readonly<Record<string, unknown>>
  readonly consumer: Readonly<Record<string, unknown>>
}

/** Everything that is wrong with it; `at` is the JSON pointer to the filter itself. */
export function filterFaults(filter: TriggerFilter, at: string): FieldFault[] {
  return [...checkFilter(filter, at).faults]
}

/** The operators above and nothing else: what an engine does not have, it cannot be made to run. */
const METHODS = Object.fromEntries(FILTER_OPERATORS.map((name) => [name, must((new LogicEngine().methods as Record<string, unknown>)[name], `the operator ${name}`)]))
const OPTIONS = { disableInline: true, disableInterpretedOptimization: false, permissive: false }

const ALWAYS = (): boolean => true
/** Most agents of a kind have the same filter. */
const compiled = new Map<string, (facts: FilterFacts) => boolean>()
const COMPILED_MOST = 5_000

/** The filter as a function, of one that has no faults; it never throws. */
export function compileFilter(filter: TriggerFilter | null): (facts: FilterFacts) => boolean {
  if (filter === null) return ALWAYS
  const key = JSON.stringify(filter)
  const known = compiled.get(key)
  if (known !== undefined) return known
  if (compiled.size >= COMPILED_MOST) compiled.clear()
  // One that came into the table by another way than the API: it matches nothing, rather than run.
  const { faults, lists } = checkFilter(filter, '')
  const matches = faults.length > 0 ? () => false : runner(filter, lists)
  compiled.set(key, matches)
  return matches
}

function runner(filter: TriggerFilter, lists: CheckedFilter['lists']): (facts: FilterFacts) => boolean {
  // An engine each: one that is given many filters gives up keeping what it has worked out of them.
  const engine = new LogicEngine(METHODS, OPTIONS)
  return (facts) => {
    try {
      if (lists.some((path) => lengthAt(facts, path) > LIST_LONGEST)) return false
      return Boolean(engine.truthy(engine.run(filter, facts)))
    } catch {
      return false
    }
  }
}

function lengthAt(facts: FilterFacts, path: readonly string[]): number {
  let found: unknown = facts
  for (const part of path) found = (found as Readonly<Record<string, unknown>> | null | undefined)?.[part]
  return Array.isArray(found) || typeof found === 'string' ? found.length : 0
}
