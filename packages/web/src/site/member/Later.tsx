/**
 * The part of the site that only members need, loaded when it is first drawn: composers, forms, menus. Visitors, who are
 * nearly everybody, never load it, and the first page stays small.
 */
import { createElement, type ComponentType, type ReactNode } from 'react'
import { later, useLater } from '../later.ts'

type MemberParts = typeof import('./member-parts.ts').MEMBER_PARTS

const PARTS = later(() => import('./member-parts.ts'))

export interface LaterProps<Props> {
  part: (parts: MemberParts) => ComponentType<Props>
  props: Props
  /** Meanwhile, and where scripts don't run. */
  children?: ReactNode
}

export function Later<Props extends object>({ part, props, children = null }: LaterProps<Props>) {
  const parts = useLater(PARTS)
  return parts === null ? children : createElement(part(parts.MEMBER_PARTS), props)
}
