/**
 * Filters of triggers: JSONLogic (jsonlogic.com) over `{event, context, consumer}`, kept to the part of it that only looks. A
 * filter is refused when it is saved, with where the fault is: an operator that is not known here, a path to something that is
 * not there, more than a bound. Run, it has no side effects, cannot reach a prototype, and takes time in proportion to its
 * own size and to the longest list in the payload: lists are gone through by `some`, `all` and `none`, which do not nest.
 * What it cannot compare (a word with a number) does not match.
 */
import { LogicEngine } from 'json-logic-engine'
import { must, type FieldFault } from '../../base/errors.ts'

/** Deep enough for any condition that a person can read. */
const DEPTH_MOST = 12
const NODES_MOST = 300
const TEXT_LONGEST = 500
/** Of lists in a payload that `some`, `all` and `none` go through. */
const LIST_LONGEST = 1_000

const LOOKS = new Set(['var', 'missing', 'missing_some'])
const LISTS = new Set(['some', 'all', 'none'])
const PLAIN = new Set(['==', '===', '!=', '!==', '!', '!!', 'or', 'and', 'if', '?:', '<', '<=', '>', '>=', 'max', 'min', '+', '-', '*', '/', '%', 'in'])
const KNOWN = [...PLAIN, ...LOOKS, ...LISTS]
const ROOTS: ReadonlySet<string> = new Set(['event', 'context', 'consumer'])
const UNREACHABLE = new Set(['__proto__', 'constructor', 'prototype'])

export type TriggerFilter = Readonly<Record<string, unknown>>

/** What a filter looks at; times are ISO, so that they compare as words do. */
export interface FilterFacts {
  readonly event: Readonly<Record<string, unknown>>
  readonly context: Readonly<Record<string, unknown>>
  readonly consumer: Readonly<Record<string, unknown>>
}

/** Everything that is wrong with it; `at` is the JSON pointer to the filter itself. */
export function filterFaults(filter: TriggerFilter, at: string): FieldFault[] {
  const check = new Check()
  check.node(filter, at, 1, false)
  return check.faults
}

class Check {
  readonly faults: FieldFault[] = []
  /** Paths of the lists it goes through. */
  readonly lists: (readonly string[])[] = []
  #nodes = 0

  node(value: unknown, at: string, depth: number, inList: boolean): void {
    this.#nodes += 1
    if (this.#nodes === NODES_MOST + 1) this.#fault(at, `shorten the filter: it has more than ${NODES_MOST} parts`)
    if (this.#nodes > NODES_MOST) return
    if (depth > DEPTH_MOST) return this.#fault(at, `it is nested more than ${DEPTH_MOST} deep`)
    if (typeof value === 'string' && value.length > TEXT_LONGEST) return this.#fault(at, `at most ${TEXT_LONGEST} characters`)
    if (Array.isArray(value)) return value.forEach((one, place) => this.node(one, `${at}/${place}`, depth + 1, inList))
    if (typeof value !== 'object' || value === null) return
    const [operator, ...more] = Object.keys(value)
    if (operator === undefined || more.length > 0) return this.#fault(at, 'an object holds one operator, such as {"==": [{"var": "context.stage"}, "new"]}')
    this.#operator(operator, (value as TriggerFilter)[operator], `${at}/${operator.replaceAll('~', '~0').replaceAll('/', '~1')}`, depth, inList)
  }

  #operator(operator: string, given: unknown, at: string, depth: number, inList: boolean): void {
    if (operator === 'var') return this.#var(given, at, depth, inList)
    if (LOOKS.has(operator)) return [given].flat(2).forEach((path) => typeof path === 'number' ? undefined : this.#path(path, at, inList))
    if (!LISTS.has(operator)) {
      if (!PLAIN.has(operator)) return this.#fault(at, `there is no operator "${operator}"; there are ${KNOWN.join(' ')}`)
      return this.node(given, at, depth + 1, inList)
    }
    if (inList) return this.#fault(at, `${operator} does not go within another some, all or none`)
    const list = Array.isArray(given) && given.length === 2 ? (given[0] as { readonly var?: unknown } | null)?.var : undefined
    if (!Array.isArray(given) || typeof list !== 'string') return this.#fault(at, `${operator} takes a list and a condition, such as [{"var": "event.payload.items"}, {"==": [{"var": "name"}, "Coaching"]}]`)
    this.#path(list, `${at}/0/var`, false)
    this.lists.push(list.split('.'))
    this.node(given[1], `${at}/1`, depth + 1, true)
  }

  #var(given: unknown, at: string, depth: number, inList: boolean): void {
    if (!Array.isArray(given)) return this.#path(given, at, inList)
    this.#path(given[0], `${at}/0`, inList)
    if (given.length > 1) this.node(given[1], `${at}/1`, depth + 1, inList)
  }

  #path(path: unknown, at: string, inList: boolean): void {
    // Within some, all and none the path begins at the list's item; empty, it is the item itself.
    if (inList && (path === '' || typeof path === 'number')) return
    if (typeof path !== 'string' || path.length > 200) return this.#fault(at, 'name what to look at as text, such as "event.payload.service"')
    const parts = path.split('.')
    if (parts.some((part) => UNREACHABLE.has(part) || part === '' || part.includes('/'))) return this.#fault(at, `"${path}" leads nowhere`)
    if (!inList && !ROOTS.has(parts[0] ?? '')) this.#fault(at, `"${path}" is not there; a path begins with event, context or consumer`)
  }

  #fault(path: string, message: string): void {
    this.faults.push({ path, message })
  }
}

/** The operators above and nothing else: what an engine does not have, it cannot be made to run. */
const METHODS = Object.fromEntries(KNOWN.map((name) => [name, must((new LogicEngine().methods as Record<string, unknown>)[name], `the operator ${name}`)]))
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
  const check = new Check()
  check.node(filter, '', 1, false)
  const matches = check.faults.length > 0 ? () => false : runner(filter, check.lists)
  compiled.set(key, matches)
  return matches
}

function runner(filter: TriggerFilter, lists: Check['lists']): (facts: FilterFacts) => boolean {
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
