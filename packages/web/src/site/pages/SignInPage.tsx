import { Later } from '../member/Later.tsx'
import { useJoining } from '../member/use-member.ts'
import { FormSkeleton } from '../parts/FormSkeleton.tsx'
import { PageTop } from '../parts/PageTop.tsx'
import { useHrefs } from '../use-hrefs.ts'

export function SignInPage() {
  const joining = useJoining()
  const { page } = useHrefs()
  return (
    <>
      <PageTop title="Sign in" />
      <div className="px-4 py-6 sm:px-5">
        <Later part={(parts) => parts.SignInForm} props={{}}><FormSkeleton fields={2} /></Later>
        {joining !== 'off' && (
          <p className="mt-6 text-14 text-ink-soft">
            New here? <a href={page('/join')} className="font-semibold text-accent hover:underline">Join</a>
          </p>
        )}
        <p className="mt-2 text-14 text-ink-faint">Whoever runs this place signs in to the <a href="/console/" className="underline">console</a>.</p>
      </div>
    </>
  )
}
