import type { z } from 'zod'
import type { tokenSchema } from '@troupe/contract'
import { must } from '../../base/errors.ts'
import type { OpenedSession } from '../../people/sessions.ts'

/** A session as a program is told of it. */
export function bearer(session: OpenedSession | undefined): z.output<typeof tokenSchema> {
  const { token, expiresAtMs } = must(session, 'the session just opened')
  return { accessToken: token, tokenType: 'bearer', expiresAt: new Date(expiresAtMs).toISOString() }
}
