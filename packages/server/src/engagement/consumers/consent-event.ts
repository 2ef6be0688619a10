/** What a person says of a lead's consent, as the event that carries it out: the intake writes the record, and what stands. */
import type { ConsentChange } from '@troupe/contract'
import { InvalidError } from '../../base/errors.ts'
import type { OwnEvent } from '../events/intake.ts'

export function consentEvent(lead: Pick<OwnEvent, 'workspaceId' | 'creatorId' | 'consumerId'>, { channel, status, source, at, proof }: ConsentChange, nowMs: number): OwnEvent {
  return {
    ...lead, type: status === 'granted' ? 'consent_granted' : 'consent_withdrawn', payload: { channel, source, ...(proof === undefined ? {} : { proof }) }, source: 'api', atMs: at === undefined ? nowMs : Date.parse(at),
  }
}

export function refuseFuture(consents: readonly ConsentChange[], nowMs: number): void {
  const place = consents.findIndex(({ at }) => at !== undefined && Date.parse(at) > nowMs)
  if (place !== -1) throw new InvalidError('Consent cannot have been given in the future.', [{ path: `/consents/${place}/at`, message: 'a time gone by, or leave it out for now' }])
}
