import { z } from 'zod'

/** What can be set of every agent that ships. */
export const prefer = z.enum(['email', 'whatsapp', 'in-app', 'sms']).default('email').describe('which channel to try first')
export const experiment = z.string().trim().max(60).nullable().default(null).describe("the key of an experiment; its arms' texts are sent instead of the agent's own")
export const delay = (standard: string) => z.string().trim().regex(/^\d{1,4}\s*[smhdw]$/, 'a number and s, m, h, d or w, such as 30m').default(standard)
