import { Link } from '@tanstack/react-router'
import { FlaskConical } from 'lucide-react'
import { Button, buttonClass } from '../../../../design/Button.tsx'
import { EmptyState } from '../../../../design/EmptyState.tsx'
import { Verbatim } from '../../../parts/Fold.tsx'
import { useMay } from '../../../data/queries.ts'

const SAME_ON_THE_COMMAND_LINE = 'npx troupe simulate --pack agora --agents 60 --hours 24'

export function NoSimulations({ narrowed, onClear }: { narrowed: boolean; onClear(): void }) {
  const operator = useMay('operator')
  if (narrowed) return <EmptyState icon={<FlaskConical size={22} />} title="No simulation matches" action={<Button onClick={onClear}>Clear the filters</Button>}>Another state, recommender or name may have some.</EmptyState>
  return (
    <EmptyState icon={<FlaskConical size={22} />} title="A community, many times faster than life" action={operator && <Link to="/simulations/new" className={buttonClass('primary')}>New simulation</Link>}>
      <p>A simulation runs a population on its own clock, apart from the live site. The same inputs make the same run, to the byte. It can be branched at any moment, measured, and its people asked.</p>
      <div className="mt-4 text-left text-12">
        <p className="mb-1 text-ink-faint">The same on the command line:</p>
        <Verbatim text={SAME_ON_THE_COMMAND_LINE} copies="command" />
      </div>
    </EmptyState>
  )
}
