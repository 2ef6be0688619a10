/**
 * Whether a filter of a trigger is one: JSONLogic (jsonlogic.com) over `{event, context, consumer}`, kept to the part of it that
 * only looks. Here, so that whoever types one is told at once what the server would refuse it for, and where.
 */

/** Deep enough for any condition that a person can read. */
const DEPTH_MOST = 12
const NODES_MOST = 300
const TEXT_LONGEST = 500

const LOOKS = new Set(['var', 'missing', 'missing_some'])
const LISTS = new Set(['some', 'all', 'none'])
const PLAIN = new Set(['==', '===', '!=', '!==', '!', '!!', 'or', 'and', 'if', '?:', '<', '<=', '>', '>=', 'max', 'min', '+', '-', '*', '/', '%', 'in'])
/** Every operator there is. */
export const FILTER_OPERATORS: readonly string[] = [...PLAIN, ...LOOKS, ...LISTS]
/** What there is to look at. */
export const FILTER_FIELDS = {
  event: ['type', 'source', 'at', 'payload', 'counted', 'nth', 'isFirst', 'hoursAway'],
  context: ['stage', 'stageBefore', 'stageSince', 'firstSeenAt', 'lastSeenAt', 'events', 'counts', 'lastAt', 'revenueMinor', 'attributes'],
  consumer: ['id', 'creatorId', 'externalId', 'name', 'email', 'phone', 'whatsapp', 'timezone', 'locale', 'tags', 'consents'],
} as const
/** Whose names below are the sender's own. */
const OPEN: ReadonlySet<string> = new Set(['event.payload', 'context.counts', 'context.lastAt', 'context.attributes', 'consumer.tags', 'consumer.consents'])
const UNREACHABLE = new Set(['__proto__', 'constructor', 'prototype'])

export type TriggerFilter = Readonly<Record<string, unknown>>

/** `path` is a JSON pointer, `message` how to mend it. */
export interface FilterFault { readonly path: string; readonly message: string }

export interface CheckedFilter {
  readonly faults: readonly FilterFault[]
  /** Paths of the lists it goes through. */
  readonly lists: readonly (readonly string[])[]
}

/** Everything that is wrong with it; `at` is the JSON pointer to the filter itself. */
export function checkFilter(filter: TriggerFilter, at: string): CheckedFilter {
  const check = new Check()
  check.node(filter, at, 1, false)
  return check
}

class Check {
  readonly faults: FilterFault[] = []
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
      if (!PLAIN.has(operator)) return this.#fault(at, `there is no operator "${operator}"; there are ${FILTER_OPERATORS.join(' ')}`)
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
    if (!inList) this.#known(path, parts, at)
  }

  #known(path: string, [root = '', field, ...below]: readonly string[], at: string): void {
    const fields: readonly string[] | undefined = Object.hasOwn(FILTER_FIELDS, root) ? FILTER_FIELDS[root as keyof typeof FILTER_FIELDS] : undefined
    if (fields === undefined) return this.#fault(at, `"${path}" is not there; a path begins with event, context or consumer`)
    if (field === undefined) return
    if (!fields.includes(field)) return this.#fault(at, `"${path}" is not there; ${root} has ${fields.join(', ')}`)
    if (below.length > 0 && !OPEN.has(`${root}.${field}`)) this.#fault(at, `"${path}" leads nowhere: "${root}.${field}" is a plain value`)
  }

  #fault(path: string, message: string): void {
    this.faults.push({ path, message })
  }
}
