import { Link, useLocation } from '@tanstack/react-router'
import { MapPinOff } from 'lucide-react'
import { buttonClass } from '../../design/Button.tsx'
import { EmptyState } from '../../design/EmptyState.tsx'
import { useMay } from '../data/queries.ts'
import { Page } from '../parts/Page.tsx'
import { PLACES } from './navigation.ts'

export function MissingPage() {
  const path = useLocation({ select: ({ publicHref }) => publicHref })
  const admin = useMay('admin')
  return (
    <Page title="Not found">
      <EmptyState
        icon={<MapPinOff size={22} />}
        title="There is no such page"
        action={
          <nav aria-label="Where to go" className="flex flex-wrap justify-center gap-2">
            {PLACES.filter(({ needs }) => needs !== 'admin' || admin).map(({ to, label }, place) => <Link key={to} to={to} className={buttonClass(place === 0 ? 'primary' : 'plain', 'small')}>{label}</Link>)}
          </nav>
        }
      >
        Nothing is at <code className="break-all">{path}</code>. It may be mistyped, or what it named is gone. An agent or persona is found by its name with the search above.
      </EmptyState>
    </Page>
  )
}
