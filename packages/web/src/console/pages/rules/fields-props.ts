import type { RuleValues } from './rule-values.ts'

/** What each part of the form needs of it. */
export interface RuleFieldsProps {
  values: RuleValues
  set(patch: Partial<RuleValues>): void
  faultOf(path: string): string | null
  touch(path: string): void
}
