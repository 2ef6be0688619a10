import { PASSWORD_SHORTEST } from '@troupe/contract'
import { Eye, EyeOff } from 'lucide-react'
import { useState, type ComponentProps } from 'react'
import type { Form } from '../../forms/use-form.ts'
import { Field, TextInput } from '../../parts/fields.tsx'

export interface PersonValues { name: string; email: string; password: string }

/** Name, e-mail and password of somebody new. `invited`: the address is given, and no other would be let in. */
export function PersonFields<Values extends PersonValues>({ form, invited = false }: { form: Form<Values>; invited?: boolean }) {
  const { values, set, touch, faultOf } = form
  const typed = values.password.length
  return (
    <>
      <Field label="Your name" fault={faultOf('name')}>
        <TextInput name="name" autoComplete="name" autoFocus value={values.name} onChange={(event) => set({ name: event.target.value } as Partial<Values>)} onBlur={() => touch('name')} />
      </Field>
      <Field label="E-mail" {...(invited ? { hint: 'The invitation is for this address.' } : {})} fault={faultOf('email')}>
        <TextInput name="email" type="email" autoComplete="username" readOnly={invited} {...(invited ? { className: 'bg-sunken text-ink-soft' } : {})} value={values.email} onChange={(event) => set({ email: event.target.value } as Partial<Values>)} onBlur={() => touch('email')} />
      </Field>
      <Field
        label="Password"
        fault={faultOf('password')}
        hint={`At least ${PASSWORD_SHORTEST} characters; a few unrelated words do well.${invited ? ' If the address has an account here already, give the password of that.' : ''}`}
        {...(typed > 0 && typed < PASSWORD_SHORTEST ? { aside: `${PASSWORD_SHORTEST - typed} more` } : {})}
      >
        <PasswordInput name="password" autoComplete="new-password" value={values.password} onChange={(event) => set({ password: event.target.value } as Partial<Values>)} onBlur={() => touch('password')} />
      </Field>
    </>
  )
}

export function PasswordInput(props: ComponentProps<'input'>) {
  const [seen, setSeen] = useState(false)
  return (
    <span className="relative flex">
      <TextInput {...props} type={seen ? 'text' : 'password'} className="pr-9" />
      <button type="button" aria-label={seen ? 'Hide the password' : 'Show the password'} onClick={() => setSeen(!seen)} className="absolute inset-y-0 right-0 grid w-9 place-items-center text-ink-faint hover:text-ink">
        {seen ? <EyeOff size={15} aria-hidden /> : <Eye size={15} aria-hidden />}
      </button>
    </span>
  )
}
