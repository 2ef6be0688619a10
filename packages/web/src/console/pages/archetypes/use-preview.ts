/** What the pack as written would make, asked for shortly after each change. The last sound answer stays in sight meanwhile. */
import type { PackFiles, PackPreview } from '@troupe/contract'
import { useEffect, useRef, useState } from 'react'
import { ARCHETYPES } from '../../data/addresses.ts'
import { causeOf, send } from '../../data/api.ts'

const ASK_AFTER_MS = 350

export interface Preview {
  readonly faults: PackPreview['faults']
  /** Null before the first sound answer. */
  readonly made: Pick<PackPreview, 'personas' | 'texts'> | null
  readonly cause: string | null
}

export function usePreview(files: PackFiles, archetype: string | undefined, seed: string): Preview {
  const [preview, setPreview] = useState<Preview>({ faults: [], made: null, cause: null })
  const newest = useRef(0)
  useEffect(() => {
    const asked = ++newest.current
    const timer = setTimeout(() => {
      send<PackPreview>('POST', `${ARCHETYPES}/preview`, { files, seed, ...(archetype === undefined ? {} : { archetype }) }).then(
        ({ faults, personas, texts }) => asked === newest.current && setPreview((before) => ({ faults, made: faults.length > 0 ? before.made : { personas, texts }, cause: null })),
        (error: unknown) => asked === newest.current && setPreview((before) => ({ ...before, cause: causeOf(error) })),
      )
    }, ASK_AFTER_MS)
    return () => clearTimeout(timer)
  }, [files, archetype, seed])
  return preview
}
