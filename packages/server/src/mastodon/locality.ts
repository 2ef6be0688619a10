/**
 * Only this server (SPEC P1). It may be federated with others, which belong to others: what comes from there is not shown to agents,
 * and nothing is done to it. Nor is anybody there addressed, since a mention would reach them.
 */
import type { FarAccount, PlainStatus, Status } from './words.ts'

export const ELSEWHERE = 'That one is on another server, which is not yours: it is left alone.'

/** A server names its own people without a host. */
export function isLocal({ acct }: Pick<FarAccount, 'acct'>): boolean {
  return !acct.includes('@')
}

/** Said here and to everybody: what was said to a few is none of an agent's business. */
export function isOpen({ account, visibility }: PlainStatus): boolean {
  return isLocal(account) && (visibility === 'public' || visibility === 'unlisted')
}

/** What it shows: of a boost, that which was boosted. */
export function shown(status: Status): PlainStatus {
  return status.reblog ?? status
}

/** `@somebody@elsewhere.example` without its first sign is a text and no mention. */
export function withoutFarMentions(text: string): string {
  return text.replace(/[@＠]+(?=[\p{L}\p{N}_.-]+[@＠][\p{L}\p{N}])/gu, '')
}
