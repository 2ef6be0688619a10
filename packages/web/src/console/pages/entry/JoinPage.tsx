import { registerSchema, type HeldInvitation } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useLocation, useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import { ApiError } from '../../../api/request.ts'
import { Button, buttonClass } from '../../../design/Button.tsx'
import { causeOf, send } from '../../data/api.ts'
import { useForm } from '../../forms/use-form.ts'
import { Note } from '../../parts/Note.tsx'
import { ROLE_CAN } from '../../parts/role-words.ts'
import { Door } from './Door.tsx'
import { enter } from './enter.ts'
import { linkToken } from './link-token.ts'
import { PersonFields, type PersonValues } from './PersonFields.tsx'

/** Somebody invited. The invitation holds for one e-mail address, once, for a day. */
export function JoinPage() {
  const search = useSearch({ from: '/join' })
  const hash = useLocation({ select: (place) => place.hash })
  const token = linkToken(hash, search.token)
  // Asked by POST, so that the token stands in no address and no log.
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => send<HeldInvitation>('POST', '/api/invitations/look-up', { token }),
    enabled: token !== undefined, staleTime: Infinity,
  })
  if (token === undefined) {
    return (
      <Door title="This link is not whole" lead="An invitation carries a token at its end. Ask whoever invited you to send the link again.">
        <Link to="/login" className={buttonClass('plain', 'large')}>Sign in instead</Link>
      </Door>
    )
  }
  if (invitation.error !== null) {
    return (
      <Door title="This invitation cannot be taken up" lead={causeOf(invitation.error)}>
        <div className="flex flex-wrap gap-2">
          {!(invitation.error instanceof ApiError && invitation.error.status === 403) && <Button size="large" variant="primary" onClick={() => void invitation.refetch()}>Try again</Button>}
          <Link to="/login" className={buttonClass('plain', 'large')}>Sign in instead</Link>
        </div>
      </Door>
    )
  }
  if (invitation.data === undefined) return <Door title="Join the workspace" lead="Looking at the invitation…">{null}</Door>
  return <JoinForm token={token} invitation={invitation.data} />
}

function JoinForm({ token, invitation: { email, role, workspace, invitedBy } }: { token: string; invitation: HeldInvitation }) {
  const navigate = useNavigate()
  const shape = useCallback((values: PersonValues) => ({ ...values, inviteToken: token }), [token])
  const form = useForm({
    schema: registerSchema,
    initial: { name: '', email, password: '' },
    shape,
    send: async (person) => {
      await send('POST', '/api/auth/register', person)
      await enter(person.email, person.password)
      await navigate({ to: '/' })
    },
  })
  return (
    <Door
      title={`Join ${workspace}`}
      lead={<>{invitedBy ?? 'Somebody'} invites you as <strong className="font-semibold text-ink">{role}</strong>: {ROLE_CAN[role]}. The link works once.</>}
    >
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void form.submit()
        }}
      >
        <PersonFields form={form} invited />
        {form.failure !== null && <Note tone="bad">{form.failure}</Note>}
        <Button type="submit" variant="primary" size="large" disabled={form.busy} className="mt-1">{form.busy ? 'Joining…' : 'Join and sign in'}</Button>
      </form>
    </Door>
  )
}
