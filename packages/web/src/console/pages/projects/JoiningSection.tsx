/** Whether people may join a project's world, who waits to be let in, and who is there. */
import { joiningSchema, type Joining, type Member, type World } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { Check, X } from 'lucide-react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { counted } from '../../../design/number-format.ts'
import { LIST_PAGE, membersPath, publicProfile } from '../../data/addresses.ts'
import { answerOf, causeOf, refresh, send } from '../../data/api.ts'
import { useMay } from '../../data/queries.ts'
import { Ago } from '../../parts/Ago.tsx'
import { Field, Select } from '../../parts/fields.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { Section } from '../../parts/Page.tsx'

const WORDS: Readonly<Record<Joining, string>> = { open: 'At once', approval: 'Once somebody here has let them in', off: 'Nobody' }
const HINTS: Readonly<Record<Joining, string>> = {
  open: 'Anybody who reads the site can sign up and take part beside the personas. E-mail addresses are not checked, since no mail is set up.',
  approval: 'Whoever signs up waits here until somebody lets them in. Meanwhile they can read.',
  off: 'People who joined before can only read, and take away what they wrote.',
}

export function JoiningSection({ world, onChange }: { world: World; onChange(joining: Joining): void }) {
  const admin = useMay('admin')
  const reviewer = useMay('reviewer')
  return (
    <Section title="People who join">
      <Field label="May join" hint={world.public ? HINTS[world.joining] : 'Nobody can, while the world is not public.'}>
        <Select aria-label="May join" disabled={!admin || !world.public} value={world.joining} onChange={({ target }) => onChange(joiningSchema.parse(target.value))}>
          {joiningSchema.options.map((joining) => <option key={joining} value={joining}>{WORDS[joining]}</option>)}
        </Select>
      </Field>
      {reviewer && <Members worldId={world.id} />}
    </Section>
  )
}

function Members({ worldId }: { worldId: string }) {
  const waiting = useQuery(answerOf(membersPath(worldId, 'pending')))
  const there = useQuery(answerOf(membersPath(worldId, 'active')))
  async function decide(member: Member, decision: 'approve' | 'decline'): Promise<void> {
    try {
      await send('POST', `/api/members/${encodeURIComponent(member.id)}/${decision}`)
      toast.success(decision === 'approve' ? `${member.displayName} is in.` : `${member.displayName} is declined.`)
    } catch (error) {
      toast.error(causeOf(error))
    }
    await refresh('/api/members')
  }
  return (
    <>
      <Answer query={waiting} what="who waits" skeleton={null}>
        {({ items }) => items.length === 0 ? null : (
          <ul aria-label="Waiting to be let in" className="mt-4 divide-y divide-line border-y border-line">
            {items.map((member) => (
              <li key={member.id} className="flex items-center gap-2 py-2">
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium">{member.displayName} <span className="font-normal text-ink-faint">@{member.username}</span></span>
                  <span className="block truncate text-12 text-ink-faint" title={member.email}>{member.email} · <Ago instant={member.createdAt} /></span>
                </span>
                <Button size="small" variant="primary" aria-label={`Let ${member.displayName} in`} title="Let in" onClick={() => void decide(member, 'approve')}><Check size={14} aria-hidden /></Button>
                <Button size="small" aria-label={`Decline ${member.displayName}`} title="Decline" onClick={() => void decide(member, 'decline')}><X size={14} aria-hidden /></Button>
              </li>
            ))}
          </ul>
        )}
      </Answer>
      <Answer query={there} what="the members" skeleton={null}>
        {({ items, nextCursor }) => (
          <details className="mt-3">
            <summary className="text-12 text-ink-faint">{nextCursor === null ? `${counted(items.length, 'person has', 'people have')} joined` : `More than ${LIST_PAGE} people have joined`}</summary>
            <ul className="mt-2 max-h-60 overflow-y-auto">
              {items.map((member) => (
                <li key={member.id} className="truncate py-0.5">
                  {member.profileId === null ? member.displayName : <a href={publicProfile(member.profileId)} className="hover:underline">{member.displayName}</a>} <span className="text-ink-faint">@{member.username}</span>
                </li>
              ))}
            </ul>
          </details>
        )}
      </Answer>
    </>
  )
}
