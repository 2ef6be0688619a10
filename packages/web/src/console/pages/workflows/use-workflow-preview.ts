/** What the workflow as written would make, asked for shortly after each change. The last sound image stays in sight meanwhile. */
import type { WorkflowPreview } from '@troupe/contract'
import { useEffect, useRef, useState } from 'react'
import { WORKFLOW_PREVIEW } from '../../data/addresses.ts'
import { causeOf, send } from '../../data/api.ts'
import type { Draft } from './draft-steps.ts'

const ASK_AFTER_MS = 400

export interface ShownPreview {
  readonly faults: WorkflowPreview['faults']
  readonly image: { readonly blob: Blob; readonly alt: string } | null
  /** Why there is no newer one. */
  readonly reason: string | null
  readonly drawing: boolean
}

export function useWorkflowPreview(draft: Draft, seed: string, wanted: boolean): ShownPreview {
  const [told, setTold] = useState<Omit<ShownPreview, 'drawing'> & { readonly of: { readonly draft: Draft; readonly seed: string } | null }>({ faults: [], image: null, reason: null, of: null })
  const newest = useRef(0)
  useEffect(() => {
    if (!wanted) return
    const asked = ++newest.current
    const of = { draft, seed }
    const timer = setTimeout(() => {
      send('POST', WORKFLOW_PREVIEW, { workflow: draft, seed }).then(
        ({ faults, image, reason }: WorkflowPreview) => {
          if (asked === newest.current) setTold((before) => ({ faults, reason, of, image: image === null ? before.image : { blob: blobOf(image), alt: image.description.alt } }))
        },
        (error: unknown) => asked === newest.current && setTold((before) => ({ ...before, reason: causeOf(error), of })),
      )
    }, ASK_AFTER_MS)
    return () => clearTimeout(timer)
  }, [draft, seed, wanted])
  return { ...told, drawing: wanted && (told.of?.draft !== draft || told.of.seed !== seed) }
}

function blobOf({ base64, format }: NonNullable<WorkflowPreview['image']>): Blob {
  return new Blob([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))], { type: `image/${format}` })
}
