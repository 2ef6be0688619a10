/**
 * The people read so far, under every name an edge may call them by: the username as their file wrote it, the one they got,
 * their id. A name that two files give to two people is nobody's.
 */
import type { PersonaDraft } from '@troupe/contract/persona'
import { InvalidError } from '../../base/errors.ts'

export const PERSONAS_MOST = 1_000_000

const AMBIGUOUS = -1

export class Members {
  readonly personas: PersonaDraft[] = []
  readonly #byName = new Map<string, number>()
  readonly #byId = new Map<string, number>()

  /** The member's number, from 0. */
  add(persona: PersonaDraft, names: readonly string[], id: string): number {
    if (this.personas.length === PERSONAS_MOST) throw new InvalidError(`The files hold more than ${PERSONAS_MOST} people.`, [], 'import-too-large')
    const member = this.personas.push(persona) - 1
    for (const name of new Set([persona.username, ...names].map(keyOf))) if (name !== '') claim(this.#byName, name, member)
    if (id !== '') claim(this.#byId, id, member)
    return member
  }

  /** Usernames go before ids, since people are told apart by them. */
  find(called: string): number | 'nobody' | 'several' {
    const member = this.#byName.get(keyOf(called)) ?? this.#byId.get(called)
    if (member === undefined) return 'nobody'
    return member === AMBIGUOUS ? 'several' : member
  }
}

function keyOf(name: string): string {
  return name.trim().replace(/^@/, '').toLowerCase()
}

function claim(names: Map<string, number>, name: string, member: number): void {
  const owner = names.get(name)
  names.set(name, owner === undefined || owner === member ? member : AMBIGUOUS)
}
