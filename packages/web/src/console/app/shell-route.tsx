/** The console's root, and the frame that all pages but the doors stand in: routes hang below `shell`. */
import { createRootRoute, createRoute, Outlet, redirect } from '@tanstack/react-router'
import { ApiError } from '../../api/request.ts'
import { answerOf, ME } from '../data/api.ts'
import { queryClient } from '../data/query-client.ts'
import { MissingPage } from './MissingPage.tsx'
import { RouteFault } from './RouteFault.tsx'
import { Shell } from './Shell.tsx'

export const root = createRootRoute({ component: Outlet, errorComponent: RouteFault, notFoundComponent: MissingPage })

/** Who has no session is led to the door, and from there back to where they were going. */
async function requireSession({ location }: { location: { publicHref: string } }): Promise<void> {
  try {
    await queryClient.ensureQueryData(answerOf(ME))
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error
    throw redirect({ to: '/login', search: { from: location.publicHref } })
  }
}

export const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell, beforeLoad: requireSession, errorComponent: RouteFault })
