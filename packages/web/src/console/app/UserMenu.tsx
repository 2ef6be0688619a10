import { useNavigate } from '@tanstack/react-router'
import { LogOut, UserRound } from 'lucide-react'
import { ThemeSwitch } from '../../design/ThemeSwitch.tsx'
import { send } from '../data/api.ts'
import { queryClient } from '../data/query-client.ts'
import { useMe } from '../data/queries.ts'
import { forgetSession, pickedWorkspace, pickWorkspace } from '../data/session.ts'
import { forgetActivity } from '../live/use-activity.ts'
import { forgetDrafts } from '../parts/kept-draft.ts'
import { Menu, MenuChoice, MenuHeading, MenuItem, MenuLine } from '../parts/Menu.tsx'

export function UserMenu() {
  const me = useMe()
  const navigate = useNavigate()
  const name = me?.user?.name ?? 'You'
  async function signOut() {
    await send('POST', '/api/auth/logout').catch(() => undefined)
    forgetSession()
    forgetActivity()
    forgetDrafts()
    queryClient.clear()
    await navigate({ to: '/login' })
  }
  return (
    <Menu
      trigger={
        <button type="button" aria-label={`Account of ${name}`} className="grid size-8 place-items-center rounded-full bg-accent-soft text-13 font-semibold text-accent">
          {[...name][0]?.toUpperCase()}
        </button>
      }
    >
      <div className="px-2 pt-1 pb-2">
        <div className="font-semibold">{name}</div>
        <div className="text-12 text-ink-faint">{me?.user?.email} · {me?.role}</div>
      </div>
      <div className="px-2 pb-1"><ThemeSwitch /></div>
      {(me?.workspaces.length ?? 0) > 1 && (
        <>
          <MenuLine />
          <MenuHeading>Workspace</MenuHeading>
          {me?.workspaces.map(({ id, name: workspace }, place) => (
            <MenuChoice
              key={id}
              picked={id === (pickedWorkspace() ?? me.workspaces[0]?.id)}
              onSelect={() => {
                pickWorkspace(place === 0 ? null : id)
                location.assign('/console/')
              }}
            >
              {workspace}
            </MenuChoice>
          ))}
        </>
      )}
      <MenuLine />
      <MenuItem icon={<UserRound size={15} />} onSelect={() => void navigate({ to: '/settings/$section', params: { section: 'account' } })}>My account</MenuItem>
      <MenuItem icon={<LogOut size={15} />} onSelect={() => void signOut()}>Sign out</MenuItem>
    </Menu>
  )
}
