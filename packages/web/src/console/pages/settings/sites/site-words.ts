import type { Site, SiteKind, SiteState } from '@troupe/contract'
import { counted } from '../../../../design/number-format.ts'

export const KIND_WORDS: Readonly<Record<SiteKind, string>> = { showcase: 'Showcase gallery', mastodon: 'Mastodon-API server', atproto: 'AT Protocol server' }

/** What signs in at a site of this kind, as its makers call it. */
export const SECRET_WORDS: Readonly<Record<SiteKind, string>> = { showcase: 'Service token', mastodon: 'Access token', atproto: 'Password' }

/** A proof is good for so long without a check that found it. */
const PROOF_LASTS_MS = 48 * 60 * 60_000

export function stateWord({ state, basis }: Pick<Site, 'state' | 'basis'>): string {
  return state === 'proved' && basis === 'private-network' ? 'private network' : STATE_WORDS[state]
}

const STATE_WORDS: Readonly<Record<SiteState, string>> = { proved: 'proved', unproven: 'not proved yet', lost: 'proof lost', refused: 'refused' }

/** Until when a site stays proved though its checks fail; null where nothing is failing. */
export function provedUntil({ state, fault, provedAt }: Pick<Site, 'state' | 'fault' | 'provedAt'>): string | null {
  return state === 'proved' && fault !== null && provedAt !== null ? new Date(Date.parse(provedAt) + PROOF_LASTS_MS).toISOString() : null
}

export function agentsWords({ total, running }: Site['agents']): string {
  if (total === 0) return 'no agents'
  return `${counted(total, 'agent', 'agents')}, ${running === 0 ? 'none at work' : `${running} at work`}`
}

const NAMES_SHOWN = 4

/** Whose tokens they are: "mira, tomas and 12 more". */
function tokenOwners({ count, usernames }: { count: number; usernames: readonly string[] }): string {
  const named = usernames.slice(0, NAMES_SHOWN)
  const left = count - named.length
  return left > 0 && named.length > 0 ? `${named.join(', ')} and ${left} more` : named.join(', ')
}

/** What there is to sign in with, on a site's row. */
export function credentialWords(credentials: Site['credentials']): string {
  if (credentials === null) return 'no credentials'
  const { tokens, ending } = credentials
  if (tokens !== null) return tokens.count === 0 ? 'no access tokens' : `${counted(tokens.count, 'access token', 'access tokens')}: ${tokenOwners(tokens)}`
  return ending === null ? 'credentials stored' : `credentials end in …${ending}`
}

/** The same in a form, as the beginning of a sentence. */
export function credentialSentence(kind: SiteKind, { tokens, ending }: NonNullable<Site['credentials']>): string {
  if (tokens !== null) return `${counted(tokens.count, 'access token is', 'access tokens are')} stored${tokens.count === 0 ? '' : ` (${tokenOwners(tokens)})`}`
  return `${SECRET_WORDS[kind]} ${ending === null ? 'is stored' : `ends in …${ending}`}`
}

export function removalWords({ name, agents: { total, running } }: Site): string[] {
  if (total === 0) return ['No agent acts there. Whoever wants it back adds it and proves it again, with another token.']
  return [
    `${counted(total, 'agent goes', 'agents go')} with it${running > 0 ? `, ${running} of them at work` : ''}, and what they kept in mind.`,
    `What they posted on ${name} stays there; only the site itself can delete that.`,
  ]
}

/** The host, as a name for a site that was given none. */
export function nameFor(origin: string): string {
  try {
    return new URL(origin.trim()).host
  } catch {
    return ''
  }
}
