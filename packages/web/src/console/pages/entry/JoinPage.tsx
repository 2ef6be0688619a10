import { registerSchema } from '@troupe/contract'
import { Link, useLocation, useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import { Button, buttonClass } from '../../../design/Button.tsx'
import { send } from '../../data/api.ts'
import { useForm } from '../../forms/use-form.ts'
import { Note } from '../../parts/Note.tsx'
import { Door } from './Door.tsx'
import { enter } from './enter.ts'
import { linkToken } from './link-token.ts'
import { PersonFields, type PersonValues } from './PersonFields.tsx'

/** Somebody invited. The invitation holds for one e-mail address, once, for a day. */
export function JoinPage() {
  const search = useSearch({ from: '/join' })
  const hash = useLocation({ select: (place) => place.hash })
  const token = linkToken(hash, search.token)
  const navigate = useNavigate()
  const shape = useCallback((values: PersonValues) => ({ ...values, inviteToken: token }), [token])
  const form = useForm({
    schema: registerSchema,
    initial: { name: '', email: '', password: '' },
    shape,
    send: async (person) => {
      await send('POST', '/api/auth/register', person)
      await enter(person.email, person.password)
      await navigate({ to: '/' })
    },
  })
  if (token === undefined) {
    return (
      <Door title="This link is not whole" lead="An invitation carries a token at its end. Ask whoever invited you to send the link again.">
        <Link to="/login" className={buttonClass('plain', 'large')}>Sign in instead</Link>
      </Door>
    )
  }
  return (
    <Door title="Join the workspace" lead="Use the e-mail address you were invited with. The link works once.">
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void form.submit()
        }}
      >
        <PersonFields form={form} />
        {form.failure !== null && <Note tone="bad">{form.failure}</Note>}
        <Button type="submit" variant="primary" size="large" disabled={form.busy} className="mt-1">{form.busy ? 'Joining…' : 'Join and sign in'}</Button>
      </form>
    </Door>
  )
}
