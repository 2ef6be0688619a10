import { Link } from '@tanstack/react-router'
import { ShieldCheck } from 'lucide-react'
import { Button, buttonClass } from '../../../design/Button.tsx'
import { EmptyState } from '../../../design/EmptyState.tsx'

export function NoApprovals({ narrowed, onClear }: { narrowed: boolean; onClear(): void }) {
  return narrowed
    ? <EmptyState icon={<ShieldCheck size={22} />} title="Nothing matches" action={<Button onClick={onClear}>Show those that wait</Button>}>None was decided in this way, or none of this creator’s.</EmptyState>
    : <EmptyState icon={<ShieldCheck size={22} />} title="Nothing waits for a yes" action={<Link to="/queue" className={buttonClass('primary')}>See what is planned</Link>}>What an agent wants to say to a lead waits here when the rules ask for a person: always, for the first message, for a model’s words, or for payments above an amount.</EmptyState>
}
