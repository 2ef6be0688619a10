import { ExpectedError } from '../../base/errors.ts'

/** Something that claims to come from a vendor, and is not signed as what comes from there is. Nothing of it is believed. */
export class ForgedReceiptError extends ExpectedError {
  readonly kind = 'unauthenticated'
  readonly code = 'bad-signature'
  constructor(vendor: string, mend: string) {
    super(`This is not signed by ${vendor} as it is set up here. ${mend}`)
  }
}
