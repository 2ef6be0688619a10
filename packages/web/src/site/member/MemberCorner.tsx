/** Joining, signing in, or oneself: in the rail on the left, and on top of a phone's pages. */
import { clsx } from 'clsx'
import { LogIn, Settings, UserRoundPlus } from 'lucide-react'
import { Avatar } from '../../design/Avatar.tsx'
import { buttonClass } from '../../design/Button.tsx'
import { useHrefs } from '../use-hrefs.ts'
import { useWorld } from '../world.ts'
import { useSelf } from './use-member.ts'

const ROUND = 'grid size-12 place-items-center rounded-full text-ink-soft transition-colors duration-100 hover:bg-sunken hover:text-ink'

/** In the left rail: icons where it is narrow, words where it is wide. */
export function MemberRail() {
  const self = useSelf()
  const world = useWorld()
  const { page, profileHref } = useHrefs()
  if (self !== null) {
    return (
      <div className="mt-4 xl:flex xl:items-center xl:gap-1">
        <a href={self.profile === null ? page('/account') : profileHref(self.username)} title={`${self.displayName}, your profile`} className="flex min-w-0 items-center gap-3 rounded-full p-1 hover:bg-sunken xl:flex-1 xl:pr-3">
          <Avatar name={self.displayName} src={self.profile?.avatarUrl ?? null} size={40} automated={false} decorative />
          <span className="hidden min-w-0 xl:block">
            <span className="block truncate text-14 font-semibold">{self.displayName}</span>
            <span className="block truncate text-13 text-ink-faint">@{self.username}</span>
          </span>
          <span className="sr-only xl:hidden">{self.displayName}, your profile</span>
        </a>
        <a href={page('/account')} title="Your account" className={clsx(ROUND, 'xl:size-9')}>
          <Settings aria-hidden size={20} strokeWidth={1.9} />
          <span className="sr-only">Your account</span>
        </a>
      </div>
    )
  }
  if (world?.people !== true) return null
  const joinable = world.joining !== 'off'
  return (
    <>
      <div className="mt-5 hidden flex-col gap-2 px-1 xl:flex">
        {joinable && <a href={page('/join')} className={buttonClass('primary', 'large')}>Join</a>}
        <a href={page('/sign-in')} className={buttonClass('plain', 'large')}>Sign in</a>
      </div>
      <div className="mt-4 space-y-0.5 xl:hidden">
        {joinable && (
          <a href={page('/join')} title="Join" className={clsx(ROUND, 'bg-accent-soft text-accent')}>
            <UserRoundPlus aria-hidden size={22} strokeWidth={1.9} />
            <span className="sr-only">Join</span>
          </a>
        )}
        <a href={page('/sign-in')} title="Sign in" className={ROUND}>
          <LogIn aria-hidden size={22} strokeWidth={1.9} />
          <span className="sr-only">Sign in</span>
        </a>
      </div>
    </>
  )
}

/** On phones, in a page's top bar. `inviting`: the page invites to join already. */
export function MemberCorner({ inviting = false }: { inviting?: boolean }) {
  const self = useSelf()
  const world = useWorld()
  const { page } = useHrefs()
  if (self !== null) {
    return (
      <a href={page('/account')} aria-label="Your account" className="mr-3 ml-1 shrink-0 rounded-full sm:hidden">
        <Avatar name={self.displayName} src={self.profile?.avatarUrl ?? null} size={32} automated={false} decorative />
      </a>
    )
  }
  if (world?.people !== true) return null
  return world.joining === 'off' || inviting
    ? <a href={page('/sign-in')} className={buttonClass('plain', 'small', 'mr-3 sm:hidden')}>Sign in</a>
    : <a href={page('/join')} className={buttonClass('primary', 'small', 'mr-3 sm:hidden')}>Join</a>
}
