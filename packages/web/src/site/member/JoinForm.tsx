import type { JoiningForm } from '@troupe/contract'
import { useEffect, useRef, useState } from 'react'
import { JOINING_FORM, MEMBERS } from '../../api/members.ts'
import { Button } from '../../design/Button.tsx'
import { useSite } from '../site-context.ts'
import { Field } from './Field.tsx'
import { LIMITS } from './limits.ts'
import { isEmail, useFields } from './use-fields.ts'
import { useJoining } from './use-member.ts'

const USERNAME = /^\w{3,30}$/
/** A ticket lasts a day; a page left open overnight gets another. */
const RENEW_MS = 12 * 60 * 60_000
/** Two clocks tell the same time span a little differently. */
const SPARE_MS = 100

export function JoinForm() {
  const { member, navigation, hrefs } = useSite()
  const joining = useJoining()
  const ticket = useTicket()
  const [shown, setShown] = useState(false)
  const [website, setWebsite] = useState('')
  const fields = useFields({ displayName: '', username: '', email: '', password: '' }, {
    displayName: (words) => (words.trim() === '' ? 'Say what others should call you.' : words.trim().length > LIMITS.displayName ? `Use at most ${LIMITS.displayName} characters.` : null),
    username: (words) => (USERNAME.test(words) ? null : words.length < 3 ? 'Use at least 3 characters.' : words.length > 30 ? 'Use at most 30 characters.' : 'Use letters a to z, digits and _ only.'),
    email: isEmail,
    password: (words) => (words.length < LIMITS.password ? `Use at least ${LIMITS.password} characters; this has ${words.length}.` : null),
  }, async ({ displayName, username, email, password }) => {
    const here = navigation.place()
    const session = await member.send('POST', MEMBERS, { displayName: displayName.trim(), username, email: email.trim(), password, website, ticket: await ticket() })
    member.take(session)
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
      <Field label="Name" hint="What others see. It need not be your real one." autoComplete="name" autoFocus {...fields.bind('displayName')} />
      <Field label="Username" hint="Others mention you by it: @username. It stays as it is." autoComplete="username" autoCapitalize="none" spellCheck={false} {...fields.bind('username')} />
      <Field label="E-mail address" hint="You sign in with it; nobody here sees it. No mail is sent to it, so mind your typing." type="email" autoComplete="email" {...fields.bind('email')} />
      <div className="relative">
        <Field label="Password" hint={`At least ${LIMITS.password} characters.`} type={shown ? 'text' : 'password'} autoComplete="new-password" {...fields.bind('password')} />
        <button type="button" aria-pressed={shown} onClick={() => setShown(!shown)} className="absolute top-0 right-0 text-13 font-semibold text-accent hover:underline">{shown ? 'Hide' : 'Show'}</button>
      </div>
      <div aria-hidden className="absolute -left-[200vw] size-px overflow-hidden">
        <label>Website: leave this empty<input name="website" tabIndex={-1} autoComplete="off" value={website} onChange={(event) => setWebsite(event.target.value)} /></label>
      </div>
      {fields.trouble !== null && <p role="alert" className="rounded-medium bg-bad-soft px-3.5 py-2.5 text-14 text-bad">{fields.trouble}</p>}
      <Button type="submit" variant="primary" size="large" disabled={fields.sending} className="mt-1 self-start">
        {fields.sending ? 'Joining…' : joining === 'approval' ? 'Ask to join' : 'Join'}
      </Button>
    </form>
  )
}

/** Resolves with a ticket that is ripe. */
function useTicket(): () => Promise<string> {
  const { member } = useSite()
  const got = useRef<{ form: Promise<JoiningForm & { ripeMs: number }>; askedMs: number } | null>(null)
  const ask = () => (got.current = {
    // It was written before it came here, however long the server took to write it.
    form: member.send('GET', JOINING_FORM).then((form) => ({ ...form, ripeMs: performance.now() + form.notBeforeMs })),
    askedMs: performance.now(),
  })
  useEffect(() => {
    // Not there: asked for again when the form is sent, and that says what is wrong.
    ask().form.catch(() => (got.current = null))
    // oxlint-disable-next-line react/exhaustive-deps -- once, when the form is first seen
  }, [])
  return async () => {
    const asked = got.current === null || performance.now() - got.current.askedMs > RENEW_MS ? ask() : got.current
    const { ticket, ripeMs } = await asked.form
    const leftMs = ripeMs + SPARE_MS - performance.now()
    if (leftMs > 0) await new Promise((resolve) => setTimeout(resolve, leftMs))
    return ticket
  }
}
