import { useParams } from '@tanstack/react-router'
import { MapPinOff } from 'lucide-react'
import { EmptyState } from '../../../design/EmptyState.tsx'
import { useMay, useWholeWorkspace } from '../../data/queries.ts'
import { Page } from '../../parts/Page.tsx'
import { ForRole } from '../../parts/RoleNote.tsx'
import { TabLinks } from '../../parts/TabLinks.tsx'
import { AccountSection } from './AccountSection.tsx'
import { ApiKeysSection } from './ApiKeysSection.tsx'
import { ChannelsSection } from './channels/ChannelsSection.tsx'
import { ModelsSection } from './ModelsSection.tsx'
import { PeopleSection } from './PeopleSection.tsx'
import { ProvidersSection } from './ProvidersSection.tsx'
import { SitesSection } from './sites/SitesSection.tsx'

const SECTIONS = [
  { key: 'models', label: 'Models and budget', Section: ModelsSection, admin: true },
  { key: 'providers', label: 'Providers and keys', Section: ProvidersSection, admin: true },
  { key: 'sites', label: 'Sites', Section: SitesSection, admin: false },
  { key: 'channels', label: 'Channels', Section: ChannelsSection, admin: false },
  { key: 'people', label: 'People', Section: PeopleSection, admin: false },
  { key: 'api-keys', label: 'API keys', Section: ApiKeysSection, admin: true },
  { key: 'account', label: 'My account', Section: AccountSection, admin: false },
] as const

export function SettingsPage() {
  const { section } = useParams({ from: '/shell/settings/$section' })
  const admin = useMay('admin')
  const whole = useWholeWorkspace()
  // Of the settings a creator's own login has those of the account.
  const open = SECTIONS.filter((each) => whole ? admin || !each.admin : each.key === 'account')
  const current = SECTIONS.find(({ key }) => key === section)
  return (
    <Page title="Settings">
      <TabLinks label="Settings" tabs={open.map(({ key, label }) => ({ key, label, to: '/settings/$section', params: { section: key } }))} current={current?.key ?? ''} />
      {current === undefined ? <NoSection /> : current.admin ? <ForRole what={`The section “${current.label}”`} needs="admin"><current.Section /></ForRole> : <current.Section />}
    </Page>
  )
}

function NoSection() {
  return <EmptyState icon={<MapPinOff size={22} />} title="There are no such settings">Choose one of those above.</EmptyState>
}
