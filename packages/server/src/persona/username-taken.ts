import { ExpectedError, type FieldFault } from '../base/errors.ts'

/** Another persona of the workspace is called that, in whatever case. */
export class UsernameTakenError extends ExpectedError {
  readonly kind = 'conflict'
  readonly code = 'username-taken'
  override readonly faults: readonly FieldFault[]
  constructor(username: string) {
    super(`There is a persona ${username} in this workspace already.`)
    this.faults = [{ path: '/username', message: 'choose another' }]
  }
}

/** PostgreSQL's code for a unique index that refused, and which one. */
export function refusedBy(error: unknown, index: string): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505' && 'constraint' in error && error.constraint === index
}
