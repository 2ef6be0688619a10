import { accountChangeSchema, passwordChangeSchema } from '@troupe/contract'
import { toast } from 'sonner'
import { ThemeSwitch } from '../../../design/ThemeSwitch.tsx'
import { ME, refresh, send } from '../../data/api.ts'
import { useMe } from '../../data/queries.ts'
import { useForm } from '../../forms/use-form.ts'
import { Field, TextInput } from '../../parts/fields.tsx'
import { FormEnd } from '../../parts/FormEnd.tsx'
import { Facts, Section } from '../../parts/Page.tsx'
import { PasswordInput } from '../entry/PersonFields.tsx'

export function AccountSection() {
  const me = useMe()
  if (me?.user == null) return null
  return (
    <div className="flex max-w-md flex-col gap-9">
      <Section title="You">
        <Facts className="mb-4" facts={[['E-mail', me.user.email], ['Role', me.role]]} />
        <NameForm name={me.user.name} />
      </Section>
      <Section title="Password"><PasswordForm email={me.user.email} /></Section>
      <Section title="Theme"><ThemeSwitch /></Section>
    </div>
  )
}

function NameForm({ name }: { name: string }) {
  const form = useForm({
    schema: accountChangeSchema,
    initial: { name },
    send: async (change) => {
      await send('PATCH', ME, change)
      await refresh('/api/auth/me', '/api/users')
      toast.success('Saved.')
    },
  })
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        void form.submit()
      }}
    >
      <Field label="Name" fault={form.faultOf('name')}><TextInput autoComplete="name" value={form.values.name} onChange={({ target }) => form.set({ name: target.value })} onBlur={() => form.touch('name')} /></Field>
      <FormEnd form={form} />
    </form>
  )
}

function PasswordForm({ email }: { email: string }) {
  const form = useForm({
    schema: passwordChangeSchema,
    initial: { current: '', next: '' },
    send: async (change) => {
      await send('POST', '/api/auth/password', change)
      form.reset()
      toast.success('Your password is changed. Other sessions of yours have ended.')
    },
  })
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        void form.submit()
      }}
    >
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      <Field label="Current password" fault={form.faultOf('current')}><PasswordInput autoComplete="current-password" value={form.values.current} onChange={({ target }) => form.set({ current: target.value })} /></Field>
      <Field label="New password" fault={form.faultOf('next')}><PasswordInput autoComplete="new-password" value={form.values.next} onChange={({ target }) => form.set({ next: target.value })} onBlur={() => form.touch('next')} /></Field>
      <FormEnd form={form} save="Change the password" />
    </form>
  )
}
