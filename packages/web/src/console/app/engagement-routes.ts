/** Addresses of what concerns creators and their leads. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { creatorFiltersOf } from '../pages/creators/creator-filters.ts'
import { eventFiltersOf } from '../pages/events/event-filters.ts'
import { leadFiltersOf } from '../pages/leads/lead-filters.ts'
import { actingRoutes } from './acting-routes.ts'
import { shell } from './shell-route.tsx'
import { textParam } from './text-param.ts'

const creators = createRoute({
  getParentRoute: () => shell, path: 'creators', validateSearch: creatorFiltersOf,
  component: lazyRouteComponent(() => import('../pages/creators/CreatorsPage.tsx'), 'CreatorsPage'),
})
const creator = createRoute({
  getParentRoute: () => shell, path: 'creators/$creatorId', validateSearch: textParam('tab'),
  component: lazyRouteComponent(() => import('../pages/creator/CreatorPage.tsx'), 'CreatorPage'),
})
const leads = createRoute({
  getParentRoute: () => shell, path: 'leads', validateSearch: leadFiltersOf,
  component: lazyRouteComponent(() => import('../pages/leads/LeadsPage.tsx'), 'LeadsPage'),
})
const lead = createRoute({
  getParentRoute: () => shell, path: 'leads/$leadId',
  component: lazyRouteComponent(() => import('../pages/lead/LeadPage.tsx'), 'LeadPage'),
})
const events = createRoute({
  getParentRoute: () => shell, path: 'events', validateSearch: eventFiltersOf,
  component: lazyRouteComponent(() => import('../pages/events/EventsPage.tsx'), 'EventsPage'),
})

export const engagementRoutes = [creators, creator, leads, lead, events, ...actingRoutes] as const
