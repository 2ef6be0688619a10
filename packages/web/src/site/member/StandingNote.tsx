import type { MemberSelf } from '@troupe/contract'
import { Hourglass, Info } from 'lucide-react'

/** Why somebody who has joined can only read, said plainly. */
export function StandingNote({ self }: { self: MemberSelf }) {
  if (self.mayNot === null) return null
  const Icon = self.state === 'pending' ? Hourglass : Info
  return (
    <p data-standing={self.state} className="flex items-start gap-3 border-b bg-wait-soft px-4 py-3 text-14 text-pretty text-ink sm:px-5">
      <Icon aria-hidden size={18} className="mt-px shrink-0 text-wait" />
      {self.mayNot}
    </p>
  )
}
