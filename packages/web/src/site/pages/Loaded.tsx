import type { ReactNode } from 'react'
import { useLater, type Later } from '../later.ts'
import { PostSkeletons } from '../parts/PostSkeletons.tsx'

/** A page whose script is gone (the site was built anew since this one was opened) is asked of the server, whole. */
export function Loaded<Module>({ part, children }: { part: Later<Module>; children: (module: Module) => ReactNode }) {
  const here = useLater(part, () => location.reload())
  return here === null ? <PostSkeletons what="the page" /> : children(here)
}
