/** Whether two contexts say the same. By hand: a rebuild asks it of every lead, and comparing them as text took half its time. */
import type { LeadContext } from './lead-context.ts'

type Plain = Readonly<Record<string, unknown>>

export function sameContext(a: LeadContext, b: LeadContext): boolean {
  return a.stage === b.stage && a.stageSinceMs === b.stageSinceMs && a.firstSeenMs === b.firstSeenMs && a.lastSeenMs === b.lastSeenMs && a.events === b.events && a.revenueMinor === b.revenueMinor
    && same(a.counts, b.counts) && same(a.lastAtMs, b.lastAtMs) && same(a.attributes, b.attributes) && same(a.marks as Plain, b.marks as Plain)
}

/** Values, lists of values, and records of either. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && same((a as Plain)[name], (b as Plain)[name]))
}
