import './console.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { createRoot } from 'react-dom/client'
import { NowProvider } from '../design/now.tsx'
import { router } from './app/router.tsx'
import { Toasts } from './app/Toasts.tsx'
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

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no #root')
createRoot(root).render(
  <QueryClientProvider client={queryClient}>
    <NowProvider initialMs={Date.now()}>
      <RouterProvider router={router} />
      <Toasts />
    </NowProvider>
  </QueryClientProvider>,
)
