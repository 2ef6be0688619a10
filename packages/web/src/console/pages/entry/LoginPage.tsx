import { loginSchema } from '@troupe/contract'
import { useRouter, useSearch } from '@tanstack/react-router'
import { Button } from '../../../design/Button.tsx'
import { useForm } from '../../forms/use-form.ts'
import { Field, TextInput } from '../../parts/fields.tsx'
import { Note } from '../../parts/Note.tsx'
import { Door } from './Door.tsx'
import { enter } from './enter.ts'
import { PasswordInput } from './PersonFields.tsx'

export function LoginPage() {
  const { from } = useSearch({ from: '/login' })
  const router = useRouter()
  const form = useForm({
    schema: loginSchema,
    initial: { email: '', password: '' },
    send: async ({ email, password }) => {
      await enter(email, password)
      router.history.push(placeAfter(from))
    },
  })
  return (
    <Door title="Sign in" lead={from === undefined ? 'To the console of this instance.' : 'Then you go on where you were.'}>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void form.submit()
        }}
      >
        <Field label="E-mail" fault={form.faultOf('email')}>
          <TextInput name="email" type="email" autoComplete="username" autoFocus value={form.values.email} onChange={(event) => form.set({ email: event.target.value })} onBlur={() => form.values.email !== '' && form.touch('email')} />
        </Field>
        <Field label="Password" fault={form.faultOf('password')}>
          <PasswordInput name="password" autoComplete="current-password" value={form.values.password} onChange={(event) => form.set({ password: event.target.value })} />
        </Field>
        {form.failure !== null && <Note tone="bad">{form.failure}</Note>}
        <Button type="submit" variant="primary" size="large" disabled={form.busy} className="mt-1">{form.busy ? 'Signing in…' : 'Sign in'}</Button>
      </form>
    </Door>
  )
}

/** Only a place of the console: an address from outside must not be able to send anybody elsewhere. */
function placeAfter(from: string | undefined): string {
  return from !== undefined && /^\/console(\/(?!login)|$)/.test(from) ? from : '/console/'
}
