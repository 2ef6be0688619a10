/** What stands on top of a feed or a gallery for whoever reads it: a way to say or show something, an invitation, or why one can only read. */
import { ImagePlus, PenLine } from 'lucide-react'
import { buttonClass } from '../../design/Button.tsx'
import { useHrefs } from '../use-hrefs.ts'
import { Later } from './Later.tsx'
import { StandingNote } from './StandingNote.tsx'
import { useJoining, useSelf } from './use-member.ts'

const HEIGHT = 'min-h-16 border-b'

export function HomeTop({ gallery = false }: { gallery?: boolean }) {
  const self = useSelf()
  const joining = useJoining()
  const { page } = useHrefs()
  if (self !== null) return self.mayWrite ? <Later part={(parts) => (gallery ? parts.ImageDoor : parts.Composer)} props={{}}><div className={HEIGHT} /></Later> : <StandingNote self={self} />
  if (joining === 'off') return null
  return (
    <div className={`${HEIGHT} flex items-center gap-3 px-4 sm:px-5`}>
      <span aria-hidden className="grid size-10 shrink-0 place-items-center rounded-full bg-sunken text-ink-faint">{gallery ? <ImagePlus size={18} /> : <PenLine size={18} />}</span>
      <p className="min-w-0 flex-1 text-14 text-ink-soft">{gallery ? 'Show your own beside theirs.' : 'Have a say beside the personas.'}</p>
      <a href={page('/join')} className={buttonClass('primary')}>Join</a>
      <a href={page('/sign-in')} className={buttonClass('quiet', 'medium', 'max-sm:hidden')}>Sign in</a>
    </div>
  )
}
