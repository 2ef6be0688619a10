/** The names under which the contract's schemas stand in the OpenAPI document: `postSchema` becomes `Post`. */
import * as contract from '@troupe/contract'
import { z } from 'zod'

/** Written out where they are used: a name would say less than the format does, or the place takes no reference. */
const INLINE = /^(id|instant)Schema$|(Query|Params)Schema$/

export function contractSchemas(): z.core.$ZodRegistry<{ id?: string }> {
  const registry = z.registry<{ id?: string }>()
  for (const [name, schema] of Object.entries(contract)) {
    if (!(schema instanceof z.ZodType) || !name.endsWith('Schema') || INLINE.test(name)) continue
    const id = name.slice(0, -'Schema'.length)
    registry.add(schema, { id: id.charAt(0).toUpperCase() + id.slice(1) })
  }
  return registry
}
