import { Link } from '@tanstack/react-router'
import { Users } from 'lucide-react'
import { Button, buttonClass } from '../../../design/Button.tsx'
import { EmptyState } from '../../../design/EmptyState.tsx'
import { useCreators } from '../../data/engagement-queries.ts'

export function NoLeads({ narrowed, operator, onClear, onImport }: { narrowed: boolean; operator: boolean; onClear(): void; onImport(): void }) {
  const creators = useCreators()
  if (narrowed) {
    return (
      <EmptyState icon={<Users size={22} />} title="No lead matches" action={<Button onClick={onClear}>Clear the filters</Button>}>
        Another stage, tag or name may have some. A whole address finds a lead by it.
      </EmptyState>
    )
  }
  if (creators?.length === 0) {
    return (
      <EmptyState icon={<Users size={22} />} title="Leads live here" action={operator && <Link to="/creators" search={{ onboard: '-' }} className={buttonClass('primary')}>Onboard a creator</Link>}>
        Each lead belongs to a creator, and there is none yet.
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={<Users size={22} />} title="No leads yet" action={operator && <Button variant="primary" onClick={onImport}>Import a file</Button>}>
      They appear by themselves with the first event that names them: see a creator’s <em>Event sources</em>. {operator && 'Or bring those you have.'}
    </EmptyState>
  )
}
