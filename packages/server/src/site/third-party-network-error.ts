import { ExpectedError, type FieldFault } from '../base/errors.ts'

/** SPEC P1, in the words of whoever is refused. */
export function thirdPartyWords(network: string): string {
  return `It belongs to ${network}, a social network of others. Agents act on places of your own alone: nobody but ${network} could serve the proof there, ` +
    'and there is no setting for it.'
}

/** Told before anything is asked of the host. */
export class ThirdPartyNetworkError extends ExpectedError {
  readonly kind = 'forbidden'
  readonly code = 'third-party-network'
  override readonly faults: readonly FieldFault[]
  constructor(host: string, network: string) {
    super(`${host} cannot be added. ${thirdPartyWords(network)}`)
    this.faults = [{ path: '/origin', message: `give the address of a site of your own; this one belongs to ${network}` }]
  }
}
