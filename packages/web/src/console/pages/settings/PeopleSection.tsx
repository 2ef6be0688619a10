import { roleSchema, type Invitation, type Role, type User } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { Trash2, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { INVITATIONS, USERS } from '../../data/addresses.ts'
import { answerOf, causeOf, refresh, send } from '../../data/api.ts'
import { useCreators } from '../../data/engagement-queries.ts'
import { useMay, useMe } from '../../data/queries.ts'
import { mayActAs } from '../../data/session.ts'
import { Ago } from '../../parts/Ago.tsx'
import { ConfirmDialog, type Question } from '../../parts/ConfirmDialog.tsx'
import { Select } from '../../parts/fields.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { Section } from '../../parts/Page.tsx'
import { InviteDialog } from './InviteDialog.tsx'

export function PeopleSection() {
  const admin = useMay('admin')
  const me = useMe()
  const users = useQuery(answerOf(USERS))
  const creators = useCreators()
  const [inviting, setInviting] = useState(false)
  const [question, setQuestion] = useState<Question | null>(null)

  async function changeRole(user: User, role: Role): Promise<void> {
    try {
      await send('PATCH', `/api/users/${encodeURIComponent(user.id)}`, { role })
      toast.success(`${user.name} is now ${role}.`)
    } catch (error) {
      toast.error(causeOf(error))
    }
    await refresh('/api/users')
  }
  const remove = (user: User) => setQuestion({
    title: `Remove ${user.name}?`,
    consequence: [`${user.name} can no longer enter this workspace, from this moment. What they did stays in the audit log.`],
    confirm: 'Remove from the workspace',
    danger: true,
    act: async () => {
      await send('DELETE', `/api/users/${encodeURIComponent(user.id)}`)
      await refresh('/api/users')
      toast.success(`${user.name} is removed.`)
    },
  })

  return (
    <div className="flex max-w-3xl flex-col gap-9">
      <Section title="People" aside={admin && <Button size="small" variant="primary" onClick={() => setInviting(true)}><UserPlus size={14} aria-hidden />Invite</Button>}>
        <Answer query={users} what="the people">
          {({ items }) => (
            <ul className="divide-y divide-line border-y border-line">
              {items.map((user) => {
                const own = user.id === me?.user?.id
                const changeable = admin && !own && me !== undefined && mayActAs(me.role, user.role)
                return (
                  <li key={user.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
                    <span className="min-w-44 flex-1">
                      <span className="block font-medium">{user.name}{own && <span className="font-normal text-ink-faint"> (you)</span>}</span>
                      <span className="block text-12 text-ink-faint">{user.email}{user.creatorId !== null && ` · sees what is ${creators?.find(({ id }) => id === user.creatorId)?.name ?? 'one creator'}’s alone`}</span>
                    </span>
                    <span className="text-12 text-ink-faint">{user.lastSeenAt === null ? 'never seen' : <>seen <Ago instant={user.lastSeenAt} /></>}</span>
                    {changeable ? (
                      <Select aria-label={`Role of ${user.name}`} value={user.role} onChange={({ target }) => void changeRole(user, target.value as Role)} className="w-28">
                        {roleSchema.options.filter((role) => mayActAs(me.role, role) && (user.creatorId === null || mayActAs('reviewer', role))).map((role) => <option key={role}>{role}</option>)}
                      </Select>
                    ) : <span className="w-28 px-2 text-ink-soft">{user.role}</span>}
                    {changeable && <Button size="small" variant="quiet" aria-label={`Remove ${user.name}`} title="Remove…" onClick={() => remove(user)}><Trash2 size={14} aria-hidden /></Button>}
                    {admin && !changeable && <span aria-hidden className="w-9" />}
                  </li>
                )
              })}
            </ul>
          )}
        </Answer>
      </Section>
      {admin && <Invitations ask={setQuestion} />}
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
      <ConfirmDialog question={question} onClose={() => setQuestion(null)} />
    </div>
  )
}

function Invitations({ ask }: { ask(question: Question): void }) {
  const invitations = useQuery(answerOf(INVITATIONS))
  const withdraw = (invitation: Invitation) => ask({
    title: `Withdraw the invitation of ${invitation.email}?`,
    consequence: ['Its link stops working.'],
    confirm: 'Withdraw',
    danger: true,
    act: async () => {
      await send('DELETE', `/api/invitations/${encodeURIComponent(invitation.id)}`)
      await refresh('/api/invitations')
      toast.success('The invitation is withdrawn.')
    },
  })
  return (
    <Section title="Invitations">
      <Answer query={invitations} what="the invitations">
        {({ items }) => items.length === 0 ? <p className="text-ink-soft">None. An invitation holds for one e-mail address, once, for 24 hours.</p> : (
          <ul className="divide-y divide-line border-y border-line">
            {items.map((invitation) => {
              const { id, email, role, expiresAt, acceptedAt } = invitation
              const over = Date.parse(expiresAt) < Date.now()
              return (
                <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
                  <span className="min-w-44 flex-1">{email}</span>
                  <span className="w-20 text-ink-soft">{role}</span>
                  <span className="w-28 text-12 text-ink-faint">{acceptedAt !== null ? <>accepted <Ago instant={acceptedAt} /></> : over ? 'expired' : <>expires <Ago instant={expiresAt} /></>}</span>
                  {(acceptedAt !== null || over) && <span aria-hidden className="w-9" />}
                  {acceptedAt === null && !over && <Button size="small" variant="quiet" aria-label={`Withdraw the invitation of ${email}`} title="Withdraw…" onClick={() => withdraw(invitation)}><Trash2 size={14} aria-hidden /></Button>}
                </li>
              )
            })}
          </ul>
        )}
      </Answer>
    </Section>
  )
}
