import './console.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import type { CSSProperties } from 'react'
import { createRoot } from 'react-dom/client'
import { Toaster } from 'sonner'
import { NowProvider } from '../design/now.tsx'
import { router } from './app/router.tsx'
import { ME } from './data/api.ts'
import { queryClient } from './data/query-client.ts'
import { onSessionEnd } from './data/session.ts'

onSessionEnd(() => {
  queryClient.removeQueries({ queryKey: [ME] })
  // At the door there is nothing to leave; elsewhere the page one was on is kept, and drafts with it.
  if (router.state.matches.some(({ routeId }) => routeId === '/shell')) {
    void router.navigate({ to: '/login', search: { from: router.state.location.publicHref } })
  }
})

/** The toaster brings colours of its own; ours follow the theme. */
const TOAST_LOOKS = {
  '--normal-bg': 'var(--color-raised)', '--normal-text': 'var(--color-ink)', '--normal-border': 'var(--color-line-strong)',
  '--border-radius': 'var(--radius-large)', fontFamily: 'var(--font-sans)',
} as CSSProperties

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no #root')
createRoot(root).render(
  <QueryClientProvider client={queryClient}>
    <NowProvider initialMs={Date.now()}>
      <RouterProvider router={router} />
      <Toaster position="bottom-left" gap={8} duration={6_000} style={TOAST_LOOKS} />
    </NowProvider>
  </QueryClientProvider>,
)
