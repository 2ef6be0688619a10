import { Rss } from 'lucide-react'
import { Link } from '@tanstack/react-router'
import { Button, buttonClass } from '../../../design/Button.tsx'
import { EmptyState } from '../../../design/EmptyState.tsx'
import { useCreators, useTypeHint } from '../../data/engagement-queries.ts'

export function NoEvents({ narrowed, creatorId, type, onType, onWiden }: { narrowed: boolean; creatorId: string | undefined; type: string | undefined; onType(type: string): void; onWiden(): void }) {
  const creators = useCreators()
  const whose = creatorId ?? creators?.[0]?.id
  const hint = useTypeHint()(type ?? '')
  if (hint !== null) {
    const { meant, sentence } = hint
    return <EmptyState icon={<Rss size={22} />} title="No event of this type has come" action={meant === null ? <Button onClick={onWiden}>Show everything</Button> : <Button variant="primary" onClick={() => onType(meant)}>Show {meant}</Button>}>{sentence}</EmptyState>
  }
  if (narrowed && creatorId === undefined) {
    return <EmptyState icon={<Rss size={22} />} title="No event of this kind has come" action={<Button onClick={onWiden}>Show everything</Button>}>It appears here as soon as one does.</EmptyState>
  }
  return (
    <EmptyState
      icon={<Rss size={22} />}
      title="Nothing has happened yet"
      action={whose === undefined ? <Link to="/creators" search={{ onboard: '-' }} className={buttonClass('primary')}>Onboard a creator</Link> : <Link to="/creators/$creatorId" params={{ creatorId: whose }} search={{ tab: 'sources' }} className={buttonClass('primary')}>Set up a source</Link>}
    >
      Each view of a page, click, booking, payment and answer of a lead appears here the moment it comes in, with the agents it woke.
    </EmptyState>
  )
}
