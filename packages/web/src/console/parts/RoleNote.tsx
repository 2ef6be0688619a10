import type { Role } from '@troupe/contract'
import { LockKeyhole } from 'lucide-react'
import type { ReactNode } from 'react'
import { EmptyState } from '../../design/EmptyState.tsx'
import { useMay, useMe } from '../data/queries.ts'
import { Note } from './Note.tsx'

function reasonOf(what: string, needs: Role, role: Role | undefined): string {
  return `${what} takes the role ${needs} or above${role === undefined ? '' : `; yours is ${role}`}. Owners and admins give roles under Settings, People.`
}

/** Over fields that one may read but not change. */
export function RoleNote({ what, needs, className }: { what: string; needs: Role; className?: string }) {
  const me = useMe()
  if (useMay(needs)) return null
  return <Note {...(className === undefined ? {} : { className })}>{reasonOf(what, needs, me?.role)}</Note>
}

/** Instead of a page that is of no use to one's role. */
export function ForRole({ what, needs, children }: { what: string; needs: Role; children: ReactNode }) {
  const me = useMe()
  if (useMay(needs)) return children
  return <EmptyState icon={<LockKeyhole size={22} />} title={`For the role ${needs} and above`}>{reasonOf(what, needs, me?.role)}</EmptyState>
}
