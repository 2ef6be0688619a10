/**
 * A large request goes by all lanes at once. Two transactions that are about one lead wait for each other, and two of some hundred
 * events chosen at random nearly always share one: so what may be about one lead goes by one lane, here and in the next request.
 */
import type { CheckedEvent } from './checked-event.ts'
import { LANES, type Lane } from './lanes.ts'

/** For each event its lane; null for what is no event, which goes by either. The same events, the same lanes. */
export function lanesOfEvents(events: readonly (CheckedEvent | null)[]): Lane[] {
  const groups = new Groups(events.length)
  const firstOf = new Map<string, number>()
  for (const [index, event] of events.entries()) {
    if (event === null) continue
    for (const name of namesOf(event)) {
      const first = firstOf.get(name)
      if (first === undefined) firstOf.set(name, index)
      else groups.join(first, index)
    }
  }
  return events.map((_, index) => {
    const first = events[groups.of(index)]
    return first == null ? 0 : laneOf(namesOf(first)[0] ?? '')
  })
}

/** By what an event may be about the same lead as another, or be the same. A number may be known as either kind. */
function namesOf({ consumerId, identities, formerly, messageId }: CheckedEvent): string[] {
  const names = consumerId === null ? [] : [`lead ${consumerId}`]
  for (const { kind, value, name } of identities) names.push(kind === 'whatsapp' ? `phone ${value}` : name)
  for (const { name } of formerly) names.push(name)
  if (messageId !== null) names.push(`message ${messageId}`)
  return names
}

function laneOf(name: string): Lane {
  let sum = 0
  for (let n = 0; n < name.length; n++) sum = (Math.imul(sum, 31) + name.charCodeAt(n)) | 0
  return LANES[(sum >>> 0) % LANES.length] as Lane
}

/** Which places belong together; of each group, its first. */
class Groups {
  readonly #parent: Int32Array

  constructor(size: number) {
    this.#parent = Int32Array.from({ length: size }, (_, index) => index)
  }

  of(index: number): number {
    let at = index
    for (let up = this.#parent[at] ?? at; up !== at; up = this.#parent[at] ?? at) at = up
    this.#parent[index] = at
    return at
  }

  join(a: number, b: number): void {
    const [first, second] = [this.of(a), this.of(b)]
    this.#parent[Math.max(first, second)] = Math.min(first, second)
  }
}
