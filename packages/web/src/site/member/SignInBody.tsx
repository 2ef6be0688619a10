import { useJoining } from './use-member.ts'
import { SignInForm } from './SignInForm.tsx'
import { useHrefs } from '../use-hrefs.ts'

export function SignInBody() {
  const joining = useJoining()
  const { page } = useHrefs()
  return (
    <>
      <div className="px-4 py-6 sm:px-5">
        <SignInForm />
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
