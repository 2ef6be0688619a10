import { registerSchema } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useLocation, useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import { Button, buttonClass } from '../../../design/Button.tsx'
import { SETUP } from '../../data/addresses.ts'
import { answerOf, send } from '../../data/api.ts'
import { useForm } from '../../forms/use-form.ts'
import { Field, TextInput } from '../../parts/fields.tsx'
import { Note } from '../../parts/Note.tsx'
import { Door } from './Door.tsx'
import { enter } from './enter.ts'
import { linkToken } from './link-token.ts'
import { PersonFields } from './PersonFields.tsx'

const NOBODY = { name: '', email: '', password: '', workspace: '', bootstrapToken: '' }

/** The first owner, from the one-time link that the server printed. */
export function SetupPage() {
  const search = useSearch({ from: '/setup' })
  const hash = useLocation({ select: (place) => place.hash })
  const token = linkToken(hash, search.token)
  const navigate = useNavigate()
  const { data: setup } = useQuery(answerOf(SETUP))
  const shape = useCallback((values: typeof NOBODY) => ({
    ...values, workspace: values.workspace.trim() === '' ? undefined : values.workspace, bootstrapToken: token ?? values.bootstrapToken,
  }), [token])
  const form = useForm({
    schema: registerSchema,
    initial: NOBODY,
    shape,
    send: async (person) => {
      await send('POST', '/api/auth/register', person)
      await enter(person.email, person.password)
      await navigate({ to: '/' })
    },
  })
  if (setup?.ownerExists) {
    return (
      <Door title="This instance is set up" lead="It has an owner. Sign in, or ask the owner for an invitation.">
        <Link to="/login" className={buttonClass('primary', 'large')}>Sign in</Link>
      </Door>
    )
  }
  return (
    <Door title="Make it yours" lead="You will be the owner: you decide who else gets in, which models are used and what they may cost.">
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void form.submit()
        }}
      >
        <PersonFields form={form} />
        <Field label="Workspace" hint="Your team or project. Readers of the public site see who runs the personas by this name." fault={form.faultOf('workspace')}>
          <TextInput name="workspace" autoComplete="organization" placeholder="My troupe" value={form.values.workspace} onChange={(event) => form.set({ workspace: event.target.value })} onBlur={() => form.touch('workspace')} />
        </Field>
        {token === undefined && (
          <Field label="Setup token" hint="The server printed a link with it when it started. A new one is printed at each start." fault={form.faultOf('bootstrapToken')}>
            <TextInput name="bootstrapToken" mono autoComplete="off" value={form.values.bootstrapToken} onChange={(event) => form.set({ bootstrapToken: event.target.value })} />
          </Field>
        )}
        {form.failure !== null && <Note tone="bad">{form.failure}</Note>}
        <Button type="submit" variant="primary" size="large" disabled={form.busy} className="mt-1">{form.busy ? 'Setting up…' : 'Set up and sign in'}</Button>
      </form>
    </Door>
  )
}
