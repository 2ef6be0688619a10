/** The places of the console in their groups, in the order of the sidebar and the palette. */
import {
  Activity, Bot, ChartNoAxesColumn, CircleCheck, FlaskConical, FolderKanban, Inbox, LayoutDashboard, ListOrdered, MessagesSquare, RadioTower, Rss, Scale, ScrollText, Settings, Shapes, ShieldCheck, Split, Store, Target, TrendingUp, Users, UsersRound, Workflow,
  type LucideIcon,
} from 'lucide-react'
import type { Me, Role } from '@troupe/contract'
import { mayActAs } from '../data/session.ts'

export interface NavigationPlace {
  to:
    | '/' | '/activity' | '/fleet' | '/agents' | '/personas' | '/archetypes' | '/ramp-ups' | '/projects' | '/simulations' | '/workflows' | '/moderation' | '/settings' | '/audit'
    | '/creators' | '/leads' | '/events' | '/conversations' | '/inbox' | '/approvals' | '/queue' | '/experiments' | '/analytics' | '/rules' | '/goals'
  label: string
  Icon: LucideIcon
  /** Pressed after `g`; no two are the same (`navigation.test.ts`). */
  key: string
  needs?: Role
  /** A creator's own login sees it too. */
  ofCreators?: true
}

export interface NavigationGroup {
  /** Null for what needs no heading. */
  title: string | null
  places: readonly NavigationPlace[]
}

export const GROUPS: readonly NavigationGroup[] = [
  {
    title: null,
    places: [
      { to: '/', label: 'Dashboard', Icon: LayoutDashboard, key: 'd' },
      { to: '/activity', label: 'Live activity', Icon: Activity, key: 'l' },
      { to: '/fleet', label: 'Fleet', Icon: RadioTower, key: 'f' },
      { to: '/agents', label: 'Agents', Icon: Bot, key: 'a' },
    ],
  },
  {
    title: 'Engagement',
    places: [
      { to: '/creators', label: 'Creators', Icon: Store, key: 'c' },
      { to: '/leads', label: 'Leads', Icon: Users, key: 'e', ofCreators: true },
      { to: '/events', label: 'Events', Icon: Rss, key: 'v' },
      { to: '/conversations', label: 'Conversations', Icon: MessagesSquare, key: 'n', ofCreators: true },
      { to: '/inbox', label: 'Inbox', Icon: Inbox, key: 'b', ofCreators: true },
      { to: '/approvals', label: 'Approvals', Icon: CircleCheck, key: 'y', ofCreators: true },
      { to: '/queue', label: 'Queue', Icon: ListOrdered, key: 'q' },
      { to: '/rules', label: 'Rules', Icon: ShieldCheck, key: 'h', ofCreators: true },
      { to: '/goals', label: 'Goals', Icon: Target, key: 'j', ofCreators: true },
      { to: '/experiments', label: 'Experiments', Icon: Split, key: 'x' },
      { to: '/analytics', label: 'Analytics', Icon: ChartNoAxesColumn, key: 'k', ofCreators: true },
    ],
  },
  {
    title: 'Worlds',
    places: [
      { to: '/personas', label: 'Personas', Icon: UsersRound, key: 'p' },
      { to: '/archetypes', label: 'Archetypes', Icon: Shapes, key: 't' },
      { to: '/projects', label: 'Projects', Icon: FolderKanban, key: 'o' },
      { to: '/ramp-ups', label: 'Ramp-ups', Icon: TrendingUp, key: 'w' },
      { to: '/workflows', label: 'Image workflows', Icon: Workflow, key: 'i' },
      { to: '/simulations', label: 'Simulations', Icon: FlaskConical, key: 'm' },
      { to: '/moderation', label: 'Moderation', Icon: Scale, key: 'r' },
    ],
  },
  {
    title: 'House',
    places: [
      { to: '/settings', label: 'Settings', Icon: Settings, key: 's' },
      { to: '/audit', label: 'Audit', Icon: ScrollText, key: 'u', needs: 'admin' },
    ],
  },
]

/** The groups as somebody sees them; those with nothing for them are left out. */
export function groupsFor({ role, creator }: Pick<Me, 'role' | 'creator'>): readonly NavigationGroup[] {
  return GROUPS
    .map(({ title, places }) => ({ title, places: places.filter(({ needs, ofCreators }) => (needs === undefined || mayActAs(role, needs)) && (creator === null || ofCreators === true)) }))
    .filter(({ places }) => places.length > 0)
}
