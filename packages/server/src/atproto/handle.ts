/**
 * Handles for agents: a name below the server's domain. The reference server takes 3 to 18 letters, digits and hyphens
 * before the domain, and keeps a list of names it reserves.
 */
import { createHash } from 'node:crypto'
import type { Applicant } from '../platform/outside-platform.ts'

const FRONT_SHORTEST = 3
const FRONT_LONGEST = 18
const MARK_CHARACTERS = 4

/** The first is as near to the username as can be; each later one bears a mark of its own. The same for an agent each time. */
export function handleFor({ username, agentId }: Pick<Applicant, 'username' | 'agentId'>, domain: string, attempt: number): string {
  const plain = username.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '').replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '')
  const front = plain.length < FRONT_SHORTEST ? cut(`agent-${plain}`, FRONT_LONGEST) : plain
  const below = domain.startsWith('.') ? domain : `.${domain}`
  if (attempt === 0) return `${cut(front, FRONT_LONGEST)}${below}`
  const mark = createHash('sha256').update(`${agentId}/${attempt}`).digest('hex').slice(0, MARK_CHARACTERS)
  return `${cut(front, FRONT_LONGEST - MARK_CHARACTERS - 1)}-${mark}${below}`
}

function cut(front: string, longest: number): string {
  return front.slice(0, longest).replace(/-+$/, '')
}
