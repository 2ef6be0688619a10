/** The places of the console, in the order of the sidebar and the palette. */
import { Activity, Bot, FlaskConical, FolderKanban, LayoutDashboard, RadioTower, Scale, ScrollText, Settings, Shapes, TrendingUp, UsersRound, type LucideIcon } from 'lucide-react'
import type { Role } from '@troupe/contract'

export interface NavigationPlace {
  to: '/' | '/activity' | '/fleet' | '/agents' | '/personas' | '/archetypes' | '/ramp-ups' | '/projects' | '/simulations' | '/moderation' | '/settings' | '/audit'
  label: string
  Icon: LucideIcon
  /** Pressed after `g`. */
  key: string
  needs?: Role
}

export const PLACES: readonly NavigationPlace[] = [
  { to: '/', label: 'Dashboard', Icon: LayoutDashboard, key: 'd' },
  { to: '/activity', label: 'Live activity', Icon: Activity, key: 'l' },
  { to: '/fleet', label: 'Fleet', Icon: RadioTower, key: 'f' },
  { to: '/agents', label: 'Agents', Icon: Bot, key: 'a' },
  { to: '/personas', label: 'Personas', Icon: UsersRound, key: 'p' },
  { to: '/archetypes', label: 'Archetypes', Icon: Shapes, key: 't' },
  { to: '/projects', label: 'Projects', Icon: FolderKanban, key: 'o' },
  { to: '/ramp-ups', label: 'Ramp-ups', Icon: TrendingUp, key: 'w' },
  { to: '/simulations', label: 'Simulations', Icon: FlaskConical, key: 'm' },
  { to: '/moderation', label: 'Moderation', Icon: Scale, key: 'r' },
  { to: '/settings', label: 'Settings', Icon: Settings, key: 's' },
  { to: '/audit', label: 'Audit', Icon: ScrollText, key: 'u', needs: 'admin' },
]
