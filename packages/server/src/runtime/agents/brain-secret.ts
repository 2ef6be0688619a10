/** The secret that signs requests to an http brain: sealed where it is stored, shown once to who made it. */
import { randomBytes } from 'node:crypto'
import type { BrainConfig } from '@troupe/contract'
import type { Id } from '../../base/ids.ts'
import { open, seal } from '../../base/secrets.ts'

const SEALED = 'v1.'

/** As Standard Webhooks has them: `whsec_` and 24 bytes in base64. */
function newBrainSecret(): string {
  return `whsec_${randomBytes(24).toString('base64')}`
}

export function sealBrain(brain: BrainConfig, agentId: Id, key: Uint8Array): BrainConfig {
  if (brain.kind !== 'http' || brain.secret === undefined) return brain
  return { ...brain, secret: seal(brain.secret, key, context(agentId)) }
}

/** The secret to sign with, from the stored one. One that was never sealed is itself. */
export function openBrainSecret(stored: string, agentId: Id, key: Uint8Array): string {
  return stored.startsWith(SEALED) ? open(stored, key, context(agentId)) : stored
}

/** A new http brain gets a secret; a changed one keeps the one it has unless another is given. */
export function withSecret(brain: BrainConfig, before: BrainConfig | null): BrainConfig {
  if (brain.kind !== 'http' || brain.secret !== undefined) return brain
  return { ...brain, secret: (before?.kind === 'http' ? before.secret : undefined) ?? newBrainSecret() }
}

/** As the API shows it. */
export function withoutSecret(brain: BrainConfig): BrainConfig {
  if (brain.kind !== 'http') return brain
  const { secret: _secret, ...shown } = brain
  return shown
}

function context(agentId: Id): string {
  return `http-brain/${agentId}`
}
