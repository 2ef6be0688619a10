import { Link } from '@tanstack/react-router'
import { MapPinOff } from 'lucide-react'
import { buttonClass } from '../../design/Button.tsx'
import { EmptyState } from '../../design/EmptyState.tsx'

export function MissingPage() {
  return (
    <EmptyState icon={<MapPinOff size={22} />} title="There is no such page" action={<Link to="/" className={buttonClass('primary')}>Go to the dashboard</Link>}>
      The address may be mistyped, or what it named is gone.
    </EmptyState>
  )
}
