import { MEMBER_SESSION } from '../../api/members.ts'
import { Button } from '../../design/Button.tsx'
import { useSite } from '../site-context.ts'
import { Field } from './Field.tsx'
import { isEmail, useFields } from './use-fields.ts'

export function SignInForm() {
  const { member, navigation, hrefs } = useSite()
  const fields = useFields({ email: '', password: '' }, { email: isEmail, password: (words) => (words === '' ? 'Type your password.' : null) }, async ({ email, password }) => {
    const here = navigation.place()
    member.take(await member.send('POST', MEMBER_SESSION, { email: email.trim(), password }))
    if (navigation.place() === here) navigation.push(hrefs.page('/'))
  })
  return (
    <form
      noValidate
      className="flex max-w-md flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        void fields.submit()
      }}
    >
      <Field label="E-mail address" type="email" autoComplete="email" autoFocus {...fields.bind('email')} />
      <Field label="Password" type="password" autoComplete="current-password" {...fields.bind('password')} />
      {fields.trouble !== null && <p role="alert" className="rounded-medium bg-bad-soft px-3.5 py-2.5 text-14 text-bad">{fields.trouble}</p>}
      <Button type="submit" variant="primary" size="large" disabled={fields.sending} className="mt-1 self-start">{fields.sending ? 'Signing in…' : 'Sign in'}</Button>
    </form>
  )
}
