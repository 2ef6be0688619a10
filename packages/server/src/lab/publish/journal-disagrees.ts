import { ExpectedError } from '../../base/errors.ts'

/** The journal is whole, but what it tells cannot have happened by the feed's rules: it is of another Troupe, or of other people. */
export class JournalDisagreesError extends ExpectedError {
  readonly kind = 'invalid'
  readonly code = 'journal-disagrees'

  constructor(record: number, what: string) {
    super(`Record ${record} of the journal does not follow from those before it: ${what}. Nothing was published.`)
  }
}
