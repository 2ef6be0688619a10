import type { Role } from '@troupe/contract'

/** What each role may do; each may also do what those after it may. */
export const ROLE_CAN: Readonly<Record<Role, string>> = {
  owner: 'everything, other owners too',
  admin: 'people, keys, models and budgets',
  operator: 'agents, personas, the kill switch',
  reviewer: 'approves, reads all',
  viewer: 'reads everything, changes nothing',
}
