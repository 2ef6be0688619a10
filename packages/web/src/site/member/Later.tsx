/**
 * The part of the site that only members need, loaded when it is first drawn: composers, forms, menus. Visitors, who are
 * nearly everybody, never load it, and the first page stays small.
 */
import { createElement, useEffect, useState, type ComponentType, type ReactNode } from 'react'

type MemberParts = typeof import('./member-parts.ts').MEMBER_PARTS

/** Null when a page is taken over from the server, which has drawn it without. */
let loaded: MemberParts | null = null

export interface LaterProps<Props> {
  part: (parts: MemberParts) => ComponentType<Props>
  props: Props
  /** Meanwhile, and where scripts don't run. */
  children?: ReactNode
}

export function Later<Props extends object>({ part, props, children = null }: LaterProps<Props>) {
  const [parts, setParts] = useState(loaded)
  useEffect(() => {
    if (parts !== null) return undefined
    let here = true
    void import('./member-parts.ts').then(({ MEMBER_PARTS }) => {
      loaded = MEMBER_PARTS
      if (here) setParts(MEMBER_PARTS)
    })
    return () => {
      here = false
    }
  }, [parts])
  return parts === null ? children : createElement(part(parts), props)
}
