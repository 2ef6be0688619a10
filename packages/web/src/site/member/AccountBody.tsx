import { CircleUserRound } from 'lucide-react'
import { buttonClass } from '../../design/Button.tsx'
import { EmptyState } from '../../design/EmptyState.tsx'
import { StandingNote } from './StandingNote.tsx'
import { useMemberStore } from './use-member.ts'
import { FormSkeleton } from '../parts/FormSkeleton.tsx'
import { AccountForms } from './AccountForms.tsx'
import { useHrefs } from '../use-hrefs.ts'

export function AccountBody() {
  const standing = useMemberStore().standing()
  const { page, profileHref } = useHrefs()
  return (
    <>
      {standing.state === 'visitor' ? (
        <EmptyState icon={<CircleUserRound size={22} />} title="You are not signed in" action={<a href={page('/sign-in')} className={buttonClass('primary')}>Sign in</a>}>
          Here you change your profile and your password, or leave.
        </EmptyState>
      ) : standing.state === 'unknown' ? (
        <div className="px-4 py-6 sm:px-5"><FormSkeleton fields={3} /></div>
      ) : (
        <>
          <StandingNote self={standing.self} />
          <div className="px-4 py-6 sm:px-5">
            {standing.self.profile !== null && (
              <p className="mb-8 text-14">
                <a href={profileHref(standing.self.username)} className="font-semibold text-accent hover:underline">Your profile, as others see it</a>
              </p>
            )}
            <AccountForms self={standing.self} />
          </div>
        </>
      )}
    </>
  )
}
