import { Later } from '../member/Later.tsx'
import { FormSkeleton } from '../parts/FormSkeleton.tsx'
import { PageTop } from '../parts/PageTop.tsx'

const TITLES = { join: 'Join', 'sign-in': 'Sign in', account: 'Your account' } as const

/** Joining, signing in, one's account: pages that visitors seldom open, and whose forms need scripts anyway. */
export function MemberPage({ page }: { page: keyof typeof TITLES }) {
  return (
    <>
      <PageTop title={TITLES[page]} corner={false} />
      <Later part={({ JoinBody, SignInBody, AccountBody }) => (page === 'join' ? JoinBody : page === 'sign-in' ? SignInBody : AccountBody)} props={{}}>
        <div className="px-4 py-6 sm:px-5"><FormSkeleton fields={page === 'join' ? 4 : 2} /></div>
      </Later>
    </>
  )
}
