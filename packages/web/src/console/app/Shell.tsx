/** The frame round every page but the doors: sidebar, top line, banner, palette, and the tab's one stream. */
import { Outlet } from '@tanstack/react-router'
import { useState } from 'react'
import { useApprovalNotices } from '../live/approval-notices.ts'
import { useStream } from '../live/the-stream.ts'
import { CommandPalette } from './CommandPalette.tsx'
import { KeysDialog } from './KeysDialog.tsx'
import { KillBanner } from './KillBanner.tsx'
import { KillDialog } from './KillDialog.tsx'
import { Sidebar } from './Sidebar.tsx'
import { TopLine } from './TopLine.tsx'
import { useShellKeys } from './use-shell-keys.ts'

export function Shell() {
  const [palette, setPalette] = useState(false)
  const [killing, setKilling] = useState(false)
  const [drawer, setDrawer] = useState(false)
  const [keys, setKeys] = useState(false)
  useStream()
  useApprovalNotices()
  useShellKeys(() => setPalette((open) => !open), () => setKeys(true))
  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <a href="#main" className="sr-only z-50 rounded-medium bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:absolute focus:top-2 focus:left-2">
        Skip to the page
      </a>
      <KillBanner />
      <div className="flex min-h-0 flex-1">
        <Sidebar open={drawer} onOpenChange={setDrawer} />
        <div className="flex min-w-0 flex-1 flex-col">
          <TopLine onMenu={() => setDrawer(true)} onPalette={() => setPalette(true)} onKill={() => setKilling(true)} onKeys={() => setKeys(true)} />
          <main id="main" tabIndex={-1} className="min-h-0 flex-1 outline-none">
            <Outlet />
          </main>
        </div>
      </div>
      <CommandPalette open={palette} onOpenChange={setPalette} onKill={() => setKilling(true)} onKeys={() => setKeys(true)} />
      <KillDialog open={killing} onOpenChange={setKilling} />
      <KeysDialog open={keys} onOpenChange={setKeys} />
    </div>
  )
}
