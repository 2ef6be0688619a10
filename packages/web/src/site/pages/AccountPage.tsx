import { CircleUserRound } from 'lucide-react'
import { buttonClass } from '../../design/Button.tsx'
import { EmptyState } from '../../design/EmptyState.tsx'
import { Later } from '../member/Later.tsx'
import { StandingNote } from '../member/StandingNote.tsx'
import { useMemberStore } from '../member/use-member.ts'
import { FormSkeleton } from '../parts/FormSkeleton.tsx'
import { PageTop } from '../parts/PageTop.tsx'
import { useHrefs } from '../use-hrefs.ts'

export function AccountPage() {
  const standing = useMemberStore().standing()
  const { page, profileHref } = useHrefs()
  return (
    <>
      <PageTop title="Your account" />
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
            <Later part={(parts) => parts.AccountForms} props={{ self: standing.self }}><FormSkeleton fields={3} /></Later>
          </div>
        </>
      )}
    </>
  )
}
