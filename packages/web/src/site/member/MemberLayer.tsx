/** What lies over a page: the invitation to join, and a quiet word when something did not work. */
import { X } from 'lucide-react'
import { Later } from './Later.tsx'
import { useMemberStore } from './use-member.ts'

export function MemberLayer() {
  const member = useMemberStore()
  const invited = member.invited()
  const word = member.word()
  return (
    <>
      {invited !== null && <Later part={(parts) => parts.Invitation} props={{ what: invited, onClose: () => member.invite(null) }} />}
      <div role="status" aria-live="polite" className="pointer-events-none fixed inset-x-0 bottom-16 z-40 flex justify-center px-4 sm:bottom-6">
        {word !== null && (
          <p className="pointer-events-auto flex items-center gap-3 rounded-large bg-raised py-2.5 pr-2 pl-4 text-14 text-ink shadow-float">
            {word}
            <button type="button" aria-label="Close" onClick={() => member.say(null)} className="grid size-7 place-items-center rounded-full text-ink-faint hover:bg-sunken hover:text-ink">
              <X aria-hidden size={14} />
            </button>
          </p>
        )}
      </div>
    </>
  )
}
