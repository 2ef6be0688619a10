/**
 * Has a sales profile written: by the model that is set for it, asked a second time with what was wrong; by code from the source
 * where none is set or none gives anything to use. Never without a profile, and every try is told.
 */
import type { OnboardingLogEntry, SalesProfile } from '@troupe/contract'
import type { ModelPort, ModelReply } from '../../llm/model-port.ts'
import { profileOf, readReply, type WrittenProfile } from './profile-reply.ts'
import { profileRequest } from './profile-request.ts'
import { proseProfile } from './prose-profile.ts'
import type { SourceProfile } from './source-profile.ts'

const REHEARSAL = 'rehearsal'
const ASKED_MOST = 2

export type Tried = Pick<OnboardingLogEntry, 'attempt' | 'outcome' | 'ms' | 'raw' | 'error' | 'generator' | 'costMicros'>

export interface Writing {
  readonly profile: SalesProfile
  readonly generator: string
}

export async function writeProfile(source: SourceProfile, port: ModelPort, signal: AbortSignal, tell: (tried: Tried) => Promise<void>): Promise<Writing> {
  const prose = proseProfile(source)
  let faults: string | null = null
  for (let attempt = 1; attempt <= ASKED_MOST; attempt++) {
    const reply = await port.ask(profileRequest(source, faults), signal)
    signal.throwIfAborted()
    const facts = { attempt, ms: msOf(reply), raw: rawOf(reply), generator: generatorOf(reply), costMicros: costOf(reply) }
    if (facts.generator === REHEARSAL) {
      await tell({ ...facts, outcome: 'ok', raw: JSON.stringify({ ...prose, described: Object.fromEntries(prose.described) }), error: null })
      return { profile: profileOf(prose, source), generator: REHEARSAL }
    }
    if (reply.kind !== 'answered') {
      await tell({ ...facts, outcome: 'failed', error: reply.message })
      if (reply.kind === 'exhausted' || reply.reason !== 'malformed') break
      faults = reply.message
      continue
    }
    const { written, faults: found } = readReply(reply.value)
    if (isWhole(written)) {
      await tell({ ...facts, outcome: attempt === 1 ? 'ok' : 'repaired', error: null })
      return { profile: profileOf(written, source), generator: reply.generator }
    }
    faults = found.join('; ')
    // What it got right is kept, and the rest written here, when it won't do better.
    const last = attempt === ASKED_MOST && Object.keys(written).length > 1
    await tell({ ...facts, outcome: last ? 'repaired' : 'failed', error: last ? `${faults}; these were written from the profile instead` : faults })
    if (last) return { profile: profileOf({ ...prose, ...written }, source), generator: reply.generator }
  }
  await tell({ attempt: ASKED_MOST + 1, outcome: 'fallback', ms: 0, raw: null, error: 'No model gave anything to use, so the profile was written from what the source says.', generator: REHEARSAL, costMicros: 0 })
  return { profile: profileOf(prose, source), generator: REHEARSAL }
}

function isWhole(written: Partial<WrittenProfile>): written is WrittenProfile {
  const { summary, pitch, targetAudience, valuePropositions, agentInstructions, objections, pricing } = written
  return [summary, pitch, targetAudience, valuePropositions, agentInstructions, objections, pricing].every((field) => field !== undefined)
}

function generatorOf(reply: ModelReply): string | null {
  if (reply.kind === 'answered') return reply.generator
  const last = reply.attempts.at(-1)
  if (last === undefined) return null
  return last.provider === REHEARSAL ? REHEARSAL : `${last.provider}:${last.model}`
}

function rawOf(reply: ModelReply): string | null {
  return reply.kind === 'answered' ? reply.text === '' ? JSON.stringify(reply.value) : reply.text : null
}

function msOf({ attempts }: ModelReply): number {
  return attempts.reduce((sum, { ms }) => sum + ms, 0)
}

/** Null where a try has no price: then the whole is unknown. */
function costOf({ attempts }: ModelReply): number | null {
  return attempts.reduce<number | null>((sum, { costMicros }) => (sum === null || costMicros === null ? null : sum + costMicros), 0)
}
