import { Link } from '@tanstack/react-router'
import { useMay, useWholeWorkspace } from '../../data/queries.ts'
import { Section } from '../../parts/Page.tsx'

/** What no setting changes, so that nobody looks for it in vain. */
export function AlwaysHolds() {
  const whole = useWholeWorkspace()
  const admin = useMay('admin')
  return (
    <Section title="What holds besides">
      <ul className="flex max-w-prose list-disc flex-col gap-1 pl-4 text-13 text-pretty text-ink-soft">
        <li>Whoever answers with STOP, STOPALL, UNSUBSCRIBE, CANCEL, END or QUIT and nothing else hears no more there until they agree anew.</li>
        <li>Addresses that unsubscribed, bounced or complained are {whole ? <Link to="/rules" search={{ tab: 'suppressions' }} className="text-accent hover:underline">never written to</Link> : 'never written to'}, by no creator of the workspace.</li>
        <li>While a person answers in a conversation, agents keep still there.</li>
        <li>Once the day’s budget is spent, what a model would have to write waits{admin ? <>: <Link to="/settings/$section" params={{ section: 'models' }} className="text-accent hover:underline">models and budget</Link></> : ''}.</li>
      </ul>
    </Section>
  )
}
