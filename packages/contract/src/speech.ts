/** Speech: what an archetype has to say, as data, for the rehearsal model. */
import { z } from 'zod'

export const speechSchema = z.looseObject({})
export type Speech = z.infer<typeof speechSchema>
